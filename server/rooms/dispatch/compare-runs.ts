// Two plans of the same months beside each other, priced by the same yardstick: the programme's rules of today.
import type { PlanComparison, PlanSummaryView } from '../../../contract/dispatch-planning.ts'
import { refuse } from '../../../contract/problems.ts'
import { isMismatch } from '../../../domain/dispatch/match.ts'
import type { PlacedDuty, PlanCost, PlanProblem } from '../../../domain/dispatch/plan.ts'
import { comparePlans } from '../../../domain/dispatch/plan-compare.ts'
import { planCost } from '../../../domain/dispatch/plan-cost.ts'
import { planIndex } from '../../../domain/dispatch/plan-index.ts'
import { askedDays, roadKm } from '../../../domain/dispatch/plan-targets.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import type { Trx } from '../../platform/database.ts'
import { planOf } from './run-view.ts'
import { problemOf, readSituation, type Situation } from './situation.ts'
import type { RunRow } from './store/runs.ts'

type Side = { label: string; duties: PlacedDuty[] }

const labelOf = (run: RunRow): string => {
  const at = new Date(run.created_at.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
  return `${run.kind === 'trial' ? '试算' : '自动排班'} ${at}`
}

/** `run` beside the roster as it stands, or beside another run; all names resolved. */
export async function compareRun(trx: Trx, run: RunRow, other: RunRow | null): Promise<PlanComparison> {
  const where = { regionId: run.region_id, programmeId: run.programme_id }
  const s = await readSituation(trx, where, run.months)
  const problem = await problemOf(trx, s, { keepPostings: false, timeLimitSeconds: 1 })
  const roster: Side = {
    label: '现行排班',
    duties: s.duties.map((d) => ({ doctor: d.practitioner_id, unit: d.unit_id, date: d.day })),
  }
  const before = other ? sideOf(other, run.months) : roster
  const after = sideOf(run, run.months)
  return { ...viewOf(s, problem, { before, after }), summary: summaryOf(s, run) }
}

function summaryOf(s: Situation, run: RunRow): PlanSummaryView {
  const plan = planOf(run)
  if (!plan) throw refuse('not-found', { what: '排班方案' })
  const { fairness, travel, drift, homeVisitHalfDays } = plan.summary
  const names = new Map(s.practitioners.map((p) => [p.organisation_id, p.organisation]))
  return {
    doctors: fairness.doctors,
    hospitals: fairness.hospitals.map((h) => ({ ...h, hospital: names.get(h.hospital) ?? h.hospital })),
    quotas: fairness.quotas,
    travel,
    drift: { duties: drift.duties, offWeekday: drift.offWeekday, offOrdinal: drift.offOrdinal },
    homeVisitHalfDays,
    mismatches: plan.mismatches.map(({ text }) => text),
  }
}

function sideOf(run: RunRow, months: readonly string[]): Side {
  const duties = (planOf(run)?.duties ?? []).filter((d) => months.includes(monthOf(d.date)))
  return { label: labelOf(run), duties: duties.map(({ doctor, unit, date }) => ({ doctor, unit, date })) }
}

/** Unit-months with fewer days than they ask for. */
function shortOf(problem: PlanProblem, duties: readonly PlacedDuty[]) {
  const counts = Map.groupBy(duties, (duty) => `${duty.unit} ${monthOf(duty.date)}`)
  return problem.units.flatMap((unit) =>
    problem.months.flatMap((month) => {
      const missing = askedDays(problem, unit, month) - (counts.get(`${unit.id} ${month}`)?.length ?? 0)
      return missing > 0 ? [{ unit: unit.id, month, missing, conflicts: [] }] : []
    }),
  )
}

type Priced = Side & { cost: PlanCost; uncovered: ReturnType<typeof shortOf> }

function figuresOf(problem: PlanProblem, side: Priced): PlanComparison['before'] {
  const index = planIndex(problem)
  const kilometres = side.duties.map((duty) => {
    const doctor = index.doctors.get(duty.doctor)
    const unit = index.units.get(duty.unit)
    return doctor && unit ? roadKm(doctor, unit) : null
  })
  const loads = problem.doctors.map(({ id }) => side.duties.filter((duty) => duty.doctor === id).length)
  const asked = problem.units.filter((unit) => unit.daysPerMonth.min > 0).length * problem.months.length
  return {
    label: side.label,
    objective: Math.round(side.cost.total * 10) / 10,
    duties: side.duties.length,
    covered: asked - side.uncovered.length,
    units: asked,
    mismatches: new Set(
      side.duties
        .filter(({ doctor, unit }) =>
          isMismatch(
            index.tree,
            index.units.get(unit)?.needs ?? [],
            index.doctors.get(doctor)?.specialty ?? '',
          ),
        )
        .map(({ doctor, unit }) => `${doctor} ${unit}`),
    ).size,
    kilometres: kilometres.every((km) => km === null)
      ? null
      : Math.round(2 * kilometres.reduce<number>((sum, km) => sum + (km ?? 0), 0)),
    fairness: { min: Math.min(...loads), max: Math.max(...loads) },
  }
}

function viewOf(
  s: Situation,
  problem: PlanProblem,
  sides: { before: Side; after: Side },
): Omit<PlanComparison, 'summary'> {
  const priced = (side: Side): Priced => ({
    ...side,
    cost: planCost(problem, side.duties),
    uncovered: shortOf(problem, side.duties),
  })
  const before = priced(sides.before)
  const after = priced(sides.after)
  const asPlan = (side: Priced) => ({ ...side, summary: { cost: side.cost } })
  const difference = comparePlans(asPlan(before), asPlan(after))
  const people = new Map(s.practitioners.map((p) => [p.id, p.name]))
  const units = new Map(s.units.map((u) => [u.id, u.name]))
  const named = (ids: readonly string[]) => ids.map((id) => people.get(id) ?? id)
  const spot = ({ unit, month }: { unit: string; month: string }) => ({
    unit: units.get(unit) ?? unit,
    month,
  })
  return {
    before: figuresOf(problem, before),
    after: figuresOf(problem, after),
    terms: difference.terms,
    units: difference.units.map((changed) => ({
      unitId: changed.unit,
      unit: units.get(changed.unit) ?? changed.unit,
      months: changed.months.map(({ month, doctors, dates }) => ({
        month,
        doctors: { before: named(doctors.before), after: named(doctors.after) },
        dates,
      })),
    })),
    unchangedUnits: problem.units.length - difference.units.length,
    newlyUncovered: difference.newlyUncovered.map(spot),
    newlyCovered: difference.newlyCovered.map(spot),
  }
}
