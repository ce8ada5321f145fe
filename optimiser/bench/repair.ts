// How fast a plan is mended: leaves of three days for some doctors, at a county and at a province. Run by itself,
// or by run.ts for the table of goals (row 8). A made-up plan is enough: repairs do not ask where it came from.
import { pathToFileURL } from 'node:url'
import type { PlanProblem } from '../../domain/dispatch/plan.ts'
import { planBoard } from '../../domain/dispatch/plan-board.ts'
import { remedyFor } from '../../domain/dispatch/remedies.ts'
import type { RepairDuty } from '../../domain/dispatch/repair.ts'
import { substitutesFor } from '../../domain/dispatch/substitutes.ts'
import { applyWhatIf } from '../../domain/dispatch/what-if.ts'
import { addDays } from '../../domain/shared/calendar.ts'
import { dutiesOf, placeDaysQuickly } from '../calendar.ts'
import { draftOptions } from '../draft.ts'
import { instanceOf } from '../instance.ts'
import { repairPlan } from '../repair.ts'
import { generateProblem, type SizeName } from './generate.ts'

export type RepairFigures = {
  size: SizeName
  duties: number
  /** Milliseconds, the median of several: a repair of one leave, of twenty, a list of substitutes, a remedy. */
  leave: number
  leaves: number
  substitutes: number
  remedy: number
  /** Duties the change itself forces, and all that the best answer moves. */
  forced: number
  moved: number
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
async function timed<T>(work: () => T | Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now()
  const value = await work()
  return { value, ms: performance.now() - started }
}

/** The problem after three days of leave for the doctors of every `step`th duty. */
function struck(problem: PlanProblem, duties: readonly RepairDuty[], leaves: number): PlanProblem {
  const step = Math.max(1, Math.floor(duties.length / leaves))
  const away = new Map(
    Array.from({ length: leaves }, (_, k) => duties[k * step]).flatMap((duty) =>
      duty ? [[duty.doctor, [0, 1, 2].map((days) => addDays(duty.date, days))] as const] : [],
    ),
  )
  return {
    ...problem,
    doctors: problem.doctors.map((one) => ({
      ...one,
      unavailable: [...one.unavailable, ...(away.get(one.id) ?? [])],
    })),
  }
}

/** Measures one size; `times` runs of each, the first of which only warms up. */
export async function measureRepair(size: SizeName, times = 5): Promise<RepairFigures> {
  // a stand-in may give a day more than planned, as at the desk
  const planned = generateProblem({ size, seed: 1 })
  const instance = instanceOf(planned)
  const problem = applyWhatIf(planned, {})
  const loose = {
    ...problem,
    doctors: problem.doctors.map((one) => ({ ...one, maxDaysPerMonth: one.maxDaysPerMonth + 1 })),
    rules: { ...problem.rules, maxUnitsPerDoctor: problem.rules.maxUnitsPerDoctor + 1 },
  }
  const duties = dutiesOf(instance, placeDaysQuickly(instance, draftOptions(instance, null))).map(
    (duty): RepairDuty => ({ ...duty, fixed: false, published: true }),
  )
  const today = `${problem.months[0]}-01`
  const repair = (leaves: number) => {
    const after = struck(loose, duties, leaves)
    return timed(() => repairPlan({ problem: after, duties, today }))
  }
  const runs = {
    leave: [] as number[],
    leaves: [] as number[],
    substitutes: [] as number[],
    remedy: [] as number[],
  }
  let forced = 0
  let moved = 0
  for (let k = 0; k <= times; k++) {
    const one = await repair(1)
    const many = await repair(size === 'county' ? 3 : 20)
    const board = planBoard(loose, duties)
    const first = duties[k] ?? duties[0]
    const stand = await timed(() => (first ? substitutesFor(board, first) : []))
    const spot = { unit: problem.units[0]?.id ?? '', month: problem.months[0] ?? '', missing: 1 }
    const plan = { duties, uncovered: [{ ...spot, conflicts: [] }], shortfalls: [] }
    const remedy = await timed(() => remedyFor(loose, plan, spot))
    ;[forced, moved] = [many.value.options[0]?.counts.forced ?? 0, many.value.options[0]?.counts.moved ?? 0]
    if (k === 0) continue
    runs.leave.push(one.ms)
    runs.leaves.push(many.ms)
    runs.substitutes.push(stand.ms)
    runs.remedy.push(remedy.ms)
  }
  return {
    size,
    duties: duties.length,
    leave: median(runs.leave),
    leaves: median(runs.leaves),
    substitutes: median(runs.substitutes),
    remedy: median(runs.remedy),
    forced,
    moved,
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const size of ['county', 'city', 'province'] as const) console.log(await measureRepair(size, 3))
