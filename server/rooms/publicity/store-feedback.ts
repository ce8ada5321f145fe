// publicity store: what residents said, and what became of it.
import { sql } from 'kysely'
import type { FeedbackState } from '../../../domain/publicity/feedback.ts'
import type { Db, Trx } from '../../platform/database.ts'

export type FeedbackWrite = {
  regionId: string
  id: string
  unitId: string
  kind: string
  text: string
  contact: string | null
  contactWording: number | null
  parkedReason: string | null
  formKey: string
  receipt: string
  now: Date
}

/** Takes a feedback once; false when this form was sent before. */
export async function insertFeedback(trx: Trx, f: FeedbackWrite): Promise<boolean> {
  const done = await trx
    .insertInto('feedbacks')
    .values({
      region_id: f.regionId,
      id: f.id,
      unit_id: f.unitId,
      kind: f.kind,
      text: f.text,
      contact: f.contact,
      contact_wording: f.contactWording,
      state: f.parkedReason ? 'parked' : 'new',
      parked_reason: f.parkedReason,
      form_key: f.formKey,
      receipt: f.receipt,
      made_at: f.now,
    })
    .onConflict((o) => o.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows ?? 0) > 0
}

const read = (db: Db | Trx) =>
  db
    .selectFrom('feedbacks as f')
    .innerJoin('organisations as u', 'u.id', 'f.unit_id')
    .leftJoin('accounts as a', 'a.id', 'f.answered_by')
    .select([
      'f.id',
      'f.region_id',
      'f.unit_id',
      'u.name as unit',
      'f.kind',
      'f.text',
      'f.contact',
      'f.state',
      'f.parked_reason',
      'f.made_at',
      'f.answer',
      'a.name as answered_by',
      'f.answered_at',
    ])
export type FeedbackRow = Awaited<ReturnType<ReturnType<typeof read>['execute']>>[number]

type Chosen = { state?: FeedbackState | undefined; most: number }

export async function feedbackIn(
  db: Db | Trx,
  regionId: string,
  { state, most }: Chosen,
): Promise<FeedbackRow[]> {
  let query = read(db)
    .where('f.region_id', '=', regionId)
    .orderBy('f.made_at', 'desc')
    .orderBy('f.id')
    .limit(most)
  if (state) query = query.where('f.state', '=', state)
  return query.execute()
}

export async function countFeedback(db: Db | Trx, regionId: string): Promise<Record<FeedbackState, number>> {
  const rows = await db
    .selectFrom('feedbacks')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .where('region_id', '=', regionId)
    .groupBy('state')
    .execute()
  const of = (state: FeedbackState): number => rows.find((row) => row.state === state)?.count ?? 0
  return { new: of('new'), answered: of('answered'), parked: of('parked') }
}

type At = { regionId: string; id: string }

export async function feedbackById(trx: Trx, { regionId, id }: At): Promise<FeedbackRow | undefined> {
  return read(trx)
    .where('f.region_id', '=', regionId)
    .where('f.id', '=', id)
    .forUpdate('f')
    .executeTakeFirst()
}

export async function feedbackByReceipt(trx: Trx, receipt: string): Promise<FeedbackRow | undefined> {
  return read(trx).where('f.receipt', '=', receipt).executeTakeFirst()
}

type Standing = {
  state: FeedbackState
  parkedReason: string | null
  answer: { words: string; by: string; at: Date } | null
}

export async function setStanding(trx: Trx, { regionId, id }: At, to: Standing): Promise<void> {
  await trx
    .updateTable('feedbacks')
    .set({
      state: to.state,
      parked_reason: to.parkedReason,
      answer: to.answer?.words ?? null,
      answered_by: to.answer?.by ?? null,
      answered_at: to.answer?.at ?? null,
    })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}
