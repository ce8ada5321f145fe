// organisations store: divisions, organisations and their aliases.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'

export type OrganisationRow = {
  id: string
  name: string
  kind: string
  ownership: string | null
  division_code: string
  division: string
  parent_id: string | null
  phone: string | null
  expert_studio: boolean
  active: boolean
  longitude: number | null
  latitude: number | null
  market_weekdays: number[]
  aliases: string[]
}

type Filter = {
  programmeId?: string | undefined
  side?: string | undefined
  q?: string | undefined
  under?: string | undefined
  ids?: string[] | undefined
}

/** Organisations in reading order (division, then pinyin), with their aliases. */
export async function findOrganisations(db: Db | Trx, filter: Filter): Promise<OrganisationRow[]> {
  let query = db
    .selectFrom('organisations as o')
    .innerJoin('divisions as d', 'd.code', 'o.division_code')
    .leftJoin('organisation_aliases as a', 'a.organisation_id', 'o.id')
    .select([
      'o.id',
      'o.name',
      'o.kind',
      'o.ownership',
      'o.division_code',
      'd.name as division',
      'o.parent_id',
      'o.phone',
      'o.expert_studio',
      'o.active',
      'o.longitude',
      'o.latitude',
      'o.market_weekdays',
    ])
    .select(
      sql<
        string[]
      >`coalesce(array_agg(a.alias order by a.alias) filter (where a.alias is not null), '{}')`.as('aliases'),
    )
    .groupBy(['o.id', 'd.name'])
    .orderBy('o.division_code')
    .orderBy('o.sort_key')
    // a programme of a whole province has every one of its bodies at hand
    .limit(filter.programmeId || filter.ids ? 50_000 : 2000)
  if (filter.programmeId) {
    const { programmeId, side } = filter
    query = query.where('o.id', 'in', (q) => {
      const members = q
        .selectFrom('programme_organisations')
        .select('organisation_id')
        .where('programme_id', '=', programmeId)
      return side ? members.where('side', '=', side) : members
    })
  }
  if (filter.under) query = query.where('o.division_code', 'like', `${filter.under}%`)
  if (filter.ids)
    query = query.where(
      'o.id',
      'in',
      filter.ids.length ? filter.ids : ['00000000-0000-0000-0000-000000000000'],
    )
  if (filter.q) {
    const like = `%${filter.q.replace(/[%_\\]/g, '\\$&')}%`
    query = query.where((e) =>
      e.or([
        e('o.name', 'like', like),
        e('a.alias', 'like', like),
        e('o.sort_key', 'like', like.toLowerCase()),
      ]),
    )
  }
  return query.execute()
}

export type OrganisationWrite = {
  id: string
  name: string
  kind: string
  ownership: string | null
  divisionCode: string
  parentId: string | null
  phone: string | null
  sortKey: string
  expertStudio: boolean
  longitude?: number | null | undefined
  latitude?: number | null | undefined
  marketWeekdays?: number[] | undefined
  demonstration?: boolean
}

/** Inserts or updates; answers false when another organisation of that division has the name. */
export async function upsertOrganisation(trx: Trx, o: OrganisationWrite): Promise<boolean> {
  const twin = await trx
    .selectFrom('organisations')
    .select('id')
    .where('name', '=', o.name)
    .where('division_code', '=', o.divisionCode)
    .where('id', '!=', o.id)
    .executeTakeFirst()
  if (twin) return false
  const values = {
    name: o.name,
    kind: o.kind,
    ownership: o.ownership,
    division_code: o.divisionCode,
    parent_id: o.parentId,
    phone: o.phone,
    sort_key: o.sortKey,
    expert_studio: o.expertStudio,
    ...(o.longitude === undefined ? {} : { longitude: o.longitude }),
    ...(o.latitude === undefined ? {} : { latitude: o.latitude }),
    ...(o.marketWeekdays === undefined ? {} : { market_weekdays: o.marketWeekdays }),
  }
  await trx
    .insertInto('organisations')
    .values({ id: o.id, ...values, demonstration: o.demonstration ?? false })
    .onConflict((c) => c.column('id').doUpdateSet({ ...values, updated_at: sql`now()` }))
    .execute()
  return true
}

export async function replaceAliases(trx: Trx, id: string, aliases: readonly string[]): Promise<void> {
  await trx.deleteFrom('organisation_aliases').where('organisation_id', '=', id).execute()
  const unique = [...new Set(aliases)]
  if (unique.length)
    await trx
      .insertInto('organisation_aliases')
      .values(unique.map((alias) => ({ organisation_id: id, alias })))
      .execute()
}

