// Turns bare duties into a plan people can question: reasons, alternatives, mismatches, home-visit halves
// and the summary of coverage, fairness, travel and drift.

import { exchangesOf } from '../domain/dispatch/exchanges.ts'
import { servedNeed } from '../domain/dispatch/match.ts'
import type {
  Duty,
  Mismatch,
  PlacedDuty,
  Plan,
  PlanProblem,
  PlanStatus,
  PlanSummary,
} from '../domain/dispatch/plan.ts'
import { daysByHospital, planCost, unitCost } from '../domain/dispatch/plan-cost.ts'
import { planIndex } from '../domain/dispatch/plan-index.ts'
import { quotasOf, roadKm } from '../domain/dispatch/plan-targets.ts'
import { monthOf, ordinalOf, weekdayOf } from '../domain/shared/calendar.ts'
import { alternativesOf } from './alternatives.ts'
import type { Findings } from './conflicts.ts'
import type { Instance } from './instance.ts'
import { reasonsOf } from './reasons.ts'

/** TGT-8: the half days kept for home visits; afternoons, since mornings fill the clinic, and off market days. */
function homeVisits(problem: PlanProblem, duties: readonly PlacedDuty[]): Set<PlacedDuty> {
  const { units } = planIndex(problem)
  const kept = new Set<PlacedDuty>()
  const onMarket = (duty: PlacedDuty) => {
    const days = units.get(duty.unit)?.marketDays ?? []
    return days.includes(weekdayOf(duty.date)) || days.includes(duty.date)
  }
  for (const own of Map.groupBy(duties, (duty) => `${duty.doctor} ${monthOf(duty.date)}`).values()) {
    const order = [...own].sort((a, b) => +onMarket(a) - +onMarket(b) || (a.date < b.date ? -1 : 1))
    for (const duty of order.slice(0, problem.rules.homeVisitHalfDaysPerMonth)) kept.add(duty)
  }
  return kept
}

/** MAT-4: pairs whose specialties have nothing in common, and why they stand all the same. */
function mismatchesOf(problem: PlanProblem, duties: readonly PlacedDuty[]): Mismatch[] {
  const { tree, units, doctors } = planIndex(problem)
  const locked = new Set(
    problem.locks.map((l) => `${l.doctor} ${l.unit} ${l.month ?? monthOf(l.date ?? '')}`),
  )
  const found: Mismatch[] = []
  for (const own of Map.groupBy(duties, (duty) => `${duty.doctor} ${duty.unit}`).values()) {
    const unit = units.get(own[0]?.unit ?? '')
    const doctor = doctors.get(own[0]?.doctor ?? '')
    if (!unit || !doctor) continue
    const served = servedNeed(tree, unit.needs, doctor.specialty)
    if (served.score > 0) continue
    const months = [...new Set(own.map((duty) => monthOf(duty.date)))]
    const need = tree.nameOf(served.need?.specialty ?? '')
    const have = tree.nameOf(doctor.specialty)
    const matching = problem.doctors.filter(
      (other) => servedNeed(tree, unit.needs, other.specialty).score > 0,
    ).length
    const why = months.every((month) => locked.has(`${doctor.id} ${unit.id} ${month}`))
      ? '该安排为人工锁定'
      : matching === 0
        ? `名单中没有${need}相关专业的医师`
        : `${need}相关专业的医师共${matching}名，均已有安排、当月不可派出或改派代价更高`
    const text = `${unit.name}需求${need}，所派医师专业为${have}：${why}；须记录理由并经审批`
    found.push({ unit: unit.id, doctor: doctor.id, months, need, have, text })
  }
  return found
}

function coverageOf(problem: PlanProblem, duties: readonly PlacedDuty[]): PlanSummary['coverage'] {
  const counts = Map.groupBy(duties, (duty) => `${duty.unit} ${monthOf(duty.date)}`)
  const asked = problem.units.filter((unit) => unit.daysPerMonth.min > 0)
  return problem.months.map((month) => {
    const covered = asked.filter(
      (unit) => (counts.get(`${unit.id} ${month}`)?.length ?? 0) >= unit.daysPerMonth.min,
    ).length
    return { month, units: asked.length, covered, share: asked.length ? covered / asked.length : 1 }
  })
}

