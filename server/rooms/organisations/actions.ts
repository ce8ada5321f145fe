// organisations actions: the list in one's reach, saving with aliases, looking up divisions.
import * as contract from '../../../contract/organisations.ts'
import { refuse } from '../../../contract/problems.ts'
import { ORGANISATION_KINDS } from '../../../domain/organisations/kinds.ts'
import { type Action, action } from '../../platform/action.ts'
import { organisationById, sortKeyOf } from './door.ts'
import * as store from './store.ts'

function viewOf(row: store.OrganisationRow): contract.OrganisationView {
  const ownership = row.ownership === 'provincial' || row.ownership === 'municipal' || row.ownership === 'county' ? row.ownership : null
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    ownership,
    division: { code: row.division_code, name: row.division },
    parentId: row.parent_id,
    phone: row.phone,
    expertStudio: row.expert_studio,
    active: row.active,
    aliases: row.aliases,
  }
}

const listOrganisations = action(contract.listOrganisations, {
  allow: 'organisation.read',
  async run({ trx, actor }, { query }) {
    // Without a programme the list stays within one's own division: a county clerk does not page through China.
    const under = query.programmeId ? undefined : (actor.divisionCode ?? undefined)
    const ids = query.programmeId || under || actor.scope.kind !== 'organisations' ? undefined : actor.scope.organisations
    return { items: (await store.findOrganisations(trx, { ...query, under, ids })).map(viewOf) }
  },
})

const saveOrganisation = action(contract.saveOrganisation, {
  allow: 'organisation.write',
  async run({ trx, actor, say }, { params, body }) {
    if (!(ORGANISATION_KINDS as readonly string[]).includes(body.kind)) throw refuse('invalid-value', { path: 'kind', why: '机构类型不在代码表中' })
    const division = await store.divisionByCode(trx, body.divisionCode)
    if (!division) throw refuse('invalid-value', { path: 'divisionCode', why: `没有这个区划代码 ${body.divisionCode}` }, { place: { path: 'body.divisionCode' } })
    const scope = actor.scope.kind === 'division' ? actor.scope.division : ''
    if (!body.divisionCode.startsWith(scope)) throw refuse('not-found', { what: '区划' })
    const before = await organisationById(trx, params.id)
    if (before && !before.division_code.startsWith(scope)) throw refuse('not-found', { what: '机构' })
    const { aliases, ...rest } = body
    const saved = await store.upsertOrganisation(trx, { ...rest, id: params.id, sortKey: sortKeyOf(body.name) })
    if (!saved) throw refuse('already-exists', { what: `机构“${body.name}”` })
    await store.replaceAliases(trx, params.id, aliases)
    say({ zh: `${before ? '修改' : '新建'}机构 ${body.name}`, subject: { type: 'organisation', id: params.id }, regionId: body.divisionCode.slice(0, 6) })
    const row = await organisationById(trx, params.id)
    if (!row) throw refuse('not-found', { what: '机构' })
    return viewOf(row)
  },
})

const searchDivisions = action(contract.searchDivisions, {
  allow: 'organisation.read',
  run: async ({ trx }, { query }) => ({ items: query.q ? await store.searchDivisions(trx, query.q, query.under) : [] }),
})

export const organisationActions: Action[] = [listOrganisations, saveOrganisation, searchDivisions]
