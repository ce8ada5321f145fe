// Why a unit-month stays uncovered: the smallest set of hard rules that cannot all hold, found by the
// solver on a model whose rows are the rules, or else doctor by doctor against the plan as it is.

import {
  type Conflict,
  exchangeRoom,
  type PlacedDuty,
  type Uncovered,
  type YearShortfall,
} from '../domain/dispatch/plan.ts'
import { planIndex } from '../domain/dispatch/plan-index.ts'
import { conflict, PLAN_RULES, type PlanRule } from '../domain/dispatch/plan-rules.ts'
import { askedDays, yearTargets } from '../domain/dispatch/plan-targets.ts'
import { remedyFor } from '../domain/dispatch/remedies.ts'
import { monthOf } from '../domain/shared/calendar.ts'
import { smallestConflict } from './highs.ts'
import { cell, type Instance } from './instance.ts'
import { type Column, LinearModel } from './linear-model.ts'

const INF = Number.POSITIVE_INFINITY
const rowName = (rule: PlanRule, ...who: string[]) => [rule, ...who].join('\u0000')

type Spot = { unit: number; month: number }

/** Rules gathered by name, each naming everybody it concerns once. */
function gathered(found: readonly { rule: PlanRule; who: readonly string[] }[]): Conflict[] {
  return [...Map.groupBy(found, ({ rule }) => rule)].map(([rule, same]) =>
    conflict(rule, [...new Set(same.flatMap(({ who }) => who))]),
  )
}

/** Why a pair has no day in a month: everybody's leave, the unit's closing, or the two together. */
function dayRule(instance: Instance, d: number, { unit: u, month: m }: Spot): PlanRule {
  const { workdays, unavailable, closed } = planIndex(instance.problem)
  const all = workdays.get(instance.months[m] ?? '') ?? []
  if (all.every((date) => closed.get(instance.units[u]?.id ?? '')?.has(date))) return 'closed-date'
  if (all.every((date) => unavailable.get(instance.doctors[d]?.id ?? '')?.has(date))) return 'unavailable'
  return 'no-common-day'
}

/** One month as rows of rules over the days x of every pair; covered units must stay covered. */
function monthModel(instance: Instance, spot: Spot, duties: readonly PlacedDuty[]): LinearModel {
  const { doctors, units, months, problem } = instance
  const model = new LinearModel()
  const inMonth = duties.filter((duty) => monthOf(duty.date) === months[spot.month])
  const served = new Set(inMonth.map((duty) => duty.unit))
  const kept = units.map((_, u) => u).filter((u) => u === spot.unit || served.has(units[u]?.id ?? ''))
  const byDoctor = new Map<number, { column: Column; unit: number; most: number }[]>()
  const byUnit = new Map<number, { column: Column; doctor: number; most: number }[]>()
  for (const u of kept)
    doctors.forEach((doctor, d) => {
      const unit = units[u]
      if (!unit) return
      const most = Math.max(1, Math.min(doctor.maxDaysPerMonth, unit.daysPerMonth.max))
      const column = model.column(0, most, false)
      byDoctor.set(d, [...(byDoctor.get(d) ?? []), { column, unit: u, most }])
      byUnit.set(u, [...(byUnit.get(u) ?? []), { column, doctor: d, most }])
      const refused = instance.refusal(d, u)
      if (refused) model.row(rowName(refused, doctor.id), -INF, 0, [[column, 1]])
      const days = instance.datesOf(d, u, spot.month).length
      if (days < most) {
        const rule = days === 0 ? dayRule(instance, d, { unit: u, month: spot.month }) : 'no-common-day'
        model.row(rowName(rule, doctor.id, unit.id), -INF, days, [[column, 1]])
      }
    })
  for (const [u, pairs] of byUnit) addUnitRows(instance, model, { u, spot, inMonth, pairs })
  for (const [d, pairs] of byDoctor) {
    const doctor = doctors[d]
    if (!doctor) continue
    const days = pairs.map(({ column }): [Column, number] => [column, 1])
    model.row(rowName('doctor-max-days', doctor.id), -INF, doctor.maxDaysPerMonth, days)
    const uses = pairs.map(({ column, most }): [Column, number] => [column, 1 / most])
    model.row(rowName('max-units-per-doctor', doctor.id), -INF, problem.rules.maxUnitsPerDoctor, uses)
  }
  return model
}

