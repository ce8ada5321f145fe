// Lays a table out: title, rows, columns, what stands below; the sheet beside it is filled from the ledger as it changes (FRM-6).
import { Button, Checkbox, Drawer, Input, Segmented, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import {
  type KeptTable,
  listCustomTables,
  saveCustomTable,
  tryCustomTable,
} from '../../../contract/reports-tables.ts'
import { ROWS_BY } from '../../../domain/forms/custom-fields.ts'
import { emptyTable } from '../../../domain/forms/custom-starters.ts'
import { type CustomTable, ROW_NAMES } from '../../../domain/forms/custom-table.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert, ProblemLines } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { FormSheet } from './form-sheet.tsx'
import { TableColumns } from './table-columns.tsx'
import { tableWords } from './table-words.ts'

export type Draft = { name: string; table: CustomTable; id?: string; version?: number }
type Where = { regionId: string; programmeId: string; period: string }

const lines = (text: string): string[] => text.split('\n')
/** Empty lines are a person's typing, not the table's. */
const tidy = (table: CustomTable) => ({
  ...table,
  title: table.title.trim(),
  columns: table.columns.map((c) => ({ field: c.field, label: c.label.trim(), band: c.band.trim() })),
  notes: table.notes.map((n) => n.trim()).filter((n) => n),
  signs: table.signs.map((n) => n.trim()).filter((n) => n),
})

function Preview({ where, table }: { where: Where; table: CustomTable }) {
  const w = useWords(tableWords)
  const shown = tidy(useDeferredValue(table))
  const tried = useCall(
    tryCustomTable,
    { params: where, body: { table: shown } },
    { keep: true, enabled: shown.title !== '' && shown.columns.length > 0 },
  )
  return (
    <section aria-label={w.preview} className="table-preview">
      <h3 className="group-name">{w.preview}</h3>
      <ProblemAlert error={tried.error} />
      {tried.data?.problems.length ? <ProblemLines problems={tried.data.problems} limit={10} /> : null}
      {tried.data?.form ? <FormSheet form={tried.data.form} annex="" /> : null}
    </section>
  )
}

export function TableEditor({
  first,
  where,
  onClose,
  onSaved,
}: {
  first: Draft
  where: Where
  onClose: () => void
  onSaved: (kept: KeptTable) => void
}) {
  const w = useWords(tableWords)
  const say = useNotice()
  const [name, setName] = useState(first.name)
  const [table, setTable] = useState<CustomTable>(first.table)
  const set = (change: Partial<CustomTable>): void => setTable({ ...table, ...change })
  const save = useAct(saveCustomTable, [listCustomTables], (kept) => {
    say(w.saved(kept.name, kept.version))
    onSaved(kept)
  })
  const ready = name.trim() !== '' && table.title.trim() !== ''
  return (
    <Drawer
      open
      size="100%"
      title={first.id ? w.edit : w.create}
      onClose={onClose}
      extra={
        <Button
          type="primary"
          disabled={!ready}
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              params: { regionId: where.regionId },
              body: {
                name: name.trim(),
                table: tidy(table),
                ...(first.id ? { id: first.id } : {}),
                ...(first.version ? { version: first.version } : {}),
              },
            })
          }
        >
          {w.keep}
        </Button>
      }
    >
      <ProblemAlert error={save.error} className="gap-below" />
      <div className="table-editor">
        <div className="table-layout">
          <div className="table-field">
            <label htmlFor="table-name">{w.name}</label>
            <Input
              id="table-name"
              value={name}
              maxLength={40}
              autoComplete="off"
              onChange={(e) => setName(e.target.value)}
            />
          </div>
          <div className="table-field">
            <label htmlFor="table-title">{w.title}</label>
            <Input
              id="table-title"
              value={table.title}
              maxLength={80}
              autoComplete="off"
              onChange={(e) => set({ title: e.target.value })}
            />
            <span className="quiet">{w.titleHint}</span>
          </div>
          <div className="table-field">
            <label htmlFor="table-rows">{w.rowsBy}</label>
            <Select
              id="table-rows"
              value={table.rowsBy}
              onChange={(rowsBy) =>
                set({ ...emptyTable(rowsBy), title: table.title, notes: table.notes, signs: table.signs })
              }
              options={ROWS_BY.map((value) => ({ value, label: ROW_NAMES[value] }))}
            />
          </div>
          <TableColumns
            rowsBy={table.rowsBy}
            columns={table.columns}
            onChange={(columns) => set({ columns })}
          />
          <div className="row">
            <Segmented
              aria-label={w.paper}
              value={table.paper}
              options={[
                { value: 'a4', label: 'A4' },
                { value: 'a3', label: 'A3' },
              ]}
              onChange={(paper: CustomTable['paper']) => set({ paper })}
            />
            <Checkbox checked={table.withTotal} onChange={(e) => set({ withTotal: e.target.checked })}>
              {w.total}
            </Checkbox>
          </div>
          <div className="table-field">
            <label htmlFor="table-notes">{w.notes}</label>
            <Input.TextArea
              id="table-notes"
              autoSize={{ minRows: 1, maxRows: 6 }}
              value={table.notes.join('\n')}
              maxLength={1000}
              onChange={(e) => set({ notes: lines(e.target.value).slice(0, 6) })}
            />
          </div>
          <div className="table-field">
            <label htmlFor="table-signs">{w.signs}</label>
            <Input.TextArea
              id="table-signs"
              autoSize={{ minRows: 1, maxRows: 4 }}
              value={table.signs.join('\n')}
              maxLength={120}
              onChange={(e) => set({ signs: lines(e.target.value).slice(0, 4) })}
            />
          </div>
        </div>
        <Preview where={where} table={table} />
      </div>
    </Drawer>
  )
}
