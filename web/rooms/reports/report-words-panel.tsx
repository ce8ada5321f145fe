// The narratives and signers of a report: written here, kept at each saving; what a colleague wrote meanwhile stands beside.
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import {
  getReport,
  type ReportView,
  type ReportWords,
  saveReportDraft,
} from '../../../contract/reports-chain.ts'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { chainWords } from './chain-words.ts'
import { keyOf } from './report-key.ts'

const SIGNERS = ['filler', 'reviewer', 'leader'] as const

const textOf = (words: ReportWords, title: string): string =>
  words.narratives.find((n) => n.title === title)?.text ?? ''

function Sealed({ report }: { report: ReportView }) {
  const sealed = report.versions.find((v) => v.version === report.version)
  return (
    <div className="report-words">
      {(sealed?.narratives ?? []).map((n) => (
        <section key={n.title}>
          <h3>{n.title}</h3>
          <p className="prose">{n.text}</p>
        </section>
      ))}
    </div>
  )
}

/** Offers what the ledger says under a title, until something is written there; one's own words are never replaced. */
function Drafted(props: { report: ReportView; title: string; text: string; onUse: (text: string) => void }) {
  const w = useWords(chainWords)
  const drafted = props.report.drafted.find((d) => d.title === props.title)
  if (!drafted || props.text.trim()) return null
  return (
    <p className="quiet">
      <Button
        size="small"
        aria-label={`${w.drafted} ${props.title}`}
        onClick={() => props.onUse(drafted.text)}
      >
        {w.drafted}
      </Button>{' '}
      {w.draftedNote}
    </p>
  )
}

function Editor({ report }: { report: ReportView }) {
  const w = useWords(chainWords)
  const say = useNotice()
  const { draft } = report
  const [words, setWords] = useState<ReportWords>(draft.words)
  const [basedOn, setBasedOn] = useState(draft.revision)
  const changed = JSON.stringify(words) !== JSON.stringify(draft.words)
  const save = useAct(saveReportDraft, [getReport], (after) => {
    // written beside somebody's newer text: both are shown, and the next saving stands on the newer one
    setBasedOn(after.draft.revision)
    say(w.saved)
  })
  const write = (title: string, text: string): void =>
    setWords({
      ...words,
      narratives: report.narratives.map((t) => ({ title: t, text: t === title ? text : textOf(words, t) })),
    })
  return (
    <div className="report-words">
      {draft.aside.map((other) => (
        <Alert
          key={other.revision}
          type="warning"
          title={w.aside(other.by, momentWords(other.at))}
          description={
            <>
              {other.words.narratives.map((n) => (
                <p key={n.title}>
                  <b>{n.title}</b> {n.text}
                </p>
              ))}
              <Button size="small" onClick={() => setWords(other.words)}>
                {w.useThis}
              </Button>
            </>
          }
        />
      ))}
      {report.narratives.map((title) => (
        <div key={title}>
          <label className="field-label" htmlFor={`words ${title}`}>
            {title}
          </label>
          <Input.TextArea
            id={`words ${title}`}
            autoSize={{ minRows: 3, maxRows: 16 }}
            maxLength={8000}
            value={textOf(words, title)}
            onChange={(e) => write(title, e.target.value)}
          />
          <Drafted
            report={report}
            title={title}
            text={textOf(words, title)}
            onUse={(text) => write(title, text)}
          />
        </div>
      ))}
      <div className="row">
        {SIGNERS.map((key) => (
          <Input
            key={key}
            className="filler"
            aria-label={w.signers[key]}
            placeholder={w.signers[key]}
            maxLength={40}
            value={words.signers[key]}
            onChange={(e) => setWords({ ...words, signers: { ...words.signers, [key]: e.target.value } })}
          />
        ))}
        <Button
          type={changed ? 'primary' : 'default'}
          loading={save.isPending}
          onClick={() => save.mutate({ params: keyOf(report), body: { basedOn, words } })}
        >
          {w.save}
        </Button>
        {changed ? <span className="late-words">{w.unsaved}</span> : null}
      </div>
      <ProblemAlert error={save.error} />
    </div>
  )
}

export function ReportWordsPanel({ report }: { report: ReportView }) {
  const w = useWords(chainWords)
  return (
    <Panel title={w.words}>
      {report.acts.includes('submit') && report.side === 'owner' ? (
        <Editor key={`${report.version}`} report={report} />
      ) : (
        <Sealed report={report} />
      )}
    </Panel>
  )
}
