// Taking a repair: everything is checked once more beside the roster as it stands, then written in one piece.
import { v7 as uuidv7 } from 'uuid'
import type { Change } from '../../../contract/dispatch-repair.ts'
import { refuse } from '../../../contract/problems.ts'
import { checkDuty } from '../../../domain/dispatch/check-plan.ts'
import { followOf } from '../../../domain/dispatch/follow.ts'
import { isMismatch } from '../../../domain/dispatch/match.ts'
import type { PlacedDuty } from '../../../domain/dispatch/plan.ts'
import { planIndex } from '../../../domain/dispatch/plan-index.ts'
import { forcedDuties, mayPlace } from '../../../domain/dispatch/repair.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import type { Context } from '../../platform/action.ts'
import { changeWords, type Struck } from './repair.ts'
import type { Where } from './store/postings.ts'
import * as rosters from './store/rosters.ts'

export type Taken = {
  change: Change
  out: readonly string[]
  into: readonly { unitId: string; practitionerId: string; day: string; half: 'day' | 'am' | 'pm' }[]
}

/** The rows that leave; refuses locked and past ones, and an answer that leaves a forced one where it is. */
function leavingRows({ task, rows, situation: s }: Struck, out: readonly string[]): rosters.DutyRow[] {
  const nameOf = (id: string) => s.units.find((u) => u.id === id)?.name ?? ''
  const leaving = out.map((id) => {
    const k = rows.findIndex((row) => row.id === id)
    const row = rows[k]
    if (!row) throw refuse('not-found', { what: '值班' })
    if (task.duties[k]?.fixed)
      throw refuse('duty-not-movable', {
        day: row.day,
        unit: nameOf(row.unit_id),
        why: row.locked ? '已锁定' : '已经过去',
      })
    return row
  })
  for (const { duty, broken } of forcedDuties(task).forced) {
    const row = rows[task.duties.indexOf(duty)]
    if (row && !out.includes(row.id))
      throw refuse('rule-broken', {
        why: `${nameOf(duty.unit)}：${broken.map((b) => `${b.text}（${b.clause}）`).join('；')}`,
      })
  }
  return leaving
}

function checkPlaces(
  { task }: Struck,
  leaving: readonly rosters.DutyRow[],
  into: readonly PlacedDuty[],
): void {
  const gone = new Set(leaving.map((row) => `${row.practitioner_id} ${row.unit_id} ${row.day}`))
  const after = [...task.duties.filter((d) => !gone.has(`${d.doctor} ${d.unit} ${d.date}`)), ...into]
  const gaps = leaving.map((row) => ({ doctor: row.practitioner_id, unit: row.unit_id, date: row.day }))
  for (const duty of into) {
    const broken = checkDuty(task.problem, after, duty)
    if (!mayPlace(task.today, gaps, duty))
      throw refuse('rule-broken', { why: `${duty.date} 已经过去或来不及告知群众，不能再安排` })
    if (broken.length)
      throw refuse('rule-broken', { why: broken.map((b) => `${b.text}（${b.clause}）`).join('；') })
  }
}

type Place = Taken['into'][number]

/** The months of the places that residents know already. */
async function publishedMonths(
  { trx }: Context,
  where: Where,
  days: readonly string[],
): Promise<Set<string>> {
  const months = new Set<string>()
  for (const month of new Set(days.map(monthOf)))
    if ((await rosters.rosterOf(trx, where, month))?.status === 'published') months.add(month)
  return months
}

/** Takes the published duties out by one change, and says whose place each coming one takes (PUB-3). */
async function changePublished(
  context: Context,
  { situation: s }: Struck,
  { leaving, coming }: { leaving: readonly rosters.DutyRow[]; coming: readonly Place[] },
) {
  const { trx, now, actor, today } = context
  const change = { id: uuidv7(), by: actor.accountId, now }
  await rosters.openChange(trx, s.where, change)
  const gone = await rosters.cancelDuties(
    trx,
    s.where.regionId,
    leaving.map((row) => row.id),
    change,
  )
  const asPlaced = (row: rosters.DutyRow) => ({
    ...row,
    unitId: row.unit_id,
    practitionerId: row.practitioner_id,
  })
  const follows = followOf(gone.map(asPlaced), coming)
  const rest = coming.filter((place) => !follows.has(place))
  const units = [...new Set(rest.map((place) => place.unitId))]
  const open = await rosters.openPlaces(trx, s.where, { units, from: today })
  const later = followOf(open.map(asPlaced), rest)
  return (place: Place) => ({
    changeId: change.id,
    follows: follows.get(place) ?? later.get(place) ?? null,
  })
}

/** Writes a repair and says so; answers how many duties it touched. */
export async function saveRepair(context: Context, struck: Struck, taken: Taken): Promise<number> {
  const { trx, now } = context
  const { situation: s, task } = struck
  const { regionId } = s.where
  const into = taken.into.map((d) => ({ doctor: d.practitionerId, unit: d.unitId, date: d.day }))
  const leaving = leavingRows(struck, taken.out)
  checkPlaces(struck, leaving, into)
  const known = await publishedMonths(
    context,
    s.where,
    taken.into.map((place) => place.day),
  )
  const published = leaving.filter((row) => row.status === 'published')
  const coming = taken.into.filter((place) => known.has(monthOf(place.day)))
  const enteredOf =
    published.length || coming.length
      ? await changePublished(context, struck, { leaving: published, coming })
      : null
  await rosters.deleteDuties(
    trx,
    regionId,
    leaving.filter((row) => row.status !== 'published').map((row) => row.id),
  )
  const why = changeWords(struck, taken.change)
  const index = planIndex(task.problem)
  for (const place of taken.into) {
    const at = { practitionerId: place.practitionerId, day: place.day, half: place.half }
    if (await rosters.busyOn(trx, at, null))
      throw refuse('rule-broken', { why: `${place.day} 该医师已在别处值班（WRK-11）` })
    const replaced = leaving.find((row) => row.unit_id === place.unitId && row.month === monthOf(place.day))
    const doctor = s.practitioners.find((p) => p.id === place.practitionerId)
    const strange = isMismatch(
      index.tree,
      index.units.get(place.unitId)?.needs ?? [],
      index.doctors.get(place.practitionerId)?.specialty ?? '',
    )
    const half = replaced?.home_visit_half
    await rosters.insertDuties(
      trx,
      [
        {
          ...s.where,
          id: uuidv7(),
          month: monthOf(place.day),
          unitId: place.unitId,
          hospitalId: doctor?.organisation_id ?? '',
          practitionerId: place.practitionerId,
          day: place.day,
          half: place.half,
          homeVisitHalf: half === 'am' || half === 'pm' ? half : null,
          locked: false,
          // MAT-4: whoever takes the repair answers for the mismatch; the change is its reason
          mismatchReason: strange ? `临时调整：${why}` : null,
          reasons: [{ code: 'repair', text: `因${why}调整`, cost: 0 }],
          alternatives: [],
          ...(enteredOf && coming.includes(place) ? { entered: enteredOf(place) } : {}),
        },
      ],
      now,
    )
  }
  const months = new Set([...published.map((row) => row.month), ...coming.map((place) => monthOf(place.day))])
  await rosters.raiseVersion(trx, s.where, [...months], now)
  context.say({
    zh: `登记${why}：调整 ${leaving.length} 个值班日，新增 ${taken.into.length} 个${published.length ? `，其中已公布 ${published.length} 个` : ''}`,
    subject: { type: 'roster', id: `${s.where.programmeId}/${s.months[0]}` },
    regionId,
  })
  return leaving.length
}
