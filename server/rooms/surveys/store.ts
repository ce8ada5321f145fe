// surveys store: surveys, their rounds, and who stands in a frame.
import { sql } from 'kysely'
import type { Questionnaire } from '../../../domain/programme/survey-rule.ts'
import type { Share } from '../../../domain/surveys/draw.ts'
import type { LeftOut } from '../../../domain/surveys/frame.ts'
import type { SurveyState } from '../../../domain/surveys/transitions.ts'
import type { Db, Trx } from '../../platform/database.ts'

export type At = { regionId: string; id: string }

const surveys = (db: Db | Trx) =>
  db
    .selectFrom('surveys as s')
    .leftJoin('accounts as e', 'e.id', 's.ended_by')
    .selectAll('s')
    .select('e.name as ender')

export async function surveysOf(db: Db | Trx, at: { regionId: string; programmeId: string }) {
  return surveys(db)
    .where('s.region_id', '=', at.regionId)
    .where('s.programme_id', '=', at.programmeId)
    .orderBy('s.made_at', 'desc')
    .orderBy('s.id', 'desc')
    .execute()
}
export type SurveyRow = Awaited<ReturnType<typeof surveysOf>>[number]

export async function surveyById(db: Db | Trx, { regionId, id }: At): Promise<SurveyRow | undefined> {
  return surveys(db).where('s.region_id', '=', regionId).where('s.id', '=', id).executeTakeFirst()
}

