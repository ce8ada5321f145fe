// Repairing a plan after a leave, a departure, a closing or a changed holiday (LV-4, PLN-11, SCH-2): what must
// go, what may be moved, and what a repair costs the people it touches. The search itself is the optimiser's.
import { monthOf } from '../shared/calendar.ts'
import { checkDuty } from './check-plan.ts'
import type { Conflict, PlacedDuty, PlanProblem } from './plan.ts'
import type { PlanBoard } from './plan-board.ts'
import { askedDays } from './plan-targets.ts'
import type { Violation } from './violation.ts'

/** A duty of the plan to repair: `fixed` (locked or past) is never moved; `published` only when nothing else works. */
export type RepairDuty = PlacedDuty & { fixed: boolean; published: boolean }

/** `problem` holds the change already (a leave in `unavailable`, a closing in `closedDates`, the new holidays). */
export type RepairTask = {
  problem: PlanProblem
  duties: readonly RepairDuty[]
  /** Duties of earlier days are past; today's may only be taken over by somebody else on the spot. */
  today: string
}

export type ForcedDuty = { duty: RepairDuty; broken: Violation[] }

/** What a repair does, in a word: the same doctor on another day, another one on the day, both, more than the gap. */
export type RepairKind = 'another-day' | 'another-doctor' | 'both' | 'chain' | 'leave-open'

export type RepairCounts = {
  /** Duties that had to go. */
  forced: number
  /** Other duties moved for their sake. */
  moved: number
  /** Published days among all that change. */
  published: number
  /** Units whose residents must be told of a change (PUB-3). */
  unitsTold: number
}

export type RepairOption = {
  kind: RepairKind
  out: RepairDuty[]
  into: PlacedDuty[]
  counts: RepairCounts
  /** Points of the plan after less before. */
  extraCost: number
  /** Unit-months that fall short of the days asked, and what stands against each. */
  uncovered: { unit: string; month: string; missing: number; conflicts: Conflict[] }[]
}

export type Repair = {
  forced: ForcedDuty[]
  /** Locked or past duties that break a rule now: for a person to decide. */
  stuck: ForcedDuty[]
  options: RepairOption[]
}

/** The duties that break a rule by themselves since the change: those to replace and those nobody may move. */
export function forcedDuties({ problem, duties, today }: RepairTask): Pick<Repair, 'forced' | 'stuck'> {
  const forced: ForcedDuty[] = []
  const stuck: ForcedDuty[] = []
  for (const duty of duties) {
    if (duty.date < today) continue
    // alone: what one duty breaks whatever else is planned
    const broken = checkDuty(problem, [], duty)
    if (broken.length > 0) (duty.fixed ? stuck : forced).push({ duty, broken })
  }
  return { forced, stuck }
}

/** Whether a repair may place somebody on a day: residents can be told by tomorrow, or are waiting already. */
export function mayPlace(today: string, forced: readonly PlacedDuty[], duty: PlacedDuty): boolean {
  return (
    duty.date > today ||
    (duty.date === today && forced.some((gap) => gap.unit === duty.unit && gap.date === duty.date))
  )
}

/** Tells a repair's kind from what it changes. */
export function kindOfRepair(
  forced: ReadonlySet<RepairDuty>,
  out: readonly RepairDuty[],
  into: readonly PlacedDuty[],
): RepairKind {
  if (into.length === 0) return 'leave-open'
  if (out.some((duty) => !forced.has(duty))) return 'chain'
  const known = (mark: (duty: PlacedDuty) => string) =>
    new Set(out.map((duty) => `${duty.unit} ${mark(duty)}`))
  const doctors = known((duty) => duty.doctor)
  const days = known((duty) => duty.date)
  if (into.every((duty) => doctors.has(`${duty.unit} ${duty.doctor}`))) return 'another-day'
  return into.every((duty) => days.has(`${duty.unit} ${duty.date}`)) ? 'another-doctor' : 'both'
}

/** What a change means for the people: counted, not guessed. */
export function countRepair(
  forced: ReadonlySet<RepairDuty>,
  out: readonly RepairDuty[],
  into: readonly PlacedDuty[],
): RepairCounts {
  const published = out.filter((duty) => duty.published)
  const publishedMonths = new Set(published.map((duty) => `${duty.unit}\u0000${monthOf(duty.date)}`))
  const told = new Set(published.map((duty) => duty.unit))
  for (const duty of into)
    if (publishedMonths.has(`${duty.unit}\u0000${monthOf(duty.date)}`)) told.add(duty.unit)
  return {
    forced: out.filter((duty) => forced.has(duty)).length,
    moved: out.filter((duty) => !forced.has(duty)).length,
    published: published.length,
    unitsTold: told.size,
  }
}

/** Days by which each unit-month of the changed duties falls short of what it asks for. */
export function shortAfter(
  board: PlanBoard,
  out: readonly PlacedDuty[],
  into: readonly PlacedDuty[],
): { unit: string; month: string; missing: number }[] {
  const gone = new Set(out)
  const spots = new Map<string, { unit: string; month: string }>()
  for (const { unit, date } of [...out, ...into])
    spots.set(`${unit}\u0000${monthOf(date)}`, { unit, month: monthOf(date) })
  return [...spots.values()].flatMap(({ unit: id, month }) => {
    const unit = board.problem.units.find((one) => one.id === id)
    if (!unit) return []
    const here = (duty: PlacedDuty) => duty.unit === id && monthOf(duty.date) === month
    const left = board.ofUnit(id).filter((duty) => !gone.has(duty) && here(duty)).length
    const missing = askedDays(board.problem, unit, month) - left - into.filter(here).length
    return missing > 0 ? [{ unit: id, month, missing }] : []
  })
}

/** The better of two repairs first: nobody uncovered, published days kept, no day lost, few moves, few told, few points. */
export function compareRepairs(a: RepairOption, b: RepairOption): number {
  const short = (option: RepairOption) => option.uncovered.reduce((sum, { missing }) => sum + missing, 0)
  const lost = (option: RepairOption) => option.out.length - option.into.length
  const publishedMoves = (option: RepairOption) => option.out.filter((duty) => duty.published).length
  return (
    short(a) - short(b) ||
    publishedMoves(a) - publishedMoves(b) ||
    lost(a) - lost(b) ||
    a.counts.moved - b.counts.moved ||
    a.extraCost - b.extraCost
  )
}
