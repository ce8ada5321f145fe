// Takes a package from below: everything in it is checked against the sender's division, against itself and against what is
// here already, before anything is written; then it is written whole or not at all.
import type { Insertable } from 'kysely'
import type { CarriedReport, ReportsPayload } from '../../../../contract/federation-payload.ts'
import { refuse } from '../../../../contract/problems.ts'
import type { DB } from '../../../../database/types.ts'
import type { ReportContent } from '../../../../domain/reports/content.ts'
import type { Trx } from '../../../platform/database.ts'
import {
  addAlliance,
  alliancesAmong,
  findOrganisations,
  sortKeyOf,
  upsertOrganisation,
} from '../../organisations/door.ts'
import { addUnknownPractitioners } from '../../people/door.ts'
import { addMembers, insertVersion, readProgramme, versionsOf } from '../../programme/door.ts'
import { addUpCounty } from '../../visits/door.ts'
import { hashOf } from '../package-content.ts'
import * as chain from '../store-chain.ts'
import { actsIn, commentsIn } from './carried.ts'
import * as store from './store.ts'

export type Taken = { reports: number; versions: number; acts: number; days: number }
export type Taking = { trx: Trx; peer: store.PeerRow; now: Date; packageId: string; sequence: number }

const foreign = ({ peer }: Taking, what: string) =>
  refuse('federation-foreign', { peer: peer.name, division: peer.division_code, what })
const broken = (what: string) => refuse('federation-broken-content', { what })
const inside = (division: string, peer: store.PeerRow): boolean => division.startsWith(peer.division_code)

/** The programme as it stands there: missing versions are added, a version that differs is a conflict. */
async function takeProgramme(taking: Taking, { programme }: ReportsPayload): Promise<void> {
  const { trx, peer, now } = taking
  const here = await versionsOf(trx, programme.id)
  for (const v of programme.versions) {
    const own = here.find((h) => h.version === v.version)
    if (own) {
      if (own.source !== v.source)
        throw refuse('federation-conflict', { what: `方案 ${programme.id} 第 ${v.version} 版` })
      continue
    }
    const { programme: document } = readProgramme(v.source, `${programme.id}.yaml`)
    if (!document || document.id !== programme.id) throw broken(`方案 ${programme.id} 第 ${v.version} 版`)
    if (!inside(document.division, peer)) throw foreign(taking, `方案“${document.name}”`)
    await insertVersion(trx, {
      programme: document,
      version: v.version,
      effectiveFrom: v.effectiveFrom,
      reason: v.reason,
      source: v.source,
      now,
      by: null,
      demonstration: false,
    })
  }
}

/** Organisations by id, or by name and division where they are known here under another id; answers id there → id here. */
async function takeOrganisations(taking: Taking, payload: ReportsPayload): Promise<Map<string, string>> {
  const { trx, peer } = taking
  const ids = new Map<string, string>()
  const known = await findOrganisations(trx, { ids: payload.organisations.map((o) => o.id) })
  for (const o of payload.organisations) {
    const same = known.find((k) => k.id === o.id)
    const named = same ? [same] : await findOrganisations(trx, { q: o.name, under: o.division })
    const twin = same ?? named.find((n) => n.name === o.name && n.division_code === o.division)
    if (twin && twin.name !== o.name && twin.division_code !== o.division)
      throw refuse('federation-conflict', { what: `机构“${o.name}”` })
    if (twin) {
      ids.set(o.id, twin.id)
      continue
    }
    // only hospitals come from elsewhere than the sender's own division
    if (!inside(o.division, peer) && !/hospital$/i.test(o.kind)) throw foreign(taking, `机构“${o.name}”`)
    const made = await upsertOrganisation(trx, {
      id: o.id,
      name: o.name,
      kind: o.kind,
      ownership: o.ownership,
      divisionCode: o.division,
      parentId: null,
      phone: null,
      sortKey: sortKeyOf(o.name),
      expertStudio: o.expertStudio,
    })
    if (!made) throw refuse('federation-conflict', { what: `机构“${o.name}”` })
    ids.set(o.id, o.id)
  }
  const local = (id: string): string => ids.get(id) ?? id
  for (const side of ['supporting', 'receiving'] as const)
    await addMembers(
      trx,
      payload.programme.id,
      side,
      payload.organisations.filter((o) => o.sides.includes(side)).map((o) => local(o.id)),
    )
  const offices = await alliancesAmong(
    trx,
    payload.alliances.flatMap((a) => a.members.map(local)),
  )
  for (const a of payload.alliances)
    if (!offices.some((o) => o.id === a.id || o.office_id === local(a.officeId)))
      await addAlliance(trx, {
        id: a.id,
        name: a.name,
        kind: 'countyAlliance',
        leadId: null,
        officeId: local(a.officeId),
        members: a.members.map(local),
      })
  return ids
}

