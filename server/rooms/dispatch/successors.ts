// Ending postings by a decision made elsewhere, and who may come instead (ASM-9, MAT-7): the unit's need is opened again in the
// same transaction, so that nobody forgets that it has no doctor.
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import { matchScore } from '../../../domain/people/specialties.ts'
import { meetsFloor, titleOf } from '../../../domain/people/titles.ts'
import { ruleOf } from '../../../domain/programme/programme.ts'
import type { Context } from '../../platform/action.ts'
import { findPractitioners } from '../people/door.ts'
import { programmeOn } from '../programme/door.ts'
import { recordScheduleVersion } from './schedule.ts'
import * as store from './store/postings.ts'
import { publishedDutiesOf } from './store/rosters.ts'

type Posting = NonNullable<Awaited<ReturnType<typeof store.postingById>>>

/** Ends postings that are in force, makes one new version of 附件2 and opens each unit's need again. Answers those it ended. */
export async function endByDecision(
  context: Context,
  where: store.Where,
  ids: readonly string[],
  reason: string,
): Promise<Posting[]> {
  const ended: Posting[] = []
  for (const id of ids) {
    const posting = await store.postingById(context.trx, where.regionId, id)
    if (!posting || !(await store.endPosting(context.trx, where.regionId, id, { reason, now: context.now })))
      continue
    ended.push(posting)
    await store.addDemandOnce(context.trx, {
      ...where,
      id: uuidv7(),
      unitId: posting.unit_id,
      specialtyCode: posting.need_code,
      specialtyText: posting.need_text,
      weight: 5,
      diseases: '',
      monthlyVolume: null,
      preferredWeekday: null,
      preferredOrdinal: null,
    })
  }
  if (ended.length > 0) await recordScheduleVersion(context, where, reason)
  return ended
}

export type Successor = {
  practitionerId: string
  name: string
  title: string
  specialty: string
  hospitalId: string
  hospital: string
  /** 100 the same specialty … 0 none of it (MAT-2); null where the need has no code. */
  score: number | null
  /** Units at which the doctor is posted already. */
  postings: number
}
type Place = { unitId: string; needCode: string | null }

/** Who may come to a place: doctors of the county's supporting hospitals at or above the plan's title, the best match first. */
export async function successorsFor(
  { trx, today }: Pick<Context, 'trx' | 'today'>,
  where: store.Where,
  place: Place,
): Promise<Successor[]> {
  const { document } = await programmeOn(trx, where.programmeId, today)
  const floor = ruleOf(document, 'titleFloor')?.floor ?? null
  const posted = await store.postingsOf(trx, where)
  const there = new Set(posted.filter((p) => p.unit_id === place.unitId).map((p) => p.practitioner_id))
  const counts = new Map<string, number>()
  for (const p of posted) counts.set(p.practitioner_id, (counts.get(p.practitioner_id) ?? 0) + 1)
  const scoreOf = (code: string | null): number | null =>
    place.needCode && code ? matchScore(place.needCode, code) : null
  return (await findPractitioners(trx, { programmeId: where.programmeId }))
    .filter((d) => d.active && !there.has(d.id))
    .filter((d) => counts.has(d.id) || d.division_code.startsWith(where.regionId))
    .filter((d) => {
      const title = titleOf(d.title_code ?? '')
      return !floor || (title !== undefined && meetsFloor(title, floor))
    })
    .map((d) => ({
      practitionerId: d.id,
      name: d.name,
      title: d.title_text,
      specialty: d.specialty_text,
      hospitalId: d.organisation_id,
      hospital: d.organisation,
      score: scoreOf(d.specialty_code),
      postings: counts.get(d.id) ?? 0,
    }))
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || a.postings - b.postings)
}

/** Posts a successor to the place of a posting that has ended; answers the new posting. A mismatch wants its reason (MAT-4). */
export async function postSuccessor(
  context: Context,
  where: store.Where,
  endedId: string,
  { who, reason }: { who: Successor; reason: string },
): Promise<string> {
  const { trx, today } = context
  const ended = await store.postingById(trx, where.regionId, endedId)
  if (!ended) throw refuse('not-found', { what: '原派驻关系' })
  if (who.score === 0 && reason === '')
    throw refuse(
      'mismatch-needs-reason',
      { doctor: who.name, have: who.specialty, need: ended.need_text },
      { place: { path: 'body.words' } },
    )
  const { document } = await programmeOn(trx, where.programmeId, today)
  const id = uuidv7()
  await store.insertPosting(trx, {
    ...where,
    id,
    unitId: ended.unit_id,
    hospitalId: who.hospitalId,
    practitionerId: who.practitionerId,
    position: ended.position,
    needCode: ended.need_code,
    needText: ended.need_text,
    mismatchReason: who.score === 0 ? reason : null,
    startsOn: today,
    endsOn: ended.ends_on > today ? ended.ends_on : document.period.to,
    importId: null,
  })
  await recordScheduleVersion(context, where, `${who.name}接替派驻：${reason}`)
  return id
}

/** Published days to come of a doctor at a unit: what the roster still asks of somebody who is not posted any more. */
export async function daysStillPublished(
  { trx, today }: Pick<Context, 'trx' | 'today'>,
  who: { practitionerId: string; unitId: string },
): Promise<string[]> {
  const duties = await publishedDutiesOf(trx, who.practitionerId, { from: today, to: '2999-12-31' })
  return duties.filter((d) => d.unit_id === who.unitId).map((d) => d.day)
}
