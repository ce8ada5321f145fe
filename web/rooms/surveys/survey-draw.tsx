// 抽样经过: each round with who froze it, its hash, the seed, and the sum behind every unit's share (R19).
import type { RoundView, SurveyView } from '../../../contract/surveys.ts'
import { LEFT_OUT } from '../../../domain/surveys/frame.ts'
import { Panel } from '../../kit/page.tsx'
import { momentWords, shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { PlainTable } from './plain-table.tsx'
import { surveyWords } from './words.ts'

type Share = NonNullable<RoundView['shares']>[number]

function Shares({ shares }: { shares: Share[] }) {
  const w = useWords(surveyWords)
  const { programme } = useWorkplace()
  return (
    <PlainTable
      label={w.arithmetic}
      rows={shares}
      rowKey={(one) => one.unit}
      columns={[
        { name: w.unit, of: (one) => shortName(one.unit, programme.division.name), wide: true },
        { name: w.frame, of: (one) => one.size },
        { name: w.sample, of: (one) => one.share },
        { name: w.arithmetic, of: (one) => one.arithmetic, wide: true },
      ]}
    />
  )
}

function Round({ round, of }: { round: RoundView; of: number }) {
  const w = useWords(surveyWords)
  return (
    <div className="survey-round survey-section">
      {of > 1 ? <h3>{w.round(round.round)}</h3> : null}
      {round.reason ? <p>{w.why(round.reason)}</p> : null}
      <dl className="survey-facts">
        <dt>{w.frozenBy}</dt>
        <dd>
          {w.by(round.frozenBy, momentWords(round.frozenAt))} · {w.people(round.frameSize)}
        </dd>
        <dt>{w.left}</dt>
        <dd>
          {LEFT_OUT.map((why) => `${w.leftOut[why]} ${w.leftOutOf(round.leftOut[why] ?? 0)}`).join('，')}
        </dd>
        <dt>{w.hash}</dt>
        <dd>
          <code>{round.frameHash}</code>
        </dd>
        <dt>{w.seedIs}</dt>
        <dd>
          {round.seed
            ? `${round.seed} · ${w.by(round.seededBy ?? '', momentWords(round.seededAt ?? ''))}`
            : w.seedNone}
        </dd>
      </dl>
      {round.shares ? (
        <details open={of === round.round}>
          <summary>{w.arithmetic}</summary>
          <Shares shares={round.shares} />
        </details>
      ) : null}
    </div>
  )
}

export function SurveyDraw({ survey }: { survey: SurveyView }) {
  const w = useWords(surveyWords)
  return (
    <Panel title={w.drawTitle}>
      {survey.rounds.toReversed().map((round) => (
        <Round key={round.round} round={round} of={survey.rounds.length} />
      ))}
    </Panel>
  )
}
