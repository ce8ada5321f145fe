// P1, the matching: who serves which unit in which month for how many days, as a mixed-integer model whose
// pair prices look ahead to the calendar. Its bound is therefore a bound of the whole plan.

import { servedNeed } from '../domain/dispatch/match.ts'
import { exchangeRoom } from '../domain/dispatch/plan.ts'
import { pairKey, planIndex } from '../domain/dispatch/plan-index.ts'
import {
  askedDays,
  fairnessStep,
  hospitalTargets,
  namedNeeds,
  quotasOf,
  yearTargets,
} from '../domain/dispatch/plan-targets.ts'
import { yearOf } from '../domain/shared/calendar.ts'
import { cell, type Instance, type Option } from './instance.ts'
import { type Column, LinearModel } from './linear-model.ts'
import { addShapes, addShortfall, type Shape } from './shapes.ts'

/**
 * What the calendar taught the matching. `forbidden` options cannot all hold together; a `dearer` set of
 * options costs `extra` points beyond its look-ahead, at the units it touches.
 */
export type Cut =
  | { kind: 'forbidden'; options: readonly Option[] }
  | { kind: 'dearer'; options: readonly Option[]; extra: number }

export type Matching = { model: LinearModel; columns: ReadonlyMap<Option, Column> }

type Build = {
  instance: Instance
  model: LinearModel
  columns: Map<Option, Column>
  byPair: Map<string, Option[]>
  /** Days left uncovered, a column for each unit-month. */
  uncovered: Column[]
  /** How each doctor's months can be made up. */
  shapes: Map<number, Shape[]>
  days(options: readonly Option[]): [Column, number][]
  uses(options: readonly Option[], value?: number): [Column, number][]
}

const INF = Number.POSITIVE_INFINITY

/** Builds the matching model with the cuts learnt so far. */
export function matchingModel(instance: Instance, cuts: readonly Cut[]): Matching {
  const model = new LinearModel()
  const columns = new Map<Option, Column>()
  for (const option of instance.options) columns.set(option, model.column(option.cost + option.ahead))
  const column = (option: Option) => columns.get(option) ?? 0
  const build: Build = {
    instance,
    model,
    columns,
    byPair: Map.groupBy(instance.options, (o) => cell(o.doctor, o.unit)),
    uncovered: [],
    shapes: new Map(),
    days: (options) => options.map((option) => [column(option), option.days]),
    uses: (options, value = 1) => options.map((option) => [column(option), value]),
  }
  addUnitMonths(build)
  addDoctorMonths(build)
  if (instance.problem.rules.rotation === 'fixed') addFixedRotation(build)
  else addMonthlyContinuity(build)
  addLoads(build)
  addCuts(build, cuts)
  return { model, columns }
}

/** Coverage, maximums and locks of each unit-month. */
function addUnitMonths(build: Build): void {
  const { instance, model } = build
  const { rules } = instance.problem
  const byCell = Map.groupBy(instance.options, (o) => cell(o.unit, o.month))
  instance.units.forEach((unit, u) => {
    instance.months.forEach((month, m) => {
      const key = cell(u, m)
      const here = byCell.get(key) ?? []
      const { max } = unit.daysPerMonth
      const min = askedDays(instance.problem, unit, month)
      const missing = model.column(rules.weights.uncovered, min)
      build.uncovered.push(missing)
      model.row(`cover ${unit.id} ${month}`, min, INF, [...build.days(here), [missing, 1]])
      const locks = instance.closed.has(key) ? [] : (instance.locks.get(key) ?? [])
      if (locks.length > 0) {
        // SCH-2: a locked month honours every lock or stays empty
        const open = model.column(0)
        for (const lock of locks) {
          const own = here.filter((option) => option.doctor === lock.doctor)
          model.row(`lock ${unit.id} ${month}`, 0, INF, [...build.uses(own), [open, -1]])
        }
        model.row(`max ${unit.id} ${month}`, -INF, 0, [...build.days(here), [open, -max]])
      } else model.row(`max ${unit.id} ${month}`, -INF, max, build.days(here))
      for (const [, own] of Map.groupBy(here, (option) => option.doctor))
        if (own.length > 1) model.row(`one ${unit.id} ${month}`, -INF, 1, build.uses(own))
      if (max > rules.maxDoctorsPerUnit)
        model.row(`doctors ${unit.id} ${month}`, -INF, rules.maxDoctorsPerUnit, build.uses(here))
      const room = { days: max, visits: rules.maxDoctorsPerUnit }
      const made = addShapes(model, { room, bySize: columnsBySize(build, here) })
      addShortfall(model, made, min, missing)
      addNeeds(build, u, here, made)
      addTeams(build, { u, m }, here)
    })
  })
  addLockedDays(build)
}

