// PLN-9 · 等额对调: who of a unit studies at the hospital in the months its doctors are at the unit. One up for
// each one down; the plan sees to it that there are enough, here the best fitting are chosen month by month.
import { cheapestAssignment } from '../shared/assignment.ts'
import { monthOf } from '../shared/calendar.ts'
import type { Exchange, PlacedDuty, PlanProblem, PlanUnit } from './plan.ts'
import { planIndex } from './plan-index.ts'

/** Points against somebody who has been up before, for each month: turns go round. */
const TURN = 15
/** Points against learning another specialty than one's own: 100 where the two have nothing in common. */
const OTHER = 1

type Turns = Map<string, number>

function exchangesOfMonth(
  problem: PlanProblem,
  unit: PlanUnit,
  month: string,
  { doctors, turns }: { doctors: readonly string[]; turns: Turns },
): Exchange[] {
  const index = planIndex(problem)
  const free = (unit.exchange?.staff ?? []).filter((one) => !one.unavailableMonths.includes(month))
  const down = doctors.slice(0, free.length)
  const cost = down.map((id) =>
    free.map(
      (one) =>
        (turns.get(one.id) ?? 0) * TURN +
        (100 - index.tree.score(one.specialty, index.doctors.get(id)?.specialty ?? '')) * OTHER,
    ),
  )
  return cheapestAssignment(cost).flatMap((column, row) => {
    const staff = free[column]
    const doctor = index.doctors.get(down[row] ?? '')
    if (!staff || !doctor) return []
    turns.set(staff.id, (turns.get(staff.id) ?? 0) + 1)
    return [{ unit: unit.id, month, doctor: doctor.id, staff: staff.id, hospital: doctor.hospital }]
  })
}

/** The exchanges that belong to a plan's duties, in the order of the problem's units and months. */
export function exchangesOf(problem: PlanProblem, duties: readonly PlacedDuty[]): Exchange[] {
  const byUnit = Map.groupBy(duties, (duty) => duty.unit)
  return problem.units.flatMap((unit) => {
    if (!unit.exchange) return []
    const turns: Turns = new Map()
    const own = byUnit.get(unit.id) ?? []
    return problem.months.flatMap((month) => {
      const here = own.filter((duty) => monthOf(duty.date) === month)
      const doctors = [...new Set(here.map((duty) => duty.doctor))].sort()
      return exchangesOfMonth(problem, unit, month, { doctors, turns })
    })
  })
}
