// 督查 · 处理措施: each with its notice, what was replied, and the decision (SUP-9).
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { actOnMeasure, listMeasures, type MeasureView } from '../../../contract/supervision-measures.ts'
import {
  MEASURE_KIND_NAMES,
  MEASURE_STATE_NAMES,
  type MeasureAct,
  type MeasureState,
} from '../../../domain/supervision/measures.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { issueWords } from './issue-words.ts'
import { SupervisionTabs } from './supervision-tabs.tsx'

const TONES: Record<MeasureState, Tone> = {
  noticed: 'due',
  replied: 'due',
  inForce: 'late',
  dropped: 'plain',
  lifted: 'done',
}

function Item({ measure }: { measure: MeasureView }) {
  const words = useWords(issueWords)
  const w = words.measures
  const { language } = usePreferences()
  const say = useNotice()
  const [doing, setDoing] = useState<MeasureAct | null>(null)
  const act = useAct(actOnMeasure, [listMeasures], () => {
    say(words.saved)
    setDoing(null)
  })
  return (
    <li>
      <p className="check-head">
        <b>
          {MEASURE_KIND_NAMES[measure.kind][language]} · {measure.subject}
        </b>
        <Mark tone={TONES[measure.state]}>{MEASURE_STATE_NAMES[measure.state][language]}</Mark>
        <span className="quiet">
          {measure.inForceOn ? w.inForce(measure.inForceOn) : w.replyBy(measure.replyBy)}
        </span>
      </p>
      <p className="lead-text">{measure.grounds}</p>
      {measure.issue ? (
        <p className="quiet">
          {w.issue}：
          <Link to="/supervision/issues" search={{ issue: measure.issueId } as never}>
            {measure.issue}
          </Link>
        </p>
      ) : null}
      <ol className="timeline">
        {measure.acts.map((one) => (
          <li key={`${one.at} ${one.act}`}>
            <time>{momentWords(one.at)}</time> <b>{w.acts[one.act] ?? one.act}</b> {one.by}
            {one.act === 'notice' ? null : <p>{one.words}</p>}
          </li>
        ))}
      </ol>
      <div className="row">
        {measure.mayDo.map((one) => (
          <Button
            key={one}
            size="small"
            type={one === 'reply' || one === 'impose' ? 'primary' : 'default'}
            aria-label={`${w.acts[one]} ${measure.subject}`}
            onClick={() => setDoing(one)}
          >
            {w.acts[one]}
          </Button>
        ))}
      </div>
      {doing ? (
        <ReasonDialog
          open
          title={w.acts[doing] ?? doing}
          label={w.words[doing] ?? ''}
          confirm={w.acts[doing] ?? doing}
          busy={act.isPending}
          error={act.error}
          onCancel={() => setDoing(null)}
          onConfirm={(text) =>
            act.mutate({
              params: { regionId: measure.regionId, id: measure.id },
              body: { act: doing, words: text },
            })
          }
        />
      ) : null}
    </li>
  )
}

export function MeasuresPage() {
  const { measures: w, lists } = useWords(issueWords)
  const { programmeId } = useWorkplace()
  const query = useCall(listMeasures, { query: { programmeId } }, { keep: true })
  return (
    <Page title={lists.ledgerKinds.measures} note={w.note}>
      <SupervisionTabs />
      <Loaded
        query={query}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyNote title={w.none} text={w.noneWhy} />}
      >
        {({ items }) => (
          <Panel>
            <ul className="plain-list lead-list">
              {items.map((measure) => (
                <Item key={measure.id} measure={measure} />
              ))}
            </ul>
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}
