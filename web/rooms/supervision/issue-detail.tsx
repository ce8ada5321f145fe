// One issue: what was found with its proof, how it came where it stands, and what the reader may do now.
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { getIssue, type IssueLine, type IssueView } from '../../../contract/supervision-issues.ts'
import { ISSUE_SCOPE_NAMES } from '../../../domain/supervision/issues.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { EvidenceLines } from './evidence-input.tsx'
import { IssueActs } from './issue-acts.tsx'
import { IssueMark } from './issue-mark.tsx'
import { issueWords } from './issue-words.ts'
import { NoticeDialog } from './notice-dialog.tsx'

function Facts({ issue }: { issue: IssueView }) {
  const w = useWords(issueWords)
  const { language } = usePreferences()
  const rows: [string, string][] = [
    [w.columns.unit, issue.unit?.name ?? issue.hospital?.name ?? '—'],
    ...(issue.practitioner ? [[w.doctor, issue.practitioner.name] as [string, string]] : []),
    [w.source, `${w.sources[issue.source]} · ${issue.raisedOn} · ${issue.raisedBy}`],
    [w.columns.scope, issue.scope ? ISSUE_SCOPE_NAMES[issue.scope][language] : w.unclassified],
    ...(issue.rootCause ? [[w.cause, issue.rootCause] as [string, string]] : []),
    ...(issue.measure ? [[w.measure, issue.measure] as [string, string]] : []),
    ...(issue.owner
      ? [
          [
            w.columns.owner,
            `${issue.owner.organisation?.name ?? w.bureau}${issue.owner.person ? `（${issue.owner.person}）` : ''}`,
          ] as [string, string],
          [w.columns.due, issue.dueOn ?? '—'] as [string, string],
        ]
      : []),
  ]
  return (
    <dl className="facts">
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Timeline({ issue }: { issue: IssueView }) {
  const w = useWords(issueWords)
  return (
    <section>
      <h3>{w.timeline}</h3>
      <ol className="timeline">
        {issue.acts.map((one) => (
          <li key={one.id}>
            <time>{momentWords(one.at)}</time> <b>{w.acts[one.act] ?? one.act}</b> {one.by}
            {one.note ? <p>{one.note}</p> : null}
            <EvidenceLines regionId={issue.regionId} evidence={one.evidence} />
            {one.results.length ? (
              <ul>
                {one.results.map((result) => (
                  <li key={`${result.kind} ${result.name}`}>
                    {w.lists.kinds[result.kind]}：{result.name} {result.number} {result.madeOn}
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

type Props = { regionId: string; id: string; common: readonly IssueLine[]; onClose: () => void }

export function IssueDetail({ regionId, id, common, onClose }: Props) {
  const w = useWords(issueWords)
  const may = useMay()
  const query = useCall(getIssue, { params: { regionId, id } })
  const [noticing, setNoticing] = useState(false)
  return (
    <Drawer open size={620} title={w.detail} onClose={onClose}>
      <Loaded query={query} rows={10}>
        {(issue) => (
          <div className="issue-detail">
            <div>
              <IssueMark issue={issue} />
              <p className="issue-what">{issue.what}</p>
            </div>
            <IssueActs key={`${issue.state} ${issue.acts.length}`} issue={issue} common={common} />
            <Facts issue={issue} />
            {issue.partOf.length ? (
              <section>
                <h3>{w.parts}</h3>
                <ul className="timeline">
                  {issue.partOf.map((one) => (
                    <li key={one.id}>
                      {one.unit} {one.what}
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
            {issue.mergedInto ? <p className="quiet">{w.partOf}</p> : null}
            <Timeline issue={issue} />
            {may('measure.notice') && issue.state !== 'merged' ? (
              <div>
                <Button onClick={() => setNoticing(true)}>{w.giveNotice}</Button>
              </div>
            ) : null}
            {noticing ? <NoticeDialog issue={issue} onClose={() => setNoticing(false)} /> : null}
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
