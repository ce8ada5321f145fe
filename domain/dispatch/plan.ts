// The planning problem and the plan, as the files of `bin/xunzhen plan` and the optimiser know them.
// Dates are 'YYYY-MM-DD', months 'YYYY-MM', days whole working days, weights points (docs/planner.md).
import { type HolidayTable, workdaysOf, yearOf } from '../shared/calendar.ts'

export const TITLES = ['resident', 'attending', 'associateChief', 'chief', 'nurse', 'technician'] as const
export type Title = (typeof TITLES)[number]

/** The physicians' ladder; nurses and technicians stand outside it. */
export const LADDER = ['resident', 'attending', 'associateChief', 'chief'] as const
export type LadderTitle = (typeof LADDER)[number]

export const OWNERSHIPS = ['provincial', 'municipal', 'county'] as const
export type Ownership = (typeof OWNERSHIPS)[number]

/** Points a plan pays for; what each counts is in docs/planner.md and plan-cost.ts. */
export type PlanWeights = {
  uncovered: number
  yearShort: number
  quota: number
  /** null forbids sending a doctor whose specialty has nothing to do with the need (MAT-4). */
  mismatch: number | null
  specialty: number
  needUnserved: number
  title: number
  distance: number
  setup: number
  continuity: number
  fairness: number
  hospitalBand: number
  weekday: number
  ordinal: number
  market: number
  makeUp: number
  spacing: number
}

export const DEFAULT_WEIGHTS: PlanWeights = {
  uncovered: 20_000,
  yearShort: 5_000,
  quota: 1_000,
  mismatch: 400,
  specialty: 1,
  needUnserved: 150,
  title: 4,
  distance: 0.6,
  setup: 20,
  continuity: 30,
  fairness: 2,
  hospitalBand: 20,
  weekday: 12,
  ordinal: 6,
  market: 4,
  makeUp: 8,
  spacing: 5,
}

export type Position = [longitude: number, latitude: number]
export type PlanSpecialty = { id: string; name: string; parent: string | null; aliases: string[] }
export type PlanHospital = {
  id: string
  name: string
  ownership: Ownership
  shareAtLeast: number | null
  /** Its division (GB/T 2260), by which large problems are split into cities; else from whom it serves. */
  region?: string | undefined
}
export type PlanNeed = { specialty: string; weight: number }

/** PLN-9 · 等额对调: somebody of the unit who may study at the hospital while its doctors are here. */
export type PlanStaff = { id: string; specialty: string; unavailableMonths: string[] }

export type PlanUnit = {
  id: string
  name: string
  region: string
  needs: PlanNeed[]
  daysPerMonth: { min: number; max: number }
  closedDates: string[]
  preferred: { weekday: number; ordinal: number } | null
  /** ISO weekdays (1–7) or single dates, since many markets follow the lunar calendar. */
  marketDays: (number | string)[]
  at: Position | null
  /** Where given, as many of `staff` go up in a month as doctors come down in it (PLN-9). */
  exchange?: { staff: PlanStaff[] } | null | undefined
}

export type PlanDoctor = {
  id: string
  hospital: string
  specialty: string
  title: Title
  maxDaysPerMonth: number
  minDaysPerYear: number | null
  unavailable: string[]
  ownClinicWeekdays: number[]
  at: Position | null
}

export type PlanLock = { doctor: string; unit: string; month?: string | undefined; date?: string | undefined }
export type PastDuty = { doctor: string; unit: string; month: string; dates: string[] }

export type PlanRules = {
  titleFloor: LadderTitle | null
  homeVisitHalfDaysPerMonth: number
  maxUnitsPerDoctor: number
  maxDoctorsPerUnit: number
  minDaysPerDoctorAtUnit: number
  rotation: 'fixed' | 'monthly'
  /** `resident`: whoever serves a unit in a month is there on every workday both have open (PLN-8). */
  presence?: 'days' | 'resident' | undefined
  /** `hospital`: the doctors of one unit-month come from one hospital (MAT-9 · 组团式). */
  team?: 'hospital' | null | undefined
  weights: PlanWeights
}

export type PlanProblem = {
  version: 1
  months: string[]
  seed: number
  timeLimitSeconds: number
  calendar: { holidays: string[]; makeUpWorkdays: string[] }
  specialties: PlanSpecialty[]
  hospitals: PlanHospital[]
  units: PlanUnit[]
  doctors: PlanDoctor[]
  locks: PlanLock[]
  previous: PastDuty[]
  rules: PlanRules
}

export type Half = 'day' | 'am' | 'pm'

/** The part of a duty that rules and costs look at. */
export type PlacedDuty = { doctor: string; unit: string; date: string }

export type Reason = { code: string; text: string; cost: number }

/**
 * Who else could have gone: `extraCost` in points for replacing the doctor, or exchanging the two
 * doctors' units, with all else unchanged; or the hard rule that refuses it.
 */
