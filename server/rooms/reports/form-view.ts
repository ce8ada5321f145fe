// A laid-out form as the page shows it: every cell a text, every row its fact.
import type { FormView } from '../../../contract/reports.ts'
import type { FormLayout } from '../../../domain/forms/layout.ts'

const shown = (value: string | number | null): string => (value === null ? '' : String(value))

/** The heading of a column: the lowest one that is its own. */
const labelOf = (layout: FormLayout, c: number): string | undefined =>
  layout.header.cells.findLast((h) => h.c === c && h.colspan === 1)?.label

type About<Id> = { formId: Id } & Pick<FormView, 'period'> &
  Partial<Pick<FormView, 'count' | 'page' | 'pageSize'>>

export function formView<Id extends string>(
  layout: FormLayout,
  rowIds: readonly string[],
  about: About<Id>,
): Omit<FormView, 'formId'> & { formId: Id } {
  const { formId, period, count = layout.rows.length, page = 1, pageSize = Math.max(1, count) } = about
  return {
    formId,
    title: layout.title,
    period,
    headLines: layout.headLines.map((l) => ({ label: l.label, value: l.value, stamp: l.stamp || null })),
    header: layout.header.cells,
    headerRows: layout.header.rows,
    columns: layout.columns.map((c, i) => ({
      key: c.key,
      label: labelOf(layout, i) ?? c.key,
      align: c.align,
      width: c.width,
    })),
    rows: layout.rows.map((cells, i) => ({ id: rowIds[i] ?? String(i), cells: cells.map(shown) })),
    total: layout.total
      ? [
          { colspan: layout.total.span, text: layout.total.label },
          ...layout.total.values.map((v) => ({ colspan: 1, text: shown(v) })),
        ]
      : null,
    notes: layout.notes,
    signs: layout.signs.map((l) => `${l.label}${l.value}`),
    mismatches: [],
    count,
    page,
    pageSize,
  }
}
