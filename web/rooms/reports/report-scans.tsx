// The printed, signed and sealed copy, scanned, beside the version it shows (RPT-9).
import { addReportScan, getReport, getReportScan, type ReportView } from '../../../contract/reports-chain.ts'
import { DropFile } from '../../kit/drop-file.tsx'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { addressOf } from '../../shell/call.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { chainWords } from './chain-words.ts'
import { keyOf } from './report-key.ts'

export function ReportScans({ report }: { report: ReportView }) {
  const w = useWords(chainWords)
  const may = useMay()
  const add = useAct(addReportScan, [getReport])
  const key = keyOf(report)
  return (
    <Panel title={w.scans}>
      <ul className="report-remarks">
        {report.scans.map((scan) => (
          <li key={scan.id}>
            <a
              href={addressOf(getReportScan, { params: { ...key, scanId: scan.id } })}
              target="_blank"
              rel="noopener"
            >
              {scan.fileName}
            </a>{' '}
            <span className="quiet">
              {w.version(scan.version)} · {momentWords(scan.at)} {scan.by} · {Math.ceil(scan.size / 1024)} KB
            </span>
          </li>
        ))}
      </ul>
      {report.version === 0 ? (
        <p className="quiet">{w.scanFirst}</p>
      ) : may('report.file') && report.side !== 'above' ? (
        <DropFile
          label={w.scans}
          note={w.scansNote}
          accept=".pdf,.jpg,.jpeg,.png"
          busy={add.isPending}
          onFile={(file) =>
            add.mutate({
              params: { ...key, version: report.version },
              query: { fileName: file.name.slice(0, 120) },
              body: file,
            })
          }
        />
      ) : null}
      <ProblemAlert error={add.error} />
    </Panel>
  )
}
