// A table that is read, not worked in: it scrolls by keyboard where it is wider than the page, and prints whole.
import type { ReactNode } from 'react'
import { ScrollX } from '../../kit/scroll-x.tsx'

export type PlainColumn<R> = { name: string; of: (row: R) => ReactNode; wide?: boolean }

export function PlainTable<R>({
  label,
  rows,
  columns,
  rowKey,
}: {
  label: string
  rows: readonly R[]
  columns: readonly PlainColumn<R>[]
  rowKey: (row: R) => string
}) {
  return (
    <ScrollX label={label}>
      <table className="survey-table">
        <thead>
          <tr>
            {columns.map(({ name, wide }) => (
              <th key={name} scope="col" className={wide ? 'wide' : ''}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ name, of, wide }) => (
                <td key={name} className={wide ? 'wide' : ''}>
                  {of(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}
