// What would the plan look like if a number were another one: the changes a clerk may try before anything is
// saved, applied to the problem the programme's rules ask for.
import { DEFAULT_WEIGHTS, type LadderTitle, type PlanProblem, type PlanWeights } from './plan.ts'

/** Wishes of a plan whose importance may be tried out, as a factor of the usual points. */
export const TRIED_WEIGHTS = ['specialty', 'title', 'distance', 'fairness', 'continuity', 'weekday'] as const
export type TriedWeight = (typeof TRIED_WEIGHTS)[number]

export type WhatIf = {
  /** Days a month each unit asks for, and takes at most (TGT-7). */
  unitDays?: { min: number; max: number } | undefined
  /** Days a month each doctor gives at most. */
  doctorDays?: number | undefined
  maxUnitsPerDoctor?: number | undefined
  maxDoctorsPerUnit?: number | undefined
  titleFloor?: LadderTitle | null | undefined
  /** MAT-4: whether somebody of an unrelated specialty may go at all. */
  mismatch?: 'allowed' | 'forbidden' | undefined
  /** TGT-1: the share of days that municipal hospitals are to give; null for none. */
  municipalShare?: number | null | undefined
  /** Doctors as if they were not there. */
  without?: string[] | undefined
  weights?: Partial<Record<TriedWeight, number>> | undefined
}

/** The problem with the tried numbers; locks of doctors left out leave with them. */
export function applyWhatIf(problem: PlanProblem, change: WhatIf): PlanProblem {
  const { rules } = problem
  const gone = new Set(change.without ?? [])
  const days = change.unitDays
  const weights: PlanWeights = { ...rules.weights }
  for (const [weight, factor] of Object.entries(change.weights ?? {}))
    weights[weight as TriedWeight] *= factor
  if (change.mismatch === 'forbidden') weights.mismatch = null
  if (change.mismatch === 'allowed') weights.mismatch ??= DEFAULT_WEIGHTS.mismatch
  return {
    ...problem,
    units: days ? problem.units.map((unit) => ({ ...unit, daysPerMonth: { ...days } })) : problem.units,
    doctors: problem.doctors
      .filter(({ id }) => !gone.has(id))
      .map((doctor) => ({ ...doctor, maxDaysPerMonth: change.doctorDays ?? doctor.maxDaysPerMonth })),
    hospitals: problem.hospitals.map((hospital) =>
      change.municipalShare !== undefined && hospital.ownership === 'municipal'
        ? { ...hospital, shareAtLeast: change.municipalShare }
        : hospital,
    ),
    locks: problem.locks.filter(({ doctor }) => !gone.has(doctor)),
    rules: {
      ...rules,
      titleFloor: change.titleFloor === undefined ? rules.titleFloor : change.titleFloor,
      maxUnitsPerDoctor: change.maxUnitsPerDoctor ?? rules.maxUnitsPerDoctor,
      maxDoctorsPerUnit: change.maxDoctorsPerUnit ?? rules.maxDoctorsPerUnit,
      weights,
    },
  }
}
