// The matching as a flow of days: quota group → hospital, with its fair band → doctor, each further day
// dearer (fairness) → year → month → unit-month. Every price is a lower bound of what the plan pays, and
// what a network cannot say (a doctor's units, a unit's doctors, days that clash) is left out: the cheapest
// flow is therefore a bound of the whole plan, and the best hint where a plan should begin.
import type { Ownership } from '../../domain/dispatch/plan.ts'
import { pairKey, planIndex } from '../../domain/dispatch/plan-index.ts'
import {
  askedDays,
  fairnessStep,
  hospitalTargets,
  quotasOf,
  yearTargets,
} from '../../domain/dispatch/plan-targets.ts'
import { yearOf } from '../../domain/shared/calendar.ts'
import type { Instance, Option } from '../instance.ts'
import { NetworkBuilder } from './network-builder.ts'
import { minimumCostFlow, type Network } from './network-simplex.ts'

/** A pair in a month that the flow may use. */
type PairArc = { arc: number; doctor: number; unit: number; month: number }

export type MatchingFlow = {
  /** No plan costs less. */
  bound: number
  /** Days the flow gives each pair in a month. */
  pairs: { doctor: number; unit: number; month: number; days: number }[]
}

type Build = {
  instance: Instance
  network: NetworkBuilder
  source: number
  sink: number
  /** Points paid whatever flows. */
  constant: number
}

const ENDLESS = Number.POSITIVE_INFINITY

/** The network itself, with its pairs' arcs and the points that are paid whatever flows. */
export function matchingNetwork(instance: Instance): { network: Network; arcs: PairArc[]; constant: number } {
  const network = new NetworkBuilder()
  const build: Build = { instance, network, source: network.node(), sink: network.node(), constant: 0 }
  const doctorMonths = addDoctors(build, addHospitals(build, addQuotas(build)))
  const unitMonths = addUnits(build)
  const arcs = addPairs(build, doctorMonths, unitMonths)
  const { units, months } = instance
  const most = months.length * units.reduce((sum, unit) => sum + unit.daysPerMonth.max, 0)
  // a day that nobody goes flows past everybody
  network.arc(build.source, build.sink, ENDLESS, 0)
  return { network: network.build(build.source, build.sink, most), arcs, constant: build.constant }
}

/** The cheapest flow of days. */
export function matchingFlow(instance: Instance): MatchingFlow {
  const { network, arcs, constant } = matchingNetwork(instance)
  const { cost, flow } = minimumCostFlow(network)
  const pairs = arcs
    .map(({ arc, doctor, unit, month }) => ({ doctor, unit, month, days: flow[arc] ?? 0 }))
    .filter(({ days }) => days > 0)
  return { bound: Math.max(0, cost + constant), pairs }
}

/** Days all unit-months ask for. */
function daysAsked({ problem, units, months }: Instance): number {
  return months.reduce(
    (sum, month) => sum + units.reduce((all, unit) => all + askedDays(problem, unit, month), 0),
    0,
  )
}

/**
 * TGT-1: one node a class of owners, its first days paid for by the quota they save. The share is asked of
 * the days planned; a day left uncovered lowers it, for which `uncoveredPoints` makes allowance.
 */
function addQuotas(build: Build): Map<Ownership, number> {
  const { instance, network, source } = build
  const { quota } = instance.problem.rules.weights
  const asked = daysAsked(instance)
  const nodes = new Map<Ownership, number>()
  for (const { ownership, share } of quotasOf(instance.problem)) {
    const node = network.node()
    nodes.set(ownership, node)
    const whole = Math.floor(share * asked)
    const rest = share * asked - whole
    network.arc(source, node, whole, -quota)
    network.arc(source, node, 1, -quota * rest)
    network.arc(source, node, ENDLESS, 0)
    build.constant += quota * share * asked
  }
  return nodes
}

/** Points of a day missing, less what its missing may save at the quotas. */
function uncoveredPoints({ instance }: Build): number {
  const { uncovered, quota } = instance.problem.rules.weights
  return uncovered - quotasOf(instance.problem).reduce((sum, { share }) => sum + share * quota, 0)
}