type UnitRows = {
  u: number
  spot: Spot
  inMonth: readonly PlacedDuty[]
  pairs: readonly { column: Column; doctor: number; most: number }[]
}

function addUnitRows(instance: Instance, model: LinearModel, { u, spot, inMonth, pairs }: UnitRows): void {
  const unit = instance.units[u]
  if (!unit) return
  const planned = inMonth.filter((duty) => duty.unit === unit.id).length
  const least = askedDays(instance.problem, unit, instance.months[spot.month] ?? '')
  const asked = u === spot.unit ? least : Math.min(planned, least)
  const days = pairs.map(({ column }): [Column, number] => [column, 1])
  model.row(rowName('unit-min-days', unit.id), asked, INF, days)
  model.row(rowName('unit-max-days', unit.id), -INF, unit.daysPerMonth.max, days)
  const uses = pairs.map(({ column, most }): [Column, number] => [column, 1 / most])
  model.row(rowName('max-doctors-per-unit', unit.id), -INF, instance.problem.rules.maxDoctorsPerUnit, uses)
  const room = exchangeRoom(unit, instance.months[spot.month] ?? '')
  if (room !== null) model.row(rowName('equal-exchange', unit.id), -INF, room, uses)
  for (const lock of instance.locks.get(cell(u, spot.month)) ?? []) {
    const own = pairs.find(({ doctor }) => doctor === lock.doctor)
    const doctor = instance.doctors[lock.doctor]
    if (own && doctor) model.row(rowName('lock', doctor.id, unit.id), 1, INF, [[own.column, 1]])
  }
}

/** What keeps each doctor from one unit-month in the plan as it is. */
function doctorByDoctor(instance: Instance, spot: Spot, duties: readonly PlacedDuty[]): Conflict[] {
  const { rules } = instance.problem
  const unit = instance.units[spot.unit]
  if (!unit) return []
  const inMonth = duties.filter((duty) => monthOf(duty.date) === instance.months[spot.month])
  const here = new Set(inMonth.filter((duty) => duty.unit === unit.id).map((duty) => duty.doctor))
  const found: { rule: PlanRule; who: string[] }[] = []
  for (const lock of instance.locks.get(cell(spot.unit, spot.month)) ?? [])
    found.push({ rule: 'lock', who: [instance.doctors[lock.doctor]?.id ?? '', unit.id] })
  instance.doctors.forEach((doctor, d) => {
    const own = inMonth.filter((duty) => duty.doctor === doctor.id)
    const may = (m: number) =>
      instance.options.some((o) => o.doctor === d && o.unit === spot.unit && o.month === m)
    const refused = instance.refusal(d, spot.unit)
    const say = (rule: PlanRule) => found.push({ rule, who: [doctor.id] })
    if (refused) say(refused)
    else if (!may(spot.month)) say(dayRule(instance, d, spot))
    else if (own.length + rules.minDaysPerDoctorAtUnit > doctor.maxDaysPerMonth) say('doctor-max-days')
    else if (new Set(own.map((duty) => duty.unit)).size >= rules.maxUnitsPerDoctor && !here.has(doctor.id))
      say('max-units-per-doctor')
    else if (rules.rotation === 'fixed') say('rotation-fixed')
    else if (here.size >= rules.maxDoctorsPerUnit) say('max-doctors-per-unit')
    else if (here.size >= (exchangeRoom(unit, instance.months[spot.month] ?? '') ?? INF))
      say('equal-exchange')
    else if (own.length > 0) say('one-unit-a-day')
    else say('min-days-per-doctor-at-unit')
  })
  return gathered(found)
}

