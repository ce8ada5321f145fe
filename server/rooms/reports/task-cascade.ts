// The cascade of one task over all of a programme: who is posted, what is done, what was split by hand. It is reckoned over every
// county and hospital, because a share depends on the others'; what a reader is shown of it is cut out afterwards (task-list.ts).
import type { Programme } from '../../../domain/programme/programme.ts'
import { citation, countsWholeDaysOnly } from '../../../domain/programme/programme.ts'
import { type Cascade, cascade, type HandSplit, type Leaf } from '../../../domain/reports/shares.ts'
import { leavesOf, type Posted, type Task, weightWords } from '../../../domain/reports/tasks.ts'
import type { Context } from '../../platform/action.ts'
import { enterScope, type Trx } from '../../platform/database.ts'
import { divisionNames, findOrganisations } from '../organisations/door.ts'
import * as store from './store-tasks.ts'

/** Reads past the reader's own rows; only for what is cut down to her sight before it is answered. */
export async function overAll<T>({ trx, actor }: Context, work: (trx: Trx) => Promise<T>): Promise<T> {
  await enterScope(trx, { kind: 'system' })
  const answer = await work(trx)
  await enterScope(trx, actor.scope)
  return answer
}

export type NamedLeaf = Leaf & { name: string; hospital: string; done: number }
export type UnitLine = { id: string; name: string; regionId: string }
export type Summary = {
  task: Task
  /** The plan's number, or what the minimum makes of the postings; of each unit where the plan asks each. */
  target: number
  total: number
  arithmetic: string
  citation: string
}
export type Reckoned = Summary & {
  units: UnitLine[]
  leaves: NamedLeaf[]
  cascade: Cascade<NamedLeaf>
  hand: HandSplit
  versions: store.ShareVersionRow[]
  countyNames: ReadonlyMap<string, string>
}

/** The version of a region that holds on a day: the latest begun, the newest of those. */
export function inForce(
  versions: readonly store.ShareVersionRow[],
  regionId: string,
  day: string,
): store.ShareVersionRow | undefined {
  return versions
    .filter((v) => v.region_id === regionId && v.effective_from <= day)
    .sort((a, b) => a.effective_from.localeCompare(b.effective_from) || a.version - b.version)
    .at(-1)
}

const amounts = (v: store.ShareVersionRow): Map<string, number> =>
  new Map(v.shares.map((s) => [s.body_id, s.amount]))

function handOf(
  versions: readonly store.ShareVersionRow[],
  counties: readonly string[],
  day: string,
): HandSplit {
  const city = counties[0] ? inForce(versions, `${counties[0].slice(0, 4)}00`, day) : undefined
  const units = counties.flatMap((code) => {
    const own = inForce(versions, code, day)
    return own ? ([[code, amounts(own)]] as const) : []
  })
  return { counties: city ? amounts(city) : null, units: new Map(units) }
}

/** TGT-10: what the plan asks of every unit is each unit's, whatever is posted there. */
function eachUnit(units: readonly UnitLine[], target: number): HandSplit {
  const counties = new Map<string, number>()
  const of = new Map<string, Map<string, number>>()
  for (const u of units) {
    counties.set(u.regionId, (counties.get(u.regionId) ?? 0) + target)
    of.set(u.regionId, (of.get(u.regionId) ?? new Map<string, number>()).set(u.id, target))
  }
  return { counties, units: of }
}

async function unitsById(trx: Trx, ids: readonly string[]): Promise<UnitLine[]> {
  if (ids.length === 0) return []
  const found = await findOrganisations(trx, { ids: [...new Set(ids)] })
  return found.map((u) => ({ id: u.id, name: u.name, regionId: u.division_code.slice(0, 6) }))
}

async function unitsOf(trx: Trx, programmeId: string): Promise<UnitLine[]> {
  const all = await findOrganisations(trx, { programmeId, side: 'receiving' })
  return all
    .filter((u) => u.active)
    .map((u) => ({ id: u.id, name: u.name, regionId: u.division_code.slice(0, 6) }))
}