/** Each version's hash is that of its content and the one before; what is here already is the same to the letter. */
function checkVersions(report: CarriedReport, here: readonly { version: number; hash: string }[]): void {
  let before = ''
  for (const [i, v] of report.versions.entries()) {
    if (v.version !== i + 1) throw broken(`报送版本不连续（${report.packageId} ${report.period}）`)
    if (hashOf(v.content as unknown as ReportContent, before) !== v.hash)
      throw broken(`封存内容与校验值不符（${report.packageId} ${report.period} 第 ${v.version} 版）`)
    const own = here.find((h) => h.version === v.version)
    if (own && own.hash !== v.hash)
      throw refuse('federation-conflict', { what: `${report.packageId} ${report.period} 第 ${v.version} 版` })
    before = v.hash
  }
}

async function takeReport(
  taking: Taking,
  programmeId: string,
  report: CarriedReport,
  ids: ReadonlyMap<string, string>,
): Promise<{ versions: number; acts: number }> {
  const { trx, peer, now } = taking
  if (!inside(report.regionId, peer)) throw foreign(taking, `报送 ${report.packageId} ${report.regionId}`)
  if (report.level !== 'unit' && report.bodyId !== report.regionId) throw broken('报送单位与区划不符')
  if (report.level === 'unit' && !ids.has(report.bodyId)) throw broken('报送单位不在机构名单内')
  for (const v of report.versions)
    if (
      v.content.programmeId !== programmeId ||
      v.content.packageId !== report.packageId ||
      v.content.period !== report.period
    )
      throw broken('封存内容与报送不符')
  const of = { regionId: report.regionId, reportId: report.id }
  const bodyId = ids.get(report.bodyId) ?? report.bodyId
  const key = { ...report, programmeId, bodyId }
  const there = await chain.reportByKey(trx, key)
  if (there && there.id !== report.id)
    throw refuse('federation-conflict', { what: `${report.packageId} ${report.period}` })
  const versions = there ? await chain.versionsOf(trx, of) : []
  checkVersions(report, versions)
  const acts = await store.knownRows(
    trx,
    'report_acts',
    report.regionId,
    report.acts.map((a) => a.id),
  )
  const comments = await store.knownRows(
    trx,
    'report_comments',
    report.regionId,
    report.comments.map((c) => c.id),
  )
  const carriedBy = { region_id: report.regionId, report_id: report.id }
  const newVersions = report.versions
    .filter((v) => v.version > (there?.version ?? 0))
    .map((v) => ({
      ...carriedBy,
      version: v.version,
      content: JSON.stringify(v.content),
      hash: v.hash,
      sealed_by: peer.account_id,
      by_name: v.by,
      sealed_at: v.at,
    }))
  const into = { ...carriedBy, by: peer.account_id }
  const newActs = actsIn(
    into,
    report.acts.filter((a) => !acts.has(a.id)),
  )
  const sealed = report.versions.length
  const standing = {
    state: report.state,
    version: sealed,
    due_on: report.dueOn,
    resubmit_by: report.resubmitBy,
    submitted_by: peer.account_id,
    first_submitted_at: report.firstSubmittedAt,
    last_submitted_at: report.lastSubmittedAt,
    last_at: report.lastAt,
  }
  // an older package after a newer one adds what is missing and moves nothing back
  const newer =
    !there ||
    sealed > there.version ||
    (sealed === there.version && report.lastAt > (there.last_at?.toISOString() ?? ''))
  const rows: Insertable<DB['reports']> = {
    ...carriedBy,
    ...standing,
    id: report.id,
    programme_id: programmeId,
    package_id: report.packageId,
    period: report.period,
    part: report.part,
    body_id: bodyId,
    level: report.level,
    organisation_id: report.level === 'unit' ? bodyId : null,
    created_at: now,
  }
  const { report_id: _, ...reportRow } = rows as Insertable<DB['reports']> & { report_id?: string }
  await store.insertCarried(trx, {
    ...(there ? {} : { report: reportRow }),
    versions: newVersions,
    acts: newActs,
    comments: commentsIn(
      into,
      report.comments.filter((c) => !comments.has(c.id)),
    ),
  })
  if (there && newer && newVersions.length + newActs.length > 0)
    await chain.updateReport(trx, report.regionId, report.id, {
      ...standing,
      first_submitted_at: standing.first_submitted_at ? new Date(standing.first_submitted_at) : null,
      last_submitted_at: standing.last_submitted_at ? new Date(standing.last_submitted_at) : null,
      last_at: new Date(standing.last_at),
    })
  return { versions: newVersions.length, acts: newActs.length }
}

