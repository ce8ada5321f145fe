// The desk's table: sticky head and first column, chosen columns remembered, the rows that are seen as CSV.
import { DownloadOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Table, type TableColumnType, type TableProps } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWords } from '../shell/preferences.tsx'
import { words } from '../shell/words.ts'
import { saveCsv } from './save-file.ts'

export type DeskColumn<R> = TableColumnType<R> & {
  key: string
  name: string
  text?: (row: R) => string | number
  hidden?: boolean
  pinned?: boolean
}

type Props<R> = {
  name: string
  rows: readonly R[]
  columns: DeskColumn<R>[]
  rowKey: (row: R) => string
  toolbar?: ReactNode
  label: string
  pageSize?: number
  width?: number
} & Pick<TableProps<R>, 'rowClassName' | 'onRow' | 'expandable' | 'loading'>

function storedHidden(name: string, columns: readonly { key: string; hidden?: boolean }[]): string[] {
  try {
    const stored = localStorage.getItem(`xunzhen.columns.${name}`)
    if (stored) return JSON.parse(stored) as string[]
  } catch {
    // Fall through to the defaults.
  }
  return columns.filter((c) => c.hidden).map((c) => c.key)
}

export function DeskTable<R extends object>({
  name,
  rows,
  columns,
  rowKey,
  toolbar,
  label,
  pageSize = 50,
  width,
  ...rest
}: Props<R>) {
  const w = useWords(words)
  const [hidden, setHidden] = useState(() => storedHidden(name, columns))
  const shown = columns.filter((c) => !hidden.includes(c.key))
  const choose = (keys: string[]): void => {
    const next = columns.map((c) => c.key).filter((key) => !keys.includes(key))
    setHidden(next)
    localStorage.setItem(`xunzhen.columns.${name}`, JSON.stringify(next))
  }
  const texts = shown.filter((c) => c.text)
  return (
    <div className="desk-table">
      <div className="toolbar">
        <div className="toolbar-main">{toolbar}</div>
        <span className="quiet count">{w.rows(rows.length)}</span>
        <Popover
          trigger={['click']}
          placement="bottomRight"
          content={
            <Checkbox.Group
              className="column-choice"
              value={shown.map((c) => c.key)}
              onChange={(keys) => choose(keys as string[])}
              options={columns
                .filter((c) => c.name)
                .map((c) => ({ label: c.name, value: c.key, disabled: c.pinned ?? false }))}
            />
          }
        >
          <Button icon={<SettingOutlined aria-hidden="true" />}>{w.columns}</Button>
        </Popover>
        {texts.length ? (
          <Button
            icon={<DownloadOutlined aria-hidden="true" />}
            onClick={() =>
              saveCsv(
                [texts.map((c) => c.name), ...rows.map((row) => texts.map((c) => c.text?.(row) ?? ''))],
                `${label}.csv`,
              )
            }
          >
            {w.saveRows}
          </Button>
        ) : null}
      </div>
      <Table<R>
        aria-label={label}
        size="small"
        sticky={{ offsetHeader: 56 }}
        rowKey={rowKey}
        dataSource={rows as R[]}
        columns={shown.map(({ name: title, text: _text, hidden: _hidden, pinned, ...column }) => ({
          ...column,
          title,
          ...(pinned ? { fixed: 'left' as const } : {}),
        }))}
        pagination={
          rows.length > pageSize
            ? { pageSize, showSizeChanger: true, pageSizeOptions: [20, 50, 100, 200], showTotal: w.rows }
            : false
        }
        scroll={{ x: width ?? 'max-content' }}
        {...rest}
      />
    </div>
  )
}
