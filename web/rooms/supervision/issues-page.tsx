// 督查 · 问题整改: what waits for the reader first, then what is open, then all (ISS-3, ISS-5).
import { useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { type IssueLine, listIssues } from '../../../contract/supervision-issues.ts'
import { ISSUE_SCOPE_NAMES, ISSUE_STATE_NAMES } from '../../../domain/supervision/issues.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Page } from '../../kit/page.tsx'
import { shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { IssueDetail } from './issue-detail.tsx'
import { IssueMark } from './issue-mark.tsx'
import { issueWords } from './issue-words.ts'
import { RaiseDialog } from './raise-dialog.tsx'
import { SupervisionTabs } from './supervision-tabs.tsx'
import { supervisionWords } from './words.ts'

function useColumns(onOpen: (issue: IssueLine) => void): DeskColumn<IssueLine>[] {
  const w = useWords(issueWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const unit = (one: IssueLine): string =>
    [
      shortName(one.unit?.name ?? one.hospital?.name ?? '', programme.division.name),
      one.practitioner?.name ?? '',
    ]
      .filter(Boolean)
      .join(' · ') || '—'
  const owner = (one: IssueLine): string =>
    one.owner
      ? `${shortName(one.owner.organisation?.name ?? w.bureau, programme.division.name)}${one.owner.person ? `（${one.owner.person}）` : ''}`
      : '—'
  return [
    {
      key: 'raised',
      name: w.columns.raised,
      width: 110,
      render: (_, one) => one.raisedOn,
      text: (one) => one.raisedOn,
    },
    {
      key: 'what',
      name: w.columns.what,
      width: 360,
      render: (_, one) => <span style={{ whiteSpace: 'normal' }}>{one.what}</span>,
      text: (one) => one.what,
    },
    { key: 'unit', name: w.columns.unit, render: (_, one) => unit(one), text: unit },
    {
      key: 'scope',
      name: w.columns.scope,
      render: (_, one) => (one.scope ? ISSUE_SCOPE_NAMES[one.scope][language] : w.unclassified),
      text: (one) => (one.scope ? ISSUE_SCOPE_NAMES[one.scope][language] : w.unclassified),
    },
    { key: 'owner', name: w.columns.owner, render: (_, one) => owner(one), text: owner },
    {
      key: 'due',
      name: w.columns.due,
      width: 110,
      render: (_, one) => one.dueOn ?? '—',
      text: (one) => one.dueOn ?? '',
    },
    {
      key: 'state',
      name: w.columns.state,
      width: 140,
      render: (_, one) => <IssueMark issue={one} />,
      text: (one) => ISSUE_STATE_NAMES[one.state][language],
    },
    {
      key: 'open',
      name: '',
      width: 80,
      render: (_, one) => (
        <Button
          size="small"
          type={one.mine ? 'primary' : 'default'}
          aria-label={`${one.mine ? w.open : w.see} ${one.what}`}
          onClick={() => onOpen(one)}
        >
          {one.mine ? w.open : w.see}
        </Button>
      ),
    },
  ]
}

/** The same on a narrow screen, where a table would hide its buttons. */
function Cards({ issues, onOpen }: { issues: readonly IssueLine[]; onOpen: (issue: IssueLine) => void }) {
  const w = useWords(issueWords)
  const { programme } = useWorkplace()
  return (
    <ul className="plain-list lead-list narrow-only">
      {issues.map((one) => (
        <li key={one.id}>
          <IssueMark issue={one} />
          <p>
            <b>{one.what}</b>
          </p>
          <p className="quiet">
            {shortName(one.unit?.name ?? one.hospital?.name ?? '', programme.division.name)}
            {one.dueOn ? ` · ${w.columns.due} ${one.dueOn}` : ''}
          </p>
          <Button
            type={one.mine ? 'primary' : 'default'}
            aria-label={`${one.mine ? w.open : w.see} ${one.what}`}
            onClick={() => onOpen(one)}
          >
            {one.mine ? w.open : w.see}
          </Button>
        </li>
      ))}
    </ul>
  )
}

type Filter = 'mine' | 'open' | 'all'

export function IssuesPage() {
  const w = useWords(issueWords)
  const may = useMay()
  const { programmeId, regionId } = useWorkplace()
  const asked = useSearch({ strict: false }) as { issue?: string }
  const query = useCall(
    listIssues,
    { query: { programmeId, ...(regionId ? { regionId } : {}) } },
    { keep: true },
  )
  const [filter, setFilter] = useState<Filter | null>(null)
  const [open, setOpen] = useState<IssueLine | null>(null)
  const [closed, setClosed] = useState(false)
  const [raising, setRaising] = useState(false)
  const columns = useColumns(setOpen)
  return (
    <Page
      title={useWords(supervisionWords).tabs.issues}
      note={w.note}
      actions={
        may('issue.raise') && regionId ? (
          <Button onClick={() => setRaising(true)}>{w.raise}</Button>
        ) : undefined
      }
    >
      <SupervisionTabs />
      <Loaded
        query={query}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyNote title={w.none} text={w.noneWhy} />}
      >
        {({ items, more }) => {
          const parts = {
            mine: items.filter((one) => one.mine),
            open: items.filter((one) => one.state !== 'closed' && one.state !== 'merged'),
            all: items,
          }
          const at = filter ?? (parts.mine.length ? 'mine' : 'open')
          const linked = closed ? undefined : items.find((one) => one.id === asked.issue)
          const shown = open ?? linked
          return (
            <>
              <Segmented<Filter>
                className="gap-below"
                aria-label={w.columns.state}
                value={at}
                onChange={setFilter}
                options={[
                  { value: 'mine', label: `${w.mine} ${parts.mine.length}` },
                  { value: 'open', label: `${w.openOnes} ${parts.open.length}` },
                  { value: 'all', label: `${w.all} ${items.length}` },
                ]}
              />
              <div className="wide-only">
                <DeskTable
                  name="issues"
                  label={w.columns.what}
                  rows={parts[at]}
                  columns={columns}
                  rowKey={(one) => one.id}
                />
              </div>
              <Cards issues={parts[at]} onOpen={setOpen} />
              {more ? <p className="quiet">{w.more}</p> : null}
              {shown ? (
                <IssueDetail
                  key={shown.id}
                  regionId={shown.regionId}
                  id={shown.id}
                  common={items.filter(
                    (one) =>
                      one.scope === 'common' &&
                      (one.state === 'open' || one.state === 'assigned') &&
                      one.id !== shown.id &&
                      one.regionId === shown.regionId,
                  )}
                  onClose={() => {
                    setOpen(null)
                    setClosed(true)
                  }}
                />
              ) : null}
            </>
          )
        }}
      </Loaded>
      {raising ? <RaiseDialog lead={null} onClose={() => setRaising(false)} /> : null}
    </Page>
  )
}
