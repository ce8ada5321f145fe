// The shape of an official form as data: one definition drives the workbook, the PDF, the page's table,
// the import and the totals. Definitions are versioned; a submitted report keeps the version it was made by.

export type FieldType =
  | 'sequence'
  | 'integer'
  | 'money'
  | 'monthDay'
  | 'mobile'
  | 'telephone'
  | 'organisation'
  | 'person'
  | 'title'
  | 'specialty'
  | 'ownership'
  | 'kind'
  | 'yesNo'
  | 'sex'
  | 'text'

/** How a column adds up in the total row and, level by level, upwards; `slash` prints `/` (FRM-3). */
type Aggregation = 'sum' | 'countYes' | 'slash'

export type FormField = {
  /** English key of the column in rows, imports and JSON (docs/forms.md). */
  key: string
  /** Header text exactly as the official form prints it (N10). */
  label: string
  type: FieldType
  /** Column width in characters. */
  width: number
  required?: boolean
  min?: number
  total?: Aggregation
  /** Only the total is filled in, rows print `/` (FRM-4: 巡诊经费仅需填报合计数). */
  totalOnly?: boolean
  /** Computed per row as the sum of these columns, never typed (RPT-10). */
  sumOf?: readonly string[]
  /** Printed only when the template asks for it (N8: the unnamed 17th column). */
  optional?: boolean
  /** Other headers under which clerks hand this column in. */
  synonyms?: readonly string[]
  /** Blank cells below mean the same as above when a sheet is read. */
  fillDown?: boolean
  /** Names or telephones of people: masked unless the reader may see them (SEC-1). */
  personal?: boolean
  /** Long text, set flush left. */
  prose?: boolean
}

export type FormGroup = { label: string; columns: readonly FormField[] }
export type FormColumn = FormField | FormGroup

/** A line such as 填报人：above (head) or below (signs) the table; `stamp` marks the place of the seal (RPT-9). */
export type FormLine = { key: string; label: string; stamp?: string }

export type FormDefinition = {
  id: string
  version: number
  /** Number of the annex, printed as 附件1; a table of one's own is none. */
  annex?: number
  /** With {county}, {year} and {activity}. */
  title: string
  paper: 'a4' | 'a3'
  head: readonly FormLine[]
  columns: readonly FormColumn[]
  /** Columns read from other people's tables though the form does not print them. */
  extras: readonly FormField[]
  total?: { label: string; span: number }
  notes: readonly string[]
  signs: readonly FormLine[]
}

export type FormValue = string | number | boolean | null
export type FormRow = Readonly<Record<string, FormValue>>

/** What fills a form. Dates are 'YYYY-MM-DD', yes/no is a boolean, money is in 元. */
export type FormData = {
  county: string
  year: number
  /** 'YYYY-MM' of a monthly return. */
  month?: string
  /** The programme's public name in the title; 医师下基层 where not given. */
  activity?: string
  /** Id of the programme, so that a file can say where it comes from. */
  programme?: string
  head?: Readonly<Record<string, string>>
  rows: readonly FormRow[]
  /** Totals of `totalOnly` columns that no row carries. */
  totals?: Readonly<Record<string, number>>
  /** The rows are a part of a longer form: how many come before them, and the sums of all of its rows by column. */
  part?: { before: number; totals: Readonly<Record<string, number>> }
  /** Prints the optional columns too (N8). */
  withOptional?: boolean
  /** Masks personal columns as the official tables do: 180*****51. */
  masked?: boolean
}

export const isGroup = (column: FormColumn): column is FormGroup => 'columns' in column

/** The printed columns of a form from left to right. */
export function leavesOf(definition: FormDefinition, withOptional = false): FormField[] {
  return definition.columns
    .flatMap((column) => (isGroup(column) ? column.columns : [column]))
    .filter((field) => withOptional || !field.optional)
}

/** Every field an import may meet: printed, optional and extra ones. */
export function importFieldsOf(definition: FormDefinition): FormField[] {
  return [...leavesOf(definition, true), ...definition.extras]
}
