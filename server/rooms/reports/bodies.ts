// Which bodies owe a programme's reports in a county, and where a reader stands towards each (RPT-7, ORG-4, ORG-5).
import type { Programme, Reporter } from '../../../domain/programme/programme.ts'
import type { Side } from '../../../domain/reports/chain.ts'
import { type Body, type Level, levelAbove } from '../../../domain/reports/obligations.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { alliancesAmong, divisionNames, findOrganisations } from '../organisations/door.ts'
import { posted } from './store.ts'

const filled = (code: string): string => code.padEnd(6, '0')
const LEVEL_OF: Record<number, Level> = { 2: 'province', 4: 'city', 6: 'county' }

/** The division that takes a body's reports: its county for an organisation, the level above for a division. */
export function receiverOf(body: Pick<Body, 'level' | 'regionId'>): string | null {
  if (body.level === 'unit') return body.regionId
  const code = divisionOf(body.regionId)
  return code.length > 2 ? code.slice(0, -2) : null
}

/** Where an actor stands towards a body's report; null is out of sight. */
export function sideOf(
  actor: Pick<Actor, 'role' | 'divisionCode' | 'organisationId'>,
  body: Body,
): Side | null {
  if (actor.role === 'inspector')
    return actor.divisionCode && body.regionId.startsWith(actor.divisionCode) ? 'above' : null
  if (actor.role !== 'bureau') return actor.organisationId === body.id ? 'owner' : null
  const own = actor.divisionCode
  if (!own) return null
  if (body.level !== 'unit' && own === divisionOf(body.regionId)) return 'owner'
  const receiver = receiverOf(body)
  if (receiver === null) return null
  if (own === receiver) return 'receiver'
  return own.length < receiver.length && receiver.startsWith(own) ? 'above' : null
}

const divisionBody = (code: string, names: ReadonlyMap<string, string>): Body => ({
  id: filled(code),
  name: `${names.get(code) ?? code}卫健局（委）`,
  level: LEVEL_OF[code.length] ?? 'county',
  reporters: code.length === 6 ? ['bureau'] : [],
  regionId: filled(code),
})

/** Counties in which a programme's units stand; a county's own programme is that county. */
async function countiesOf(db: Db | Trx, programmeId: string, division: string): Promise<string[]> {
  if (division.length >= 6) return [division.slice(0, 6)]
  const units = await findOrganisations(db, { programmeId })
  return [...new Set(units.map((u) => u.division_code.slice(0, 6)))]
    .filter((c) => c.startsWith(division))
    .sort()
}

type Known = Awaited<ReturnType<typeof knownIn>>

/** The organisations, alliances and postings below a division, asked for once however many counties lie in it. */
async function knownIn(trx: Db | Trx, programme: Programme, under: string) {
  const programmeId = programme.id
  const receiving = await findOrganisations(trx, { programmeId, side: 'receiving', under })
  const supporting = (await findOrganisations(trx, { programmeId, side: 'supporting' })).filter(
    (h) => h.active,
  )
  const units = receiving.filter((u) => u.active)
  const alliances = await alliancesAmong(
    trx,
    [...units, ...supporting].map((o) => o.id),
  )
  // a city's hospital owes to the counties it is posted to
  const postings =
    programme.division.length >= 6 ? null : await posted(trx, { programmeId, regionId: under.padEnd(6, '0') })
  return {
    unitsOf: Map.groupBy(units, (u) => u.division_code.slice(0, 6)),
    supporting,
    alliances,
    postings: postings && Map.groupBy(postings, (p) => p.region_id),
  }
}

function organisationsIn(county: string, known: Known): Body[] {
  const busy = known.postings && new Set((known.postings.get(county) ?? []).map((p) => p.hospital_id))
  const sent = known.supporting.filter((h) => busy === null || busy.has(h.id))
  const units = known.unitsOf.get(county) ?? []
  const here = new Set([...units, ...sent].map((o) => o.id))
  const reporters = new Map<string, { name: string; as: Set<Reporter> }>()
  const add = (id: string, name: string, as: Reporter): void => {
    const one = reporters.get(id) ?? { name, as: new Set() }
    one.as.add(as)
    reporters.set(id, one)
  }
  for (const u of units) add(u.id, u.name, 'receivingUnit')
  for (const h of sent) add(h.id, h.name, 'supportingUnit')
  for (const a of known.alliances)
    if (a.office_id && a.members.some((id) => here.has(id))) add(a.office_id, a.office, 'allianceOffice')
  return [...reporters].map(([id, { name, as }]) => ({
    id,
    name,
    level: 'unit' as const,
    reporters: [...as],
    regionId: county,
  }))
}

/**
 * The bodies of a programme, from its units up to the province; `region` narrows it to one county, or to those of a city, and
 * what stands above.
 */
export async function bodiesOf(trx: Db | Trx, programme: Programme, region?: string): Promise<Body[]> {
  const all = await countiesOf(trx, programme.id, programme.division)
  const under = region ? divisionOf(region) : programme.division
  const counties = all.filter((c) => c.startsWith(under))
  const above = new Set<string>()
  for (const code of counties) above.add(code.slice(0, 4)).add(code.slice(0, 2))
  if (region?.endsWith('00')) above.add(under)
  const codes = [...counties, ...above]
  const names = await divisionNames(trx, codes)
  const bodies: Body[] = codes.map((code) => divisionBody(code, names))
  const known = await knownIn(trx, programme, under)
  for (const code of counties) bodies.push(...organisationsIn(code, known))
  return bodies
}

/** Words for whoever stands on a side of a body's report. */
export function sideWords(body: Pick<Body, 'name' | 'level' | 'regionId'>, side: Side): string {
  if (side === 'owner') return body.name
  const receiving = levelAbove(body.level)
  const level = side === 'receiver' ? receiving : receiving && levelAbove(receiving)
  const WORDS: Record<Level, string> = {
    unit: '报送单位',
    county: '县（区）卫健局',
    city: '市卫健委',
    province: '省卫健委',
  }
  return level ? WORDS[level] : '上级卫健委'
}
