// Acts and comments as they travel, out of the tables and into them: the same both ways, with the name of whoever did it.
import type { CarriedReport } from '../../../../contract/federation-payload.ts'
import type { actsOf, commentsOf } from '../store-chain.ts'

type ActRow = Awaited<ReturnType<typeof actsOf>>[number]
type CommentRow = Awaited<ReturnType<typeof commentsOf>>[number]
type CarriedAct = CarriedReport['acts'][number]
type CarriedComment = CarriedReport['comments'][number]
/** The report the rows belong to, and the account that stands for the other box. */
export type Into = { region_id: string; report_id: string; by: string }

export const actsOut = (rows: readonly ActRow[]): CarriedAct[] =>
  rows.map((t) => ({
    id: t.id,
    act: t.act as CarriedAct['act'],
    side: t.side as CarriedAct['side'],
    state: t.state as CarriedAct['state'],
    version: t.version,
    note: t.note,
    by: t.actor,
    at: t.at.toISOString(),
  }))

export const commentsOut = (rows: readonly CommentRow[]): CarriedComment[] =>
  rows.map((c) => ({
    id: c.id,
    version: c.version,
    formId: c.form_id,
    rowId: c.row_id,
    field: c.field,
    text: c.text,
    by: c.author,
    at: c.at.toISOString(),
  }))

export const actsIn = (into: Into, acts: readonly CarriedAct[]) =>
  acts.map(({ by, ...act }) => ({ ...act, ...into, by_name: by }))

export const commentsIn = (into: Into, comments: readonly CarriedComment[]) =>
  comments.map(({ by, formId, rowId, ...comment }) => ({
    ...comment,
    ...into,
    form_id: formId,
    row_id: rowId,
    by_name: by,
  }))
