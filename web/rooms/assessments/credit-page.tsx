// 考核 · 基层服务: each doctor's days and person-days of a year, the gate before a promotion, the account behind it (ASM-5).
import { DownloadOutlined } from '@ant-design/icons'
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, DatePicker, Drawer } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  type CreditRow,
  getCredit,
  getCreditsXlsx,
  listCredits,
} from '../../../contract/assessments-credit.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { AssessmentTabs } from './assessment-tabs.tsx'
import { CreditAccount, GateMark } from './credit-account.tsx'
import { IssueDialog, YearDialog } from './credit-dialogs.tsx'
import { creditWords } from './credit-words.ts'
import './assessments.css'

type Open = { kind: 'issue' | 'year'; row: CreditRow } | null

function useColumns({
  onOpen,
  onAct,
  mayIssue,
  mayEnter,
}: {
  onOpen: (row: CreditRow) => void
  onAct: (open: Open) => void
  mayIssue: boolean
  mayEnter: boolean
}): DeskColumn<CreditRow>[] {
  const w = useWords(creditWords)
  const number = (
    key: 'days' | 'personDays' | 'pending' | 'rounds',
    name: string,
  ): DeskColumn<CreditRow> => ({
    key,
    name,
    align: 'right',
    width: 90,
    sorter: (a, b) => a[key] - b[key],
    render: (_, r) => (key === 'days' ? <b>{r[key]}</b> : r[key] || <span className="quiet">0</span>),
    text: (r) => r[key],
  })
  const dash = <span className="quiet">—</span>
  return [
    {
      key: 'name',
      name: w.doctor,
      pinned: true,
      width: 110,
      render: (_, r) => (
        <Button type="link" className="in-row" onClick={() => onOpen(r)}>
          {r.name}
        </Button>
      ),
      text: (r) => r.name,
    },
    { key: 'title', name: w.jobTitle, width: 110, render: (_, r) => r.title, text: (r) => r.title },
    { key: 'hospital', name: w.hospital, render: (_, r) => r.hospital, text: (r) => r.hospital },
    number('days', w.days),
    number('personDays', w.personDays),
    number('pending', w.pending),
    {
      key: 'gate',
      name: w.gate,
      width: 130,
      render: (_, r) => <GateMark gate={r.gate} />,
      text: (r) =>
        r.gate ? (r.gate.met ? w.gateMet(r.gate.required) : w.gateShort(r.gate.missing)) : w.gateNone,
    },
    {
      key: 'share',
      name: w.share,
      align: 'right',
      width: 110,
      render: (_, r) => (r.grassrootsShare === null ? dash : `${r.grassrootsShare}%`),
      text: (r) => r.grassrootsShare ?? '',
    },
    number('rounds', w.rounds),
    {
      key: 'contracts',
      name: w.contracts,
      align: 'right',
      width: 80,
      render: (_, r) => r.contracts ?? dash,
      text: (r) => r.contracts ?? '',
    },
    {
      key: 'objections',
      name: w.objectionsShort,
      width: 110,
      sorter: (a, b) => a.objections - b.objections,
      render: (_, r) => (r.objections > 0 ? <Mark tone="due">{w.objections(r.objections)}</Mark> : dash),
      text: (r) => r.objections,
    },
    {
      key: 'acts',
      name: '',
      width: 190,
      render: (_, r) => (
        <span className="row">
          {mayIssue ? (
            <Button
              size="small"
              disabled={r.days === 0}
              aria-label={`${w.issue} ${r.name}`}
              onClick={() => onAct({ kind: 'issue', row: r })}
            >
              {w.issue}
            </Button>
          ) : null}
          {mayEnter ? (
            <Button
              size="small"
              aria-label={`${w.indicators} ${r.name}`}
              onClick={() => onAct({ kind: 'year', row: r })}
            >
              {w.indicators}
            </Button>
          ) : null}
        </span>
      ),
    },
  ]
}

function Account({ id, onClose }: { id: string; onClose: () => void }) {
  const w = useWords(creditWords)
  const { regionId } = useWorkplace()
  const account = useCall(getCredit, { params: { practitionerId: id }, query: { regionId } })
  return (
    <Drawer
      open
      size={860}
      onClose={onClose}
      title={account.data ? w.account(account.data.practitioner.name) : w.tab}
      destroyOnHidden
    >
      <Loaded query={account}>{(data) => <CreditAccount account={data} />}</Loaded>
    </Drawer>
  )
}

/** A certificate reaches to today at the latest. */
const lastOf = (year: number, today = ''): string =>
  today.startsWith(String(year)) ? today : `${year}-12-31`

function Credits() {
  const w = useWords(creditWords)
  const navigate = useNavigate()
  const { doctor } = useSearch({ strict: false }) as { doctor?: string }
  const { regionId, programmeId, month, change } = useWorkplace()
  const year = Number(month.slice(0, 4))
  const [open, setOpen] = useState<Open>(null)
  const query = { programmeId, regionId, year }
  const list = useCall(listCredits, { query }, { keep: true })
  const xlsx = useAct(getCreditsXlsx, [], (blob) => saveBlob(blob, `${w.tab} ${year}.xlsx`))
  const show = (id: string | null): void =>
    void navigate({ to: '/assessments', search: (id ? { doctor: id } : {}) as never })
  const columns = useColumns({
    onOpen: (row) => show(row.practitionerId),
    onAct: setOpen,
    mayIssue: list.data?.mayIssue ?? false,
    mayEnter: list.data?.mayEnter ?? false,
  })
  const toolbar = (
    <>
      <DatePicker
        picker="year"
        aria-label={w.year}
        allowClear={false}
        inputReadOnly
        value={dayjs(`${year}-01-01`)}
        onChange={(d) => d && change({ month: `${d.format('YYYY')}-${month.slice(5)}` })}
      />
      <Button
        icon={<DownloadOutlined aria-hidden="true" />}
        loading={xlsx.isPending}
        onClick={() => xlsx.mutate({ query })}
      >
        {w.xlsx}
      </Button>
    </>
  )
  return (
    <>
      <ProblemAlert error={xlsx.error} />
      <Loaded query={list} rows={10}>
        {({ items }) =>
          items.length === 0 ? (
            <>
              <div className="toolbar">{toolbar}</div>
              <EmptyNote title={w.none} text={w.noneWhy} />
            </>
          ) : (
            <DeskTable
              name="credits"
              label={w.tab}
              rows={items}
              rowKey={(r) => r.practitionerId}
              columns={columns}
              toolbar={toolbar}
            />
          )
        }
      </Loaded>
      {doctor ? <Account id={doctor} onClose={() => show(null)} /> : null}
      {open?.kind === 'issue' ? (
        <IssueDialog
          who={open.row}
          regionId={regionId}
          span={{ from: `${year}-01-01`, to: lastOf(year, list.data?.today) }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.kind === 'year' ? <YearDialog row={open.row} year={year} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

export function CreditPage() {
  const w = useWords(creditWords)
  const may = useMay()
  // a unit assesses and reads no accounts
  if (!may('credit.read')) return <Navigate to="/assessments/joint" />
  return (
    <Page title={w.title} note={w.note}>
      <AssessmentTabs />
      <NeedRegion>
        <Credits />
      </NeedRegion>
    </Page>
  )
}