async function takeFacts(
  taking: Taking,
  payload: ReportsPayload,
  ids: ReadonlyMap<string, string>,
): Promise<number> {
  const { trx, peer, packageId, sequence } = taking
  const { facts, programme } = payload
  if (!facts) return 0
  if (!inside(facts.regionId, peer)) throw foreign(taking, `台账 ${facts.regionId}`)
  const where = { ...facts, programmeId: programme.id }
  if (await store.isRecordedHere(trx, facts.regionId, programme.id))
    throw refuse('federation-recorded-here', { what: peer.name })
  // facts of a newer package stand
  if ((await store.factsSequence(trx, peer, where)) > sequence) return 0
  const people = new Set(payload.practitioners.map((p) => p.id))
  for (const d of facts.days)
    if (
      d.day < facts.from ||
      d.day > facts.to ||
      !ids.has(d.unitId) ||
      !ids.has(d.hospitalId) ||
      !people.has(d.practitionerId)
    )
      throw broken('台账中有期间、机构或人员不符的一天')
  const local = (id: string): string => ids.get(id) ?? id
  await store.replaceFacts(
    trx,
    where,
    facts.days.map((d) => ({
      region_id: facts.regionId,
      id: d.id,
      programme_id: programme.id,
      unit_id: local(d.unitId),
      hospital_id: local(d.hospitalId),
      practitioner_id: d.practitionerId,
      day: d.day,
      half: d.half,
      status: d.status,
      other_services: d.otherServices,
      other_work: d.otherWork,
      leaflets: d.leaflets,
      notice_clicks: d.noticeClicks,
      screen_notices: d.screenNotices,
      expenses_fen: d.expensesFen,
      home_visit_records: d.homeVisitRecords,
      package_id: packageId,
    })),
    facts.days.flatMap((d) => d.activities.map((a) => ({ region_id: facts.regionId, day_id: d.id, ...a }))),
  )
  await addUpCounty(trx, where)
  return facts.days.length
}

/** Writes a whole package. @throws refusal, and then nothing of it stays */
export async function takeReports(taking: Taking, payload: ReportsPayload): Promise<Taken> {
  await takeProgramme(taking, payload)
  const ids = await takeOrganisations(taking, payload)
  await addUnknownPractitioners(
    taking.trx,
    payload.practitioners.map((p) => ({
      ...p,
      organisationId: ids.get(p.organisationId) ?? p.organisationId,
      sortKey: sortKeyOf(p.name),
    })),
  )
  const taken: Taken = { reports: 0, versions: 0, acts: 0, days: 0 }
  for (const report of payload.reports) {
    const { versions, acts } = await takeReport(taking, payload.programme.id, report, ids)
    taken.versions += versions
    taken.acts += acts
    if (versions + acts > 0) taken.reports += 1
  }
  taken.days = await takeFacts(taking, payload, ids)
  return taken
}
