// The whole objective as one time-indexed model, written from plan-cost's definition and the list of hard
// rules alone: a column for every doctor, unit and day. It shares nothing with the planner's own models, so
// that equal optima speak for both. Monthly rotation without locks, teams, residents or exchanges.
import { servedNeed } from '../../domain/dispatch/match.ts'
import {
  meetsTitleFloor,
  type PlanDoctor,
  type PlanProblem,
  type PlanUnit,
} from '../../domain/dispatch/plan.ts'
import {
  dateTerms,
  freeSlots,
  habitOf,
  pairKey,
  planIndex,
  weekOfMonth,
} from '../../domain/dispatch/plan-index.ts'
import {
  fairnessStep,
  hospitalTargets,
  namedNeeds,
  pairTerms,
  quotasOf,
} from '../../domain/dispatch/plan-targets.ts'
import { monthOf, ordinalOf, weekdayOf } from '../../domain/shared/calendar.ts'
import { type Column, LinearModel } from '../linear-model.ts'

type Day = { doctor: PlanDoctor; unit: PlanUnit; date: string; month: string; column: Column }
type Visit = { doctor: PlanDoctor; unit: PlanUnit; month: string; column: Column; days: Day[] }
type Term = [Column, number]
type Build = { problem: PlanProblem; model: LinearModel; days: Day[]; visits: Visit[] }

const INF = Number.POSITIVE_INFINITY
const once = (list: readonly { column: Column }[], value = 1) =>
  list.map(({ column }): Term => [column, value])
const key = (...parts: string[]) => parts.join('\u0000')

/** The model; its optimum is the least that planCost can count. */
export function referenceModel(problem: PlanProblem): LinearModel {
  const build: Build = { problem, model: new LinearModel(), days: [], visits: [] }
  for (const doctor of problem.doctors) for (const unit of problem.units) addPair(build, doctor, unit)
  addUnits(build)
  addDoctors(build)
  addHospitals(build)
  return build.model
}

function openDays(problem: PlanProblem, doctor: PlanDoctor, unit: PlanUnit): string[] {
  if (!meetsTitleFloor(doctor.title, problem.rules.titleFloor)) return []
  const closed = [...doctor.unavailable, ...unit.closedDates]
  return [...planIndex(problem).workdaySet].filter(
    (date) => !closed.includes(date) && !doctor.ownClinicWeekdays.includes(weekdayOf(date)),
  )
}

/** Days, visits and new starts of a pair. */
function addPair({ problem, model, days, visits }: Build, doctor: PlanDoctor, unit: PlanUnit): void {
  const { weights, minDaysPerDoctorAtUnit } = problem.rules
  const each = Object.values(pairTerms(problem, doctor, unit)).reduce((sum, points) => sum + points, 0)
  const habit = habitOf(problem, unit)
  const known = planIndex(problem).lastPairs.has(pairKey(doctor.id, unit.id))
  let before: Visit | null = null
  for (const [month, dates] of Map.groupBy(openDays(problem, doctor, unit), monthOf)) {
    const visit: Visit = { doctor, unit, month, column: model.column(weights.setup), days: [] }
    for (const date of dates) {
      const slot = habit?.slot ?? { weekday: weekdayOf(date), ordinal: ordinalOf(date) }
      const terms = dateTerms(problem, unit, date, slot)
      const cost = each + terms.market + terms.makeUp + terms.weekday + terms.ordinal
      const day = { doctor, unit, date, month, column: model.column(cost) }
      model.row('day of a visit', -INF, 0, [
        [day.column, 1],
        [visit.column, -1],
      ])
      visit.days.push(day)
    }
    model.row('least days', 0, INF, [...once(visit.days), [visit.column, -minDaysPerDoctorAtUnit]])
    const isFirst = month === problem.months[0]
    const start = model.column(isFirst && known ? 0 : weights.continuity)
    const earlier: Term[] = before && !isFirst ? [[before.column, 1]] : []
    model.row('start', 0, INF, [[start, 1], [visit.column, -1], ...earlier])
    days.push(...visit.days)
    visits.push(visit)
    before = visit
  }
}

