// The calendar of one group of units as a mixed-integer model: one column for each possible day, and, for
// units without a habit, one for each fixed time they might settle on.

import type { Slot } from '../domain/dispatch/plan-index.ts'
import { weekOfMonth } from '../domain/dispatch/plan-index.ts'
import { ordinalOf, weekdayOf } from '../domain/shared/calendar.ts'
import { cell, type Instance, lockedDates, type Option } from './instance.ts'
import { type Column, LinearModel } from './linear-model.ts'
import { dayCost } from './look-ahead.ts'

type Day = { option: Option; date: string; column: Column }
export type CalendarModel = { model: LinearModel; days: readonly Day[] }

const INF = Number.POSITIVE_INFINITY

/** Builds the model; its objective is the group's calendar cost. */
export function calendarModel(instance: Instance, options: readonly Option[]): CalendarModel {
  const model = new LinearModel()
  const days: Day[] = []
  for (const option of options) {
    const own: Day[] = []
    const locked = lockedDates(instance, option.doctor, option.unit, option.month)
    for (const date of instance.datesOf(option.doctor, option.unit, option.month)) {
      const column = model.column(fixedCost(instance, option.unit, date))
      if (locked.includes(date)) model.lower[column] = 1
      own.push({ option, date, column })
    }
    model.row('days', option.days, option.days, once(own))
    days.push(...own)
  }
  for (const same of Map.groupBy(days, (day) => `${day.option.doctor} ${day.date}`).values())
    if (same.length > 1) model.row('one unit a day', -INF, 1, once(same))
  addSpacing(instance, model, days)
  for (const [unit, own] of Map.groupBy(days, (day) => day.option.unit))
    addFreeTimes(instance, model, unit, own)
  return { model, days }
}

const once = (days: readonly Day[]): [Column, number][] => days.map(({ column }) => [column, 1])

/** What a day costs whichever time the unit settles on; all of it where the time is given. */
function fixedCost(instance: Instance, unitIndex: number, date: string): number {
  const unit = instance.units[unitIndex]
  const slots = instance.slots[unitIndex] ?? []
  const [only] = slots
  if (!unit || !only) return 0
  const here = { weekday: weekdayOf(date), ordinal: ordinalOf(date) }
  return dayCost(instance.problem, unit, date, slots.length === 1 ? only : here)
}

function addSpacing(instance: Instance, model: LinearModel, days: readonly Day[]): void {
  const { spacing } = instance.problem.rules.weights
  if (spacing === 0) return
  const byWeek = Map.groupBy(
    days,
    ({ option, date }) => `${cell(option.unit, option.month)} ${weekOfMonth(date)}`,
  )
  for (const week of byWeek.values()) {
    const most = [...new Set(week.map((day) => day.option))].reduce((sum, option) => sum + option.days, 0)
    const crowd: [Column, number][] = []
    for (let k = 1; k < Math.min(most, week.length); k++)
      crowd.push([model.column(k * spacing, 1, false), -1])
    if (crowd.length > 0) model.row('spacing', -INF, 1, [...once(week), ...crowd])
  }
}

/** MAT-6 where nothing is habit yet: the unit settles on one time, and days off it are paid for. */
function addFreeTimes(instance: Instance, model: LinearModel, unit: number, days: readonly Day[]): void {
  const slots = instance.slots[unit] ?? []
  if (slots.length < 2) return
  const { weights } = instance.problem.rules
  const times = slots.map((slot) => ({ slot, column: model.column(0) }))
  model.row(
    'time',
    1,
    1,
    times.map(({ column }): [Column, number] => [column, 1]),
  )
  const off = (part: (date: string) => number, of: (slot: Slot) => number | null, weight: number) => {
    if (weight === 0 || slots.every((slot) => of(slot) === null)) return
    for (const [key, same] of Map.groupBy(days, ({ option, date }) => cell(option.month, part(date)))) {
      const value = Number(key.split(':')[1])
      const most = [...new Set(same.map((day) => day.option))].reduce((sum, option) => sum + option.days, 0)
      const kept = times
        .filter(({ slot }) => of(slot) === value)
        .map(({ column }): [Column, number] => [column, -most])
      const missed = model.column(weight, most, false)
      model.row('habit', -INF, 0, [...once(same), ...kept, [missed, -1]])
    }
  }
  off(weekdayOf, (slot) => slot.weekday, weights.weekday)
  off(ordinalOf, (slot) => slot.ordinal, weights.ordinal)
}

/** The days a solution takes, by option. */
export function datesTaken(
  built: CalendarModel,
  values: Float64Array,
): { option: Option; dates: string[] }[] {
  const taken = built.days.filter(({ column }) => (values[column] ?? 0) > 0.5)
  return [...Map.groupBy(taken, ({ option }) => option)].map(([option, own]) => ({
    option,
    dates: own.map(({ date }) => date).sort(),
  }))
}
