// The window through the lock (P12): asked for with a reason, granted until the end of a day or refused.
import { Button, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  askReportException,
  decideReportException,
  getReport,
  listObligations,
  type ReportView,
} from '../../../contract/reports-chain.ts'
import { getCollecting } from '../../../contract/reports-rollup.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { chainWords } from './chain-words.ts'
import { keyOf } from './report-key.ts'

type Exception = ReportView['exceptions'][number]

function Decide({ report, exception }: { report: ReportView; exception: Exception }) {
  const w = useWords(chainWords)
  const [until, setUntil] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const decide = useAct(decideReportException, [getReport, listObligations, getCollecting])
  const send = (decision: 'granted' | 'refused'): void =>
    decide.mutate({
      params: { ...keyOf(report), exceptionId: exception.id },
      body: { decision, note, ...(decision === 'granted' && until ? { expiresOn: until } : {}) },
    })
  return (
    <div className="report-review">
      <DatePicker
        aria-label={w.grantUntil}
        placeholder={w.grantUntil}
        value={until ? dayjs(until) : null}
        onChange={(d) => setUntil(d ? d.format('YYYY-MM-DD') : null)}
      />
      <Input
        aria-label={w.why}
        placeholder={w.why}
        maxLength={300}
        value={note}
        onChange={(e) => setNote(e.target.value)}
      />
      <div className="row">
        <Button type="primary" loading={decide.isPending} onClick={() => send('granted')}>
          {w.grant}
        </Button>
        <Button loading={decide.isPending} disabled={note.trim() === ''} onClick={() => send('refused')}>
          {w.refuse}
        </Button>
      </div>
      <ProblemAlert error={decide.error} />
    </div>
  )
}

export function ReportExceptions({ report }: { report: ReportView }) {
  const w = useWords(chainWords)
  const [asking, setAsking] = useState(false)
  const ask = useAct(askReportException, [getReport, listObligations, getCollecting], () => setAsking(false))
  if (report.exceptions.length === 0 && !report.mayAskException) return null
  return (
    <Panel title={w.exceptions}>
      <ul className="report-remarks">
        {report.exceptions.map((e) => (
          <li key={e.id}>
            <time>{momentWords(e.askedAt)}</time> {e.askedBy}：{e.reason}{' '}
            <b>
              {e.state === 'granted'
                ? w.granted(e.expiresOn ?? '')
                : e.state === 'refused'
                  ? w.refused
                  : w.asked}
            </b>
            {e.decidedBy ? <span className="quiet"> {e.decidedBy}</span> : null}
            {e.note ? <span className="quiet"> · {e.note}</span> : null}
            {e.state === 'asked' && report.mayDecideException ? (
              <Decide report={report} exception={e} />
            ) : null}
          </li>
        ))}
      </ul>
      {report.mayAskException ? <Button onClick={() => setAsking(true)}>{w.askException}</Button> : null}
      <ReasonDialog
        open={asking}
        title={w.askException}
        label={w.askWhy}
        confirm={w.askException}
        busy={ask.isPending}
        error={ask.error}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) => ask.mutate({ params: keyOf(report), body: { reason } })}
      />
    </Panel>
  )
}
