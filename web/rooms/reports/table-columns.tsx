// The columns of a table of one's own: what each shows, under which heading, in which order (FRM-6).
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { CUSTOM_FIELDS, fitsRows, type RowsBy } from '../../../domain/forms/custom-fields.ts'
import type { CustomColumn } from '../../../domain/forms/custom-table.ts'
import { useWords } from '../../shell/preferences.tsx'
import { tableWords } from './table-words.ts'

type Change = (columns: CustomColumn[]) => void

function moved(columns: readonly CustomColumn[], from: number, to: number): CustomColumn[] {
  const next = [...columns]
  const [column] = next.splice(from, 1)
  if (column) next.splice(to, 0, column)
  return next
}

function Moves({
  at,
  columns,
  onChange,
}: {
  at: number
  columns: readonly CustomColumn[]
  onChange: Change
}) {
  const w = useWords(tableWords)
  const button = { size: 'small', type: 'text' } as const
  return (
    <span className="column-moves">
      <Button
        {...button}
        icon={<ArrowUpOutlined />}
        aria-label={w.up(at + 1)}
        disabled={at === 0}
        onClick={() => onChange(moved(columns, at, at - 1))}
      />
      <Button
        {...button}
        icon={<ArrowDownOutlined />}
        aria-label={w.down(at + 1)}
        disabled={at === columns.length - 1}
        onClick={() => onChange(moved(columns, at, at + 1))}
      />
      <Button
        {...button}
        icon={<DeleteOutlined />}
        aria-label={w.remove(at + 1)}
        disabled={columns.length === 1}
        onClick={() => onChange(columns.filter((_, i) => i !== at))}
      />
    </span>
  )
}

export function TableColumns({
  rowsBy,
  columns,
  onChange,
}: {
  rowsBy: RowsBy
  columns: readonly CustomColumn[]
  onChange: Change
}) {
  const w = useWords(tableWords)
  const fields = CUSTOM_FIELDS.filter((f) => fitsRows(f, rowsBy))
  const used = new Set(columns.map((c) => c.field))
  const free = fields.find((f) => !used.has(f.key)) ?? fields.at(-1)
  const set = (at: number, change: Partial<CustomColumn>): void =>
    onChange(columns.map((c, i) => (i === at ? { ...c, ...change } : c)))
  return (
    <fieldset className="table-columns" aria-label={w.columns}>
      <div className="column-row head" aria-hidden="true">
        <span>{w.columns}</span>
        <span>{w.field}</span>
        <span>{w.heading}</span>
        <span>{w.band}</span>
        <span />
      </div>
      {columns.map((column, at) => {
        const field = CUSTOM_FIELDS.find((f) => f.key === column.field)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is told by its place
          <div className="column-row" key={at}>
            <span className="quiet">{at + 1}</span>
            <Select
              size="small"
              aria-label={`${w.field} ${at + 1}`}
              value={column.field}
              showSearch={{ optionFilterProp: 'label' }}
              popupMatchSelectWidth={false}
              onChange={(value: string) => set(at, { field: value, label: '' })}
              options={fields
                .filter((f) => f.key === column.field || f.key === 'blank' || !used.has(f.key))
                .map((f) => ({ value: f.key, label: f.label }))}
            />
            <Input
              size="small"
              aria-label={`${w.heading} ${at + 1}`}
              placeholder={field?.label ?? ''}
              maxLength={40}
              autoComplete="off"
              value={column.label}
              onChange={(e) => set(at, { label: e.target.value })}
            />
            <Input
              size="small"
              aria-label={`${w.band} ${at + 1}`}
              maxLength={20}
              autoComplete="off"
              value={column.band}
              onChange={(e) => set(at, { band: e.target.value })}
            />
            <Moves at={at} columns={columns} onChange={onChange} />
          </div>
        )
      })}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden="true" />}
        disabled={columns.length >= 40 || !free}
        onClick={() => free && onChange([...columns, { field: free.key, label: '', band: '' }])}
      >
        {w.add}
      </Button>
    </fieldset>
  )
}
