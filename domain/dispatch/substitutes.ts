// Who could stand in for a doctor on one day: everybody of the list, those who may first, the cheapest first;
// for each who may not, the hard rules that say so. Quick enough to answer while somebody is on the telephone.
import type { PlacedDuty } from './plan.ts'
import type { PlanBoard } from './plan-board.ts'
import { planIndex } from './plan-index.ts'
import { pairTerms } from './plan-targets.ts'
import type { Violation } from './violation.ts'

export type Substitute = {
  doctor: string
  /** Points the plan would cost more; null for somebody refused. */
  extraCost: number | null
  broken: Violation[]
}

const cents = (points: number) => Math.round(points * 100) / 100

/** Stand-ins for `duty`, a duty of the board's plan, on the same day. */
export function substitutesFor(board: PlanBoard, duty: PlacedDuty): Substitute[] {
  const { problem } = board
  const unit = planIndex(problem).units.get(duty.unit)
  const out = new Set([duty])
  const fitness = (id: string): number => {
    const doctor = planIndex(problem).doctors.get(id)
    return doctor && unit ? Object.values(pairTerms(problem, doctor, unit)).reduce((sum, p) => sum + p, 0) : 0
  }
  const found = problem.doctors
    .filter(({ id }) => id !== duty.doctor)
    .map(({ id }): Substitute => {
      const into = { doctor: id, unit: duty.unit, date: duty.date }
      const broken = board.broken(into, out)
      return { doctor: id, extraCost: broken.length ? null : cents(board.extraCost([duty], [into])), broken }
    })
  // those refused stand by how well they would fit: the reader looks for the obvious name first
  return found.sort(
    (a, b) =>
      a.broken.length - b.broken.length ||
      (a.extraCost ?? 0) - (b.extraCost ?? 0) ||
      fitness(a.doctor) - fitness(b.doctor) ||
      (a.doctor < b.doctor ? -1 : 1),
  )
}