async function conflictsAt(
  instance: Instance,
  spot: Spot,
  duties: readonly PlacedDuty[],
): Promise<Conflict[]> {
  const rows = await smallestConflict(monthModel(instance, spot, duties))
  const own = instance.units[spot.unit]?.id ?? ''
  const found = rows
    .map((name) => name.split('\u0000'))
    .filter(([rule, who]) => !(rule === 'unit-min-days' && who === own))
    .filter(([rule]) => rule !== undefined && rule in PLAN_RULES)
    .map(([rule, ...who]) => ({ rule: rule as PlanRule, who }))
  return gathered(found)
}

/** Seconds the search for smallest sets may take in one plan; the rest is reasoned doctor by doctor. */
const SEARCH_SECONDS = 2

export type Findings = { uncovered: Uncovered[]; shortfalls: YearShortfall[] }

/** Names what stands against every missing day; `inTime` is false when the solver was stopped early. */
export async function findConflicts(
  instance: Instance,
  duties: readonly PlacedDuty[],
  inTime: boolean,
): Promise<Findings> {
  const started = performance.now()
  const counts = new Map<string, number>()
  for (const duty of duties) {
    const key = `${duty.unit} ${monthOf(duty.date)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const uncovered: Uncovered[] = []
  for (const [u, unit] of instance.units.entries())
    for (const [m, month] of instance.months.entries()) {
      const missing = askedDays(instance.problem, unit, month) - (counts.get(`${unit.id} ${month}`) ?? 0)
      if (missing <= 0) continue
      const spot = { unit: u, month: m }
      let conflicts = [...(instance.closed.get(cell(u, m)) ?? [])]
      const search = inTime && performance.now() - started < SEARCH_SECONDS * 1000
      if (conflicts.length === 0 && search) conflicts = await conflictsAt(instance, spot, duties)
      if (conflicts.length === 0) conflicts = doctorByDoctor(instance, spot, duties)
      if (!inTime) conflicts.unshift(conflict('time-limit', [unit.id]))
      if (conflicts.length === 0) conflicts.push(conflict('unit-min-days', [unit.id]))
      uncovered.push({ unit: unit.id, month, missing, conflicts })
    }
  const shortfalls = shortfallsOf(instance, duties, inTime)
  const plan = { duties, uncovered, shortfalls }
  const remedied = uncovered.map((entry) => ({ ...entry, remedy: remedyFor(instance.problem, plan, entry) }))
  return { uncovered: remedied, shortfalls }
}

/** TGT-13: doctors below their yearly minimum, and what holds them there. */
function shortfallsOf(instance: Instance, duties: readonly PlacedDuty[], inTime: boolean): YearShortfall[] {
  const { problem } = instance
  return problem.doctors.flatMap((doctor, d) =>
    yearTargets(problem, doctor).flatMap(({ year, required }) => {
      const planned = duties.filter(
        (duty) => duty.doctor === doctor.id && duty.date.startsWith(`${year}-`),
      ).length
      if (planned >= required) return []
      const most =
        doctor.maxDaysPerMonth * problem.months.filter((month) => month.startsWith(`${year}-`)).length
      const found: { rule: PlanRule; who: string[] }[] = []
      const refused = new Set(
        problem.units.map((_, u) => instance.refusal(d, u)).filter((rule) => rule !== null),
      )
      for (const rule of refused) found.push({ rule, who: [doctor.id] })
      if (most < required) found.push({ rule: 'doctor-max-days', who: [doctor.id] })
      const full = problem.units.filter((_, u) => instance.refusal(d, u) === null).map(({ id }) => id)
      if (most >= required && full.length > 0) found.push({ rule: 'unit-max-days', who: full })
      if (!inTime) found.push({ rule: 'time-limit', who: [doctor.id] })
      return [{ doctor: doctor.id, year, required, planned, conflicts: gathered(found) }]
    }),
  )
}