export type Alternative = {
  doctor: string
  extraCost: number | null
  by?: 'replace' | 'exchange'
  rule?: string
}

export type Duty = PlacedDuty & {
  half: Half
  /** The half of the day kept for home visits (TGT-8), null when there is none. */
  homeVisit: 'am' | 'pm' | null
  reasons: Reason[]
  alternatives: Alternative[]
}

export type Conflict = { rule: string; clause: string; who: string[]; text: string }
/** Duties that would serve an uncovered unit-month, and every rule that would have to give way for them. */
export type Remedy = { duties: PlacedDuty[]; conflicts: Conflict[] }
export type Uncovered = {
  unit: string
  month: string
  missing: number
  conflicts: Conflict[]
  remedy?: Remedy | null | undefined
}
/** A doctor who cannot reach the yearly minimum (TGT-13) within the plan. */
export type YearShortfall = {
  doctor: string
  year: number
  required: number
  planned: number
  conflicts: Conflict[]
}
export type Mismatch = {
  unit: string
  doctor: string
  months: string[]
  need: string
  have: string
  text: string
}

/** One down, one up (PLN-9): who studies at the doctor's hospital while that doctor is at the unit. */
export type Exchange = { unit: string; month: string; doctor: string; staff: string; hospital: string }

export type CostTerm = keyof PlanWeights
export type PlanCost = { total: number; terms: Record<CostTerm, number> }

export type PlanStatus = 'optimal' | 'feasible' | 'infeasible' | 'timeLimit'

export type PlanSummary = {
  cost: PlanCost
  coverage: { month: string; units: number; covered: number; share: number }[]
  fairness: {
    doctors: { min: number; max: number; mean: number; idle: number }
    hospitals: { hospital: string; days: number; share: number }[]
    quotas: { ownership: Ownership; required: number; share: number; met: boolean }[]
  }
  travel: { roundTripKm: number; dutiesWithoutPosition: number }
  drift: {
    duties: number
    offWeekday: number
    offOrdinal: number
    units: {
      unit: string
      weekday: number
      ordinal: number | null
      source: string
      kept: number
      of: number
    }[]
  }
  homeVisitHalfDays: number
}

export type Plan = {
  version: 1
  status: PlanStatus
  objective: number
  bound: number
  gap: number
  seconds: number
  duties: Duty[]
  uncovered: Uncovered[]
  shortfalls: YearShortfall[]
  mismatches: Mismatch[]
  exchanges: Exchange[]
  summary: PlanSummary
}

/** PLN-8 · 一年为一个周期，定期进驻: posted for whole months, so that no single day has a price of its own. */
export function isResident(rules: PlanRules): boolean {
  return rules.presence === 'resident'
}

/**
 * A problem whose weights agree with its rules: residents are there on all days, so no day is off its habit,
 * its market or its neighbour's.
 */
export function ruledProblem(problem: PlanProblem): PlanProblem {
  if (!isResident(problem.rules)) return problem
  const weights = { ...problem.rules.weights, weekday: 0, ordinal: 0, market: 0, makeUp: 0, spacing: 0 }
  return { ...problem, rules: { ...problem.rules, weights } }
}

/** How many of a unit's staff may go up in a month (PLN-9); null where it exchanges nobody. */
export function exchangeRoom(unit: PlanUnit, month: string): number | null {
  if (!unit.exchange) return null
  return unit.exchange.staff.filter((one) => !one.unavailableMonths.includes(month)).length
}

/** MAT-1 · 中级及以上: nurses and technicians pass only where the programme sets no floor. */
export function meetsTitleFloor(title: Title, floor: LadderTitle | null): boolean {
  if (floor === null) return true
  const step = LADDER.indexOf(title as LadderTitle)
  return step >= 0 && step >= LADDER.indexOf(floor)
}

/** Steps below the highest title: chief 0 … resident 3; nurses and technicians count as 3. */
export function stepsBelowChief(title: Title): number {
  const step = LADDER.indexOf(title as LadderTitle)
  return step < 0 ? 3 : LADDER.length - 1 - step
}

/** The problem's own calendar: it carries the holidays of every year it plans. */
export function holidayTableOf(problem: Pick<PlanProblem, 'calendar' | 'months'>): HolidayTable {
  const dates = [...problem.months, ...problem.calendar.holidays, ...problem.calendar.makeUpWorkdays]
  return {
    holidays: new Set(problem.calendar.holidays),
    makeUpWorkdays: new Set(problem.calendar.makeUpWorkdays),
    years: new Set(dates.map(yearOf)),
  }
}

/** The workdays of each planned month, in order (LV-9). */
export function planWorkdays(
  problem: Pick<PlanProblem, 'calendar' | 'months'>,
): Map<string, readonly string[]> {
  const table = holidayTableOf(problem)
  return new Map(problem.months.map((month) => [month, workdaysOf(month, table)]))
}
