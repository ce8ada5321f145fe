// Public route instances (Solomon's, and prize-collecting ones of 1,000 customers) as networks, in tenths:
// distances are cut to one decimal, as their best known values were.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Network, windowArrays } from '../routes/network.ts'

/** An instance as its file says it; customer 0 is the depot. */
export type Instance = {
  name: string
  x: number[]
  y: number[]
  demand: number[]
  ready: number[]
  due: number[]
  service: number[]
  /** Null: every customer has to be visited. */
  prize: number[] | null
  vehicles: number
  capacity: number
  /** Best known cost, in tenths. */
  best: number
}

/** Quoted from the literature, see the folder's README. */
const SOLOMON: Record<string, number> = {
  R102: 1466.6,
  R105: 1355.3,
  C102: 827.3,
  C105: 827.3,
  RC102: 1457.4,
  RC105: 1513.7,
  R202: 1029.6,
  R205: 949.8,
  C202: 589.1,
  C205: 586.4,
  RC202: 1092.3,
  RC205: 1154.0,
}
const PRIZES = ['C1_10_2', 'R1_10_2', 'R2_10_2', 'RC2_10_2']

/** What leaving out a customer costs who has to be visited: more than any tour. */
const MISSED = 1_000_000

const numbers = (line: string) => line.trim().split(/\s+/).map(Number)

function readSolomon(folder: string, name: string): Instance {
  const lines = readFileSync(join(folder, 'solomon', `${name}.txt`), 'utf8').split('\n')
  const fleet = lines.findIndex((line) => line.trim().startsWith('NUMBER'))
  const [vehicles = 0, capacity = 0] = numbers(lines[fleet + 1] ?? '')
  const rows = lines.map(numbers).filter((row) => row.length === 7 && row.every(Number.isFinite))
  const column = (k: number) => rows.map((row) => row[k] ?? 0)
  return {
    name,
    x: column(1),
    y: column(2),
    demand: column(3),
    ready: column(4),
    due: column(5),
    service: column(6),
    prize: null,
    vehicles,
    capacity,
    best: Math.round((SOLOMON[name] ?? 0) * 10),
  }
}

function readPrizes(folder: string, name: string): Instance {
  const text = readFileSync(join(folder, 'pcvrptw', `${name}.vrp`), 'utf8')
  const section = (title: string) => {
    const [, after = ''] = text.split(`${title}_SECTION\n`)
    const lines = after.split('\n')
    const end = lines.findIndex((line) => !/^\s*-?\d/.test(line))
    return lines.slice(0, end).map(numbers)
  }
  const value = (key: string) => Number(new RegExp(`${key} : (\\d+)`).exec(text)?.[1] ?? 0)
  const column = (title: string, k: number) => section(title).map((row) => row[k] ?? 0)
  const service = value('SERVICE_TIME')
  return {
    name,
    x: column('NODE_COORD', 1),
    y: column('NODE_COORD', 2),
    demand: column('DEMAND', 1),
    ready: column('TIME_WINDOW', 1),
    due: column('TIME_WINDOW', 2),
    service: column('DEMAND', 1).map((_, k) => (k === 0 ? 0 : service)),
    prize: column('PRIZE', 1),
    vehicles: value('VEHICLES'),
    capacity: value('CAPACITY'),
    best: knownRoutes(folder, name).cost,
  }
}

/** The best known routes stored beside a prize-collecting instance, and the cost they claim. */
export function knownRoutes(folder: string, name: string): { cost: number; routes: number[][] } {
  const lines = readFileSync(join(folder, 'pcvrptw', `${name}.sol`), 'utf8')
    .trim()
    .split('\n')
  return {
    cost: Number((lines.at(-1) ?? '').split(' ')[1]),
    routes: lines.slice(0, -1).map((line) => numbers(line.split(':')[1] ?? '')),
  }
}

/** All instances of a kind that the folder holds. */
export function readInstances(folder: string, kind: 'solomon' | 'prizes'): Instance[] {
  const here = (file: string) => existsSync(join(folder, file))
  return kind === 'solomon'
    ? Object.keys(SOLOMON)
        .filter((name) => here(`solomon/${name}.txt`))
        .map((name) => readSolomon(folder, name))
    : PRIZES.filter((name) => here(`pcvrptw/${name}.vrp`)).map((name) => readPrizes(folder, name))
}

/** Tenths of the distance between two customers, cut. */
function tenths({ x, y }: Instance, i: number, j: number): number {
  const across = (x[i] ?? 0) - (x[j] ?? 0)
  const along = (y[i] ?? 0) - (y[j] ?? 0)
  return Math.floor(10 * Math.hypot(across, along) + 1e-9)
}

/** The instance for the search: stop v is customer v + 1. */
export function networkOfInstance(instance: Instance): Network {
  const stops = instance.x.length - 1
  const places = stops + 1
  const customerOf = (place: number) => (place === stops ? 0 : place + 1)
  const cost = new Float64Array(places * places)
  for (let i = 0; i < places; i++)
    for (let j = 0; j < places; j++) cost[i * places + j] = tenths(instance, customerOf(i), customerOf(j))
  const of = (values: readonly number[], scale: number) =>
    Float64Array.from({ length: stops }, (_, v) => scale * (values[v + 1] ?? 0))
  return {
    stops,
    places,
    cost,
    time: cost,
    service: of(instance.service, 10),
    load: of(instance.demand, 1),
    prize: instance.prize ? of(instance.prize, 10) : new Float64Array(stops).fill(MISSED),
    ...windowArrays(
      Array.from({ length: stops }, (_, v): [number, number][] => [
        [10 * (instance.ready[v + 1] ?? 0), 10 * (instance.due[v + 1] ?? 0)],
      ]),
    ),
    vehicles: Array.from({ length: instance.vehicles }, () => ({
      start: stops,
      end: stops,
      from: 10 * (instance.ready[0] ?? 0),
      to: 10 * (instance.due[0] ?? 0),
      capacity: instance.capacity,
      maxMinutes: Number.POSITIVE_INFINITY,
      fixed: 0,
    })),
  }
}

/** Cost of routes of customers by plain counting over the file's numbers; throws where a rule is broken. */
export function countedCost(instance: Instance, routes: readonly (readonly number[])[]): number {
  const met = new Set<number>()
  let cost = 0
  for (const route of routes) {
    let clock = 10 * (instance.ready[0] ?? 0)
    let place = 0
    let load = 0
    for (const customer of [...route, 0]) {
      if (customer !== 0 && met.has(customer)) throw new Error(`${instance.name}: ${customer} twice`)
      met.add(customer)
      cost += tenths(instance, place, customer)
      clock += 10 * (instance.service[place] ?? 0) + tenths(instance, place, customer)
      clock = Math.max(clock, 10 * (instance.ready[customer] ?? 0))
      if (clock > 10 * (instance.due[customer] ?? 0)) throw new Error(`${instance.name}: ${customer} late`)
      load += instance.demand[customer] ?? 0
      place = customer
    }
    if (load > instance.capacity) throw new Error(`${instance.name}: overloaded`)
  }
  if (routes.filter((route) => route.length > 0).length > instance.vehicles)
    throw new Error(`${instance.name}: too many vehicles`)
  for (let customer = 1; customer < instance.x.length; customer++)
    if (!met.has(customer)) {
      if (!instance.prize) throw new Error(`${instance.name}: ${customer} left out`)
      cost += 10 * (instance.prize[customer] ?? 0)
    }
  return cost
}
