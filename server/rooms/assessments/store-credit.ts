// assessments store: served days as the account reads them, certificates, objections, figures of a doctor's year.
import { sql } from 'kysely'
import type { CertificateContent } from '../../../domain/assessments/certificate.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { inRegion } from '../../platform/division-range.ts'

type Which = {
  practitionerId?: string | undefined
  regionId?: string | undefined
  programmeId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** Counted cards with what was done on them, within the reader's own rows. */
export async function servedDays(db: Db | Trx, which: Which) {
  let query = db
    .selectFrom('report_served_days as s')
    .innerJoin('organisations as u', 'u.id', 's.unit_id')
    .select(['s.region_id', 's.programme_id', 's.id', 's.practitioner_id', 's.hospital_id', 's.unit_id'])
    .select(['s.day', 's.half', 's.confirmed', 's.activities', 's.absent', 'u.name as unit'])
  if (which.practitionerId) query = query.where('s.practitioner_id', '=', which.practitionerId)
  if (which.programmeId) query = query.where('s.programme_id', '=', which.programmeId)
  if (which.regionId) query = query.where(inRegion('s.region_id', which.regionId))
  if (which.from) query = query.where('s.day', '>=', which.from)
  if (which.to) query = query.where('s.day', '<=', which.to)
  return query.execute()
}
export type ServedRow = Awaited<ReturnType<typeof servedDays>>[number]

/** Consultations and visits of a county's doctors in a year, as 附件3 counts them (ASM-7). */
export async function grassrootsFigures(
  db: Db | Trx,
  where: { regionId: string; programmeId: string; from: string; to: string },
) {
  const rows = await sql<{ practitioner_id: string; consultations: number; rounds: number }>`
    select practitioner_id, sum(consultations)::int as consultations, sum(home_visits)::int as rounds
    from report_card_figures x where ${inRegion('x.region_id', where.regionId)} and programme_id = ${where.programmeId}
      and day between ${where.from} and ${where.to} group by 1`.execute(db)
  return new Map(rows.rows.map((row) => [row.practitioner_id, row]))
}

export async function certificatesOf(
  db: Db | Trx,
  which: { practitionerId?: string; regionId?: string; id?: string; checkCode?: string },
) {
  let query = db.selectFrom('service_certificates').selectAll().orderBy('issued_at', 'desc').limit(500)
  if (which.practitionerId) query = query.where('practitioner_id', '=', which.practitionerId)
  if (which.regionId) query = query.where('region_id', '=', which.regionId)
  if (which.id) query = query.where('id', '=', which.id)
  if (which.checkCode) query = query.where('check_code', '=', which.checkCode)
  const rows = await query.execute()
  return rows.map((row) => ({ ...row, content: row.content as unknown as CertificateContent }))
}
export type CertificateRow = Awaited<ReturnType<typeof certificatesOf>>[number]

/** The number after the last of a county's year; whoever issues at the same time waits here. */
export async function nextSerial(trx: Trx, regionId: string, year: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`certificate ${regionId} ${year}`}, 0))`.execute(
    trx,
  )
  const last = await trx
    .selectFrom('service_certificates')
    .select(({ fn }) => fn.max('serial').as('serial'))
    .where('region_id', '=', regionId)
    .where('year', '=', year)
    .executeTakeFirst()
  return Number(last?.serial ?? 0) + 1
}

export type CertificateWrite = {
  regionId: string
  id: string
  serial: number
  year: number
  practitionerId: string
  hospitalId: string
  content: CertificateContent
  signature: string
  signKey: string
  by: string
  now: Date
}
export async function insertCertificate(trx: Trx, c: CertificateWrite): Promise<void> {
  await trx
    .insertInto('service_certificates')
    .values({
      region_id: c.regionId,
      id: c.id,
      serial: c.serial,
      year: c.year,
      check_code: c.content.checkCode,
      practitioner_id: c.practitionerId,
      hospital_id: c.hospitalId,
      content: JSON.stringify(c.content),
      signature: c.signature,
      sign_key: c.signKey,
      issued_by: c.by,
      issued_at: c.now,
    })
    .execute()
}

type Decided = { regionId: string; id: string; by: string; now: Date }
/** False when somebody revoked it before. */
export async function revoke(trx: Trx, { regionId, id, by, now, reason }: Decided & { reason: string }) {
  const done = await trx
    .updateTable('service_certificates')
    .set({ revoked_by: by, revoked_at: now, revoke_reason: reason })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

export async function objectionsOf(
  db: Db | Trx,
  which: { practitionerId?: string; regionId?: string | undefined; id?: string; open?: boolean },
) {
  let query = db
    .selectFrom('credit_objections as o')
    .leftJoin('accounts as a', 'a.id', 'o.answered_by')
    .selectAll('o')
    .select('a.name as answerer')
    .orderBy('o.raised_at', 'desc')
    .limit(1000)
  if (which.practitionerId) query = query.where('o.practitioner_id', '=', which.practitionerId)
  if (which.regionId) query = query.where('o.region_id', '=', which.regionId)
  if (which.id) query = query.where('o.id', '=', which.id)
  if (which.open) query = query.where('o.answered_at', 'is', null)
  return query.execute()
}
export type ObjectionRow = Awaited<ReturnType<typeof objectionsOf>>[number]

export async function insertObjection(
  trx: Trx,
  o: {
    regionId: string
    id: string
    practitionerId: string
    hospitalId: string
    day: string
    words: string
    by: string
    now: Date
  },
): Promise<void> {
  await trx
    .insertInto('credit_objections')
    .values({
      region_id: o.regionId,
      id: o.id,
      practitioner_id: o.practitionerId,
      hospital_id: o.hospitalId,
      day: o.day,
      words: o.words,
      raised_by: o.by,
      raised_at: o.now,
    })
    .execute()
}

export async function answerObjection(
  trx: Trx,
  { regionId, id, by, now, upheld, answer }: Decided & { upheld: boolean; answer: string },
): Promise<boolean> {
  const done = await trx
    .updateTable('credit_objections')
    .set({ upheld, answer, answered_by: by, answered_at: now })
    .where('region_id', '=', regionId)
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** The newest figures of each doctor of a year. */
export async function yearFigures(db: Db | Trx, where: { regionId: string; year: number }) {
  const rows = await db
    .selectFrom('doctor_year_figures')
    .select(['practitioner_id', 'hospital_consultations', 'contracts'])
    .distinctOn('practitioner_id')
    .where('region_id', '=', where.regionId)
    .where('year', '=', where.year)
    .orderBy('practitioner_id')
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.practitioner_id, row]))
}

export async function insertYearFigures(
  trx: Trx,
  f: {
    regionId: string
    id: string
    practitionerId: string
    hospitalId: string
    year: number
    hospitalConsultations: number | null
    contracts: number | null
    by: string
    now: Date
  },
): Promise<void> {
  await trx
    .insertInto('doctor_year_figures')
    .values({
      region_id: f.regionId,
      id: f.id,
      practitioner_id: f.practitionerId,
      hospital_id: f.hospitalId,
      year: f.year,
      hospital_consultations: f.hospitalConsultations,
      contracts: f.contracts,
      entered_by: f.by,
      entered_at: f.now,
    })
    .execute()
}
