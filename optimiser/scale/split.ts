// A problem larger than a city, taken apart by city (the first four digits of a GB/T 2260 division): doctors
// serve the units of their own city. Doctors whose hospital belongs to no single city, a provincial one for
// example, go where the flow over the whole problem sends them. Each city keeps the shares asked of its
// hospitals, so what holds in every city holds for the whole.
import type { PlanDoctor, PlanProblem } from '../../domain/dispatch/plan.ts'
import { matchingFlow } from '../flow/matching-network.ts'
import { instanceOf } from '../instance.ts'

/** Doctors × units × months from which a problem of several cities is taken apart. */
const LARGE = 100_000

export type CityPart = { city: string; problem: PlanProblem }

const cityOf = (region: string): string => region.slice(0, 4)

/** Whether a problem is so large that it is planned city by city. */
export function isLarge({ units, doctors, months }: PlanProblem): boolean {
  const cities = new Set(units.map((unit) => cityOf(unit.region)))
  return cities.size > 1 && units.length * doctors.length * months.length > LARGE
}

/** The parts of a problem, in the order of its units; every unit and every doctor is in exactly one. */
export function splitByCity(problem: PlanProblem): CityPart[] {
  const areas = areasOf(problem)
  const unitCity = new Map(problem.units.map((unit) => [unit.id, areas.get(cityOf(unit.region)) ?? '']))
  const homes = homesOf(problem, areas, unitCity)
  return [...new Set(unitCity.values())].map((city) => {
    const units = problem.units.filter((unit) => unitCity.get(unit.id) === city)
    const doctors = problem.doctors.filter((doctor) => homes.get(doctor.id) === city)
    const inCity = new Set(units.map(({ id }) => id))
    const people = new Set(doctors.map(({ id }) => id))
    const own = new Set(doctors.map((doctor) => doctor.hospital))
    const among = (one: { doctor: string; unit: string }) => inCity.has(one.unit) && people.has(one.doctor)
    return {
      city,
      problem: {
        ...problem,
        units,
        doctors,
        hospitals: problem.hospitals.filter(({ id }) => own.has(id)),
        locks: problem.locks.filter(among),
        previous: problem.previous.filter((past) => people.has(past.doctor) || inCity.has(past.unit)),
      },
    }
  })
}

type Cities = ReadonlyMap<string, string>

/** Each city by itself; cities that share a locked doctor stay together, so that every lock can be kept. */
function areasOf({ units, locks }: PlanProblem): Map<string, string> {
  const areas = new Map(units.map(({ region }) => [cityOf(region), cityOf(region)]))
  const regions = new Map(units.map(({ id, region }) => [id, cityOf(region)]))
  for (const own of Map.groupBy(locks, (lock) => lock.doctor).values()) {
    const joined = new Set(own.map((lock) => areas.get(regions.get(lock.unit) ?? '') ?? ''))
    const [first = ''] = [...joined].sort()
    for (const [city, area] of areas) if (joined.has(area)) areas.set(city, first)
  }
  return areas
}

/** The city of each doctor: locks first, then the hospital's division, then what the data say. */
function homesOf(problem: PlanProblem, areas: Cities, unitCity: Cities): Map<string, string> {
  const known = new Set(unitCity.values())
  const hospitals = new Map(problem.hospitals.map(({ id, region }) => [id, areas.get(cityOf(region ?? ''))]))
  const locked = new Map(problem.locks.map((lock) => [lock.doctor, unitCity.get(lock.unit)]))
  const homes = new Map<string, string>()
  const homeless: PlanDoctor[] = []
  for (const doctor of problem.doctors) {
    const home = locked.get(doctor.id) ?? hospitals.get(doctor.hospital) ?? ''
    if (known.has(home)) homes.set(doctor.id, home)
    else homeless.push(doctor)
  }
  if (homeless.length === 0) return homes
  const sent = sentBy(flowOf(problem, homes, unitCity), unitCity)
  const [first = ''] = known
  for (const doctor of homeless)
    homes.set(doctor.id, sent.get(doctor.id) ?? nearestCity(problem, doctor, unitCity) ?? first)
  return homes
}

type SentDays = { doctor: string; unit: string; days: number }

/** Whom the flow over the whole problem sends where, while doctors who have a home serve there. */
function flowOf(problem: PlanProblem, homes: Cities, unitCity: Cities): SentDays[] {
  const cities = problem.units.map((unit) => unitCity.get(unit.id))
  const home = problem.doctors.map((doctor) => homes.get(doctor.id))
  const instance = instanceOf(problem, (d, u) => home[d] === undefined || home[d] === cities[u])
  return matchingFlow(instance).pairs.map(({ doctor, unit, days }) => ({
    doctor: problem.doctors[doctor]?.id ?? '',
    unit: problem.units[unit]?.id ?? '',
    days,
  }))
}

/** The city in which each doctor has the most days. */
function sentBy(pairs: readonly SentDays[], unitCity: Cities): Map<string, string> {
  const best = new Map<string, string>()
  for (const [doctor, own] of Map.groupBy(pairs, (pair) => pair.doctor)) {
    const days = new Map<string, number>()
    for (const pair of own) {
      const city = unitCity.get(pair.unit) ?? ''
      days.set(city, (days.get(city) ?? 0) + pair.days)
    }
    const [most] = [...days].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    if (most) best.set(doctor, most[0])
  }
  return best
}

function nearestCity({ units }: PlanProblem, { at }: PlanDoctor, unitCity: Cities): string | null {
  if (!at) return null
  let best: { unit: string; square: number } | null = null
  for (const unit of units) {
    if (!unit.at) continue
    const square = (unit.at[0] - at[0]) ** 2 + (unit.at[1] - at[1]) ** 2
    if (!best || square < best.square) best = { unit: unit.id, square }
  }
  return unitCity.get(best?.unit ?? '') ?? null
}