export async function deactivate(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length)
    await trx.updateTable('organisations').set({ active: false }).where('id', 'in', ids).execute()
}

/** Those of the organisations that were closed are open again; answers which they were. */
export async function reopen(trx: Trx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const back = await trx
    .updateTable('organisations')
    .set({ active: true })
    .where('id', 'in', [...ids])
    .where('active', '=', false)
    .returning('id')
    .execute()
  return back.map((row) => row.id)
}

export async function divisionByCode(db: Db | Trx, code: string) {
  return db.selectFrom('divisions').selectAll().where('code', '=', code).executeTakeFirst()
}

/** The names of divisions by code. */
export async function divisionNames(db: Db | Trx, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('divisions')
    .select(['code', 'name'])
    .where('code', 'in', [...codes])
    .execute()
  return new Map(rows.map((r) => [r.code, r.name]))
}

const CODE_LENGTHS = [2, 4, 6, 9, 12]

/** The divisions directly below one: the counties of a city, the townships of a county. */
export async function divisionsBelow(db: Db | Trx, under: string) {
  const next = CODE_LENGTHS.find((length) => length > under.length) ?? 12
  const rows = await db
    .selectFrom('divisions')
    .select(['code', 'name'])
    .where('code', 'like', `${under}%`)
    .where(sql<number>`length(code)`, '=', next)
    .orderBy('code')
    .limit(200)
    .execute()
  return rows.map((r) => ({ ...r, path: r.name }))
}

/** Divisions whose name begins with or contains the words, townships first; `path` names those above. */
export async function searchDivisions(db: Db | Trx, q: string, under: string) {
  const like = `%${q.replace(/[%_\\]/g, '\\$&')}%`
  const rows = await db
    .selectFrom('divisions as d')
    .leftJoin('divisions as c', (j) => j.on(sql<boolean>`c.code = left(d.code, 6)`))
    .leftJoin('divisions as t', (j) => j.on(sql<boolean>`t.code = left(d.code, 4)`))
    .leftJoin('divisions as w', (j) => j.on(sql<boolean>`w.code = left(d.code, 9)`))
    .select(['d.code', 'd.name', 'd.level', 'c.name as county', 't.name as city', 'w.name as township'])
    .where('d.name', 'like', like)
    .where('d.code', 'like', `${under}%`)
    .orderBy(sql`length(d.name)`)
    .orderBy('d.code')
    .limit(40)
    .execute()
  return rows.map((r) => ({
    code: r.code,
    name: r.name,
    path: [...new Set([r.city, r.county, r.level === 'village' ? r.township : null, r.name])]
      .filter(Boolean)
      .join(' '),
  }))
}

/** The townships and streets of a county. */
export async function townshipsOf(db: Db | Trx, regionId: string): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('divisions')
    .select(['code', 'name'])
    .where('parent_code', '=', regionId)
    .orderBy('code')
    .execute()
}

export type AllianceWrite = {
  id: string
  name: string
  kind: 'countyAlliance' | 'specialtyAlliance'
  leadId: string | null
  officeId: string
  members: readonly string[]
}

/** ORG-5: an alliance with its office and members. */
export async function addAlliance(trx: Trx, a: AllianceWrite): Promise<void> {
  await trx
    .insertInto('alliances')
    .values({ id: a.id, name: a.name, kind: a.kind, lead_id: a.leadId, office_id: a.officeId })
    .execute()
  if (a.members.length)
    await trx
      .insertInto('alliance_members')
      .values(a.members.map((organisation_id) => ({ alliance_id: a.id, organisation_id })))
      .execute()
}

const alliances = (db: Db | Trx) =>
  db
    .selectFrom('alliances as a')
    .innerJoin('organisations as o', 'o.id', 'a.office_id')
    .innerJoin('alliance_members as m', 'm.alliance_id', 'a.id')
    .select(['a.id', 'a.office_id', 'o.name as office'])
    .select((e) => e.fn.agg<string[]>('array_agg', ['m.organisation_id']).as('members'))
    .groupBy(['a.id', 'o.name'])
    .orderBy('o.name')

/** Alliances with their office's name and all their members, as far as one of `ids` is a member. */
export async function alliancesAmong(db: Db | Trx, ids: readonly string[]) {
  if (ids.length === 0) return []
  return alliances(db)
    .where('a.id', 'in', (q) =>
      q
        .selectFrom('alliance_members')
        .select('alliance_id')
        .where('organisation_id', 'in', [...ids]),
    )
    .execute()
}

/** The alliances an office answers for. */
export async function alliancesOfOffice(db: Db | Trx, officeId: string) {
  return alliances(db).where('a.office_id', '=', officeId).execute()
}
