// Builds the planning problem of a county's months from the programme's rules, its people and its demand.

import { SPECIALTIES } from '../people/specialties.ts'
import { titleOf } from '../people/titles.ts'
import { type Programme, ruleOf, rulesOf, type TitleLevel } from '../programme/programme.ts'
import { daysOf, type HolidayTable, monthOf } from '../shared/calendar.ts'
import {
  DEFAULT_WEIGHTS,
  type LadderTitle,
  type Ownership,
  type PastDuty,
  type PlanLock,
  type PlanProblem,
  type Title,
} from './plan.ts'

export type PlanningUnit = {
  id: string
  name: string
  divisionCode: string
  needs: {
    specialtyCode: string
    weight: number
    preferredWeekday: number | null
    preferredOrdinal: number | null
  }[]
  /** Days on which it receives nobody, and weekdays of its market (圩日). */
  closed: readonly string[]
  marketWeekdays: readonly number[]
  at: [number, number] | null
}
export type PlanningDoctor = {
  id: string
  hospitalId: string
  specialtyCode: string | null
  titleCode: string | null
  unavailable: string[]
  /** Weekdays of fixed clinics of one's own (SCH-1). */
  ownClinicWeekdays: readonly number[]
  at: [number, number] | null
}
export type PlanningHospital = { id: string; name: string; ownership: Ownership | null }

export type PlanningInput = {
  programme: Programme
  months: string[]
  holidays: HolidayTable
  units: PlanningUnit[]
  doctors: PlanningDoctor[]
  hospitals: PlanningHospital[]
  locks: PlanLock[]
  previous: PastDuty[]
  rotation?: 'fixed' | 'monthly' | undefined
  /**
   * Days a month by which a doctor may exceed what planning would ask: the clauses name a least, not a most
   * (TGT-7 · 至少), so that a stand-in may be found where everybody has served already.
   */
  extraDays?: number | undefined
  timeLimitSeconds: number
}

// The planner's ladder has four steps; the code table says which one a title stands on (MAT-1).
function plannerTitle(code: string | null): Title {
  const title = code ? titleOf(code) : undefined
  if (!title) return 'resident'
  if (title.series === 'nurse') return 'nurse'
  if (title.series !== 'physician') return 'technician'
  const steps: Record<typeof title.level, Title> = {
    none: 'resident',
    junior: 'resident',
    intermediate: 'attending',
    associateSenior: 'associateChief',
    senior: 'chief',
  }
  return steps[title.level]
}

const FLOORS: Record<TitleLevel, LadderTitle> = {
  junior: 'resident',
  intermediate: 'attending',
  associateSenior: 'associateChief',
  senior: 'chief',
}

type DayRules = {
  unit: { min: number; max: number }
  doctor: number
  maxDoctors: number
  minAtUnit: number
  yearDays: number | null
}

/**
 * TGT-7 and TGT-9: a minimum per doctor is met by sending each unit as many days and allowing each doctor as
 * many; a department's minimum (≥ 4 working days) is shared by up to three of its doctors, two days at least each.
 */
function dayRules(programme: Programme, unitCount: number, doctorCount: number): DayRules {
  const minimums = rulesOf(programme, 'minimumDuty')
  const monthly = minimums.find((r) => r.per === 'month')
  const yearly = minimums.find((r) => r.per === 'year')
  const days = Math.ceil(monthly?.days ?? 1)
  const upTo = Math.max(days, Math.floor(monthly?.upTo ?? days))
  const byDepartment = monthly?.by === 'department'
  // With more units than doctors someone has to serve two; the cap follows from the numbers, not from a habit.
  const share = Math.max(1, Math.ceil(unitCount / Math.max(1, doctorCount)))
  return {
    unit: { min: days, max: upTo },
    doctor: upTo * share,
    maxDoctors: byDepartment ? 3 : 1,
    minAtUnit: byDepartment ? Math.min(2, days) : 1,
    yearDays: yearly?.by === 'doctor' ? yearly.days : null,
  }
}

