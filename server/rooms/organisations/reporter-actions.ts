// organisations actions: naming whoever hands in an organisation's reports, and whom to call when one is missing (ORG-6,
// ORG-3). Set by the unit itself, the office that answers for it, or the bureau of where it stands.
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/organisations-reporters.ts'
import { refuse } from '../../../contract/problems.ts'
import { may } from '../../../domain/access/roles.ts'
import { maskPhone } from '../../../domain/people/masking.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import type { Actor } from '../../platform/actor.ts'
import { organisationById } from './door.ts'
import { findOrganisations, type OrganisationRow } from './store.ts'
import * as store from './store-reporters.ts'

const masked = (phone: string): string => maskPhone(phone) ?? ''

/** The bureau of the county (or the city above it) an organisation stands in, or whoever holds the organisation. */
function keepsReporter(actor: Actor, of: Pick<OrganisationRow, 'id' | 'division_code'>): boolean {
  if (!may(actor.role, 'reporter.write')) return false
  const { scope } = actor
  if (scope.kind === 'organisations') return scope.organisations.includes(of.id)
  return scope.kind === 'division' && of.division_code.startsWith(scope.division)
}

const regionOf = (o: OrganisationRow): string => o.division_code.slice(0, 6).padEnd(6, '0')

async function viewOf({ trx, actor }: Context, organisation: OrganisationRow): Promise<contract.ReportersOf> {
  const rows = await store.reportersOf(trx, organisation.id)
  return {
    organisationId: organisation.id,
    mayWrite: keepsReporter(actor, organisation),
    reporters: rows.map((r) => ({
      id: r.id,
      name: r.name,
      phone: masked(r.phone),
      startsOn: r.starts_on,
      endsOn: r.ends_on,
      setBy: r.setter,
      setAt: r.set_at.toISOString(),
      endedBy: r.ender,
      endedReason: r.ended_reason,
    })),
  }
}

/** The organisation, if the reader holds it, answers for it, or sees one of its rows. */
async function inSight(context: Context, id: string): Promise<OrganisationRow> {
  const organisation = await organisationById(context.trx, id)
  if (!organisation) throw refuse('not-found', { what: '机构' })
  const { scope } = context.actor
  const own =
    scope.kind === 'organisations'
      ? scope.organisations.includes(id)
      : scope.kind === 'division' && organisation.division_code.startsWith(scope.division)
  if (!own && (await store.reportersOf(context.trx, id)).length === 0)
    throw refuse('not-found', { what: '机构' })
  return organisation
}

async function toWrite(context: Context, id: string): Promise<OrganisationRow> {
  const organisation = await organisationById(context.trx, id)
  if (!organisation || !keepsReporter(context.actor, organisation))
    throw refuse('not-found', { what: '机构' })
  await store.lockOrganisation(context.trx, id)
  return organisation
}

const current = async (context: Context, id: string): Promise<store.ReporterRow | undefined> =>
  (await store.reportersOf(context.trx, id)).find((r) => r.ends_on === null)

/** Days are closed intervals: the one before served until yesterday, or but today when named today. */
const lastDay = (startsOn: string, today: string): string => {
  const yesterday = addDays(today, -1)
  return yesterday < startsOn ? startsOn : yesterday
}

const listReporters = action(contract.listReporters, {
  allow: 'reporter.read',
  async run({ trx, actor: { scope } }, { query }) {
    const rows = await store.reportersInForce(trx, query.programmeId)
    const known = new Map(rows.map((r) => [r.organisation_id, r]))
    const members = await findOrganisations(trx, { programmeId: query.programmeId })
    // none is said of those alone whose row the reader would see
    const answersFor = (o: OrganisationRow): boolean =>
      scope.kind === 'organisations'
        ? scope.organisations.includes(o.id)
        : scope.kind === 'division' && o.division_code.startsWith(scope.division)
    return {
      items: members
        .filter((o) => known.has(o.id) || (o.active && answersFor(o)))
        .map((o) => {
          const row = known.get(o.id)
          const reporter = row ? { id: row.id, name: row.name, phone: masked(row.phone) } : null
          return { organisationId: o.id, reporter }
        }),
    }
  },
})

const getReporters = action(contract.getReporters, {
  allow: 'reporter.read',
  async run(context, { params }) {
    return viewOf(context, await inSight(context, params.id))
  },
})

const setReporter = action(contract.setReporter, {
  allow: 'reporter.write',
  async run(context, { params, body }) {
    const organisation = await toWrite(context, params.id)
    const { trx, today, now, actor } = context
    const before = await current(context, params.id)
    if ((before?.id ?? null) !== body.after)
      throw refuse('reporter-changed', { name: before?.name ?? '无', who: before?.setter ?? '' })
    if (before && before.name === body.name && before.phone === body.phone)
      return viewOf(context, organisation)
    const regionId = regionOf(organisation)
    if (before)
      await store.closeReporter(
        trx,
        { regionId, id: before.id },
        { endsOn: lastDay(before.starts_on, today), by: actor.accountId, at: now, reason: '' },
      )
    await store.insertReporter(trx, {
      regionId,
      id: uuidv7(),
      organisationId: organisation.id,
      name: body.name,
      phone: body.phone,
      startsOn: today,
      by: actor.accountId,
      at: now,
    })
    context.say({
      zh: `指定 ${organisation.name} 的信息报送人：${body.name}${before ? `（原为 ${before.name}）` : ''}`,
      subject: { type: 'organisation', id: organisation.id },
      regionId,
    })
    return viewOf(context, organisation)
  },
})

const endReporter = action(contract.endReporter, {
  allow: 'reporter.write',
  async run(context, { params, body }) {
    const organisation = await toWrite(context, params.id)
    const before = await current(context, params.id)
    if (!before || before.id !== body.reporterId)
      throw refuse('reporter-changed', { name: before?.name ?? '无', who: before?.setter ?? '' })
    const regionId = regionOf(organisation)
    await store.closeReporter(
      context.trx,
      { regionId, id: before.id },
      { endsOn: context.today, by: context.actor.accountId, at: context.now, reason: body.reason },
    )
    context.say({
      zh: `结束 ${organisation.name} 的信息报送人 ${before.name}，${body.reason}`,
      subject: { type: 'organisation', id: organisation.id },
      regionId,
    })
    return viewOf(context, organisation)
  },
})

const revealReporter = action(contract.revealReporter, {
  allow: 'reporter.reveal',
  async run(context, { params, body }) {
    const organisation = await inSight(context, params.id)
    const row = (await store.reportersOf(context.trx, params.id)).find((r) => r.id === params.reporterId)
    if (!row) throw refuse('not-found', { what: '信息报送人' })
    context.say({
      zh: `查看 ${organisation.name} 信息报送人 ${row.name} 的电话，理由：${body.reason}`,
      subject: { type: 'organisation', id: organisation.id },
      regionId: regionOf(organisation),
    })
    return { phone: row.phone }
  },
})

export const reporterActions: Action[] = [
  listReporters,
  getReporters,
  setReporter,
  endReporter,
  revealReporter,
]
