// Made-up planning problems from a seed, in four sizes: county, city, province, and a city of the nation.
// Nobody in them exists. October 2024 with its holidays, make-up Saturday and 19 workdays.
import {
  DEFAULT_WEIGHTS,
  type PlanDoctor,
  type PlanHospital,
  type PlanProblem,
  type PlanUnit,
  type Position,
  type Title,
} from '../../domain/dispatch/plan.ts'
import { daysOf } from '../../domain/shared/calendar.ts'
import { type Random, seededRandom } from './random.ts'
import { ASKED, CHINESE_MEDICINE, HAD, SPECIALTIES } from './specialties.ts'

export type SizeName = 'county' | 'city' | 'province' | 'provinceCity' | 'nation'
type Size = { cities: number; counties: number; units: number; doctors: number; municipal: number }

/** Per problem; the nation is generated city by city. `counties`, `units`, `doctors` are totals. */
const SIZES: Record<SizeName, Size> = {
  county: { cities: 1, counties: 1, units: 24, doctors: 24, municipal: 0 },
  city: { cities: 1, counties: 12, units: 140, doctors: 146, municipal: 0.3 },
  province: { cities: 9, counties: 85, units: 1100, doctors: 2000, municipal: 0.2 },
  provinceCity: { cities: 1, counties: 9, units: 122, doctors: 222, municipal: 0.2 },
  nation: { cities: 1, counties: 8, units: 212, doctors: 294, municipal: 0.2 },
}
export const NATION_CITIES = 340

/** How many days units ask for: A at least one, B one or two, C at least four. */
type Model = 'A' | 'B' | 'C'
const MONTH = '2024-10'
const WEEKDAYS = [1, 2, 3, 4, 5] as const

type County = { region: string; city: string; at: Position; model: Model }
type Draft = {
  random: Random
  counties: County[]
  hospitals: (PlanHospital & { city: string; region: string; at: Position; tcm: boolean; size: number })[]
  units: PlanUnit[]
  models: Map<string, Model>
}

export type Asked = {
  size: SizeName
  seed: number
  /** For the nation: which city, from 0. */
  city?: number
  /** Whether counties of four days a unit are among them. */
  withLongStays?: boolean
}

/** A problem of a size; the same seed gives the same problem. */
export function generateProblem({ size, seed, city = 0, withLongStays = true }: Asked): PlanProblem {
  const { cities, counties, units, doctors, municipal } = SIZES[size]
  const random = seededRandom(seed * 7919 + 13 + city * 104_729)
  const draft: Draft = { random, counties: [], hospitals: [], units: [], models: new Map() }
  placeCounties(draft, { cities, counties, first: city, withLongStays: withLongStays && size !== 'county' })
  placeHospitals(draft, municipal)
  for (let k = 0; k < units; k++) draft.units.push(unitOf(draft, k))
  const people = Array.from({ length: doctors }, (_, k) =>
    doctorOf(draft, k, { isMunicipal: k < doctors * municipal, mean: demandOf(draft) / doctors }),
  )
  return {
    version: 1,
    months: [MONTH],
    seed: 1,
    timeLimitSeconds: 60,
    calendar: {
      holidays: ['01', '02', '03', '04', '05', '06', '07'].map((day) => `${MONTH}-${day}`),
      makeUpWorkdays: ['2024-10-12'],
    },
    specialties: SPECIALTIES,
    hospitals: draft.hospitals.map(({ id, name, ownership, shareAtLeast, region }) => ({
      id,
      name,
      ownership,
      shareAtLeast,
      region,
    })),
    units: draft.units,
    doctors: people,
    locks: [],
    previous: pastOf(draft, people),
    rules: {
      titleFloor: 'attending',
      homeVisitHalfDaysPerMonth: 1,
      maxUnitsPerDoctor: 2,
      maxDoctorsPerUnit: 3,
      minDaysPerDoctorAtUnit: 1,
      rotation: 'monthly',
      weights: DEFAULT_WEIGHTS,
    },
  }
}

const demandOf = ({ units }: Draft) => units.reduce((sum, unit) => sum + unit.daysPerMonth.min, 0)

/** Made-up division codes: 4 digits for a city, 6 for a county of it. */
const cityCode = (k: number) => String(1100 + Math.floor(k / 20) * 100 + (k % 20) + 1)

/** A point some kilometres from another, any direction. */
function near(random: Random, [longitude, latitude]: Position, low: number, high: number): Position {
  const angle = random.next() * 2 * Math.PI
  const km = low + (high - low) * Math.sqrt(random.next())
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  return [round(longitude + (km * Math.cos(angle)) / 100), round(latitude + (km * Math.sin(angle)) / 111)]
}

type Plan = { cities: number; counties: number; first: number; withLongStays: boolean }

function placeCounties(draft: Draft, { cities, counties, first, withLongStays }: Plan): void {
  const { random } = draft
  const side = Math.ceil(Math.sqrt(cities))
  for (let k = 0; k < counties; k++) {
    const c = k % cities
    const centre: Position = [112 + (c % side) * 1.2, 26 + Math.floor(c / side) * 1.1]
    const code = cityCode(first + c)
    const single = counties === 1
    const model = single
      ? 'A'
      : random.weighted([['A', 62] as const, ['B', 26] as const, [withLongStays ? 'C' : 'B', 12] as const])
    draft.counties.push({
      region: `${code}${String(21 + Math.floor(k / cities))}`,
      city: code,
      at: near(random, centre, 15, 70),
      model,
    })
  }
}