/** The nearest slot the unit asked for in its demand, if any (MAT-6). */
function preferredOf(unit: PlanningUnit): { weekday: number; ordinal: number } | null {
  const asked = unit.needs.find((n) => n.preferredWeekday !== null)
  return asked?.preferredWeekday
    ? { weekday: asked.preferredWeekday, ordinal: asked.preferredOrdinal ?? 2 }
    : null
}

export function buildProblem(input: PlanningInput): PlanProblem {
  const { programme, months, extraDays = 0 } = input
  const rules = dayRules(programme, input.units.length, input.doctors.length)
  const floor = ruleOf(programme, 'titleFloor')?.floor ?? null
  const share = rulesOf(programme, 'target').find((t) => t.metric === 'municipalDoctorShare')?.atLeast ?? null
  const closedDates = outsidePeriod(programme, months)
  const inMonths = (day: string): boolean => months.includes(monthOf(day))
  const mismatch = ruleOf(programme, 'matching')?.mismatch === 'forbidden' ? null : DEFAULT_WEIGHTS.mismatch
  return {
    version: 1,
    months,
    seed: 1,
    timeLimitSeconds: input.timeLimitSeconds,
    calendar: {
      holidays: [...input.holidays.holidays].filter(inMonths).sort(),
      makeUpWorkdays: [...input.holidays.makeUpWorkdays].filter(inMonths).sort(),
    },
    specialties: SPECIALTIES.map((s) => ({
      id: s.code,
      name: s.name,
      parent: s.parent ?? null,
      aliases: [],
    })),
    hospitals: input.hospitals.map((h) => ({
      id: h.id,
      name: h.name,
      ownership: h.ownership ?? 'county',
      shareAtLeast: h.ownership === 'municipal' ? share : null,
    })),
    units: input.units.map((u) => ({
      id: u.id,
      name: u.name,
      region: u.divisionCode.slice(0, 6),
      needs: u.needs.map((n) => ({ specialty: n.specialtyCode, weight: n.weight })),
      daysPerMonth: rules.unit,
      closedDates: [...new Set([...closedDates, ...u.closed.filter(inMonths)])].sort(),
      preferred: preferredOf(u),
      marketDays: [...u.marketWeekdays],
      at: u.at,
    })),
    doctors: input.doctors.map((d) => ({
      id: d.id,
      hospital: d.hospitalId,
      specialty: d.specialtyCode ?? '69',
      title: plannerTitle(d.titleCode),
      maxDaysPerMonth: rules.doctor + extraDays,
      minDaysPerYear: rules.yearDays,
      unavailable: d.unavailable.filter(inMonths).sort(),
      ownClinicWeekdays: [...d.ownClinicWeekdays],
      at: d.at,
    })),
    locks: input.locks,
    previous: input.previous,
    rules: {
      titleFloor: floor ? FLOORS[floor] : null,
      homeVisitHalfDaysPerMonth: ruleOf(programme, 'homeVisitHalfDays')?.halfDays ?? 0,
      maxUnitsPerDoctor: Math.max(1, Math.ceil(rules.doctor / rules.unit.min)) + extraDays,
      maxDoctorsPerUnit: rules.maxDoctors,
      // TGT-9 · 由帮扶科室统筹安排: a department's days are shared within one hospital (MAT-9)
      team: rules.maxDoctors > 1 ? 'hospital' : null,
      minDaysPerDoctorAtUnit: rules.minAtUnit,
      rotation: input.rotation ?? ruleOf(programme, 'posting')?.rotation ?? 'monthly',
      weights: { ...DEFAULT_WEIGHTS, mismatch },
    },
  }
}

/** The days of the months that lie outside the programme's period: no unit is served on them. */
function outsidePeriod({ period: { from, to } }: Programme, months: readonly string[]): string[] {
  return months.flatMap(daysOf).filter((day) => day < from || day > to)
}
