// 脱岗情况: what a unit reported, what was said to it, and the decision; heard first, then decided (LV-8).
import { Link } from '@tanstack/react-router'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  type AbsenceCase,
  decideAbsence,
  listAbsenceCases,
  replyToAbsence,
} from '../../../contract/leave-absences.ts'
import {
  ABSENCE_DECISION_NAMES,
  ABSENCE_DECISIONS,
  type AbsenceDecision,
} from '../../../domain/leave/absence-case.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RosterTabs } from '../dispatch/door.tsx'
import { leaveWords } from './words.ts'
import './leave.css'

const TONES = { open: 'late', replied: 'due', decided: 'done' } as const

function CaseActs({ item }: { item: AbsenceCase }) {
  const w = useWords(leaveWords).absence
  const { language } = usePreferences()
  const [text, setText] = useState('')
  const [decision, setDecision] = useState<AbsenceDecision>('excused')
  const reply = useAct(replyToAbsence, [listAbsenceCases], () => setText(''))
  const decide = useAct(decideAbsence, [listAbsenceCases], () => setText(''))
  const params = { regionId: item.regionId, id: item.dutyId }
  if (!item.mayReply && !item.mayDecide)
    return item.state === 'open' ? <p className="quiet">{w.waits(item.replyUntil)}</p> : null
  const send = (): void =>
    item.mayDecide
      ? decide.mutate({ params, body: { decision, words: text } })
      : reply.mutate({ params: { ...params, replyId: uuidv7() }, body: { words: text } })
  return (
    <>
      {item.mayDecide ? (
        <Radio.Group
          aria-label={w.decision}
          className="gap-below"
          value={decision}
          onChange={(event) => setDecision(event.target.value as AbsenceDecision)}
          options={ABSENCE_DECISIONS.map((one) => ({
            value: one,
            label: ABSENCE_DECISION_NAMES[one][language],
          }))}
        />
      ) : null}
      <Input.TextArea
        rows={2}
        maxLength={500}
        aria-label={item.mayDecide ? w.why : w.reply}
        placeholder={item.mayDecide ? w.why : w.reply}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="primary"
        className="gap-above"
        disabled={!text.trim()}
        loading={reply.isPending || decide.isPending}
        onClick={send}
      >
        {item.mayDecide ? w.decide : w.sendReply}
      </Button>
      <ProblemAlert error={reply.error ?? decide.error} className="gap-above" />
    </>
  )
}

function Case({ item }: { item: AbsenceCase }) {
  const w = useWords(leaveWords).absence
  const { language } = usePreferences()
  return (
    <Panel
      title={`${dayWords(item.day, language, item.day.slice(0, 4))} ${item.practitioner.name}`}
      note={`${item.hospital} → ${item.unit}`}
    >
      <p>
        <Mark tone={TONES[item.state]}>{w.states[item.state]}</Mark>
      </p>
      <ol className="leave-timeline gap-below">
        {item.evidence.map((one) => (
          <li key={`${one.at} ${one.what}`}>
            <time>{momentWords(one.at)}</time> {one.what} {one.by}
            {one.note ? <span className="quiet"> · {one.note}</span> : null}
          </li>
        ))}
        {item.acts.map((one) => (
          <li key={`${one.at} ${one.act}`}>
            <time>{momentWords(one.at)}</time>{' '}
            <b>{one.decision ? ABSENCE_DECISION_NAMES[one.decision][language] : w.replied}</b> {one.by}
            <span className="quiet"> · {one.words}</span>
          </li>
        ))}
      </ol>
      <CaseActs item={item} />
    </Panel>
  )
}

export function AbsenceCasesPage() {
  const w = useWords(leaveWords).absence
  const { programmeId, month } = useWorkplace()
  const query = useCall(listAbsenceCases, { query: { programmeId, month } }, { keep: true })
  return (
    <Page title={w.title} note={w.note} actions={<Link to="/roster/leave">{w.back}</Link>}>
      <RosterTabs />
      <Loaded query={query} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyNote title={w.none} text={w.noneWhy} />
          ) : (
            items.map((item) => <Case key={item.dutyId} item={item} />)
          )
        }
      </Loaded>
    </Page>
  )
}