function addUnits({ problem, model, days, visits }: Build): void {
  const { rules } = problem
  const byMonth = Map.groupBy(visits, ({ unit, month }) => key(unit.id, month))
  for (const unit of problem.units) {
    for (const month of problem.months) {
      const here = byMonth.get(key(unit.id, month)) ?? []
      const own = here.flatMap((visit) => visit.days)
      const { min, max } = unit.daysPerMonth
      const missing = model.column(rules.weights.uncovered, min)
      model.row('least', min, INF, [...once(own), [missing, 1]])
      model.row('most', -INF, max, once(own))
      model.row('doctors', -INF, rules.maxDoctorsPerUnit, once(here))
      addNeeds(model, problem, unit, here)
      for (const week of Map.groupBy(own, ({ date }) => weekOfMonth(date)).values()) {
        const crowd = Array.from(
          { length: max - 1 },
          (_, k): Term => [model.column((k + 1) * rules.weights.spacing), -1],
        )
        model.row('week', -INF, 1, [...once(week), ...crowd])
      }
    }
    if (!habitOf(problem, unit))
      addTimes(
        model,
        problem,
        unit,
        days.filter((day) => day.unit === unit),
      )
  }
}

function addNeeds(model: LinearModel, problem: PlanProblem, unit: PlanUnit, here: readonly Visit[]): void {
  const { tree } = planIndex(problem)
  for (const { index, points } of namedNeeds(problem, unit)) {
    const serving = here.filter(({ doctor }) => {
      const served = servedNeed(tree, unit.needs, doctor.specialty)
      return served.score > 0 && served.index === index
    })
    model.row('need', 1, INF, [...once(serving), [model.column(points), 1]])
  }
}

/** MAT-6: one time for the unit, and days off its weekday and its week of the month. */
function addTimes(model: LinearModel, { rules }: PlanProblem, unit: PlanUnit, days: readonly Day[]): void {
  const times = freeSlots(unit).map((slot) => ({ slot, column: model.column(0) }))
  model.row('time', 1, 1, once(times))
  for (const { column, date } of days) {
    const kept = (same: (slot: (typeof times)[number]['slot']) => boolean) =>
      once(
        times.filter(({ slot }) => same(slot)),
        -1,
      )
    const off = (weight: number, terms: Term[]) => {
      if (terms.length < times.length)
        model.row('off', -INF, 0, [[column, 1], [model.column(weight), -1], ...terms])
    }
    off(
      rules.weights.weekday,
      kept((slot) => slot.weekday === weekdayOf(date)),
    )
    off(
      rules.weights.ordinal,
      kept((slot) => slot.ordinal === null || slot.ordinal === ordinalOf(date)),
    )
  }
}

function addDoctors({ problem, model, days, visits }: Build): void {
  const { daysBefore } = planIndex(problem)
  const byMonth = Map.groupBy(visits, ({ doctor, month }) => key(doctor.id, month))
  for (const own of Map.groupBy(days, ({ doctor, date }) => key(doctor.id, date)).values())
    model.row('one unit a day', -INF, 1, once(own))
  for (const doctor of problem.doctors) {
    const all: Term[] = []
    for (const month of problem.months) {
      const here = byMonth.get(key(doctor.id, month)) ?? []
      const own = once(here.flatMap((visit) => visit.days))
      model.row('days', -INF, doctor.maxDaysPerMonth, own)
      model.row('units', -INF, problem.rules.maxUnitsPerDoctor, once(here))
      all.push(...own)
    }
    const done = daysBefore.get(doctor.id) ?? 0
    const most = doctor.maxDaysPerMonth * problem.months.length
    const steps = Array.from(
      { length: most },
      (_, k): Term => [model.column(fairnessStep(problem, done + k + 1)), -1],
    )
    model.row('fairness', 0, 0, [...all, ...steps])
  }
}

function addHospitals({ problem, model, days }: Build): void {
  const { weights } = problem.rules
  const byHospital = Map.groupBy(days, ({ doctor }) => doctor.hospital)
  for (const { hospital, low, high } of hospitalTargets(problem)) {
    const slack: Term[] = [
      [model.column(weights.hospitalBand, low), 1],
      [model.column(weights.hospitalBand, 99), -1],
    ]
    model.row('band', low, high, [...once(byHospital.get(hospital) ?? []), ...slack])
  }
  const owners = new Map(problem.hospitals.map(({ id, ownership }) => [id, ownership]))
  for (const { ownership, share } of quotasOf(problem)) {
    const terms = days.map(
      ({ doctor, column }): Term => [column, +(owners.get(doctor.hospital) === ownership) - share],
    )
    model.row('quota', 0, INF, [...terms, [model.column(weights.quota, INF, false), 1]])
  }
}
