// The official form as it will print; every number is a button that opens the facts behind it.
/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a scrolled region is reached by keyboard */
import { useLayoutEffect, useRef } from 'react'
import type { FormView } from '../../../contract/reports.ts'
import { useWords } from '../../shell/preferences.tsx'
import { reportWords } from './words.ts'

export type Cell = { rowId: string; column: string; label: string; value: string }
type Props = {
  form: Omit<FormView, 'formId'>
  annex: string
  /** Opens the facts of a cell; a sheet without it is to look at only. */
  onCell?: (cell: Cell) => void
  /** A reviewer may comment on any cell, not on numbers only. */
  everyCell?: boolean
  /** What was said of a cell, by `row column`. */
  marks?: ReadonlyMap<string, string>
}

/** Columns whose cells say who and where; the others hold what was done. */
const WORDS = new Set([
  'sequence',
  'index',
  'doctorName',
  'title',
  'specialty',
  'supportingUnit',
  'receivingUnits',
  'month',
  'half',
  'ownership',
  'city',
  'county',
  'receivingUnit',
  'receivingPhone',
  'receivingKind',
  'needSpecialty',
  'mobile',
  'otherServices',
  'beneficiaries',
  'otherWork',
])
const opens = (key: string, value: string): boolean => !WORDS.has(key) && /^-?\d+(\.\d+)?$/.test(value)

/** Sticks a header of several rows whole: each row starts where the measured ones above it end. */
function useStickyHeader(form: Props['form']) {
  const head = useRef<HTMLTableSectionElement>(null)
  useLayoutEffect(() => {
    let top = 0
    for (const row of head.current?.rows ?? []) {
      for (const cell of row.cells) cell.style.top = `${top}px`
      top += row.offsetHeight
    }
  })
  return form.headerRows > 0 ? head : null
}

function Header({ form }: { form: Props['form'] }) {
  const head = useStickyHeader(form)
  return (
    <thead ref={head}>
      {Array.from({ length: form.headerRows }, (_, r) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed header have no other name
        <tr key={r}>
          {form.header
            .filter((cell) => cell.r === r)
            .sort((a, b) => a.c - b.c)
            .map((cell) => (
              <th
                key={cell.c}
                scope={cell.colspan > 1 ? 'colgroup' : 'col'}
                rowSpan={cell.rowspan}
                colSpan={cell.colspan}
                style={{
                  ...(cell.colspan === 1
                    ? { minWidth: `${Math.min(form.columns[cell.c]?.width ?? 6, 14) * 0.62}rem` }
                    : {}),
                }}
              >
                {cell.label}
              </th>
            ))}
        </tr>
      ))}
    </thead>
  )
}

const PINNED = new Set(['doctorName', 'receivingUnit'])
const NO_MARKS: ReadonlyMap<string, string> = new Map()

export function FormSheet({ form, annex, onCell, everyCell = false, marks = NO_MARKS }: Props) {
  const w = useWords(reportWords)
  // The column that says whose row it is stays in sight.
  const pinned = form.columns.find((c) => PINNED.has(c.key))?.key
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by keyboard
    <article className="form-sheet" aria-label={form.title} lang="zh-CN" tabIndex={0}>
      {annex ? <p className="annex">{annex}</p> : null}
      <h2>{form.title}</h2>
      <div className="form-heads">
        {form.headLines.map((line) => (
          <span key={line.label}>
            {line.label}
            {line.value || '　　　　　　'}
            {line.stamp}
          </span>
        ))}
      </div>
      <table className="form-table" aria-label={form.title}>
        <Header form={form} />
        <tbody>
          {form.rows.map((row) => (
            <tr key={row.id}>
              {row.cells.map((value, c) => {
                const column = form.columns[c]
                const key = column?.key ?? String(c)
                return (
                  <td
                    key={key}
                    className={`${column?.align === 'left' ? 'left' : ''} ${key === pinned ? 'pinned' : ''} ${marks.has(`${row.id} ${key}`) ? 'remarked' : ''}`}
                    title={marks.get(`${row.id} ${key}`)}
                  >
                    {onCell && (everyCell || opens(key, value)) ? (
                      <button
                        type="button"
                        aria-label={w.factsOf(column?.label ?? '', value)}
                        onClick={() =>
                          onCell({ rowId: row.id, column: key, label: column?.label ?? key, value })
                        }
                      >
                        {value || '　'}
                      </button>
                    ) : (
                      value
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        {form.total ? (
          <tfoot>
            <tr>
              {form.total.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: total cells stand by place
                <td key={i} colSpan={cell.colspan}>
                  {cell.text}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
      <div className="form-notes">
        {form.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
      <div className="form-signs">
        {form.signs.map((sign) => (
          <span key={sign}>{sign}</span>
        ))}
      </div>
    </article>
  )
}