function addHospitals(build: Build, groups: ReadonlyMap<Ownership, number>): Map<string, number> {
  const { instance, network, source } = build
  const { hospitalBand } = instance.problem.rules.weights
  const { hospitals } = planIndex(instance.problem)
  const nodes = new Map<string, number>()
  for (const { hospital, low, high } of hospitalTargets(instance.problem)) {
    const node = network.node()
    nodes.set(hospital, node)
    const from = groups.get(hospitals.get(hospital)?.ownership ?? 'county') ?? source
    network.arc(from, node, low, -hospitalBand)
    network.arc(from, node, high - low, 0)
    network.arc(from, node, ENDLESS, hospitalBand)
    build.constant += hospitalBand * low
  }
  return nodes
}

/** A node for each doctor-month, reached through rising prices and the year's minimum (TGT-13). */
function addDoctors(build: Build, hospitals: ReadonlyMap<string, number>): number[][] {
  const { instance, network } = build
  const { problem, months } = instance
  const { daysBefore } = planIndex(problem)
  return instance.doctors.map((doctor) => {
    const node = network.node()
    const done = daysBefore.get(doctor.id) ?? 0
    const most = doctor.maxDaysPerMonth * months.length
    const home = hospitals.get(doctor.hospital) ?? build.source
    for (let k = 1; k <= most; k++) network.arc(home, node, 1, fairnessStep(problem, done + k))
    const years = new Map<number, number>()
    for (const { year, required } of yearTargets(problem, doctor)) {
      const inYear = network.node()
      years.set(year, inYear)
      network.arc(node, inYear, required, -problem.rules.weights.yearShort)
      network.arc(node, inYear, ENDLESS, 0)
      build.constant += problem.rules.weights.yearShort * required
    }
    return months.map((month) => {
      const inMonth = network.node()
      network.arc(years.get(yearOf(month)) ?? node, inMonth, doctor.maxDaysPerMonth, 0)
      return inMonth
    })
  })
}

function addUnits(build: Build): number[][] {
  const { instance, network, sink } = build
  const points = uncoveredPoints(build)
  return instance.units.map((unit) =>
    instance.months.map((month) => {
      const node = network.node()
      const asked = askedDays(instance.problem, unit, month)
      network.arc(node, sink, asked, -points)
      network.arc(node, sink, Math.max(0, unit.daysPerMonth.max - asked), 0)
      build.constant += points * asked
      return node
    }),
  )
}

/** Each pair's cheapest day: its visit's points, spread over the days of the longest visit it may make. */
function addPairs(
  build: Build,
  doctorMonths: readonly number[][],
  unitMonths: readonly number[][],
): PairArc[] {
  const { instance, network } = build
  const arcs: PairArc[] = []
  const { options } = instance
  for (let k = 0; k < options.length; ) {
    const { doctor, unit, month } = options[k] as Option
    const start = startPoints(instance, doctor, unit, month)
    let days = 0
    let price = ENDLESS
    // options of a pair and month stand together
    for (; options[k]?.doctor === doctor && options[k]?.unit === unit && options[k]?.month === month; k++) {
      const option = options[k] as Option
      days = Math.max(days, option.days)
      price = Math.min(price, (option.cost + option.ahead + start) / option.days)
    }
    const tail = doctorMonths[doctor]?.[month] ?? -1
    const head = unitMonths[unit]?.[month] ?? -1
    arcs.push({ arc: network.arc(tail, head, days, price), doctor, unit, month })
  }
  return arcs
}

/** MAT-6: what a new pair pays in the first month for certain. */
function startPoints({ problem, doctors, units }: Instance, d: number, u: number, m: number): number {
  if (m > 0 || problem.rules.rotation === 'fixed') return 0
  const isOld = planIndex(problem).lastPairs.has(pairKey(doctors[d]?.id ?? '', units[u]?.id ?? ''))
  return isOld ? 0 : problem.rules.weights.continuity
}
