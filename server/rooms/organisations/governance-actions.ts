// organisations actions: steering group, sections, responsible persons and shared responsibility, read together and written as
// new versions (ORG-1, ORG-2, ORG-3, ORG-8).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/organisations-governance.ts'
import { refuse } from '../../../contract/problems.ts'
import { type GovernanceKind, inForce, subjectKey } from '../../../domain/organisations/governance.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { appointmentView, facilityView } from './facility-actions.ts'
import { type Member, membersInReach, ofBody, ofCounty, regionOfBody } from './governance-reach.ts'
import * as store from './store-governance.ts'
import { reportersInForce } from './store-reporters.ts'

const KIND_WORDS: Record<GovernanceKind, string> = {
  steeringGroup: '领导小组',
  sections: '股室分工',
  responsible: '单位责任人',
  pairing: '双方共同责任',
}

/** Versions of one subject, newest first, with the one in force. Their content was checked when it was written. */
function historyOf<C>(rows: readonly store.VersionRow[] | undefined, today: string, mayWrite: boolean) {
  const versions = (rows ?? []).map((r) => ({
    id: r.id,
    version: r.version,
    effectiveFrom: r.effective_from,
    content: r.content as C,
    document: r.document,
    reason: r.reason,
    madeBy: r.maker,
    madeAt: r.made_at.toISOString(),
  }))
  return { versions, inForce: inForce(versions, today)?.version ?? null, mayWrite }
}

const getGovernance = action(contract.getGovernance, {
  allow: 'governance.read',
  async run(context, { params }) {
    const { trx, actor, today } = context
    const members = await membersInReach(context, params)
    const rows = await store.versionsOf(trx, params.programmeId)
    const county = Map.groupBy(
      rows.filter((r) => r.region_id === params.regionId),
      (r) => r.subject_key,
    )
    // a hospital of elsewhere keeps its persons in its own county's rows
    const bodies = Map.groupBy(rows, (r) => r.subject_key)
    const reporters = new Map(
      (await reportersInForce(trx, params.programmeId)).map((r) => [r.organisation_id, r.name]),
    )
    const name = new Map(members.map((m) => [m.id, m.name]))
    const bureau = ofCounty(actor, params.regionId)
    const region = params.regionId.replace(/(00)+$/, '')
    const sees = (m: Member): boolean =>
      ofBody(actor, m) ||
      bodies.has(subjectKey('responsible', m.id, null)) ||
      (actor.scope.kind === 'division' && (m.side === 'supporting' || m.division_code.startsWith(region)))
    const pairs = new Map(
      rows.flatMap((r) =>
        r.kind === 'pairing' && r.region_id === params.regionId ? [[r.subject_key, r] as const] : [],
      ),
    )
    return {
      steeringGroup: historyOf<contract.SteeringGroupView>(county.get('steeringGroup'), today, bureau),
      sections: historyOf<contract.SectionsView>(county.get('sections'), today, bureau),
      responsible: members.filter(sees).map((m) => ({
        ...historyOf<contract.ResponsibleView>(
          bodies.get(subjectKey('responsible', m.id, null)),
          today,
          ofBody(actor, m),
        ),
        organisation: { id: m.id, name: m.name, side: m.side },
        reporter: reporters.get(m.id) ?? null,
      })),
      pairings: [...pairs.values()].map((r) => ({
        ...historyOf<contract.PairingView>(
          county.get(r.subject_key),
          today,
          members.some((m) => (m.id === r.organisation_id || m.id === r.partner_id) && ofBody(actor, m)),
        ),
        unit: { id: r.organisation_id ?? '', name: name.get(r.organisation_id ?? '') ?? '' },
        hospital: { id: r.partner_id ?? '', name: name.get(r.partner_id ?? '') ?? '' },
      })),
      appointments: (await store.appointmentsOf(trx, params)).map((row) => appointmentView(context, row)),
      mayAppoint: bureau || (actor.role !== 'receivingUnit' && members.some((m) => ofBody(actor, m))),
      facilities: (await store.facilitiesOf(trx, params)).map((row) => facilityView(context, row)),
      mayAddFacility: bureau || members.some((m) => m.side === 'receiving' && ofBody(actor, m)),
    }
  },
})

type Body = Parameters<Parameters<typeof action<typeof contract.saveGovernance>>[1]['run']>[1]['body']

/** The bodies a version is about and the county whose row it is. @throws Refused not-found where the actor names nobody */
async function subjectOf(
  context: Context,
  params: { regionId: string; programmeId: string },
  body: Body,
): Promise<{ regionId: string; organisationId: string | null; partnerId: string | null; name: string }> {
  const members = await membersInReach(context, params)
  const { actor } = context
  if (body.kind === 'steeringGroup' || body.kind === 'sections') {
    if (!ofCounty(actor, params.regionId)) throw refuse('not-found', { what: '本县的组织领导' })
    return { regionId: params.regionId, organisationId: null, partnerId: null, name: '' }
  }
  const own = members.find((m) => m.id === body.organisationId)
  if (!own) throw refuse('not-found', { what: '机构' })
  if (body.kind === 'responsible') {
    if (!ofBody(actor, own)) throw refuse('not-found', { what: '机构' })
    return { regionId: regionOfBody(own), organisationId: own.id, partnerId: null, name: own.name }
  }
  const partner = members.find((m) => m.id === body.partnerId && m.side === 'supporting')
  const may = partner && own.side === 'receiving' && (ofBody(actor, own) || ofBody(actor, partner))
  if (!may) throw refuse('not-found', { what: '支受援双方' })
  const regionId = regionOfBody(own)
  return { regionId, organisationId: own.id, partnerId: partner.id, name: `${own.name}、${partner.name}` }
}

const saveGovernance = action(contract.saveGovernance, {
  allow: 'governance.write',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const of = await subjectOf(context, params, body)
    const key = subjectKey(body.kind, of.organisationId, of.partnerId)
    const before = (await store.versionsOf(trx, params.programmeId)).filter(
      (r) => r.subject_key === key && r.region_id === of.regionId,
    )
    const newest = before[0]?.version ?? 0
    const made =
      newest === body.after &&
      (await store.insertVersion(trx, {
        ...of,
        programmeId: params.programmeId,
        id: uuidv7(),
        kind: body.kind,
        subjectKey: key,
        version: newest + 1,
        effectiveFrom: body.effectiveFrom,
        content: body.content,
        document: body.document,
        reason: body.reason,
        by: actor.accountId,
        now,
      }))
    if (!made) throw refuse('changed-meanwhile', { what: KIND_WORDS[body.kind] })
    context.say({
      zh: `登记${KIND_WORDS[body.kind]}第 ${newest + 1} 版${of.name ? `（${of.name}）` : ''}，${body.effectiveFrom} 起：${body.reason}`,
      subject: { type: 'governance', id: key },
      regionId: of.regionId,
    })
    return { version: newest + 1 }
  },
})

export const governanceActions: Action[] = [getGovernance, saveGovernance]
