// What the reading of one table needs to know.
import type { FormDefinition, FormField } from '../form.ts'
import type { Table } from '../grid.ts'
import type { ColumnMatch } from './columns.ts'
import type { Header, LabelScore } from './header.ts'

export type TableTask = {
  table: Table
  header: Header
  matches: readonly ColumnMatch[]
  definition: FormDefinition
  fields: readonly FormField[]
  score: LabelScore
  year: number
  template: boolean
}