const columnsBySize = ({ columns }: Build, options: readonly Option[]) =>
  new Map(
    [...Map.groupBy(options, ({ days }) => days)].map(([size, own]) => [
      size,
      own.map((o) => columns.get(o) ?? 0),
    ]),
  )

/** MAT-9: one hospital a unit-month; PLN-9: no more doctors than the unit has staff to send up. */
function addTeams(
  { instance, model, ...build }: Build,
  { u, m }: { u: number; m: number },
  here: readonly Option[],
): void {
  const unit = instance.units[u]
  if (!unit) return
  const { rules } = instance.problem
  const room = exchangeRoom(unit, instance.months[m] ?? '')
  if (room !== null && room < rules.maxDoctorsPerUnit)
    model.row(`exchange ${u} ${m}`, -INF, room, build.uses(here))
  if (rules.team !== 'hospital' || rules.maxDoctorsPerUnit === 1) return
  const teams = Map.groupBy(here, (option) => instance.doctors[option.doctor]?.hospital ?? '')
  if (teams.size < 2) return
  const comes = [...teams].map(([hospital, own]): [Column, number] => {
    const column = model.column(0)
    // option by option: weaker rows would let a fraction of a hospital come
    for (const [, same] of Map.groupBy(own, (option) => option.doctor))
      model.row(`team ${u} ${m} ${hospital}`, -INF, 0, [...build.uses(same), [column, -1]])
    return [column, 1]
  })
  model.row(`one team ${u} ${m}`, -INF, 1, comes)
}

/** Two locks for one doctor on one day: at most one of the two unit-months is served. */
function addLockedDays({ instance, model, ...build }: Build): void {
  const byDay = new Map<string, Option[][]>()
  for (const [key, locks] of instance.locks)
    for (const { doctor, dates } of locks)
      for (const date of dates) {
        const own = instance.options.filter((o) => o.doctor === doctor && cell(o.unit, o.month) === key)
        byDay.set(`${doctor} ${date}`, [...(byDay.get(`${doctor} ${date}`) ?? []), own])
      }
  for (const [day, sets] of byDay)
    if (sets.length > 1) model.row(`day ${day}`, -INF, 1, build.uses(sets.flat()))
}

function addNeeds(
  { instance, model, ...build }: Build,
  u: number,
  here: readonly Option[],
  shapes: readonly Shape[],
): void {
  const unit = instance.units[u]
  if (!unit) return
  const { tree } = planIndex(instance.problem)
  const unmet: [Column, number][] = []
  for (const { index, points } of namedNeeds(instance.problem, unit)) {
    const serving = here.filter((option) => {
      const served = servedNeed(tree, unit.needs, instance.doctors[option.doctor]?.specialty ?? '')
      return served.score > 0 && served.index === index
    })
    const unserved = model.column(points, 1, false)
    model.row(`need ${unit.id} ${index}`, 1, INF, [...build.uses(serving), [unserved, 1]])
    unmet.push([unserved, points])
  }
  if (unmet.length < 2) return
  // a shape of fewer visits than needs leaves the lightest needs unserved at least
  const left = (visits: number) => unmet.slice(visits).reduce((sum, [, points]) => sum + points, 0)
  const owed = shapes.map(({ column, visits }): [Column, number] => [column, -left(visits)])
  if (owed.some(([, points]) => points < 0)) model.row(`needs ${unit.id}`, 0, INF, [...unmet, ...owed])
}

function addDoctorMonths(build: Build): void {
  const { instance, model, shapes } = build
  const { maxUnitsPerDoctor } = instance.problem.rules
  for (const [key, own] of Map.groupBy(instance.options, (o) => cell(o.doctor, o.month))) {
    const doctor = instance.doctors[own[0]?.doctor ?? -1]
    if (!doctor) continue
    const room = { days: doctor.maxDaysPerMonth, visits: maxUnitsPerDoctor }
    const made = addShapes(model, { room, bySize: columnsBySize(build, own) })
    const d = own[0]?.doctor ?? -1
    shapes.set(d, [...(shapes.get(d) ?? []), ...made])
    if (made.length > 0) continue
    model.row(`days ${key}`, -INF, doctor.maxDaysPerMonth, build.days(own))
    if (doctor.maxDaysPerMonth > maxUnitsPerDoctor)
      model.row(`units ${key}`, -INF, maxUnitsPerDoctor, build.uses(own))
  }
}

