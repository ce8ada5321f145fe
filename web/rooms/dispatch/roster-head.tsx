// The head of a month's roster: its state and proof, and the units it leaves uncovered with what would help.
import { Alert } from 'antd'
import type { RosterView } from '../../../contract/dispatch.ts'
import { Clause } from '../../kit/clause.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { changeWords } from './change-words.ts'
import { unservedUnits } from './publish-dialog.tsx'
import { dispatchWords } from './words.ts'

const TONES: Record<RosterView['status'], Tone> = { none: 'plain', draft: 'draft', published: 'locked' }

const percent = (gap: number): string => `${(gap * 100).toFixed(2)}%`

export function ProofLine({ roster }: { roster: RosterView }) {
  const w = useWords(dispatchWords)
  const live = roster.duties.filter((d) => d.status !== 'cancelled')
  const gaps = unservedUnits(roster).length
  const { proof } = roster
  return (
    <p className="proof-line">
      <Mark tone={TONES[roster.status]}>{w.status[roster.status]}</Mark>
      <span>
        {w.unitsCovered} <b className={gaps ? 'late-words' : ''}>{roster.units.length - gaps}</b> /{' '}
        {roster.units.length}
      </span>
      <span>
        {w.dutyDays} <b>{live.length}</b>
      </span>
      <span>
        {w.locked} <b>{live.filter((d) => d.locked).length}</b>
      </span>
      {proof ? (
        <span title={`${proof.objective ?? ''} / ${proof.bound ?? ''}`}>
          <Mark tone={proof.status === 'optimal' ? 'done' : 'due'}>
            {proof.status === 'optimal' ? w.proofOptimal : w.proofGap(percent(proof.gap ?? 0))}
          </Mark>{' '}
          <span className="quiet">
            {w.proofSeconds(proof.seconds < 0.1 ? '< 0.1' : proof.seconds.toFixed(1))}
          </span>
        </span>
      ) : null}
      {roster.minimum ? (
        <Clause
          citation={roster.minimum.citation}
          clauses={['TGT-7']}
          label={w.minimum(roster.minimum.daysPerMonth)}
        />
      ) : null}
    </p>
  )
}

/** What would have to give way, and who would go then: the planner's own proposal. */
function Remedy({ words: remedy }: { words: string | null }) {
  const change = useWords(changeWords)
  if (!remedy) return null
  return (
    <span className="quiet">
      {' '}
      {change.remedy}：{remedy}
    </span>
  )
}

export function Uncovered({ roster, county }: { roster: RosterView; county: string }) {
  const w = useWords(dispatchWords)
  const gaps = unservedUnits(roster)
  if (gaps.length === 0 || roster.status === 'none') return null
  return (
    <Alert
      type="error"
      showIcon
      className="gap-below"
      title={w.uncovered(gaps.length)}
      description={
        <ul className="problem-lines">
          {gaps.map((unit) => {
            const conflicts = roster.uncovered.find((u) => u.unitId === unit.id)?.conflicts ?? []
            return (
              <li key={unit.id}>
                <b>{shortName(unit.name, county)}</b>{' '}
                {conflicts.length ? (
                  conflicts.map((c) => (
                    <span key={c.rule + c.who}>
                      {c.rule}（{c.who}）<code>{c.clause}</code>{' '}
                    </span>
                  ))
                ) : (
                  <span className="quiet">{w.noConflict}</span>
                )}
                <Remedy words={roster.uncovered.find((u) => u.unitId === unit.id)?.remedy ?? null} />
              </li>
            )
          })}
        </ul>
      }
    />
  )
}
