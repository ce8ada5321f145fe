// organisations actions: the list in one's reach, saving with aliases, looking up divisions.
import * as contract from '../../../contract/organisations.ts'
import { refuse } from '../../../contract/problems.ts'
import { ORGANISATION_KINDS } from '../../../domain/organisations/kinds.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { organisationById, sortKeyOf } from './door.ts'
import { facilityActions } from './facility-actions.ts'
import { governanceActions } from './governance-actions.ts'
import { reporterActions } from './reporter-actions.ts'
import * as store from './store.ts'

function viewOf(row: store.OrganisationRow): contract.OrganisationView {
  const ownership =
    row.ownership === 'provincial' || row.ownership === 'municipal' || row.ownership === 'county'
      ? row.ownership
      : null
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    ownership,
    division: { code: row.division_code, name: row.division },
    parentId: row.parent_id,
    phone: row.phone,
    expertStudio: row.expert_studio,
    position: row.longitude !== null && row.latitude !== null ? [row.longitude, row.latitude] : null,
    marketWeekdays: row.market_weekdays,
    active: row.active,
    aliases: row.aliases,
  }
}

const listOrganisations = action(contract.listOrganisations, {
  allow: 'organisation.read',
  async run({ trx, actor }, { query }) {
    // Without a programme the list stays within one's own division: a county clerk does not page through China.
    const under = query.programmeId ? undefined : (actor.divisionCode ?? undefined)
    const ids =
      query.programmeId || under || actor.scope.kind !== 'organisations'
        ? undefined
        : actor.scope.organisations
    return { items: (await store.findOrganisations(trx, { ...query, under, ids })).map(viewOf) }
  },
})

/** Where an actor may make and change organisations: its division, or the county its own organisation stands in. */
async function divisionOf({ trx, actor }: Context): Promise<string> {
  if (actor.scope.kind === 'division') return actor.scope.division
  // The administrator runs the whole system (scope none); nobody else may write without an anchor.
  if (actor.role === 'administrator') return ''
  const own = actor.organisationId ? await organisationById(trx, actor.organisationId) : undefined
  if (!own) throw refuse('not-found', { what: '本单位' })
  return own.division_code.slice(0, 6)
}

async function checkParent({ trx }: Context, id: string, parentId: string | null): Promise<void> {
  if (parentId === null) return
  if (parentId === id)
    throw refuse(
      'invalid-value',
      { path: 'parentId', why: '机构不能是自己的上级' },
      { place: { path: 'body.parentId' } },
    )
  if (!(await organisationById(trx, parentId))) throw refuse('not-found', { what: '上级机构' })
}

const saveOrganisation = action(contract.saveOrganisation, {
  allow: 'organisation.write',
  async run(context, { params, body }) {
    const { trx, say } = context
    if (!(ORGANISATION_KINDS as readonly string[]).includes(body.kind))
      throw refuse(
        'invalid-value',
        { path: 'kind', why: '机构类型不在代码表中' },
        { place: { path: 'body.kind' } },
      )
    const division = await store.divisionByCode(trx, body.divisionCode)
    if (!division)
      throw refuse(
        'invalid-value',
        { path: 'divisionCode', why: `没有这个区划代码 ${body.divisionCode}` },
        { place: { path: 'body.divisionCode' } },
      )
    const scope = await divisionOf(context)
    if (!body.divisionCode.startsWith(scope)) throw refuse('not-found', { what: '区划' })
    const before = await organisationById(trx, params.id)
    if (before && !before.division_code.startsWith(scope)) throw refuse('not-found', { what: '机构' })
    await checkParent(context, params.id, body.parentId)
    const { aliases, position, ...rest } = body
    const saved = await store.upsertOrganisation(trx, {
      ...rest,
      ...(position === undefined
        ? {}
        : { longitude: position?.[0] ?? null, latitude: position?.[1] ?? null }),
      id: params.id,
      sortKey: sortKeyOf(body.name),
    })
    if (!saved) throw refuse('already-exists', { what: `机构“${body.name}”` })
    await store.replaceAliases(trx, params.id, aliases)
    say({
      zh: `${before ? '修改' : '新建'}机构 ${body.name}`,
      subject: { type: 'organisation', id: params.id },
      regionId: body.divisionCode.slice(0, 6),
    })
    const row = await organisationById(trx, params.id)
    if (!row) throw refuse('not-found', { what: '机构' })
    return viewOf(row)
  },
})

const searchDivisions = action(contract.searchDivisions, {
  allow: 'organisation.read',
  run: async ({ trx }, { query }) => ({
    // Without words it lists what lies directly below: the counties of a city-wide programme, say.
    items: query.q
      ? await store.searchDivisions(trx, query.q, query.under)
      : query.under
        ? await store.divisionsBelow(trx, query.under)
        : [],
  }),
})

export const organisationActions: Action[] = [
  listOrganisations,
  saveOrganisation,
  searchDivisions,
  ...reporterActions,
  ...governanceActions,
  ...facilityActions,
]
