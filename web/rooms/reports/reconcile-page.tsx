// 台账核对: what was reported against what the ledger counts now, unit by unit and month by month; a difference opens to the
// days that make it (RPT-2). The bundle for a reviewer is made here too (RPT-8).
import { Link } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import {
  getInspectionBundle,
  getReconciliation,
  type Reconciliation,
} from '../../../contract/reports-inspection.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { reconcileWords } from './reconcile-words.ts'
import { ReportTabs } from './report-tabs.tsx'
import './reports.css'

type Unit = Reconciliation['units'][number]
type Cell = Unit['months'][number]
type Open = { unit: Unit; cell: Cell }

const differs = (cell: Cell): boolean => (cell.reported ?? 0) !== cell.ledger

function Month({ unit, cell, onOpen }: Open & { onOpen: (open: Open) => void }) {
  const w = useWords(reconcileWords)
  if (cell.reported === null && cell.ledger === 0) return <td className="quiet">·</td>
  const text = cell.reported === null ? `— / ${cell.ledger}` : `${cell.reported} / ${cell.ledger}`
  return (
    <td className={differs(cell) ? 'differs' : ''}>
      <button
        type="button"
        aria-label={`${text} ${w.cell(unit.unit, cell.month)}`}
        onClick={() => onOpen({ unit, cell })}
      >
        {text}
      </button>
    </td>
  )
}

function Days({ unit, cell }: Open) {
  const w = useWords(reconcileWords)
  const { regionId } = useWorkplace()
  return (
    <>
      <p>
        {cell.reported === null
          ? w.notReported
          : `${w.reported} ${cell.reported}（${w.version(cell.version ?? 0)}${cell.part === 'supplement' ? ` ${w.supplement}` : ''}）`}
        {' · '}
        {w.ledger} {cell.ledger}
      </p>
      {cell.explained.length === 0 ? <p className="quiet">{w.same}</p> : null}
      <ul className="report-remarks" aria-label={`${unit.unit} ${cell.month}`}>
        {cell.explained.map((e) => (
          <li key={e.dayCardId}>
            <b>{w.whys[e.why]}</b> {e.label}{' '}
            <Link to="/cards/$regionId/$id" params={{ regionId, id: e.dayCardId }}>
              {w.card}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function Table({ data }: { data: Reconciliation }) {
  const w = useWords(reconcileWords)
  const { programme } = useWorkplace()
  const [open, setOpen] = useState<Open | null>(null)
  const short = (name: string): string => shortName(name, programme.division.name)
  if (data.ledger === 0 && data.reported === 0) return <EmptyNote title={w.none} text={w.noneWhy} />
  return (
    <Panel title={w.title} note={w.note}>
      <ScrollX label={w.title}>
        <table className="reconcile" aria-label={w.title}>
          <thead>
            <tr>
              <th scope="col">{w.unit}</th>
              {data.months.map((month) => (
                <th key={month} scope="col">
                  {w.month(Number(month.slice(5)))}
                </th>
              ))}
              <th scope="col">{w.total}</th>
            </tr>
          </thead>
          <tbody>
            {data.units.map((unit) => (
              <tr key={unit.unitId}>
                <th scope="row">{short(unit.unit)}</th>
                {unit.months.map((cell) => (
                  <Month key={cell.month} unit={unit} cell={cell} onOpen={setOpen} />
                ))}
                <td className="nums">
                  {unit.reported} / {unit.ledger}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={data.months.length + 1}>
                {w.total}
              </th>
              <td className="nums">
                {data.reported} / {data.ledger}
              </td>
            </tr>
          </tfoot>
        </table>
      </ScrollX>
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size="large"
        title={open ? `${short(open.unit.unit)} ${open.cell.month}` : ''}
      >
        {open ? <Days {...open} /> : null}
      </Drawer>
    </Panel>
  )
}

function Bundle() {
  const w = useWords(reconcileWords)
  const may = useMay()
  const { regionId, programmeId, month } = useWorkplace()
  const make = useAct(getInspectionBundle, [], (blob) => saveBlob(blob, `检查资料 ${regionId} ${month}.zip`))
  if (!may('inspection.read') || !regionId) return null
  return (
    <>
      <Button
        loading={make.isPending}
        onClick={() => make.mutate({ params: { regionId, programmeId, period: month } })}
      >
        {w.bundle(month)}
      </Button>
      <ProblemAlert error={make.error} />
    </>
  )
}

function County() {
  const { regionId, programmeId, month } = useWorkplace()
  const query = useCall(
    getReconciliation,
    { params: { regionId, programmeId, year: month.slice(0, 4) } },
    { keep: true },
  )
  return (
    <Loaded query={query} rows={12}>
      {(data) => <Table data={data} />}
    </Loaded>
  )
}

export function ReconcilePage() {
  const w = useWords(reconcileWords)
  return (
    <Page title={w.tab} note={w.pageNote} actions={<Bundle />}>
      <ReportTabs />
      <NeedRegion>
        <County />
      </NeedRegion>
    </Page>
  )
}