function fairnessOf(problem: PlanProblem, duties: readonly PlacedDuty[]): PlanSummary['fairness'] {
  const { hospitals } = planIndex(problem)
  const counts = Map.groupBy(duties, (duty) => duty.doctor)
  const days = problem.doctors.map((doctor) => counts.get(doctor.id)?.length ?? 0)
  const byHospital = daysByHospital(problem, duties)
  const all = Math.max(1, duties.length)
  return {
    doctors: {
      min: days.length ? Math.min(...days) : 0,
      max: Math.max(...days, 0),
      mean: Math.round((duties.length / Math.max(1, days.length)) * 100) / 100,
      idle: days.filter((count) => count === 0).length,
    },
    hospitals: problem.hospitals.map(({ id }) => ({
      hospital: id,
      days: byHospital.get(id) ?? 0,
      share: Math.round(((byHospital.get(id) ?? 0) / all) * 1e4) / 1e4,
    })),
    quotas: quotasOf(problem).map(({ ownership, share: required }) => {
      let own = 0
      for (const [id, count] of byHospital) if (hospitals.get(id)?.ownership === ownership) own += count
      return {
        ownership,
        required,
        share: Math.round((own / all) * 1e4) / 1e4,
        met: own >= required * duties.length - 1e-9,
      }
    }),
  }
}

function travelOf(problem: PlanProblem, duties: readonly PlacedDuty[]): PlanSummary['travel'] {
  const { units, doctors } = planIndex(problem)
  let roundTripKm = 0
  let dutiesWithoutPosition = 0
  for (const duty of duties) {
    const doctor = doctors.get(duty.doctor)
    const unit = units.get(duty.unit)
    const km = doctor && unit ? roadKm(doctor, unit) : null
    if (km === null) dutiesWithoutPosition++
    else roundTripKm += 2 * km
  }
  return { roundTripKm: Math.round(roundTripKm * 10) / 10, dutiesWithoutPosition }
}

/** MAT-6: how far the days stray from each unit's fixed time. */
function driftOf(problem: PlanProblem, duties: readonly PlacedDuty[]): PlanSummary['drift'] {
  const byUnit = Map.groupBy(duties, (duty) => duty.unit)
  const drift: PlanSummary['drift'] = { duties: duties.length, offWeekday: 0, offOrdinal: 0, units: [] }
  for (const unit of problem.units) {
    const own = byUnit.get(unit.id) ?? []
    const { slot, source } = unitCost(problem, unit, own)
    if (!slot) continue
    const offWeekday = own.filter(({ date }) => weekdayOf(date) !== slot.weekday)
    const offOrdinal = own.filter(({ date }) => slot.ordinal !== null && ordinalOf(date) !== slot.ordinal)
    drift.offWeekday += offWeekday.length
    drift.offOrdinal += offOrdinal.length
    const kept = own.length - new Set([...offWeekday, ...offOrdinal]).size
    drift.units.push({ unit: unit.id, ...slot, source, kept, of: own.length })
  }
  return drift
}

export type Proof = { status: PlanStatus; bound: number; seconds: number }

/** The whole plan for duties found; `duties` sorted by unit and day. */
export function explainPlan(
  instance: Instance,
  duties: readonly PlacedDuty[],
  findings: Findings,
  proof: Proof,
): Plan {
  const { problem } = instance
  const reasons = reasonsOf(problem, duties)
  const alternatives = alternativesOf(instance, duties)
  const visits = homeVisits(problem, duties)
  const cost = planCost(problem, duties)
  const bound = Math.min(cost.total, Math.max(0, Math.round(proof.bound * 1e6) / 1e6))
  const full = duties.map(
    (duty, k): Duty => ({
      ...duty,
      half: 'day',
      homeVisit: visits.has(duty) ? 'pm' : null,
      reasons: reasons[k] ?? [],
      alternatives: alternatives.get(duty) ?? [],
    }),
  )
  return {
    version: 1,
    status: proof.status,
    objective: cost.total,
    bound,
    gap: cost.total > 0 ? Math.round(((cost.total - bound) / cost.total) * 1e8) / 1e8 : 0,
    seconds: Math.round(proof.seconds * 1000) / 1000,
    duties: full,
    uncovered: findings.uncovered,
    shortfalls: findings.shortfalls,
    mismatches: mismatchesOf(problem, duties),
    exchanges: exchangesOf(problem, duties),
    summary: summaryOf(problem, duties, visits.size),
  }
}

/** What a plan comes to: its points, coverage, fairness, travel and drift. */
export function summaryOf(
  problem: PlanProblem,
  duties: readonly PlacedDuty[],
  homeVisitHalfDays: number,
): PlanSummary {
  return {
    cost: planCost(problem, duties),
    coverage: coverageOf(problem, duties),
    fairness: fairnessOf(problem, duties),
    travel: travelOf(problem, duties),
    drift: driftOf(problem, duties),
    homeVisitHalfDays,
  }
}
