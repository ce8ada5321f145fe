// What a package upward carries: a division's report with the reports it stands on, every sealed version of them, and the
// facts of its days from the ledger, so that the level above reckons from facts too. No telephone and no resident goes along.

import type { CarriedReport, ReportsPayload } from '../../../../contract/federation-payload.ts'
import { refuse } from '../../../../contract/problems.ts'
import { spanOf } from '../../../../domain/reports/dues.ts'
import type { Context } from '../../../platform/action.ts'
import { alliancesAmong, findOrganisations } from '../../organisations/door.ts'
import { findPractitioners } from '../../people/door.ts'
import { membersOf, versionsOf } from '../../programme/door.ts'
import { contentOf } from '../chain-view.ts'
import * as chain from '../store-chain.ts'
import { actsOut, commentsOut } from './carried.ts'
import * as store from './store.ts'

export type UpKey = {
  regionId: string
  programmeId: string
  packageId: string
  period: string
  part: 'main' | 'supplement'
}
type Side = 'supporting' | 'receiving' | 'steering'
const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null

async function carried({ trx }: Context, row: chain.ReportRow): Promise<CarriedReport> {
  const of = { regionId: row.region_id, reportId: row.id }
  const versions = await chain.versionsOf(trx, of)
  const acts = await chain.actsOf(trx, of)
  const comments = await chain.commentsOf(trx, of)
  return {
    regionId: row.region_id,
    id: row.id,
    packageId: row.package_id,
    period: row.period,
    part: row.part as CarriedReport['part'],
    bodyId: row.body_id,
    level: row.level as CarriedReport['level'],
    state: row.state as CarriedReport['state'],
    dueOn: row.due_on,
    resubmitBy: row.resubmit_by,
    firstSubmittedAt: iso(row.first_submitted_at),
    lastSubmittedAt: iso(row.last_submitted_at),
    lastAt: (row.last_at ?? row.created_at).toISOString(),
    versions: versions.map((v) => ({
      version: v.version,
      content: contentOf(v) as unknown as CarriedReport['versions'][number]['content'],
      hash: v.hash,
      by: v.sealer,
      at: v.sealed_at.toISOString(),
    })),
    acts: actsOut(acts),
    comments: commentsOut(comments),
  }
}

/** The facts of the days a report covers: those of its newest version, as the ledger holds them. */
async function factsFor({ trx }: Context, key: UpKey, coversTo: string): Promise<ReportsPayload['facts']> {
  const span = spanOf(key.period)
  if (!span || key.regionId.endsWith('00')) return null
  const where = { ...key, from: span.from, to: coversTo < span.to ? coversTo : span.to }
  const { days, activities } = await store.factsOf(trx, where)
  const byDay = Map.groupBy(activities, (a) => a.day_card_id)
  return {
    regionId: key.regionId,
    from: where.from,
    to: where.to,
    days: days.map((d) => ({
      id: d.id ?? '',
      unitId: d.unit_id ?? '',
      hospitalId: d.hospital_id ?? '',
      practitionerId: d.practitioner_id ?? '',
      day: d.day ?? '',
      half: d.half as 'day' | 'am' | 'pm',
      status: d.status as 'submitted' | 'confirmed',
      otherServices: d.other_services ?? '',
      otherWork: d.other_work ?? '',
      leaflets: d.leaflets ?? 0,
      noticeClicks: d.notice_clicks ?? 0,
      screenNotices: d.screen_notices ?? 0,
      expensesFen: d.expenses_fen ?? 0,
      homeVisitRecords: d.home_visit_records ?? 0,
      activities: (byDay.get(d.id) ?? []).map((a) => ({
        kind: a.kind ?? '',
        count: a.count ?? 0,
        participants: a.participants ?? 0,
      })),
    })),
  }
}

/** Everything a package of one division's report holds. @throws refusal where nothing was handed in */
export async function carryUp(context: Context, key: UpKey): Promise<ReportsPayload> {
  const { trx } = context
  const rows = await store.reportsBelow(trx, key)
  const own = rows.find((r) => r.body_id === key.regionId)
  if (!own || own.state === 'draft') throw refuse('not-found', { what: '已提交的本级报送' })
  const reports: CarriedReport[] = []
  for (const row of rows) reports.push(await carried(context, row))
  const newest = await chain.versionOf(trx, { regionId: own.region_id, reportId: own.id }, own.version)
  const facts = await factsFor(context, key, newest ? contentOf(newest).coversTo : context.today)
  const members = await membersOf(trx, key.programmeId)
  const used = new Set([
    ...members.map((m) => m.organisation_id),
    ...(facts?.days.flatMap((d) => [d.unitId, d.hospitalId]) ?? []),
    ...rows.flatMap((r) => r.organisation_id ?? []),
  ])
  const people = facts
    ? await findPractitioners(trx, { ids: [...new Set(facts.days.map((d) => d.practitionerId))] })
    : []
  for (const p of people) used.add(p.organisation_id)
  const alliances = await alliancesAmong(trx, [...used])
  for (const a of alliances) if (a.office_id) used.add(a.office_id)
  const organisations = await findOrganisations(trx, { ids: [...used] })
  const known = new Set(organisations.map((o) => o.id))
  return {
    programme: {
      id: key.programmeId,
      versions: (await versionsOf(trx, key.programmeId)).map((v) => ({
        version: v.version,
        effectiveFrom: v.effectiveFrom,
        reason: v.reason,
        source: v.source,
      })),
    },
    organisations: organisations.map((o) => ({
      id: o.id,
      name: o.name,
      kind: o.kind,
      ownership: o.ownership as 'provincial' | 'municipal' | 'county' | null,
      division: o.division_code,
      expertStudio: o.expert_studio,
      sides: members.filter((m) => m.organisation_id === o.id).map((m) => m.side as Side),
    })),
    alliances: alliances.flatMap((a) =>
      a.office_id
        ? [
            {
              id: a.id,
              name: a.office,
              officeId: a.office_id,
              members: a.members.filter((m) => known.has(m)),
            },
          ]
        : [],
    ),
    practitioners: people.map((p) => ({
      id: p.id,
      name: p.name,
      organisationId: p.organisation_id,
      titleCode: p.title_code,
      titleText: p.title_text,
      specialtyCode: p.specialty_code,
      specialtyText: p.specialty_text,
    })),
    reports,
    facts,
  }
}
