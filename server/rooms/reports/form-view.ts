// A laid-out form as the page shows it: every cell a text, every row its fact.
import type { FormView } from '../../../contract/reports.ts'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { leavesOf } from '../../../domain/forms/form.ts'
import type { FormLayout } from '../../../domain/forms/layout.ts'

const shown = (value: string | number | null): string => (value === null ? '' : String(value))

export function formView(
  layout: FormLayout,
  rowIds: readonly string[],
  about: Pick<FormView, 'formId' | 'period'> & Partial<Pick<FormView, 'count' | 'page' | 'pageSize'>>,
): FormView {
  const { formId, period, count = layout.rows.length, page = 1, pageSize = Math.max(1, count) } = about
  const definition = formDefinition(formId)
  const labels = new Map(definition ? leavesOf(definition).map((f) => [f.key, f.label]) : [])
  return {
    formId,
    title: layout.title,
    period,
    headLines: layout.headLines.map((l) => ({ label: l.label, value: l.value, stamp: l.stamp || null })),
    header: layout.header.cells,
    headerRows: layout.header.rows,
    columns: layout.columns.map((c) => ({
      key: c.key,
      label: labels.get(c.key) ?? c.key,
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
