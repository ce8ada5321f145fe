// surveys store: those who were drawn, who holds whom, calls and looks at numbers.
import type { Outcome } from '../../../domain/surveys/calls.ts'
import type { Answers } from '../../../domain/surveys/questionnaire.ts'
import type { Db, Trx } from '../../platform/database.ts'
import type { At, SurveyRow } from './store.ts'

/** Everybody drawn in the present round of some surveys, by unit and place. */
export async function drawnPeople(db: Db | Trx, survey: Pick<SurveyRow, 'region_id' | 'id' | 'round'>) {
  return db
    .selectFrom('survey_people as p')
    .leftJoin('accounts as h', 'h.id', 'p.held_by')
    .selectAll('p')
    .select('h.name as holder')
    .where('p.region_id', '=', survey.region_id)
    .where('p.survey_id', '=', survey.id)
    .where('p.round', '=', survey.round)
    .where('p.place', 'is not', null)
    .orderBy('p.unit_id')
    .orderBy('p.place')
    .execute()
}
export type PersonRow = Awaited<ReturnType<typeof drawnPeople>>[number]

export async function callsOf(db: Db | Trx, { regionId, id }: At) {
  return db
    .selectFrom('survey_calls as c')
    .leftJoin('accounts as a', 'a.id', 'c.made_by')
    .selectAll('c')
    .select('a.name as caller')
    .where('c.region_id', '=', regionId)
    .where('c.survey_id', '=', id)
    .orderBy('c.made_at')
    .orderBy('c.id')
    .execute()
}
export type CallRow = Awaited<ReturnType<typeof callsOf>>[number]

/** Whom a caller has on the line in a survey; ends whatever else the caller held there. */
export async function holdPerson(
  trx: Trx,
  { regionId, id }: At,
  held: { personId: string | null; by: string; until: Date },
): Promise<void> {
  await trx
    .updateTable('survey_people')
    .set({ held_by: null, held_until: null })
    .where('region_id', '=', regionId)
    .where('survey_id', '=', id)
    .where('held_by', '=', held.by)
    .execute()
  if (held.personId)
    await trx
      .updateTable('survey_people')
      .set({ held_by: held.by, held_until: held.until })
      .where('region_id', '=', regionId)
      .where('id', '=', held.personId)
      .execute()
}

export type CallWrite = At & {
  surveyId: string
  personId: string
  outcome: Outcome
  note: string
  laterAt: Date | null
  answers: Answers
  came: boolean | null
  satisfied: boolean | null
  aware: boolean | null
  by: string
  now: Date
}

export async function insertCall(trx: Trx, c: CallWrite): Promise<void> {
  await trx
    .insertInto('survey_calls')
    .values({
      region_id: c.regionId,
      id: c.id,
      survey_id: c.surveyId,
      person_id: c.personId,
      outcome: c.outcome,
      note: c.note,
      later_at: c.laterAt,
      answers: JSON.stringify(c.answers),
      came: c.came,
      satisfied: c.satisfied,
      aware: c.aware,
      made_by: c.by,
      made_at: c.now,
    })
    .execute()
}

export async function insertReveal(
  trx: Trx,
  r: At & { surveyId: string; personId: string; reason: string; by: string; now: Date },
): Promise<void> {
  await trx
    .insertInto('survey_reveals')
    .values({
      region_id: r.regionId,
      id: r.id,
      survey_id: r.surveyId,
      person_id: r.personId,
      reason: r.reason,
      made_by: r.by,
      made_at: r.now,
    })
    .execute()
}

/** How many different people's numbers an account looked at since a moment. */
export async function revealedSince(
  db: Db | Trx,
  regionId: string,
  by: string,
  since: Date,
): Promise<number> {
  const row = await db
    .selectFrom('survey_reveals')
    .select((e) => e.fn.count<number>('person_id').distinct().as('count'))
    .where('region_id', '=', regionId)
    .where('made_by', '=', by)
    .where('made_at', '>=', since)
    .executeTakeFirstOrThrow()
  return row.count
}