/** What all tasks of a programme stand on: who is posted where. */
export type Ground = {
  programme: Programme
  units: UnitLine[]
  posted: Posted[]
  names: ReadonlyMap<string, { name: string; hospital: string }>
}

export async function groundOf(trx: Trx, programme: Programme): Promise<Ground> {
  const rows = await store.postedFor(trx, programme.id)
  const units = await unitsOf(trx, programme.id)
  const missing = rows.map((r) => r.unit_id ?? '').filter((id) => !units.some((u) => u.id === id))
  return {
    programme,
    units: [...units, ...(await unitsById(trx, missing))],
    names: new Map(rows.map((r) => [r.practitioner_id ?? '', { name: r.name, hospital: r.hospital }])),
    posted: rows.map((r) => ({
      regionId: r.region_id ?? '',
      unitId: r.unit_id ?? '',
      hospitalId: r.hospital_id ?? '',
      practitionerId: r.practitioner_id ?? '',
      department: r.specialty_code ?? r.specialty_text,
      startsOn: r.starts_on ?? '',
      endsOn: r.ends_on ?? '',
    })),
  }
}

/** A task's number, how it comes about and where it stands written; `leaves` are needed only where no number is written. */
export function summaryOf({ programme, units }: Ground, task: Task, leaves: readonly Leaf[]): Summary {
  const weight = leaves.reduce((n, l) => n + l.weight, 0)
  const target = task.target ?? weight
  const total = task.each ? target * units.length : target
  return {
    task,
    target,
    total,
    arithmetic: task.each
      ? `${units.length} × ${target} = ${total}`
      : (task.arithmetic ?? (task.target === null ? weightWords(leaves) : '')),
    citation: citation(programme, task.rule),
  }
}

/** Reckons a task as it stands at the end of `today`. Runs in the scope of the whole system. */
export async function reckon(trx: Trx, ground: Ground, task: Task, today: string): Promise<Reckoned> {
  const { programme, names } = ground
  const finished = await store.doneBy(trx, {
    programmeId: programme.id,
    metric: task.metric,
    wholeDaysOnly: countsWholeDaysOnly(programme),
    from: task.from,
    until: today < task.by ? today : task.by,
  })
  const bare = leavesOf(programme, task, ground.posted)
  const summary = summaryOf(ground, task, bare)
  const missing = finished.map((d) => d.unit_id).filter((id) => !ground.units.some((u) => u.id === id))
  const units = [...ground.units, ...(await unitsById(trx, missing))]
  const keyOf = (l: { unitId: string; hospitalId: string; practitionerId: string }): string =>
    `${l.unitId} ${l.hospitalId} ${l.practitionerId}`
  const leaves = new Map<string, NamedLeaf>(
    bare.map((l) => [
      keyOf(l),
      { ...l, ...(names.get(l.practitionerId) ?? { name: '', hospital: '' }), done: 0 },
    ]),
  )
  for (const d of finished) {
    const at = { unitId: d.unit_id, hospitalId: d.hospital_id, practitionerId: d.practitioner_id }
    const leaf = leaves.get(keyOf(at))
    // done where nobody asked for it counts all the same
    const extra = { ...at, regionId: '', weight: 0, months: 0, since: task.from.slice(0, 7) }
    leaves.set(keyOf(at), { ...(leaf ?? { ...extra, name: d.name, hospital: d.hospital }), done: d.done })
  }
  const all = [...leaves.values()]
  const counties = [...new Set(units.map((u) => u.regionId))].sort()
  const versions = await store.shareVersions(trx, { programmeId: programme.id, ruleId: task.id })
  const hand = task.each ? eachUnit(ground.units, summary.target) : handOf(versions, counties, today)
  return {
    ...summary,
    units,
    leaves: all,
    cascade: cascade(summary.total, { units, leaves: all }, hand),
    hand,
    versions,
    countyNames: await divisionNames(trx, counties),
  }
}
