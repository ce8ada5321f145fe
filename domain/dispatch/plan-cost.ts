// What a plan costs: the objective the planner proves, written once as plain counting over duties.
// The optimiser's models must agree with it to the last point; a test compares the two.
import { monthOf, yearOf } from '../shared/calendar.ts'
import { servedNeed } from './match.ts'
import {
  type CostTerm,
  DEFAULT_WEIGHTS,
  type PlacedDuty,
  type PlanCost,
  type PlanDoctor,
  type PlanProblem,
  type PlanUnit,
} from './plan.ts'
import {
  dateTerms,
  freeSlots,
  type Habit,
  habitOf,
  pairKey,
  planIndex,
  type Slot,
  weekOfMonth,
} from './plan-index.ts'
import {
  askedDays,
  fairnessStep,
  hospitalTargets,
  namedNeeds,
  pairTerms,
  quotasOf,
  yearTargets,
} from './plan-targets.ts'

export type Terms = Record<CostTerm, number>

function noTerms(): Terms {
  const terms = { ...DEFAULT_WEIGHTS } as Terms
  for (const term of Object.keys(terms) as CostTerm[]) terms[term] = 0
  return terms
}

function addTerms(to: Terms, more: Partial<Terms>): Terms {
  for (const [term, value] of Object.entries(more)) to[term as CostTerm] += value
  return to
}

export function totalOf(terms: Partial<Terms>): number {
  return Object.values(terms).reduce((sum, value) => sum + value, 0)
}

export type UnitCost = { terms: Terms; slot: Slot | null; source: 'preferred' | 'previous' | 'plan' }

/** All that one unit's duties cost, over all months; every duty given must be the unit's. */
export function unitCost(problem: PlanProblem, unit: PlanUnit, duties: readonly PlacedDuty[]): UnitCost {
  const index = planIndex(problem)
  const { weights, rotation } = problem.rules
  const terms = noTerms()
  let before = new Set(index.lastPairs)
  const met = new Set<string>()
  for (const month of problem.months) {
    const here = duties.filter((duty) => monthOf(duty.date) === month)
    terms.uncovered += Math.max(0, askedDays(problem, unit, month) - here.length) * weights.uncovered
    const now = new Set<string>()
    const served = new Set<number>()
    for (const duty of here) {
      const doctor = index.doctors.get(duty.doctor)
      if (!doctor) continue
      addTerms(terms, pairTerms(problem, doctor, unit))
      const need = servedNeed(index.tree, unit.needs, doctor.specialty)
      if (need.score > 0) served.add(need.index)
      now.add(pairKey(duty.doctor, unit.id))
    }
    for (const pair of now) {
      terms.setup += weights.setup
      // fixed rotation pays once for a pair that is new to the plan; otherwise each new start counts
      const isNew = rotation === 'fixed' ? !met.has(pair) && !index.lastPairs.has(pair) : !before.has(pair)
      if (isNew) terms.continuity += weights.continuity
      met.add(pair)
    }
    before = now
    for (const need of namedNeeds(problem, unit))
      if (!served.has(need.index)) terms.needUnserved += need.points
    terms.spacing += crowding(here) * weights.spacing
  }
  const { slot, source, terms: calendar } = bestSlot(problem, unit, duties)
  return { terms: addTerms(terms, calendar), slot, source }
}

