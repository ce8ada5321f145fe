// What the reader may do with a report now: answer what is asked and hand in; note comments and return; accept; open again.
import { Button, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { actOnReport, getReport, listObligations, type ReportView } from '../../../contract/reports-chain.ts'
import { getCollecting } from '../../../contract/reports-rollup.ts'
import type { ReportAct } from '../../../domain/reports/chain.ts'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { chainWords } from './chain-words.ts'
import { keyOf, type Remark } from './report-key.ts'

type Question = ReportView['questions'][number]
/** The key an answer is kept under: a question of a column is one of its own. */
const questionKey = (q: Question): string => (q.place?.column ? `${q.code}/${q.place.column}` : q.code)

function Questions({
  asked,
  answers,
  onAnswer,
}: {
  asked: readonly Question[]
  answers: Readonly<Record<string, string>>
  onAnswer: (key: string, text: string) => void
}) {
  const w = useWords(chainWords)
  const { language } = usePreferences()
  return (
    <section className="report-questions">
      <h3>{w.questions}</h3>
      <ol>
        {asked.map((q) => {
          const key = questionKey(q)
          return (
            <li key={key}>
              <p>{language === 'zh' ? q.zh : q.en}</p>
              <p className="quiet">{language === 'zh' ? q.remedyZh : q.remedyEn}</p>
              <Input
                aria-label={`${w.answer} ${language === 'zh' ? q.zh : q.en}`}
                placeholder={w.answer}
                maxLength={300}
                value={answers[key] ?? ''}
                onChange={(e) => onAnswer(key, e.target.value)}
              />
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Remarks({
  remarks,
  onRemarks,
}: {
  remarks: readonly Remark[]
  onRemarks: (r: readonly Remark[]) => void
}) {
  const w = useWords(chainWords)
  if (remarks.length === 0) return <p className="quiet">{w.clickCell}</p>
  return (
    <ul className="report-remarks">
      {remarks.map((one, i) => (
        <li key={`${one.formId} ${one.rowId} ${one.field} ${one.text}`}>
          <b>{one.label}</b> {one.text}{' '}
          <Button type="link" size="small" onClick={() => onRemarks(remarks.filter((_, at) => at !== i))}>
            {w.drop}
          </Button>
        </li>
      ))}
    </ul>
  )
}

type Props = { report: ReportView; remarks: readonly Remark[]; onRemarks: (r: readonly Remark[]) => void }

export function ReportActs({ report, remarks, onRemarks }: Props) {
  const w = useWords(chainWords)
  const say = useNotice()
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const [overall, setOverall] = useState('')
  const [until, setUntil] = useState<string | null>(null)
  const [asking, setAsking] = useState<ReportAct | null>(null)
  const act = useAct(actOnReport, [getReport, listObligations, getCollecting], (after) => {
    const done = after.timeline.at(-1)?.act
    setAsking(null)
    setOverall('')
    onRemarks([])
    if (done) say(w.done[done])
  })
  const send = (name: ReportAct, note = ''): void => {
    const whole = overall.trim() ? [{ text: overall.trim() }] : []
    act.mutate({
      params: keyOf(report),
      body: {
        act: name,
        stamp: report.stamp,
        note,
        comments:
          name === 'return'
            ? [...remarks.map(({ formId, rowId, field, text }) => ({ formId, rowId, field, text })), ...whole]
            : [],
        ...(name === 'return' && until ? { resubmitBy: until } : {}),
        answers: report.questions.map((q) => ({
          code: questionKey(q),
          answer: answers[questionKey(q)]?.trim() || '—',
        })),
      },
    })
  }
  const open = (name: ReportAct): boolean => report.acts.includes(name)
  const unanswered = report.questions.some((q) => !answers[questionKey(q)]?.trim())
  const inPlace = report.side === 'receiver'
  if (report.acts.length === 0) return null
  return (
    <Panel title={w.state}>
      {open('submit') ? (
        <>
          {report.questions.length > 0 ? (
            <Questions
              asked={report.questions}
              answers={answers}
              onAnswer={(key, text) => setAnswers({ ...answers, [key]: text })}
            />
          ) : null}
          <Button
            type={inPlace ? 'default' : 'primary'}
            loading={act.isPending && !asking}
            disabled={unanswered}
            onClick={() => (inPlace ? setAsking('submit') : send('submit'))}
          >
            {inPlace ? w.submitAs : report.version > 0 ? w.resubmit : w.acts.submit}
          </Button>
          {unanswered ? <span className="quiet"> {w.answerFirst}</span> : null}
        </>
      ) : null}
      {open('return') ? (
        <section className="report-review">
          <Remarks remarks={remarks} onRemarks={onRemarks} />
          <Input.TextArea
            rows={2}
            maxLength={500}
            aria-label={w.overall}
            placeholder={w.overall}
            value={overall}
            onChange={(e) => setOverall(e.target.value)}
          />
          <DatePicker
            aria-label={w.resubmitLabel}
            placeholder={w.resubmitLabel}
            value={until ? dayjs(until) : null}
            onChange={(d) => setUntil(d ? d.format('YYYY-MM-DD') : null)}
          />
          <div className="row">
            <Button
              danger
              loading={act.isPending}
              disabled={remarks.length === 0 && overall.trim() === ''}
              onClick={() => send('return')}
            >
              {w.acts.return}
            </Button>
            {open('accept') ? (
              <Button type="primary" loading={act.isPending} onClick={() => send('accept')}>
                {w.acts.accept}
              </Button>
            ) : null}
          </div>
        </section>
      ) : null}
      {open('recall') ? (
        <Button loading={act.isPending} onClick={() => send('recall')}>
          {w.acts.recall}
        </Button>
      ) : null}
      {open('unaccept') ? (
        <Button danger onClick={() => setAsking('unaccept')}>
          {w.acts.unaccept}
        </Button>
      ) : null}
      <ProblemAlert error={asking ? null : act.error} className="gap-above" />
      <ReasonDialog
        open={asking !== null}
        title={asking === 'submit' ? w.submitAs : w.acts.unaccept}
        label={w.why}
        confirm={asking ? w.acts[asking] : ''}
        busy={act.isPending}
        error={act.error}
        onCancel={() => setAsking(null)}
        onConfirm={(note) => asking && send(asking, note)}
      />
    </Panel>
  )
}