/** Holds everybody else's acts on this survey back until this one is done. */
export async function lockSurvey(trx: Trx, { regionId, id }: At): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`survey ${regionId} ${id}`}, 0))`.execute(trx)
}

/** The one survey of a rule and period that was not cancelled. */
export async function standingSurvey(
  db: Db | Trx,
  at: { regionId: string; programmeId: string; ruleId: string; period: string },
): Promise<SurveyRow | undefined> {
  return surveys(db)
    .where('s.region_id', '=', at.regionId)
    .where('s.programme_id', '=', at.programmeId)
    .where('s.rule_id', '=', at.ruleId)
    .where('s.period', '=', at.period)
    .where('s.state', '!=', 'cancelled')
    .executeTakeFirst()
}

export type SurveyWrite = At & {
  programmeId: string
  ruleId: string
  per: 'month' | 'year'
  period: string
  sample: number
  reserves: number
  minimum: number | null
  counts: 'drawn' | 'completed'
  attempts: { most: number; days: number }
  published: boolean
  questionnaire: Questionnaire
  by: string
  now: Date
}

export async function insertSurvey(trx: Trx, s: SurveyWrite): Promise<void> {
  await trx
    .insertInto('surveys')
    .values({
      region_id: s.regionId,
      id: s.id,
      programme_id: s.programmeId,
      rule_id: s.ruleId,
      per: s.per,
      period: s.period,
      state: 'frozen',
      round: 1,
      sample: s.sample,
      reserves: s.reserves,
      minimum: s.minimum,
      counts: s.counts,
      attempts_most: s.attempts.most,
      attempts_days: s.attempts.days,
      published: s.published,
      questionnaire: JSON.stringify(s.questionnaire),
      made_by: s.by,
      made_at: s.now,
    })
    .execute()
}

export async function setState(
  trx: Trx,
  { regionId, id }: At,
  to: { state: SurveyState; round?: number; end?: { by: string; at: Date; note: string } },
): Promise<void> {
  await trx
    .updateTable('surveys')
    .set({
      state: to.state,
      ...(to.round ? { round: to.round } : {}),
      ...(to.end ? { ended_by: to.end.by, ended_at: to.end.at, end_note: to.end.note } : {}),
    })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .execute()
}

export type RoundWrite = {
  id: string
  round: number
  reason: string
  frameHash: string
  size: number
  leftOut: Record<LeftOut, number>
  strata: { id: string; name: string; size: number }[]
  by: string
  now: Date
}

export async function insertRound(trx: Trx, survey: At, r: RoundWrite): Promise<void> {
  await trx
    .insertInto('survey_rounds')
    .values({
      region_id: survey.regionId,
      id: r.id,
      survey_id: survey.id,
      round: r.round,
      reason: r.reason,
      frame_hash: r.frameHash,
      frame_size: r.size,
      left_out: JSON.stringify(r.leftOut),
      strata: JSON.stringify(r.strata),
      frozen_by: r.by,
      frozen_at: r.now,
    })
    .execute()
}

/** The rounds of some surveys, oldest first, with the names of both persons. */
export async function roundsOf(db: Db | Trx, regionId: string, surveyIds: readonly string[]) {
  if (surveyIds.length === 0) return []
  return db
    .selectFrom('survey_rounds as r')
    .leftJoin('accounts as f', 'f.id', 'r.frozen_by')
    .leftJoin('accounts as g', 'g.id', 'r.seeded_by')
    .selectAll('r')
    .select(['f.name as freezer', 'g.name as seeder'])
    .where('r.region_id', '=', regionId)
    .where('r.survey_id', 'in', [...surveyIds])
    .orderBy('r.round')
    .execute()
}
export type RoundRow = Awaited<ReturnType<typeof roundsOf>>[number]

export async function setSeed(
  trx: Trx,
  round: RoundRow,
  given: { seed: string; by: string; at: Date; shares: readonly Share[] },
): Promise<void> {
  await trx
    .updateTable('survey_rounds')
    .set({
      seed: given.seed,
      seeded_by: given.by,
      seeded_at: given.at,
      shares: JSON.stringify(given.shares),
    })
    .where('region_id', '=', round.region_id)
    .where('id', '=', round.id)
    .execute()
}

export type PersonWrite = { id: string; key: string; unitId: string; cardId: string; beneficiaryId: string }

export async function insertPeople(
  trx: Trx,
  survey: At,
  round: number,
  people: readonly PersonWrite[],
): Promise<void> {
  for (let i = 0; i < people.length; i += 1000)
    await trx
      .insertInto('survey_people')
      .values(
        people.slice(i, i + 1000).map((p) => ({
          region_id: survey.regionId,
          id: p.id,
          survey_id: survey.id,
          round,
          key: p.key,
          unit_id: p.unitId,
          day_card_id: p.cardId,
          beneficiary_id: p.beneficiaryId,
        })),
      )
      .execute()
}

/** The keys of a round's frame with what the draw made of them. */
export async function frameRows(db: Db | Trx, { regionId, id }: At, round: number) {
  return db
    .selectFrom('survey_people')
    .select(['key', 'unit_id', 'place', 'reserve'])
    .where('region_id', '=', regionId)
    .where('survey_id', '=', id)
    .where('round', '=', round)
    .orderBy('key')
    .execute()
}

export async function setPlaces(
  trx: Trx,
  { regionId, id }: At,
  round: number,
  list: readonly { key: string; place: number; reserve: boolean }[],
): Promise<void> {
  const drawn = JSON.stringify(list.map(({ key, place, reserve }) => ({ key, place, reserve })))
  await sql`
    update survey_people p set place = d.place, reserve = d.reserve
    from jsonb_to_recordset(${drawn}::jsonb) as d(key text, place int, reserve boolean)
    where p.region_id = ${regionId} and p.survey_id = ${id} and p.round = ${round} and p.key = d.key`.execute(
    trx,
  )
}

/** Surveys whose draw everybody may look at, newest first, with where they are. */
export async function publishedSurveys(db: Db | Trx, regionId?: string) {
  let query = surveys(db)
    .innerJoin('divisions as d', 'd.code', 's.region_id')
    .select('d.name as county')
    .where('s.published', '=', true)
    .orderBy('s.made_at', 'desc')
    .limit(100)
  if (regionId) query = query.where('s.region_id', '=', regionId)
  return query.execute()
}
