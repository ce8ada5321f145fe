// 收报情况: who has handed in, on time, accepted, who is missing (RPT-7); a body opens its report.
import { Link } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { listObligations, type ObligationView } from '../../../contract/reports-chain.ts'
import { type Collecting, getCollecting } from '../../../contract/reports-rollup.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Page } from '../../kit/page.tsx'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { ReporterCell, reporterWords, useReporters } from '../organisations/door.tsx'
import { chainWords } from './chain-words.ts'
import { ObligationState } from './obligation-state.tsx'
import { ReportTabs } from './report-tabs.tsx'
import { reportWords } from './words.ts'
import './reports.css'

type Level = 'unit' | 'county' | 'city'

function useColumns(): DeskColumn<ObligationView>[] {
  const w = useWords(chainWords)
  const r = useWords(reportWords)
  const { language } = usePreferences()
  const who = useWords(reporterWords)
  const { programme, programmeId } = useWorkplace()
  const reporters = useReporters(programmeId)
  return [
    {
      key: 'body',
      name: w.body,
      pinned: true,
      render: (_, o) => shortName(o.body.name, programme.division.name),
      text: (o) => o.body.name,
    },
    {
      key: 'state',
      name: w.state,
      render: (_, o) => <ObligationState of={o} />,
      text: (o) => `${w.states[o.state]} ${w.timings[o.timing]}`,
    },
    {
      key: 'submitted',
      name: w.submitted,
      render: (_, o) => (o.submittedOn ? dayWords(o.submittedOn, language, o.dueOn.slice(0, 4)) : '—'),
      text: (o) => o.submittedOn ?? '',
    },
    // ORG-6: whom to call when it is missing
    {
      key: 'reporter',
      name: who.reporter,
      render: (_, o) => (o.body.level === 'unit' ? <ReporterCell of={reporters.get(o.body.id)} /> : '—'),
      text: (o) => reporters.get(o.body.id)?.name ?? '',
    },
    {
      key: 'open',
      name: '',
      width: 90,
      render: (_, o) => (
        <Link to="/reports/chain" search={{ at: o.key } as never} aria-label={`${r.open('')} ${o.body.name}`}>
          {w.open}
        </Link>
      ),
    },
  ]
}

function Counted({ one }: { one: Collecting }) {
  const w = useWords(chainWords)
  const share = one.owed ? Math.round((one.handedIn / one.owed) * 100) : 0
  const figures: [string, number | string][] = [
    [w.owedCount, one.owed],
    [w.inCount, `${one.handedIn}（${share}%）`],
    [w.onTimeCount, one.onTime],
    [w.acceptedCount, one.accepted],
    [w.missingCount, one.missing],
  ]
  return (
    <dl className="completeness">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The bodies of one package, period and level; they are asked for only when they are looked at. */
function Bodies({ one, label }: { one: Collecting; label: string }) {
  const { regionId } = useWorkplace()
  const columns = useColumns()
  const { programmeId, packageId, period, part, level } = one
  const where = { programmeId, packageId, period, part, level, ...(regionId ? { regionId } : {}) }
  const query = useCall(listObligations, { query: where }, { keep: true })
  return (
    <Loaded query={query} rows={10}>
      {({ items }) => (
        <DeskTable
          name="completeness"
          label={label}
          rows={items.filter((o) => o.side !== 'owner')}
          columns={columns}
          rowKey={(o) => o.key}
          pageSize={100}
        />
      )}
    </Loaded>
  )
}

function Collected({ items }: { items: Collecting[] }) {
  const w = useWords(chainWords)
  const levels = (['unit', 'county', 'city'] as const).filter((level) => items.some((c) => c.level === level))
  const [level, setLevel] = useState<Level | null>(null)
  const at = level ?? levels[0] ?? 'unit'
  const all = items.filter((c) => c.level === at)
  const [key, setKey] = useState<string | null>(null)
  // the newest that is due, else the next one
  const one = all.find((c) => c.key === key) ?? all.find((c) => c.daysLeft <= 0) ?? all.at(-1)
  if (!one) return <EmptyNote title={w.none} text={w.noneWhy} />
  const label = (c: Collecting): string =>
    `${c.name}（${c.periodLabel}${c.part === 'supplement' ? w.supplement : ''}）`
  return (
    <>
      <div className="reports-bar">
        {levels.length > 1 ? (
          <Segmented<Level>
            aria-label={w.state}
            value={at}
            onChange={setLevel}
            options={levels.map((value) => ({ value, label: w.levels[value] }))}
          />
        ) : null}
        <Select
          aria-label={w.package}
          value={one.key}
          onChange={setKey}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          className="choose-package"
          options={all.map((c) => ({
            value: c.key,
            label: `${label(c)} ${w.collecting(c.handedIn, c.owed)}`,
          }))}
        />
        <span className="quiet">{w.dueOn(one.dueOn)}</span>
      </div>
      <Counted one={one} />
      <Bodies one={one} label={label(one)} />
    </>
  )
}

export function CompletenessPage() {
  const w = useWords(chainWords)
  const { programmeId, regionId } = useWorkplace()
  const query = useCall(
    getCollecting,
    { query: { programmeId, ...(regionId ? { regionId } : {}) } },
    { keep: true },
  )
  return (
    <Page title={w.tabs.completeness} note={w.completenessNote}>
      <ReportTabs />
      <Loaded query={query} rows={10}>
        {({ items }) => <Collected items={items} />}
      </Loaded>
    </Page>
  )
}
