// What was done with a report and said about it, oldest first: acts with their comments beneath.
import type { ReportView } from '../../../contract/reports-chain.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { chainWords } from './chain-words.ts'

function Comments({ report, version, at }: { report: ReportView; version: number; at: string }) {
  const w = useWords(chainWords)
  const made = report.comments.filter((c) => c.version === version && c.at === at)
  if (made.length === 0) return null
  return (
    <ul className="report-remarks">
      {made.map((c) => (
        <li key={c.id}>
          <b>{[c.row, c.fieldLabel].filter(Boolean).join(' · ') || w.whole}</b> {c.text}
        </li>
      ))}
    </ul>
  )
}

export function ReportTimeline({ report }: { report: ReportView }) {
  const w = useWords(chainWords)
  if (report.timeline.length === 0) return <p className="quiet">{w.noTimeline}</p>
  return (
    <ol className="report-timeline">
      {report.timeline.map((t) => {
        const sealed = t.act === 'submit' ? report.versions.find((v) => v.version === t.version) : undefined
        return (
          <li key={`${t.at} ${t.act}`}>
            <time>{momentWords(t.at)}</time> {t.by} <b>{w.did[t.act]}</b>
            {t.version > 0 ? <span className="quiet"> {w.version(t.version)}</span> : null}
            {t.note ? <span className="quiet"> · {t.note}</span> : null}
            {sealed && sealed.missing.length > 0 ? (
              <span className="quiet" title={sealed.missing.join('、')}>
                {' '}
                · {w.missing(sealed.missing.length)}
              </span>
            ) : null}
            {sealed && sealed.answers.length > 0 ? (
              <ul className="report-remarks">
                {sealed.answers.map((a) => (
                  <li key={a.code}>
                    {a.question} <b>{a.answer}</b>
                  </li>
                ))}
              </ul>
            ) : null}
            {t.act === 'return' ? <Comments report={report} version={t.version} at={t.at} /> : null}
          </li>
        )
      })}
    </ol>
  )
}
