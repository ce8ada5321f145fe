// Our own workbooks carry a hidden sheet that says which form they are and which column is which field,
// so that a filled-in template comes back without any guessing.
import type { FormDefinition, FormField } from '../form.ts'
import { columnName, type Grid, type Table, textOf } from '../grid.ts'
import type { FormLayout } from '../layout.ts'
import type { ColumnMatch } from './columns.ts'
import { labelKey } from './text.ts'

export const META_SHEET = '_meta'
const MARK = 'xunzhen-form'

export type TemplateMark = {
  formId: string
  version: number
  /** Header's first row and number of rows, counted from 0. */
  headerRow: number
  headerRows: number
  fields: string[]
  context: { county: string; year: number; month: string; activity: string; programme: string }
}

/** The rows of the hidden sheet for a laid-out form whose header begins at row `headerRow`. */
export function markRows(layout: FormLayout, headerRow: number): (string | number)[][] {
  const { county, year, month, activity, programme, fields } = layout.meta
  return [
    [MARK, layout.formId],
    ['version', layout.version],
    ['context', county, year, month, activity, ...(programme ? [programme] : [])],
    ['header', headerRow, layout.header.rows],
    ['fields', ...fields],
  ]
}

/** Reads the mark of our own template, or undefined when the file carries none. */
export function readMark(grids: readonly Grid[]): TemplateMark | undefined {
  const sheet = grids.find((grid) => grid.name === META_SHEET)
  const rows = new Map((sheet?.cells ?? []).map(([key, ...rest]) => [textOf(key), rest.map(textOf)]))
  const formId = rows.get(MARK)?.[0]
  const header = (rows.get('header') ?? []).map(Number)
  const fields = (rows.get('fields') ?? []).filter((key) => key !== '')
  if (formId === undefined || fields.length === 0 || !header.every(Number.isInteger)) return undefined
  const [county = '', year = '', month = '', activity = '', programme = ''] = rows.get('context') ?? []
  return {
    formId,
    version: Number(rows.get('version')?.[0] ?? 0),
    headerRow: header[0] ?? 0,
    headerRows: header[1] ?? 1,
    fields,
    context: { county, year: Number(year), month, activity, programme },
  }
}

/**
 * The certain mapping of a template whose header still stands where it was written; undefined when someone
 * moved rows or columns, and the sheet is then read like any other.
 */
export function templateColumns(
  table: Table,
  mark: TemplateMark,
  definition: FormDefinition,
  fields: readonly FormField[],
): ColumnMatch[] | undefined {
  if (mark.formId !== definition.id) return undefined
  const lowest = mark.headerRow + mark.headerRows - 1
  const matches = mark.fields.map((key, index): ColumnMatch | undefined => {
    const field = fields.find((of) => of.key === key)
    const header = textOf(table.cells[lowest]?.[index])
    if (!field || labelKey(header) !== labelKey(field.label)) return undefined
    return { column: columnName(index), index, header, field: key, confidence: 1, by: 'template' }
  })
  return matches.every((match) => match !== undefined) ? matches : undefined
}