/** PLN-8: a pair holds in every month, save where the unit-month is short of days anyway. */
function addFixedRotation({ instance, model, ...build }: Build): void {
  const { problem } = instance
  const { lastPairs } = planIndex(problem)
  const byCell = Map.groupBy(instance.options, (o) => cell(o.unit, o.month))
  const mayBeShort = new Map<string, Column>()
  instance.units.forEach((unit, u) => {
    instance.months.forEach((month, m) => {
      const asked = askedDays(problem, unit, month)
      if (asked === 0) return
      const isShort = model.column(0)
      mayBeShort.set(cell(u, m), isShort)
      // short in earnest: fewer days than asked, not merely paid for as if
      const { max } = unit.daysPerMonth
      const days = build.days(byCell.get(cell(u, m)) ?? [])
      model.row(`short ${u} ${m}`, -INF, max, [...days, [isShort, max - asked + 1]])
    })
  })
  const held = new Map<number, Column[]>()
  for (const own of build.byPair.values()) {
    const [{ doctor: d, unit: u } = { doctor: -1, unit: -1 }] = own
    const isNew = !lastPairs.has(pairKey(instance.doctors[d]?.id ?? '', instance.units[u]?.id ?? ''))
    const hold = model.column(isNew ? problem.rules.weights.continuity : 0)
    held.set(u, [...(held.get(u) ?? []), hold])
    const byMonth = Map.groupBy(own, (option) => option.month)
    instance.months.forEach((_, m) => {
      const uses = build.uses(byMonth.get(m) ?? [])
      if (uses.length > 0) model.row(`hold ${d} ${u} ${m}`, -INF, 0, [...uses, [hold, -1]])
      const isShort = mayBeShort.get(cell(u, m))
      const slack: [Column, number][] = isShort === undefined ? [] : [[isShort, 1]]
      model.row(`keep ${d} ${u} ${m}`, 0, INF, [...uses, [hold, -1], ...slack])
    })
  }
  for (const [u, holds] of held)
    model.row(
      `team ${u}`,
      -INF,
      problem.rules.maxDoctorsPerUnit,
      holds.map((hold) => [hold, 1]),
    )
}

/** MAT-5, MAT-6: doctors may change by the month, and each start of a new pair is paid for. */
function addMonthlyContinuity(build: Build): void {
  const { instance, model } = build
  const { continuity } = instance.problem.rules.weights
  if (continuity === 0) return
  const { lastPairs } = planIndex(instance.problem)
  for (const own of build.byPair.values()) {
    const [first] = own
    const pair = pairKey(
      instance.doctors[first?.doctor ?? -1]?.id ?? '',
      instance.units[first?.unit ?? -1]?.id ?? '',
    )
    const byMonth = Map.groupBy(own, (option) => option.month)
    for (const [m, here] of byMonth) {
      if (m === 0 && lastPairs.has(pair)) continue
      // nobody came before the first month: whoever serves in it starts in it
      if (m === 0) for (const option of here) addCost(build, option, continuity)
      if (m === 0) continue
      const before = byMonth.get(m - 1) ?? []
      const start = model.column(continuity, 1, false)
      model.row(`start ${pair} ${m}`, 0, INF, [[start, 1], ...build.uses(here, -1), ...build.uses(before)])
    }
  }
}

function addCost({ model, columns }: Build, option: Option, points: number): void {
  const column = columns.get(option) ?? 0
  model.cost[column] = (model.cost[column] ?? 0) + points
}

