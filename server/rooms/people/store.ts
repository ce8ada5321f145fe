// people store: practitioners.
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'

type Filter = {
  programmeId?: string | undefined
  organisationIds?: string[] | undefined
  ids?: string[] | undefined
  q?: string | undefined
  divisionLike?: string | undefined
  programmeWithin?: string | undefined
}

/** Practitioners by hospital and name, inactive ones too (the view says which). */
export async function findPractitioners(db: Db | Trx, filter: Filter) {
  const none = ['00000000-0000-0000-0000-000000000000']
  let query = db
    .selectFrom('practitioners as p')
    .innerJoin('organisations as o', 'o.id', 'p.organisation_id')
    .select([
      'p.id',
      'p.name',
      'p.sex',
      'p.organisation_id',
      'o.name as organisation',
      'o.ownership',
      'o.division_code',
      'p.specialty_code',
      'p.specialty_text',
      'p.title_code',
      'p.title_text',
      'p.mobile',
      'p.active',
      'p.own_clinic_weekdays',
      'o.longitude',
      'o.latitude',
    ])
    .orderBy('o.sort_key')
    .orderBy('p.sort_key')
    .limit(5000)
  if (filter.programmeId) {
    const { programmeId } = filter
    query = query.where('p.organisation_id', 'in', (q) =>
      q
        .selectFrom('programme_organisations')
        .select('organisation_id')
        .where('programme_id', '=', programmeId)
        .where('side', '=', 'supporting'),
    )
    // SEC-2: whoever stands for a division sees the people of programmes of that division, or of one above it.
    const { programmeWithin } = filter
    if (programmeWithin)
      query = query.where((e) =>
        e.exists(
          e
            .selectFrom('programmes as g')
            .select('g.id')
            .where('g.id', '=', programmeId)
            .where((w) =>
              w.or([
                w('g.division_code', 'like', `${programmeWithin}%`),
                w(w.val(programmeWithin), 'like', sql<string>`g.division_code || '%'`),
              ]),
            ),
        ),
      )
  }
  if (filter.organisationIds)
    query = query.where(
      'p.organisation_id',
      'in',
      filter.organisationIds.length ? filter.organisationIds : none,
    )
  if (filter.ids) query = query.where('p.id', 'in', filter.ids.length ? filter.ids : none)
  if (filter.divisionLike) query = query.where('o.division_code', 'like', `${filter.divisionLike}%`)
  if (filter.q) {
    const like = `%${filter.q.replace(/[%_\\]/g, '\\$&')}%`
    query = query.where((e) => e.or([e('p.name', 'like', like), e('p.sort_key', 'like', like.toLowerCase())]))
  }
  return query.execute()
}
export type PractitionerRow = Awaited<ReturnType<typeof findPractitioners>>[number]

export type PractitionerWrite = {
  id: string
  name: string
  sex: string | null
  organisationId: string
  specialtyCode: string | null
  specialtyText: string
  titleCode: string | null
  titleText: string
  /** undefined keeps the number there is. */
  mobile: string | null | undefined
  sortKey: string
  active: boolean
  ownClinicWeekdays?: number[] | undefined
  demonstration?: boolean
}

export async function upsertPractitioner(trx: Trx, p: PractitionerWrite): Promise<void> {
  const values = {
    name: p.name,
    sex: p.sex,
    organisation_id: p.organisationId,
    specialty_code: p.specialtyCode,
    specialty_text: p.specialtyText,
    title_code: p.titleCode,
    title_text: p.titleText,
    sort_key: p.sortKey,
    active: p.active,
    ...(p.ownClinicWeekdays === undefined ? {} : { own_clinic_weekdays: p.ownClinicWeekdays }),
    ...(p.mobile === undefined ? {} : { mobile: p.mobile }),
  }
  await trx
    .insertInto('practitioners')
    .values({ id: p.id, ...values, demonstration: p.demonstration ?? false })
    .onConflict((c) => c.column('id').doUpdateSet({ ...values, updated_at: sql`now()` }))
    .execute()
}

/** Adds people known from elsewhere who are not known here; those who are stay as they are. */
export async function addUnknownPractitioners(
  trx: Trx,
  people: readonly {
    id: string
    name: string
    organisationId: string
    titleCode: string | null
    titleText: string
    specialtyCode: string | null
    specialtyText: string
    sortKey: string
  }[],
): Promise<void> {
  if (people.length === 0) return
  await trx
    .insertInto('practitioners')
    .values(
      people.map((p) => ({
        id: p.id,
        name: p.name,
        organisation_id: p.organisationId,
        title_code: p.titleCode,
        title_text: p.titleText,
        specialty_code: p.specialtyCode,
        specialty_text: p.specialtyText,
        sort_key: p.sortKey,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}

export async function setPractitionersActive(
  trx: Trx,
  ids: readonly string[],
  active: boolean,
): Promise<void> {
  if (ids.length) await trx.updateTable('practitioners').set({ active }).where('id', 'in', ids).execute()
}

/** Those of the doctors who are inactive become active again; answers which they were. */
export async function reactivate(trx: Trx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const back = await trx
    .updateTable('practitioners')
    .set({ active: true })
    .where('id', 'in', [...ids])
    .where('active', '=', false)
    .returning('id')
    .execute()
  return back.map((row) => row.id)
}

/** True when a posting of this doctor lies in the row scope of the transaction. */
export async function isPostedInScope(db: Db | Trx, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('report_postings')
    .select('practitioner_id')
    .where('practitioner_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
