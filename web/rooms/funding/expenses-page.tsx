// 经费 · 报销: days with a card that nobody claimed, the claims of the month, and the month beside the day cards (FIN-1, FIN-2).
import { DownloadOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { type ClaimRow, getClaimsXlsx, listClaims, type OpenDay } from '../../../contract/funding-expenses.ts'
import { CLAIM_STATES, type ClaimState } from '../../../domain/funding/claim.ts'
import { yuanOf } from '../../../domain/funding/money.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { dayWords, momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { ClaimDrawer } from './claim-drawer.tsx'
import { ExpenseTotals } from './expense-totals.tsx'
import { FundingTabs } from './funding-tabs.tsx'
import { fundingWords } from './words.ts'
import './funding.css'

const TONES: Record<ClaimState, Tone> = {
  draft: 'draft',
  submitted: 'due',
  returned: 'late',
  approved: 'due',
  paid: 'done',
  cancelled: 'plain',
}
const SHOWN = 6
const cardSum = ({ card }: { card: ClaimRow['card'] }): number | null =>
  card ? card.transport + card.lodging + card.supplies : null

function OpenDays({ days, onClaim }: { days: readonly OpenDay[]; onClaim: (day: OpenDay) => void }) {
  const w = useWords(fundingWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const [all, setAll] = useState(false)
  if (days.length === 0)
    return (
      <p className="gap-below">
        <Mark tone="done">{w.noOpenDays}</Mark>
      </p>
    )
  const shown = all ? days : days.slice(0, SHOWN)
  return (
    <Panel title={w.openDays(days.length)}>
      <ul className="open-days">
        {shown.map((day) => (
          <li key={day.cardId}>
            <span className="nums">{dayWords(day.day, language, day.day.slice(0, 4))}</span>
            <b>{day.practitioner.name}</b>
            <span>{day.unit.name}</span>
            <span className="quiet nums">
              {w.card} {yuanOf(cardSum(day) ?? 0)}
            </span>
            <span className="spring" />
            <Button
              size="small"
              type="primary"
              aria-label={`${w.claim} ${day.practitioner.name} ${day.day}`}
              onClick={() => onClaim(day)}
            >
              {w.claim}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length < days.length ? (
        <Button type="link" onClick={() => setAll(true)}>
          {common.more(days.length - shown.length)}
        </Button>
      ) : null}
    </Panel>
  )
}

function useColumns(onOpen: (row: ClaimRow) => void): DeskColumn<ClaimRow>[] {
  const w = useWords(fundingWords)
  const { language } = usePreferences()
  return [
    {
      key: 'day',
      name: w.date,
      pinned: true,
      width: 150,
      sorter: (a, b) => a.day.localeCompare(b.day),
      render: (_, r) => (
        <Button type="link" className="in-row nums" onClick={() => onOpen(r)}>
          {dayWords(r.day, language, r.day.slice(0, 4))}
        </Button>
      ),
      text: (r) => r.day,
    },
    {
      key: 'doctor',
      name: w.doctor,
      width: 90,
      render: (_, r) => r.practitioner.name,
      text: (r) => r.practitioner.name,
    },
    { key: 'hospital', name: w.hospital, render: (_, r) => r.hospital.name, text: (r) => r.hospital.name },
    { key: 'unit', name: w.unit, render: (_, r) => r.unit.name, text: (r) => r.unit.name },
    {
      key: 'total',
      name: w.total,
      align: 'right',
      width: 110,
      sorter: (a, b) => a.totalFen - b.totalFen,
      render: (_, r) => <b className="nums">{yuanOf(r.totalFen)}</b>,
      text: (r) => yuanOf(r.totalFen),
    },
    {
      key: 'card',
      name: w.card,
      align: 'right',
      width: 150,
      render: (_, r) => {
        const sum = cardSum(r)
        return (
          <span className="nums">
            {sum === null ? <span className="quiet">{w.noCard}</span> : yuanOf(sum)}
            {r.differs && sum !== null ? <small title={r.difference}> {w.differs}</small> : null}
          </span>
        )
      },
      text: (r) => yuanOf(cardSum(r) ?? 0),
    },
    {
      key: 'state',
      name: w.state,
      width: 110,
      render: (_, r) => <Mark tone={TONES[r.state]}>{w.states[r.state]}</Mark>,
      text: (r) => w.states[r.state],
    },
    {
      key: 'last',
      name: w.last,
      render: (_, r) =>
        r.last ? (
          <span>
            {r.last.by} <span className="quiet nums">{momentWords(r.last.at)}</span> {r.last.note}
          </span>
        ) : null,
      text: (r) => (r.last ? `${r.last.by} ${momentWords(r.last.at)} ${r.last.note}` : ''),
    },
  ]
}

type Open = { at: { regionId: string; id: string }; fresh: OpenDay | null }

function Expenses() {
  const w = useWords(fundingWords)
  const navigate = useNavigate()
  const { claim } = useSearch({ strict: false }) as { claim?: string }
  const { programmeId, regionId, month } = useWorkplace()
  const [fresh, setFresh] = useState<Open | null>(null)
  const [state, setState] = useState<ClaimState | undefined>(undefined)
  const where = { programmeId, regionId, month }
  const list = useCall(listClaims, { query: { ...where, ...(state ? { state } : {}) } }, { keep: true })
  const xlsx = useAct(getClaimsXlsx, [], (blob) => saveBlob(blob, `${w.list} ${month}.xlsx`))
  const show = (id: string | null): void => {
    setFresh(null)
    void navigate({ to: '/funding', search: (id ? { claim: id } : {}) as never })
  }
  const columns = useColumns((row) => show(row.id))
  const open: Open | null = fresh ?? (claim ? { at: { regionId, id: claim }, fresh: null } : null)
  const toolbar = (
    <>
      <Select<ClaimState>
        aria-label={w.state}
        allowClear
        placeholder={w.allStates}
        className="choose-state"
        style={{ minWidth: 120 }}
        value={state ?? null}
        onChange={(value: ClaimState | undefined) => setState(value)}
        options={CLAIM_STATES.map((value) => ({ value, label: w.states[value] }))}
      />
      <Button
        icon={<DownloadOutlined aria-hidden="true" />}
        loading={xlsx.isPending}
        onClick={() => xlsx.mutate({ query: { ...where, ...(state ? { state } : {}) } })}
      >
        {w.xlsx}
      </Button>
    </>
  )
  return (
    <>
      <ProblemAlert error={xlsx.error} />
      <Loaded query={list} rows={8}>
        {(data) => (
          <>
            {data.mayClaim ? (
              <OpenDays
                days={data.openDays}
                onClaim={(day) => setFresh({ at: { regionId: day.regionId, id: uuidv7() }, fresh: day })}
              />
            ) : null}
            <Panel flush>
              {data.items.length === 0 ? (
                <div className="panel-body">
                  <div className="toolbar">{toolbar}</div>
                  <EmptyNote title={w.none} text={data.mayClaim ? w.noneWhy : w.noneRead} />
                </div>
              ) : (
                <DeskTable<ClaimRow>
                  name="claims"
                  label={w.list}
                  rows={data.items}
                  rowKey={(r) => r.id}
                  columns={columns}
                  toolbar={toolbar}
                />
              )}
            </Panel>
          </>
        )}
      </Loaded>
      <ExpenseTotals query={where} />
      {open ? (
        <ClaimDrawer
          key={open.at.id}
          at={open.at}
          fresh={open.fresh}
          programmeId={programmeId}
          onClose={() => show(null)}
        />
      ) : null}
    </>
  )
}

export function ExpensesPage() {
  const w = useWords(fundingWords)
  return (
    <Page title={w.title} note={w.note}>
      <FundingTabs />
      <NeedRegion>
        <Expenses />
      </NeedRegion>
    </Page>
  )
}
