// The roster as a change strikes it: the duties that may move, the problem with the change in it, and the
// answers in the words of the page.
import { createHash } from 'node:crypto'
import type { Change, RepairView } from '../../../contract/dispatch-repair.ts'
import { refuse } from '../../../contract/problems.ts'
import type { PlacedDuty } from '../../../domain/dispatch/plan.ts'
import type { ForcedDuty, Repair, RepairDuty, RepairTask } from '../../../domain/dispatch/repair.ts'
import { monthOf, monthsBetween } from '../../../domain/shared/calendar.ts'
import type { Context } from '../../platform/action.ts'
import { problemOf, readSituation, type Situation } from './situation.ts'
import type { Where } from './store/postings.ts'
import type { DutyRow } from './store/rosters.ts'

export type Struck = {
  situation: Situation
  task: RepairTask
  /** The rows of the task's duties, in the same order. */
  rows: readonly DutyRow[]
  stamp: string
}

/** Days a month a doctor may stand in for others, beyond the own ones (LV-4). */
export const STAND_IN_DAYS = 1

/** A year is as far as a roster reaches. */
const MOST_MONTHS = 13

export function monthsOfChange({ from, to }: Change): string[] {
  const months = from <= to ? monthsBetween(monthOf(from), monthOf(to)) : []
  return months.slice(0, MOST_MONTHS)
}

/** Reads the months a change falls into, as they would be with it. */
export async function repairSituation(context: Context, where: Where, change: Change): Promise<Struck> {
  const asked = monthsOfChange(change)
  const situation = await readSituation(context.trx, where, asked)
  if (change.kind === 'closure' && !situation.units.some((u) => u.id === change.unitId))
    throw refuse('not-found', { what: '受援单位' })
  if (
    (change.kind === 'leave' || change.kind === 'training' || change.kind === 'gone') &&
    !situation.practitioners.some((p) => p.id === change.practitionerId)
  )
    throw refuse('not-found', { what: '医师' })
  const struck: Situation =
    change.kind === 'calendar'
      ? situation
      : {
          ...situation,
          absences: [
            ...situation.absences,
            {
              practitioner_id: change.kind === 'closure' ? null : change.practitionerId,
              unit_id: change.kind === 'closure' ? change.unitId : null,
              starts_on: change.from,
              ends_on: change.to,
            },
          ],
        }
  const problem = await problemOf(context.trx, struck, {
    keepPostings: false,
    extraDays: STAND_IN_DAYS,
    timeLimitSeconds: 10,
  })
  const rows = situation.duties
  const duties = rows.map(
    (row): RepairDuty => ({
      doctor: row.practitioner_id,
      unit: row.unit_id,
      date: row.day,
      // a lock binds the draft; once published, the month is frozen as a whole, and leave is what moves it (SCH-2)
      fixed: row.day < context.today || (row.locked && row.status !== 'published'),
      published: row.status === 'published',
    }),
  )
  return {
    situation,
    task: { problem, duties, today: context.today },
    rows,
    stamp: stampOf(rows),
  }
}

/** A mark of the roster: a proposal is only taken beside the very duties it was made for. */
function stampOf(rows: readonly DutyRow[]): string {
  const marks = rows
    .map((row) => `${row.id} ${row.day} ${row.practitioner_id} ${row.status} ${row.locked}`)
    .sort()
  return createHash('sha256').update(marks.join('\n')).digest('hex').slice(0, 32)
}

const KIND_WORDS: Record<Change['kind'], string> = {
  leave: '请假',
  training: '外出学习',
  gone: '不再派出',
  closure: '停诊',
  calendar: '节假日调整',
}

/** The change in a few words: who, what, when, why. */
export function changeWords({ situation: s }: Pick<Struck, 'situation'>, change: Change): string {
  const span = change.from === change.to ? change.from : `${change.from} 至 ${change.to}`
  if (change.kind === 'calendar') return `${KIND_WORDS.calendar} ${span}`
  const who =
    change.kind === 'closure'
      ? s.units.find((u) => u.id === change.unitId)?.name
      : s.practitioners.find((p) => p.id === change.practitionerId)?.name
  return `${who ?? ''} ${KIND_WORDS[change.kind]} ${span}（${change.reason}）`
}

export function repairView(
  { situation: s, task, rows, stamp }: Struck,
  repair: Repair,
  seconds: number,
): RepairView {
  const people = new Map(s.practitioners.map((p) => [p.id, p.name]))
  const units = new Map(s.units.map((u) => [u.id, u.name]))
  const idOf = new Map(task.duties.map((duty, k) => [duty as PlacedDuty, rows[k]?.id ?? '']))
  // answers come back from a thread of their own as copies: found again by what they say
  const keyOf = (d: PlacedDuty) => `${d.doctor} ${d.unit} ${d.date}`
  const byKey = new Map([...idOf].map(([duty, id]) => [keyOf(duty), id]))
  const placed = (d: PlacedDuty) => ({
    unitId: d.unit,
    unit: units.get(d.unit) ?? '',
    practitionerId: d.doctor,
    name: people.get(d.doctor) ?? '',
    day: d.date,
  })
  const leaving = (d: RepairDuty) => ({
    ...placed(d),
    dutyId: byKey.get(keyOf(d)) ?? '',
    published: d.published,
  })
  const why = ({ duty, broken }: ForcedDuty) => ({
    ...leaving(duty),
    why: broken.map(({ text, clause }) => ({ text, clause })),
  })
  return {
    stamp,
    forced: repair.forced.map(why),
    stuck: repair.stuck.map(why),
    options: repair.options.map((option) => ({
      kind: option.kind,
      out: option.out.map(leaving),
      into: option.into.map(placed),
      counts: option.counts,
      extraCost: option.extraCost,
      uncovered: option.uncovered.map((u) => ({
        unit: units.get(u.unit) ?? '',
        month: u.month,
        missing: u.missing,
        conflicts: u.conflicts.map((c) => ({
          rule: c.text,
          clause: c.clause,
          who: c.who.map((id) => people.get(id) ?? units.get(id) ?? id).join('、'),
        })),
      })),
    })),
    seconds,
  }
}
