// Quarterly mobile rounds: which team goes to which remote village in which quarter (MOB-1, MOB-2, TGT-3).
// docs/routes.md says what the fields mean, contract/rounds-problem.ts gives them bounds and defaults.

/** 'YYYY-Qn'. */
export type Quarter = string

export type RoundVillage = {
  id: string
  name: string
  township: string
  /** Kilometres of road to the county town, or else a level of remoteness from 0 (near) to 3. */
  remoteKm: number | null
  remoteLevel: number | null
  need: { weight: number; specialties: string[] }
  lastVisit: string | null
  /** Months (1–12) in which the road is open. */
  reachableMonths: number[]
  closedQuarters: Quarter[]
  at: readonly [number, number] | null
}

export type RoundTeam = {
  id: string
  name: string
  hospital: string
  base: readonly [number, number] | null
  villagesPerQuarter: { min: number; max: number }
  specialties: string[]
  /** Townships it goes to; null: all. */
  townships: string[] | null
  closedQuarters: Quarter[]
}

export const DEFAULT_ROUND_WEIGHTS = {
  unmet: 20_000,
  need: 100,
  waiting: 8,
  since: 3,
  again: 6,
  distance: 0.5,
  remote: 1,
  specialty: 40,
  township: 30,
}
export type RoundTerm = keyof typeof DEFAULT_ROUND_WEIGHTS
export type RoundTerms = Record<RoundTerm, number>

export type RoundsProblem = {
  version: 1
  seed: number
  timeLimitSeconds: number
  quarters: Quarter[]
  villages: RoundVillage[]
  teams: RoundTeam[]
  /** Rounds that may go to a village again before all have been visited, with the recorded reason. */
  exceptions: { village: string; quarter: Quarter; reason: string }[]
  rules: {
    /** A visit before this day belongs to an earlier turn; null: every visit counts. */
    turnBegan: string | null
    /** Villages nearer than this are not remote; null: all are. */
    remoteKmAtLeast: number | null
    kmPerLevel: number
    /** After so many months more waiting makes no difference; a village never visited counts as this. */
    longAgoMonths: number
    weights: RoundTerms
    /** How a day on the road is timed; null: no timetable. */
    day: { from: string; to: string; minutesAtVillage: number; kmPerHour: number } | null
  }
}

export type RoundChoice = { team: string; quarter: Quarter; village: string }
export type RoundConflict = { rule: string; clause: string; who: string[]; text: string }

export type RoundAlternative = {
  village: string
  /** Points more if it took this village's place, all else unchanged; null when a rule forbids it. */
  extraCost: number | null
  rule?: string
}

export type ExplainedChoice = RoundChoice & {
  /** The recorded reason for going again before all were visited; null where none was needed. */
  exception: string | null
  reasons: { code: string; text: string; cost: number }[]
  alternatives: RoundAlternative[]
}

export type UnmetQuarter = {
  team: string
  quarter: Quarter
  missing: number
  conflicts: RoundConflict[]
}

export type RoundDay = {
  team: string
  quarter: Quarter
  leave: string
  stops: { village: string; arrive: string; leave: string }[]
  return: string
  km: number
}

export type Rounds = {
  version: 1
  status: 'optimal' | 'timeLimit'
  objective: number
  bound: number
  gap: number
  seconds: number
  choices: ExplainedChoice[]
  unmet: UnmetQuarter[]
  days: RoundDay[]
  summary: {
    cost: { total: number; terms: RoundTerms }
    villages: number
    /** Villages visited in this turn, the plan counted. */
    visited: number
    townships: { township: string; rounds: number }[]
  }
}

/** Months from the month of a date to the middle month of a quarter; negative when the date is later. */
export function monthsUntil(date: string, quarter: Quarter): number {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
  return Number(quarter.slice(0, 4)) * 12 + Number(quarter.slice(6)) * 3 - 2 - month
}

/** Months between two quarters. */
export function monthsBetweenQuarters(earlier: Quarter, later: Quarter): number {
  const ordinal = (quarter: Quarter) => Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6))
  return (ordinal(later) - ordinal(earlier)) * 3
}

/** Kilometres that stand for how remote a village is. */
export function remotenessKm({ rules }: RoundsProblem, village: RoundVillage): number {
  return village.remoteKm ?? (village.remoteLevel ?? 0) * rules.kmPerLevel
}

/** Whether a village was visited in this turn before the plan begins. */
export function visitedBefore({ rules }: RoundsProblem, village: RoundVillage): boolean {
  return village.lastVisit !== null && (rules.turnBegan === null || village.lastVisit >= rules.turnBegan)
}
