// What a reader is shown of a task: lines by county, unit, hospital and doctor, only where her own rows are; each with its
// arithmetic, where it stands and what is still needed a month (PLN-7, SEC-2).
import type { TaskLevel, TaskLine } from '../../../contract/reports-tasks.ts'
import type { Scope } from '../../../domain/access/roles.ts'
import type { Leaf, ShareOf } from '../../../domain/reports/shares.ts'
import { landingOf, shareWords, weightWords } from '../../../domain/reports/tasks.ts'
import { divisionOf } from '../../platform/division-range.ts'
import type { NamedLeaf, Reckoned } from './task-cascade.ts'

type Share = ShareOf<NamedLeaf>

const sum = (leaves: readonly Leaf[]): number => leaves.reduce((n, l) => n + l.weight, 0)

type Part = {
  level: TaskLevel
  bodyId: string
  name: string
  of: string
  amount: number
  shares: readonly Share[]
  byHand: boolean
  whole: { amount: number; weight: number }
}

function lineOf({ task }: Reckoned, part: Part, today: string): TaskLine {
  const leaves = part.shares.map((s) => s.leaf)
  const since = leaves
    .filter((l) => l.weight > 0)
    .map((l) => `${l.since}-01`)
    .sort((a, b) => a.localeCompare(b))[0]
  const from = part.level !== 'county' && since && since > task.from ? since : task.from
  const given = part.shares.reduce((n, s) => n + s.amount, 0)
  const done = leaves.reduce((n, l) => n + l.done, 0)
  const bodies = part.level === 'county' || part.level === 'unit'
  return {
    level: part.level,
    bodyId: part.bodyId,
    name: part.name,
    of: part.of,
    byHand: part.byHand,
    minimum: weightWords(leaves.filter((l) => l.weight > 0)),
    split: part.byHand ? '' : shareWords(part.amount, sum(leaves), part.whole),
    unassigned: bodies ? Math.max(0, part.amount - given) : 0,
    ...landingOf({ share: part.amount, done }, { from, by: task.by }, today),
  }
}

/** Which units, hospitals and doctors' shares a scope lets through; a hospital sees none of a unit's other doctors. */
function sightOf(scope: Scope, reckoned: Reckoned, regionId: string | undefined) {
  const region = divisionOf(regionId ?? '')
  const county = new Map(reckoned.units.map((u) => [u.id, u.regionId]))
  const inRegion = (code: string): boolean => code.startsWith(region)
  const division = scope.kind === 'division' ? scope.division : null
  const own = new Set(scope.kind === 'organisations' ? scope.organisations : [])
  const seesCounty = (code: string): boolean =>
    division !== null && code.startsWith(division) && inRegion(code)
  return {
    county: seesCounty,
    unit: (id: string): boolean =>
      (own.has(id) && inRegion(county.get(id) ?? '')) || seesCounty(county.get(id) ?? ''),
    hospital: (id: string): boolean => division !== null || own.has(id),
    leaf: ({ leaf: l }: Share): boolean => {
      const code = county.get(l.unitId) ?? ''
      if (scope.kind === 'practitioner') return l.practitionerId === scope.practitioner
      return seesCounty(code) || (inRegion(code) && (own.has(l.unitId) || own.has(l.hospitalId)))
    },
  }
}

const amountOf = (shares: readonly Share[]): number => shares.reduce((n, s) => n + s.amount, 0)

/** All lines in the reader's sight, by level and in the order of units and hospitals. */
export function linesOf(
  reckoned: Reckoned,
  reader: { scope: Scope; regionId: string | undefined },
  today: string,
): TaskLine[] {
  const { cascade: split, units, leaves, hand, countyNames, total } = reckoned
  const sight = sightOf(reader.scope, reckoned, reader.regionId)
  const unitName = new Map(units.map((u) => [u.id, u.name]))
  const ofUnit = Map.groupBy(split.leaves, (s) => s.leaf.unitId)
  const inUnit = (id: string): Share[] => ofUnit.get(id) ?? []
  const inCounty = (code: string): Share[] =>
    units.filter((u) => u.regionId === code).flatMap((u) => inUnit(u.id))
  const weightOfCounty = new Map(
    [...split.counties.keys()].map((code) => [code, sum(inCounty(code).map((s) => s.leaf))]),
  )
  const line = (part: Part): TaskLine => lineOf(reckoned, part, today)
  const whole = { amount: total, weight: sum(leaves) }
  const lines: TaskLine[] = []
  for (const [code, amount] of split.counties)
    if (sight.county(code))
      lines.push(
        line({
          level: 'county',
          bodyId: code,
          name: countyNames.get(code) ?? code,
          of: '',
          amount,
          shares: inCounty(code),
          byHand: hand.counties !== null,
          whole,
        }),
      )
  for (const u of units)
    if (sight.unit(u.id))
      lines.push(
        line({
          level: 'unit',
          bodyId: u.id,
          name: u.name,
          of: countyNames.get(u.regionId) ?? '',
          amount: split.units.get(u.id) ?? 0,
          shares: inUnit(u.id),
          byHand: hand.units.has(u.regionId),
          whole: { amount: split.counties.get(u.regionId) ?? 0, weight: weightOfCounty.get(u.regionId) ?? 0 },
        }),
      )
  const seen = split.leaves.filter(sight.leaf)
  const derived = { amount: 0, weight: 0 }
  for (const [id, shares] of Map.groupBy(seen, (s) => s.leaf.hospitalId))
    if (sight.hospital(id))
      lines.push(
        line({
          level: 'hospital',
          bodyId: id,
          name: shares[0]?.leaf.hospital ?? '',
          of: '',
          amount: amountOf(shares),
          shares,
          byHand: false,
          whole: derived,
        }),
      )
  for (const [id, shares] of Map.groupBy(seen, (s) => s.leaf.practitionerId)) {
    const [first] = shares
    const only = shares.length === 1 ? first : undefined
    const at = only ? inUnit(only.leaf.unitId).map((s) => s.leaf) : []
    lines.push(
      line({
        level: 'doctor',
        bodyId: id,
        name: first?.leaf.name ?? '',
        of: `${first?.leaf.hospital ?? ''} → ${shares.map((s) => unitName.get(s.leaf.unitId) ?? '').join('、')}`,
        amount: amountOf(shares),
        shares,
        byHand: false,
        whole: only ? { amount: split.units.get(only.leaf.unitId) ?? 0, weight: sum(at) } : derived,
      }),
    )
  }
  return lines
}
