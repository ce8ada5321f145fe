// 报送: what the reader owes and reviews, what is open first; one of them opens in place of the list.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { listObligations, type ObligationView } from '../../../contract/reports-chain.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Page } from '../../kit/page.tsx'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { chainWords } from './chain-words.ts'
import { isOpen } from './obligation-standing.ts'
import { ObligationState } from './obligation-state.tsx'
import { ReportPage } from './report-page.tsx'
import { ReportTabs } from './report-tabs.tsx'
import './reports.css'

type Filter = 'mine' | 'owed' | 'review' | 'all'
const SOON_DAYS = 7

/** Open now: it waits for its owner and is due, or it waits for the reader's review. */
const waitsForMe = (o: ObligationView): boolean =>
  o.side === 'owner' ? isOpen(o) && o.daysLeft <= SOON_DAYS : o.side === 'receiver' && o.state === 'submitted'

const FILTERS: Record<Filter, (o: ObligationView) => boolean> = {
  mine: waitsForMe,
  owed: (o) => o.side === 'owner',
  review: (o) => o.side === 'receiver' && o.state === 'submitted',
  all: () => true,
}

function useColumns(onOpen: (o: ObligationView) => void): DeskColumn<ObligationView>[] {
  const w = useWords(chainWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const day = (text: string): string => dayWords(text, language, text.slice(0, 4))
  const name = (o: ObligationView): string =>
    `${o.name}${o.part === 'supplement' ? `（${w.supplement}）` : ''}`
  return [
    {
      key: 'due',
      name: w.due,
      width: 150,
      pinned: true,
      render: (_, o) => day(o.dueOn),
      text: (o) => o.dueOn,
    },
    { key: 'report', name: w.report, render: (_, o) => name(o), text: name },
    { key: 'period', name: w.period, render: (_, o) => o.periodLabel, text: (o) => o.periodLabel },
    {
      key: 'body',
      name: w.body,
      render: (_, o) => shortName(o.body.name, programme.division.name),
      text: (o) => o.body.name,
    },
    {
      key: 'state',
      name: w.state,
      width: 260,
      render: (_, o) => <ObligationState of={o} />,
      text: (o) => `${w.states[o.state]} ${w.timings[o.timing]}`,
    },
    {
      key: 'submitted',
      name: w.submitted,
      render: (_, o) => (o.submittedOn ? day(o.submittedOn) : '—'),
      text: (o) => o.submittedOn ?? '',
    },
    {
      key: 'open',
      name: '',
      width: 100,
      render: (_, o) => (
        <Button
          size="small"
          type={waitsForMe(o) ? 'primary' : 'default'}
          aria-label={`${w.open} ${name(o)} ${o.periodLabel} ${o.body.name}`}
          onClick={() => onOpen(o)}
        >
          {waitsForMe(o) ? (o.side === 'owner' ? w.submitNow : w.reviewNow) : w.open}
        </Button>
      ),
    },
  ]
}

function Obligations({ items, onOpen }: { items: ObligationView[]; onOpen: (o: ObligationView) => void }) {
  const w = useWords(chainWords)
  const waiting = items.filter(waitsForMe)
  const [chosen, setChosen] = useState<Filter | null>(null)
  const filter = chosen ?? (waiting.length ? 'mine' : 'all')
  const columns = useColumns(onOpen)
  const [sought, setSought] = useState('')
  const words = sought.split(/\s+/).filter(Boolean)
  const shown = items
    .filter(FILTERS[filter])
    .filter((o) => words.every((word) => `${o.name} ${o.periodLabel} ${o.body.name}`.includes(word)))
  const option = (value: Filter, label: string) => ({
    value,
    label: `${label} ${items.filter(FILTERS[value]).length}`,
  })
  return (
    <>
      <Segmented<Filter>
        className="gap-below"
        aria-label={w.state}
        value={filter}
        onChange={setChosen}
        options={[
          option('mine', w.mine),
          option('owed', w.owed),
          option('review', w.toReview),
          option('all', w.all),
        ]}
      />
      {shown.length === 0 && words.length === 0 ? (
        <EmptyNote title={w.none} text={w.noneWhy} />
      ) : (
        <DeskTable
          name="obligations"
          label={w.title}
          rows={shown}
          columns={columns}
          rowKey={(o) => o.key}
          toolbar={
            <Input
              allowClear
              className="search"
              aria-label={w.seek}
              placeholder={w.seek}
              value={sought}
              onChange={(e) => setSought(e.target.value)}
            />
          }
        />
      )}
    </>
  )
}

export function ChainPage() {
  const w = useWords(chainWords)
  const navigate = useNavigate()
  const { programmeId, regionId } = useWorkplace()
  const search = useSearch({ strict: false }) as { report?: string; at?: string }
  const where = { programmeId, ...(regionId ? { regionId } : {}) }
  // of a whole city or province only what is hers to do; one county is looked at whole
  const query = useCall(
    listObligations,
    { query: { ...where, ...(regionId ? {} : { direct: 'yes' as const }) } },
    { keep: true },
  )
  const is = (o: ObligationView): boolean =>
    o.key === search.at || Boolean(o.reportId && o.reportId === search.report)
  const listed = query.data?.items.some(is) ?? true
  const [, packageId = '', period = '', part] = (search.at ?? '').split('/')
  const about = search.at
    ? { packageId, period, part: part === 'supplement' ? ('supplement' as const) : ('main' as const) }
    : {}
  const beside = useCall(
    listObligations,
    { query: { programmeId, ...about } },
    { enabled: Boolean(search.at ?? search.report) && !listed },
  )
  const open = (o: ObligationView | null): void =>
    void navigate({ to: '/reports/chain', search: (o ? { at: o.key } : {}) as never })
  return (
    <Loaded query={query} rows={10}>
      {({ items, unowned }) => {
        const at = [...items, ...(beside.data?.items ?? [])].find(is)
        if (at) return <ReportPage key={at.key} obligation={at} onClose={() => open(null)} />
        return (
          <Page title={w.title} note={w.note}>
            <ReportTabs />
            {unowned.map((u) => (
              <Alert
                key={`${u.packageId} ${u.reporter}`}
                type="warning"
                className="gap-below"
                title={w.unowned(
                  u.packageId,
                  w.reporters[u.reporter as keyof typeof w.reporters] ?? u.reporter,
                )}
              />
            ))}
            <Obligations items={items} onOpen={open} />
          </Page>
        )
      }}
    </Loaded>
  )
}
