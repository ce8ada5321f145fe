// 排班 · 群众反馈: what residents said, its state, the answer with who and when (PUB-7).
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import {
  actOnFeedback,
  type FeedbackView,
  listFeedback,
  revealFeedback,
} from '../../../contract/publicity-feedback.ts'
import { getToday } from '../../../contract/reports.ts'
import {
  FEEDBACK_KIND_NAMES,
  FEEDBACK_STATES,
  type FeedbackState,
} from '../../../domain/publicity/feedback.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RosterTabs } from '../dispatch/door.tsx'
import { feedbackWords } from './feedback-words.ts'
import './publicity.css'

const TONES: Record<FeedbackState, Tone> = { new: 'due', answered: 'done', parked: 'plain' }
type Asking = 'answer' | 'park' | 'reveal'

function Acts({ item }: { item: FeedbackView }) {
  const w = useWords(feedbackWords)
  const may = useMay()
  const say = useNotice()
  const { regionId } = useWorkplace()
  const [asking, setAsking] = useState<Asking | null>(null)
  const params = { regionId, id: item.id }
  const close = (): void => setAsking(null)
  const act = useAct(actOnFeedback, [listFeedback, getToday], () => {
    close()
    say(w.done)
  })
  const reveal = useAct(revealFeedback, [], close)
  const words = {
    answer: { title: w.answerTitle, note: w.answerNote, confirm: w.answer },
    park: { title: w.park, note: w.parkNote, confirm: w.park },
    reveal: { title: w.reveal, note: w.revealNote, confirm: w.reveal },
  }
  const button = (key: Asking, type: 'primary' | 'default' = 'default') => (
    <Button
      size="small"
      type={type}
      aria-label={`${words[key].confirm} ${item.unit} ${momentWords(item.madeAt)}`}
      onClick={() => setAsking(key)}
    >
      {words[key].confirm}
    </Button>
  )
  return (
    <>
      {reveal.data ? (
        <p className="whole">
          {w.whole}：{reveal.data.text}
          <br />
          {reveal.data.contact ?? w.noContact}
        </p>
      ) : null}
      <div className="row">
        {item.state === 'new' && may('feedback.answer') ? (
          <>
            {button('answer', 'primary')}
            {button('park')}
          </>
        ) : null}
        {item.state === 'parked' && may('feedback.answer') ? (
          <Button
            size="small"
            loading={act.isPending}
            onClick={() => act.mutate({ params, body: { act: 'release' } })}
          >
            {w.release}
          </Button>
        ) : null}
        {may('feedback.reveal') && !reveal.data ? button('reveal') : null}
      </div>
      {asking ? null : <ProblemAlert error={act.error} />}
      {asking ? (
        <ReasonDialog
          open
          {...words[asking]}
          {...(asking === 'answer' ? { label: w.answer } : {})}
          busy={act.isPending || reveal.isPending}
          error={asking === 'reveal' ? reveal.error : act.error}
          onCancel={close}
          onConfirm={(text) =>
            asking === 'reveal'
              ? reveal.mutate({ params, body: { reason: text } })
              : act.mutate({ params, body: { act: asking, words: text } })
          }
        />
      ) : null}
    </>
  )
}

function Item({ item }: { item: FeedbackView }) {
  const w = useWords(feedbackWords)
  const { language } = usePreferences()
  return (
    <li>
      <p>
        <b>{FEEDBACK_KIND_NAMES[item.kind][language]}</b>{' '}
        <Mark tone={TONES[item.state]}>{w.states[item.state]}</Mark>{' '}
        <span className="quiet">
          {item.unit} <span className="nums">{momentWords(item.madeAt)}</span>
          {item.hasContact ? ` · ${w.contact}` : ''}
        </span>
      </p>
      <p className="said">{item.text}</p>
      {item.parkedReason ? <p className="quiet">{w.parked(item.parkedReason)}</p> : null}
      {item.answer ? (
        <p className="answer">
          {item.answer}
          <br />
          <small className="quiet">
            {w.answered(item.answeredBy ?? '', item.answeredAt ? momentWords(item.answeredAt) : '')}
          </small>
        </p>
      ) : null}
      <Acts item={item} />
    </li>
  )
}

function Feedback() {
  const w = useWords(feedbackWords)
  const { regionId } = useWorkplace()
  const [state, setState] = useState<FeedbackState>('new')
  const query = useCall(listFeedback, { params: { regionId }, query: { state } }, { keep: true })
  const counts = query.data?.counts
  return (
    <Panel>
      <div className="toolbar">
        <Segmented<FeedbackState>
          value={state}
          onChange={setState}
          options={FEEDBACK_STATES.map((value) => ({
            value,
            label: counts ? `${w.states[value]} ${counts[value]}` : w.states[value],
          }))}
        />
      </div>
      <Loaded
        query={query}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyNote title={w.none} text={w.noneWhy} />}
      >
        {(data) => (
          <>
            <ul className="feedback">
              {data.items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </ul>
            {data.more ? <p className="quiet">{w.more}</p> : null}
          </>
        )}
      </Loaded>
    </Panel>
  )
}

export function FeedbackPage() {
  const w = useWords(feedbackWords)
  return (
    <Page title={w.title} note={w.note}>
      <RosterTabs />
      <NeedRegion>
        <Feedback />
      </NeedRegion>
    </Page>
  )
}