/** Two hospitals a county, general and Chinese medicine, and three municipal ones a city where any serve. */
function placeHospitals(draft: Draft, municipal: number): void {
  const add = (
    name: string,
    place: Omit<County, 'model'>,
    rest: { tcm: boolean; size: number; own: boolean },
  ) =>
    draft.hospitals.push({
      id: `h${draft.hospitals.length + 1}`,
      name,
      ownership: rest.own ? 'county' : 'municipal',
      shareAtLeast: rest.own ? null : 0.3,
      ...place,
      tcm: rest.tcm,
      size: rest.size,
    })
  for (const { region, city, at } of draft.counties) {
    add(`${region}县医院`, { region, city, at }, { tcm: false, size: 3, own: true })
    add(`${region}中医院`, { region, city, at }, { tcm: true, size: 1.4, own: true })
  }
  if (municipal === 0) return
  for (const own of Map.groupBy(draft.counties, (county) => county.city).values()) {
    const [first] = own
    if (!first) continue
    for (let k = 1; k <= 3; k++)
      add(
        `${first.city}市第${k}医院`,
        { ...first, region: `${first.city}00` },
        { tcm: k === 3, size: 2, own: false },
      )
  }
}

function unitOf({ random, counties, models }: Draft, k: number): PlanUnit {
  const { region, at, model } = counties[k % counties.length] as County
  const days = model === 'A' ? 1 : model === 'B' ? random.whole(1, 2) : 4
  const id = `u${String(k + 1).padStart(4, '0')}`
  models.set(id, model)
  const needs: PlanUnit['needs'] = []
  const many = random.weighted(
    model === 'C'
      ? [[1, 1] as const, [2, 3] as const, [3, 4] as const]
      : [[1, 5] as const, [2, 3] as const, [3, 1] as const],
  )
  while (needs.length < many) {
    const specialty = random.weighted(ASKED)
    if (!needs.some((need) => need.specialty === specialty))
      needs.push({ specialty, weight: 3 - needs.length })
  }
  const settled = random.next() < 0.35
  return {
    id,
    name: `${region}第${k + 1}卫生院`,
    region,
    needs,
    daysPerMonth: { min: days, max: model === 'A' ? 1 : model === 'B' ? 2 : 5 },
    closedDates: random.next() < 0.1 ? [random.pick(daysOf(MONTH))] : [],
    preferred: settled ? { weekday: random.pick(WEEKDAYS), ordinal: random.whole(1, 4) } : null,
    marketDays: random.next() < 0.5 ? [random.pick(WEEKDAYS)] : [],
    at: near(random, at, 3, 28),
  }
}

type Part = { isMunicipal: boolean; mean: number }

function doctorOf({ random, hospitals }: Draft, k: number, { isMunicipal, mean }: Part): PlanDoctor {
  const own = hospitals.filter(({ ownership }) => (ownership === 'municipal') === isMunicipal)
  const hospital = isMunicipal
    ? (own[k % own.length] as (typeof own)[number])
    : random.weighted(own.map((one) => [one, one.size] as const))
  const clinics = new Set([random.pick(WEEKDAYS), random.pick(WEEKDAYS)])
  const leave = daysOf(MONTH).filter(() => random.next() < 0.05)
  if (random.next() < 0.12) {
    const start = random.whole(7, 24)
    leave.push(...daysOf(MONTH).slice(start, start + random.whole(3, 10)))
  }
  const title = random.weighted<Title>([
    ['resident', 3],
    ['attending', 58],
    ['associateChief', 27],
    ['chief', 12],
  ])
  const most = random.weighted(
    mean > 1.4
      ? [[1, 1] as const, [2, 3] as const, [3, 3] as const, [4, 3] as const]
      : [[1, 4] as const, [2, 4] as const, [3, 1] as const, [4, 1] as const],
  )
  return {
    id: `d${String(k + 1).padStart(4, '0')}`,
    hospital: hospital.id,
    specialty: hospital.tcm && random.next() < 0.75 ? random.pick(CHINESE_MEDICINE) : random.weighted(HAD),
    title,
    maxDaysPerMonth: most,
    minDaysPerYear: null,
    unavailable: [...new Set(leave)].sort(),
    ownClinicWeekdays: [...clinics].sort((a, b) => a - b),
    at: hospital.at,
  }
}

/** Last month's pairs, each on one weekday: what continuity and habit hold on to. */
function pastOf(
  { random, units, hospitals }: Draft,
  doctors: readonly PlanDoctor[],
): PlanProblem['previous'] {
  const home = new Map(hospitals.map(({ id, region }) => [id, region]))
  const past: PlanProblem['previous'] = []
  for (const unit of units) {
    const own = doctors.filter((doctor) => home.get(doctor.hospital) === unit.region)
    if (own.length === 0 || random.next() > 0.5) continue
    const day = 1 + random.whole(0, 3) * 7 + random.pick([1, 2, 3, 4, 8])
    const date = `2024-09-${String(Math.min(30, day)).padStart(2, '0')}`
    past.push({ doctor: random.pick(own).id, unit: unit.id, month: '2024-09', dates: [date] })
  }
  return past
}
