// assessments actions: certificates of service — issued from the account, signed, taken away as PDF or file, revoked (ASM-5).
import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/assessments-credit.ts'
import { refuse } from '../../../contract/problems.ts'
import {
  type CertificateContent,
  checkCodeOf,
  ledgerText,
  numberOf,
  signedText,
} from '../../../domain/assessments/certificate.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { fingerprintOf } from '../../platform/certificate-key.ts'
import { type CertificateSheet, writeCertificate } from '../../platform/documents/certificate-sheet.ts'
import { publicKeys, signText, siteKeys } from '../../platform/sealed-package.ts'
import { divisionNames } from '../organisations/door.ts'
import { practitionerById } from '../people/door.ts'
import { creditClause, reckon } from './credit-view.ts'
import * as store from './store-credit.ts'

/** The bureau of a county, or of the city above it, issues for that county and for no other. */
function checkIssuer({ actor }: Context, regionId: string): void {
  if (
    actor.scope.kind !== 'division' ||
    !regionId.startsWith(actor.scope.division) ||
    regionId.endsWith('00')
  )
    throw refuse('not-found', { what: '本县的证明' })
}

type Asked = { regionId: string; practitionerId: string; from: string; to: string; withoutPending: boolean }

/** What a certificate would say, from the confirmed days of a span; refuses what it could not say honestly. */
async function contentFor(context: Context, asked: Asked, number: { number: string; checkCode: string }) {
  const { regionId, practitionerId, from, to } = asked
  const person = await practitionerById(context.trx, practitionerId)
  if (!person) throw refuse('not-found', { what: '这位医师' })
  const rows = await store.servedDays(context.trx, { practitionerId, regionId, from, to })
  const own = (await reckon(context, rows)).get(practitionerId)
  if (!own || own.account.total.days === 0)
    throw refuse('certificate-nothing', { doctor: person.name, from, to })
  const { total, years, lines } = own.account
  if (total.pending > 0 && !asked.withoutPending)
    throw refuse('certificate-pending', { doctor: person.name, count: String(total.pending) })
  const counted = lines.filter((line) => line.reason === null || line.reason === 'loneHalf')
  const names = await divisionNames(context.trx, [regionId])
  const region = names.get(regionId) ?? regionId
  const content: CertificateContent = {
    v: 1,
    ...number,
    region: { id: regionId, name: region },
    practitioner: { name: person.name, title: person.title_text, hospital: person.organisation },
    from,
    to,
    days: total.days,
    personDays: total.personDays,
    years: years.map(({ year, days, personDays }) => ({ year, days, personDays })),
    kinds: total.kinds,
    units: [...new Set(counted.map((line) => line.unit))].sort(),
    ledger: createHash('sha256').update(ledgerText(counted)).digest('hex'),
    clause: creditClause(own.plans.values()) ?? '',
    issuer: context.actor.name,
    issuedOn: context.today,
  }
  return { content, hospitalId: person.organisation_id, name: person.name, region }
}

const issueCertificate = action(contract.issueCertificate, {
  allow: 'certificate.issue',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    checkIssuer(context, params.regionId)
    if (body.from > body.to || body.to > today)
      throw refuse(
        'invalid-value',
        { path: 'to', why: '起止日期应在今天以前，且先后有序' },
        { place: { path: 'to' } },
      )
    const year = Number(today.slice(0, 4))
    const serial = await store.nextSerial(trx, params.regionId, year)
    const names = await divisionNames(trx, [params.regionId])
    const given = {
      number: numberOf(names.get(params.regionId) ?? params.regionId, year, serial),
      checkCode: checkCodeOf(randomBytes(12)),
    }
    const made = await contentFor(context, { ...params, ...body }, given)
    const keys = siteKeys(context.services.config.home)
    const id = uuidv7()
    await store.insertCertificate(trx, {
      regionId: params.regionId,
      id,
      serial,
      year,
      practitionerId: body.practitionerId,
      hospitalId: made.hospitalId,
      content: made.content,
      signature: signText(keys, signedText(made.content)),
      signKey: publicKeys(keys).signKey,
      by: actor.accountId,
      now,
    })
    context.say({
      zh: `出具证明 ${given.number}：${made.name} ${body.from} 至 ${body.to}，${made.content.days} 天、${made.content.personDays} 人次`,
      subject: { type: 'serviceCertificate', id },
      regionId: params.regionId,
    })
    return { id, ...given }
  },
})

const sheetOf = (row: store.CertificateRow, publicUrl: string): CertificateSheet => ({
  content: row.content,
  link: `${publicUrl}/certificates/${row.check_code}`,
  signature: row.signature,
  signKey: row.sign_key,
  fingerprint: fingerprintOf(row.sign_key),
})

async function oneCertificate(context: Context, at: { regionId: string; id: string }) {
  const [row] = await store.certificatesOf(context.trx, at)
  if (!row) throw refuse('not-found', { what: '证明' })
  return row
}

const getCertificatePdf = action(contract.getCertificatePdf, {
  allow: 'certificate.read',
  async run(context, { params }) {
    const row = await oneCertificate(context, params)
    if (row.revoked_at)
      throw refuse('certificate-revoked', { number: row.content.number, why: row.revoke_reason ?? '' })
    const fileName = `${row.content.number} ${row.content.practitioner.name}.pdf`
    context.say({
      zh: `下载 ${fileName}`,
      subject: { type: 'serviceCertificate', id: row.id },
      regionId: row.region_id,
    })
    const bytes = await writeCertificate(sheetOf(row, context.services.config.publicUrl))
    return { bytes, fileName, type: 'application/pdf' }
  },
})

const getCertificateFile = action(contract.getCertificateFile, {
  allow: 'certificate.read',
  async run(context, { params }) {
    const row = await oneCertificate(context, params)
    const { content, signature, signKey, link } = sheetOf(row, context.services.config.publicUrl)
    const fileName = `${row.content.number} ${row.content.practitioner.name}.json`
    context.say({
      zh: `下载 ${fileName}`,
      subject: { type: 'serviceCertificate', id: row.id },
      regionId: row.region_id,
    })
    const bytes = new TextEncoder().encode(
      `${JSON.stringify({ content, signature, signKey, link }, null, 2)}\n`,
    )
    return { bytes, fileName, type: 'application/json' }
  },
})

const revokeCertificate = action(contract.revokeCertificate, {
  allow: 'certificate.issue',
  async run(context, { params, body }) {
    checkIssuer(context, params.regionId)
    const row = await oneCertificate(context, params)
    const { actor, now, trx } = context
    if (!(await store.revoke(trx, { ...params, by: actor.accountId, now, reason: body.reason })))
      throw refuse('changed-meanwhile', { what: `证明 ${row.content.number}` })
    context.say({
      zh: `作废证明 ${row.content.number}：${body.reason}`,
      subject: { type: 'serviceCertificate', id: row.id },
      regionId: params.regionId,
    })
    return { id: row.id }
  },
})

export const certificateActions: Action[] = [
  issueCertificate,
  getCertificatePdf,
  getCertificateFile,
  revokeCertificate,
]
