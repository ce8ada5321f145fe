// 自定义表: tables of a bureau's own layout, filled from the ledger for a month, a quarter or a year (FRM-6).
import { FileExcelOutlined, FilePdfOutlined, PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, DatePicker, Pagination, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  fillCustomTable,
  getCustomTableFacts,
  getCustomTablePdf,
  getCustomTableXlsx,
  type KeptTable,
  listCustomTables,
  saveCustomTable,
} from '../../../contract/reports-tables.ts'
import { CUSTOM_STARTERS } from '../../../domain/forms/custom-starters.ts'
import { headingOf, ROW_NAMES } from '../../../domain/forms/custom-table.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { addressOf } from '../../shell/call.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { FactsFrame, FactsList } from './facts-drawer.tsx'
import { type Cell, FormSheet } from './form-sheet.tsx'
import { ReportTabs } from './report-tabs.tsx'
import { type Draft, TableEditor } from './table-editor.tsx'
import { tableWords } from './table-words.ts'
import { reportWords } from './words.ts'
import './reports.css'
import './tables.css'

type Kind = 'month' | 'quarter' | 'year'
type Search = { table?: string; span?: Kind }

/** The month at hand as the period that is asked for: 2024-05, 2024-Q2, 2024. */
const periodOf = (kind: Kind, month: string): string => {
  if (kind === 'month') return month
  const year = month.slice(0, 4)
  return kind === 'year' ? year : `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
}

function Filled({ table, period }: { table: KeptTable; period: string }) {
  const w = useWords(tableWords)
  const r = useWords(reportWords)
  const { regionId, programmeId } = useWorkplace()
  const [cell, setCell] = useState<Cell | null>(null)
  const [turned, setTurned] = useState({ of: '', page: 1 })
  const params = { regionId, programmeId, period }
  const of = JSON.stringify([params, table.id, table.version])
  const query = { tableId: table.id }
  const page = turned.of === of ? turned.page : 1
  const form = useCall(fillCustomTable, { params, query: { ...query, page } }, { keep: true })
  const name = (ending: string): string => `${table.name} ${period}.${ending}`
  const xlsx = useAct(getCustomTableXlsx, [], (blob) => saveBlob(blob, name('xlsx')))
  const pdf = useAct(getCustomTablePdf, [], (blob) => saveBlob(blob, name('pdf')))
  const facts = useCall(
    getCustomTableFacts,
    { params, query: { ...query, rowId: cell?.rowId ?? '-', column: cell?.column ?? '-' } },
    { enabled: cell !== null },
  )
  return (
    <>
      <div className="reports-bar">
        <Button
          type="primary"
          icon={<FileExcelOutlined aria-hidden="true" />}
          loading={xlsx.isPending}
          onClick={() => xlsx.mutate({ params, query })}
        >
          {r.xlsx}
        </Button>
        <Button
          icon={<FilePdfOutlined aria-hidden="true" />}
          loading={pdf.isPending}
          onClick={() => pdf.mutate({ params, query })}
        >
          {r.pdf}
        </Button>
        <Button
          icon={<PrinterOutlined aria-hidden="true" />}
          href={addressOf(getCustomTablePdf, { params, query })}
          target="_blank"
          rel="noopener"
        >
          {r.print}
        </Button>
        <span className="quiet">{w.version(table.version, table.by, momentWords(table.at))}</span>
        {table.own ? null : <Mark tone="plain">{w.fromAbove}</Mark>}
        {table.retired ? <Mark tone="plain">{w.retiredMark}</Mark> : null}
      </div>
      <ProblemAlert error={xlsx.error ?? pdf.error} className="gap-below" />
      <Loaded query={form} rows={12}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyNote title={w.emptyFill} text={w.emptyFillWhy} />
          ) : (
            <>
              <FormSheet form={data} annex="" onCell={setCell} />
              {data.count > data.pageSize ? (
                <Pagination
                  className="gap-above"
                  current={data.page}
                  pageSize={data.pageSize}
                  total={data.count}
                  showSizeChanger={false}
                  onChange={(to) => setTurned({ of, page: to })}
                />
              ) : null}
            </>
          )
        }
      </Loaded>
      <FactsFrame cell={cell} onClose={() => setCell(null)}>
        {cell ? <FactsList query={facts} value={cell.value} year={period.slice(0, 4)} /> : null}
      </FactsFrame>
    </>
  )
}

function Starters({ onBegin }: { onBegin: (draft: Draft) => void }) {
  const w = useWords(tableWords)
  return (
    <div className="table-starters">
      {CUSTOM_STARTERS.map((table) => (
        <Panel key={table.rowsBy} title={table.title.replace(/\{\w+\}/g, '')}>
          <p>{ROW_NAMES[table.rowsBy]}</p>
          <p className="quiet gap-below">{table.columns.map(headingOf).join('、')}</p>
          <Button type="primary" onClick={() => onBegin({ name: nameOf(table.title), table })}>
            {w.begin}
          </Button>
        </Panel>
      ))}
    </div>
  )
}
const nameOf = (title: string): string => title.replace(/\{\w+\}/g, '').replace('医师下基层', '')

function Acts({ table, onDraft }: { table: KeptTable; onDraft: (draft: Draft) => void }) {
  const w = useWords(tableWords)
  const say = useNotice()
  const { regionId } = useWorkplace()
  const retire = useAct(saveCustomTable, [listCustomTables], (kept) =>
    say(kept.retired ? w.retired(kept.name) : w.saved(kept.name, kept.version)),
  )
  const { name, version, id } = table
  if (!table.own)
    return <Button onClick={() => onDraft({ name: `${name}（本县）`, table: table.table })}>{w.copy}</Button>
  return (
    <>
      <Button onClick={() => onDraft({ name, version, id, table: table.table })}>{w.edit}</Button>
      <Button
        loading={retire.isPending}
        onClick={() =>
          retire.mutate({
            params: { regionId },
            body: { name, id, version, table: table.table, retired: !table.retired },
          })
        }
      >
        {table.retired ? w.restore : w.retire}
      </Button>
      <ProblemAlert error={retire.error} />
    </>
  )
}

function Tables() {
  const w = useWords(tableWords)
  const navigate = useNavigate()
  const { table: chosen, span: kind = 'month' } = useSearch({ strict: false }) as Search
  const { regionId, programmeId, month, change } = useWorkplace()
  const [draft, setDraft] = useState<Draft | null>(null)
  const tables = useCall(listCustomTables, { params: { regionId } })
  const go = (search: Search): void =>
    void navigate({
      to: '/reports/tables',
      search: { ...(chosen ? { table: chosen } : {}), span: kind, ...search } as never,
    })
  const period = periodOf(kind, month)
  return (
    <Loaded query={tables}>
      {({ items, mayEdit }) => {
        const shown = items.filter((t) => !t.retired || mayEdit)
        const table = shown.find((t) => t.id === chosen) ?? shown.find((t) => !t.retired) ?? shown[0]
        return (
          <>
            <div className="reports-bar">
              {table ? (
                <Select
                  aria-label={w.choose}
                  className="choose-unit"
                  value={table.id}
                  popupMatchSelectWidth={false}
                  onChange={(id: string) => go({ table: id })}
                  options={shown.map((t) => ({
                    value: t.id,
                    label: t.retired ? `${t.name}（${w.retiredMark}）` : t.name,
                  }))}
                />
              ) : null}
              {table ? (
                <>
                  <Segmented<Kind>
                    aria-label={w.period}
                    value={kind}
                    onChange={(to) => go({ span: to })}
                    options={(['month', 'quarter', 'year'] as const).map((value) => ({
                      value,
                      label: w.kinds[value],
                    }))}
                  />
                  <DatePicker
                    picker={kind}
                    aria-label={w.period}
                    allowClear={false}
                    inputReadOnly
                    value={dayjs(`${month}-01`)}
                    onChange={(d) => d && change({ month: d.format('YYYY-MM') })}
                  />
                </>
              ) : null}
              <span className="spring" />
              {table && mayEdit ? <Acts table={table} onDraft={setDraft} /> : null}
              {table && mayEdit ? (
                <Button
                  icon={<PlusOutlined aria-hidden="true" />}
                  onClick={() => {
                    const [starter] = CUSTOM_STARTERS
                    if (starter) setDraft({ name: '', table: starter })
                  }}
                >
                  {w.create}
                </Button>
              ) : null}
            </div>
            {table ? (
              <Filled key={table.id} table={table} period={period} />
            ) : (
              <>
                <EmptyNote title={w.none} text={mayEdit ? w.noneWhy : w.noneReader} />
                {mayEdit ? <Starters onBegin={setDraft} /> : null}
              </>
            )}
            {draft ? (
              <TableEditor
                first={draft}
                where={{ regionId, programmeId, period }}
                onClose={() => setDraft(null)}
                onSaved={(kept) => {
                  setDraft(null)
                  go({ table: kept.id })
                }}
              />
            ) : null}
          </>
        )
      }}
    </Loaded>
  )
}

export function TablesPage() {
  const w = useWords(tableWords)
  return (
    <Page title={w.tab} note={w.note}>
      <ReportTabs />
      <NeedRegion>
        <Tables />
      </NeedRegion>
    </Page>
  )
}
