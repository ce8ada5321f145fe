// A plan laid out for questions: what a change would break and what it would cost, looking only at the people
// and units it touches, so that a page or a repair may ask thousands of times.
import { monthOf } from '../shared/calendar.ts'
import { checkDuty } from './check-plan.ts'
import type { PlacedDuty, PlanProblem } from './plan.ts'
import { daysByHospital, doctorCost, hospitalCost, totalOf, unitCost } from './plan-cost.ts'
import { planIndex } from './plan-index.ts'
import type { Violation } from './violation.ts'

export type PlanBoard = {
  problem: PlanProblem
  duties: readonly PlacedDuty[]
  ofUnit(unit: string): readonly PlacedDuty[]
  ofDoctor(doctor: string): readonly PlacedDuty[]
  /** Hard rules one more duty would break once `out` has left (minimums apart, as in `checkDuty`). */
  broken(duty: PlacedDuty, out?: ReadonlySet<PlacedDuty>): Violation[]
  /** Points the plan would cost more after `out` has left and `into` has come, all else unchanged. */
  extraCost(out: readonly PlacedDuty[], into: readonly PlacedDuty[]): number
}

/** Lays out a plan; `out` in its questions are duties of this very list. */
export function planBoard(problem: PlanProblem, duties: readonly PlacedDuty[]): PlanBoard {
  const byUnit = Map.groupBy(duties, (duty) => duty.unit)
  const byDoctor = Map.groupBy(duties, (duty) => duty.doctor)
  const ofUnit = (unit: string) => byUnit.get(unit) ?? []
  const ofDoctor = (doctor: string) => byDoctor.get(doctor) ?? []
  return {
    problem,
    duties,
    ofUnit,
    ofDoctor,
    broken(duty, out) {
      const others = ofUnit(duty.unit).filter((other) => other.doctor !== duty.doctor)
      const near = [...ofDoctor(duty.doctor), ...others]
      return checkDuty(problem, out ? near.filter((other) => !out.has(other)) : near, duty)
    },
    extraCost: costOfChange(problem, duties, { ofUnit, ofDoctor }),
  }
}

type Lists = Pick<PlanBoard, 'ofUnit' | 'ofDoctor'>

/** Prices are remembered by unit and doctor: most changes are asked about the same few. */
function costOfChange(
  problem: PlanProblem,
  duties: readonly PlacedDuty[],
  { ofUnit, ofDoctor }: Lists,
): PlanBoard['extraCost'] {
  const index = planIndex(problem)
  const unitNow = new Map<string, number>()
  const doctorNow = new Map<string, number>()
  const hospitalDays = daysByHospital(problem, duties)
  let hospitalNow: number | undefined
  const remembered = (memory: Map<string, number>, key: string, price: () => number): number => {
    const known = memory.get(key) ?? price()
    memory.set(key, known)
    return known
  }
  return (out, into) => {
    const gone = new Set(out)
    const swap = (all: readonly PlacedDuty[], mine: (duty: PlacedDuty) => boolean) => [
      ...all.filter((duty) => !gone.has(duty)),
      ...into.filter(mine),
    ]
    let extra = 0
    for (const id of new Set([...out, ...into].map((duty) => duty.unit))) {
      const unit = index.units.get(id)
      if (!unit) continue
      const price = (list: readonly PlacedDuty[]) => totalOf(unitCost(problem, unit, list).terms)
      const after = swap(ofUnit(id), (duty) => duty.unit === id)
      extra += price(after) - remembered(unitNow, id, () => price(ofUnit(id)))
    }
    const days = new Map(hospitalDays)
    for (const id of new Set([...out, ...into].map((duty) => duty.doctor))) {
      const doctor = index.doctors.get(id)
      if (!doctor) continue
      const price = (list: readonly PlacedDuty[]) => totalOf(doctorCost(problem, doctor, list))
      const before = ofDoctor(id)
      const after = swap(before, (duty) => duty.doctor === id)
      extra += price(after) - remembered(doctorNow, id, () => price(before))
      days.set(doctor.hospital, (days.get(doctor.hospital) ?? 0) + after.length - before.length)
    }
    hospitalNow ??= totalOf(hospitalCost(problem, hospitalDays))
    return extra + totalOf(hospitalCost(problem, days)) - hospitalNow
  }
}

/** Duties of a list that lie in one month. */
export function inMonth<T extends PlacedDuty>(duties: readonly T[], month: string): T[] {
  return duties.filter((duty) => monthOf(duty.date) === month)
}