/** Pairs of duty days of one unit that fall in the same week of a month. */
function crowding(duties: readonly PlacedDuty[]): number {
  const weeks = new Map<number, number>()
  for (const { date } of duties) weeks.set(weekOfMonth(date), (weeks.get(weekOfMonth(date)) ?? 0) + 1)
  return [...weeks.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
}

/** The unit's habit, or, where it has none, the fixed time that the given duties keep best. */
function bestSlot(
  problem: PlanProblem,
  unit: PlanUnit,
  duties: readonly PlacedDuty[],
): { slot: Slot | null; source: 'preferred' | 'previous' | 'plan'; terms: Partial<Terms> } {
  const habit: Habit = habitOf(problem, unit)
  const cost = (slot: Slot) => {
    const sum = { weekday: 0, ordinal: 0, market: 0, makeUp: 0 }
    for (const { date } of duties) {
      const one = dateTerms(problem, unit, date, slot)
      for (const term of ['weekday', 'ordinal', 'market', 'makeUp'] as const) sum[term] += one[term]
    }
    return sum
  }
  if (habit) return { slot: habit.slot, source: habit.source, terms: cost(habit.slot) }
  if (duties.length === 0) return { slot: null, source: 'plan', terms: {} }
  let best: { slot: Slot; terms: ReturnType<typeof cost> } | null = null
  for (const slot of freeSlots(unit)) {
    const terms = cost(slot)
    if (!best || totalOf(terms) < totalOf(best.terms)) best = { slot, terms }
  }
  return { slot: best?.slot ?? null, source: 'plan', terms: best?.terms ?? {} }
}

/** All that one doctor's load costs; every duty given must be the doctor's. */
export function doctorCost(problem: PlanProblem, doctor: PlanDoctor, duties: readonly PlacedDuty[]): Terms {
  const terms = noTerms()
  const before = planIndex(problem).daysBefore.get(doctor.id) ?? 0
  for (let k = 1; k <= duties.length; k++) terms.fairness += fairnessStep(problem, before + k)
  for (const { year, required } of yearTargets(problem, doctor)) {
    const done = duties.filter((duty) => yearOf(duty.date) === year).length
    terms.yearShort += Math.max(0, required - done) * problem.rules.weights.yearShort
  }
  return terms
}

/** Costs between hospitals, from the days each one gives. */
export function hospitalCost(problem: PlanProblem, days: ReadonlyMap<string, number>): Terms {
  const terms = noTerms()
  const { weights } = problem.rules
  for (const { hospital, low, high } of hospitalTargets(problem)) {
    const own = days.get(hospital) ?? 0
    terms.hospitalBand += (Math.max(0, low - own) + Math.max(0, own - high)) * weights.hospitalBand
  }
  const all = [...days.values()].reduce((sum, own) => sum + own, 0)
  const { hospitals } = planIndex(problem)
  for (const { ownership, share } of quotasOf(problem)) {
    let own = 0
    for (const [id, count] of days) if (hospitals.get(id)?.ownership === ownership) own += count
    terms.quota += Math.max(0, share * all - own) * weights.quota
  }
  return terms
}

export function daysByHospital(problem: PlanProblem, duties: readonly PlacedDuty[]): Map<string, number> {
  const { doctors } = planIndex(problem)
  const days = new Map<string, number>()
  for (const duty of duties) {
    const hospital = doctors.get(duty.doctor)?.hospital
    if (hospital !== undefined) days.set(hospital, (days.get(hospital) ?? 0) + 1)
  }
  return days
}

/** The whole objective, by term; duties in any order. */
export function planCost(problem: PlanProblem, duties: readonly PlacedDuty[]): PlanCost {
  const terms = noTerms()
  const byUnit = Map.groupBy(duties, (duty) => duty.unit)
  const byDoctor = Map.groupBy(duties, (duty) => duty.doctor)
  for (const unit of problem.units) addTerms(terms, unitCost(problem, unit, byUnit.get(unit.id) ?? []).terms)
  for (const doctor of problem.doctors)
    addTerms(terms, doctorCost(problem, doctor, byDoctor.get(doctor.id) ?? []))
  addTerms(terms, hospitalCost(problem, daysByHospital(problem, duties)))
  for (const term of Object.keys(terms) as CostTerm[]) terms[term] = Math.round(terms[term] * 1e6) / 1e6
  return { total: Math.round(totalOf(terms) * 1e6) / 1e6, terms }
}
