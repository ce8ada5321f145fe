// A small sound problem for tests to bend: two units, three doctors, two months; and its solved shape.
import { DEFAULT_WEIGHTS, type Duty, type PlanProblem } from './plan.ts'

export type Bend = Partial<Omit<PlanProblem, 'rules'>> & { rules?: Partial<PlanProblem['rules']> }

const unit = (id: string, specialty: string): PlanProblem['units'][number] => ({
  id,
  name: `${id}卫生院`,
  region: '350803',
  needs: [{ specialty, weight: 1 }],
  daysPerMonth: { min: 1, max: 2 },
  closedDates: [],
  preferred: null,
  marketDays: [],
  at: null,
})

const doctor = (id: string, specialty: string): PlanProblem['doctors'][number] => ({
  id,
  hospital: 'h1',
  specialty,
  title: 'attending',
  maxDaysPerMonth: 2,
  minDaysPerYear: null,
  unavailable: [],
  ownClinicWeekdays: [],
  at: null,
})

/** Tests change what they are about and nothing else. */
export function smallProblem({ rules, ...bend }: Bend = {}): PlanProblem {
  return {
    version: 1,
    months: ['2024-09', '2024-10'],
    seed: 1,
    timeLimitSeconds: 20,
    calendar: {
      holidays: [
        '2024-09-15',
        '2024-09-16',
        '2024-09-17',
        '2024-10-01',
        '2024-10-02',
        '2024-10-03',
        '2024-10-04',
        '2024-10-07',
      ],
      makeUpWorkdays: ['2024-09-14', '2024-09-29', '2024-10-12'],
    },
    specialties: [
      { id: 'internal', name: '内科', parent: null, aliases: [] },
      { id: 'cardiology', name: '心血管内科', parent: 'internal', aliases: ['心内科'] },
      { id: 'tcm', name: '中医科', parent: null, aliases: ['中医'] },
    ],
    hospitals: [
      { id: 'h1', name: '县医院', ownership: 'county', shareAtLeast: null },
      { id: 'h2', name: '市医院', ownership: 'municipal', shareAtLeast: null },
    ],
    units: [unit('u1', '内科'), unit('u2', '中医')],
    doctors: [doctor('d1', '内科'), doctor('d2', '中医'), doctor('d3', '心内科')],
    locks: [],
    previous: [],
    ...bend,
    rules: {
      titleFloor: 'attending',
      homeVisitHalfDaysPerMonth: 1,
      maxUnitsPerDoctor: 2,
      maxDoctorsPerUnit: 2,
      minDaysPerDoctorAtUnit: 1,
      rotation: 'monthly',
      weights: DEFAULT_WEIGHTS,
      ...rules,
    },
  }
}

/** Changes one unit or doctor of a problem's list. */
export function bent<T extends { id: string }>(list: readonly T[], id: string, change: Partial<T>): T[] {
  return list.map((entry) => (entry.id === id ? { ...entry, ...change } : entry))
}

export const duty = (doctorId: string, unitId: string, date: string): Duty => ({
  doctor: doctorId,
  unit: unitId,
  date,
  half: 'day',
  homeVisit: 'pm',
  reasons: [],
  alternatives: [],
})

/** d1 at u1 and d2 at u2, on the second Tuesday of both months. */
export const soundDuties: Duty[] = [
  duty('d1', 'u1', '2024-09-10'),
  duty('d1', 'u1', '2024-10-08'),
  duty('d2', 'u2', '2024-09-10'),
  duty('d2', 'u2', '2024-10-08'),
]
