// One report: what it says, by version; what is open to the reader; what was said and done.
import { ArrowLeftOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { getReport, type ObligationView, type ReportView } from '../../../contract/reports-chain.ts'
import { Clause } from '../../kit/clause.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { chainWords } from './chain-words.ts'
import { ObligationState } from './obligation-state.tsx'
import { ReportActs } from './report-acts.tsx'
import { ReportExceptions } from './report-exceptions.tsx'
import { ReportForms } from './report-forms.tsx'
import { keyOf, type Remark } from './report-key.ts'
import { ReportScans } from './report-scans.tsx'
import { ReportTabs } from './report-tabs.tsx'
import { ReportTimeline } from './report-timeline.tsx'
import { ReportWordsPanel } from './report-words-panel.tsx'

function Clock({ report }: { report: ReportView }) {
  const w = useWords(chainWords)
  const { lock, state } = report
  const accepted = state === 'accepted' || state === 'filed'
  if (lock.locked && report.side === 'owner' && (!accepted || report.mayAskException))
    return (
      <Alert
        type={accepted ? 'info' : 'warning'}
        className="gap-below"
        title={
          accepted
            ? w.lockedAccepted(lock.opensBy)
            : w.lockedNow(lock.openUntil ?? report.dueOn, lock.opensBy)
        }
      />
    )
  if (state === 'returned' && report.resubmitBy)
    return <Alert type="warning" className="gap-below" title={w.resubmitBy(report.resubmitBy)} />
  return null
}

function Opened({ report, onClose }: { report: ReportView; onClose: () => void }) {
  const w = useWords(chainWords)
  const [remarks, setRemarks] = useState<readonly Remark[]>([])
  const title = `${report.name}（${report.periodLabel}${report.part === 'supplement' ? w.supplement : ''}）`
  const reviewing = report.acts.includes('return')
  return (
    <Page
      title={title}
      note={`${report.body.name} · ${w.to(report.recipient)} · ${w.dueOn(report.dueOn)}${report.openUntil ? ` · ${w.openUntil(report.openUntil)}` : ''}`}
      actions={
        <Button icon={<ArrowLeftOutlined aria-hidden="true" />} onClick={onClose}>
          {w.back}
        </Button>
      }
    >
      <ReportTabs />
      <p className="report-head">
        <ObligationState of={report} />
        <Clause citation={report.citation} clauses={report.clauses} label={w.due} />
      </p>
      <Clock report={report} />
      <div className="columns report-columns">
        <div>
          {report.forms.length > 0 ? (
            <ReportForms
              report={report}
              remarks={remarks}
              onRemark={reviewing ? (remark) => setRemarks([...remarks, remark]) : null}
            />
          ) : null}
          {report.narratives.length > 0 ? <ReportWordsPanel report={report} /> : null}
        </div>
        <div>
          <ReportActs report={report} remarks={remarks} onRemarks={setRemarks} />
          <Panel title={w.timeline}>
            <ReportTimeline report={report} />
          </Panel>
          <ReportExceptions report={report} />
          <ReportScans report={report} />
        </div>
      </div>
    </Page>
  )
}

export function ReportPage({ obligation, onClose }: { obligation: ObligationView; onClose: () => void }) {
  const query = useCall(getReport, { params: keyOf(obligation) }, { keep: true })
  return (
    <Loaded query={query} rows={12}>
      {(report) => <Opened report={report} onClose={onClose} />}
    </Loaded>
  )
}