/** Fairness, hospital bands, quotas and yearly minimums, over each doctor's days of the whole plan. */
function addLoads({ instance, model, ...build }: Build): void {
  const { problem } = instance
  const { weights } = problem.rules
  const { daysBefore } = planIndex(problem)
  const loads = new Map<string, [Column, number][]>()
  const byDoctor = Map.groupBy(instance.options, (option) => option.doctor)
  instance.doctors.forEach((doctor, d) => {
    const own = byDoctor.get(d) ?? []
    const most = doctor.maxDaysPerMonth * new Set(own.map((option) => option.month)).size
    const load = model.column(0, most, false)
    model.row(`load ${d}`, 0, 0, [...build.days(own), [load, -1]])
    loads.set(doctor.hospital, [...(loads.get(doctor.hospital) ?? []), [load, 1]])
    const done = daysBefore.get(doctor.id) ?? 0
    const steps: [Column, number][] = []
    for (let k = 1; k <= most; k++) steps.push([model.column(fairnessStep(problem, done + k), 1, false), 1])
    model.row(`fair ${d}`, 0, 0, [...steps, [load, -1]])
    const shapes = build.shapes.get(d) ?? []
    if (shapes.length > 0) {
      // each month pays for its own days at least: half a visit of four days is not as fair as two
      const points = steps.map(([step]) => model.cost[step] ?? 0)
      const upTo = (days: number) => points.slice(0, days).reduce((sum, step) => sum + step, 0)
      model.row(`paid ${d}`, 0, INF, [
        ...steps.map(([step], k): [Column, number] => [step, points[k] ?? 0]),
        ...shapes.map(({ days, column }): [Column, number] => [column, -upTo(days)]),
      ])
    }
    for (const { year, required } of yearTargets(problem, doctor)) {
      const inYear = own.filter((option) => yearOf(instance.months[option.month] ?? '') === year)
      const missing = model.column(weights.yearShort, required, false)
      model.row(`year ${d} ${year}`, required, INF, [...build.days(inYear), [missing, 1]])
    }
  })
  for (const { hospital, low, high } of hospitalTargets(problem)) {
    const days = loads.get(hospital) ?? []
    const under = model.column(weights.hospitalBand, INF, false)
    const over = model.column(weights.hospitalBand, INF, false)
    model.row(`band ${hospital}`, low, high, [...days, [under, 1], [over, -1]])
  }
  addQuotas({ instance, model, ...build }, loads)
}

/** TGT-1, asked of the days planned. */
function addQuotas(
  { instance, model, uncovered }: Build,
  loads: ReadonlyMap<string, [Column, number][]>,
): void {
  const { problem } = instance
  const { hospitals } = planIndex(problem)
  for (const { ownership, share } of quotasOf(problem)) {
    const terms = [...loads].flatMap(([id, days]) =>
      days.map(([load]): [Column, number] => [
        load,
        (hospitals.get(id)?.ownership === ownership ? 1 : 0) - share,
      ]),
    )
    const missing = model.column(problem.rules.weights.quota, INF, false)
    model.row(`quota ${ownership}`, 0, INF, [...terms, [missing, 1]])
    // days are whole: 30 % of 101 is 31 of them. Said outright (a rounding cut), the relaxation knows it too
    const least = share * daysAsked(instance)
    const rest = least - Math.floor(least)
    if (rest < 1e-6) continue
    const own = [...loads].filter(([id]) => hospitals.get(id)?.ownership === ownership)
    model.row(`whole quota ${ownership}`, Math.ceil(least), INF, [
      ...own.flatMap(([, days]) => days),
      [missing, 1 / rest],
      ...uncovered.map((column): [Column, number] => [column, share / rest]),
    ])
  }
}

/** Days all unit-months ask for. */
function daysAsked({ problem, units, months }: Instance): number {
  return months.reduce(
    (sum, month) => sum + units.reduce((all, unit) => all + askedDays(problem, unit, month), 0),
    0,
  )
}

/** What the calendar costs beyond the look-ahead, a column for each unit that some cut touches. */
function addCuts({ model, ...build }: Build, cuts: readonly Cut[]): void {
  const beyond = new Map<number, Column>()
  const ofUnit = (unit: number): [Column, number] => {
    const column = beyond.get(unit) ?? model.column(1, INF, false)
    beyond.set(unit, column)
    return [column, 1]
  }
  for (const cut of cuts) {
    const size = cut.options.length
    if (cut.kind === 'forbidden') {
      model.row('forbidden', -INF, size - 1, build.uses(cut.options))
      continue
    }
    const units = [...new Set(cut.options.map((option) => option.unit))]
    model.row('dearer', cut.extra * (1 - size), INF, [
      ...units.map(ofUnit),
      ...build.uses(cut.options, -cut.extra),
    ])
  }
}

/** The options a solution takes. */
export function optionsTaken(matching: Matching, values: Float64Array): Option[] {
  return [...matching.columns].filter(([, column]) => (values[column] ?? 0) > 0.5).map(([option]) => option)
}
