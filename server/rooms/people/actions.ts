// people actions: practitioners with masked mobiles; a reveal needs a reason and is logged (SEC-1).
import * as contract from '../../../contract/people.ts'
import { refuse } from '../../../contract/problems.ts'
import { maskPhone } from '../../../domain/people/masking.ts'
import { findSpecialty, SPECIALTIES } from '../../../domain/people/specialties.ts'
import { findTitle, TITLES } from '../../../domain/people/titles.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import type { Actor } from '../../platform/actor.ts'
import { organisationById, sortKeyOf } from '../organisations/door.ts'
import { keeps, practitionerById } from './door.ts'
import * as store from './store.ts'

function viewOf(row: store.PractitionerRow): contract.PractitionerView {
  return {
    id: row.id,
    name: row.name,
    sex: row.sex === '男' || row.sex === '女' ? row.sex : null,
    organisation: { id: row.organisation_id, name: row.organisation },
    specialtyCode: row.specialty_code,
    specialty: row.specialty_text,
    titleCode: row.title_code,
    title: row.title_text,
    mobile: maskPhone(row.mobile),
    active: row.active,
    ownClinicWeekdays: row.own_clinic_weekdays,
  }
}

const mayWrite = (actor: Actor, of: { id: string; division_code: string }): boolean =>
  keeps(actor, { organisationId: of.id, divisionCode: of.division_code })

const listPractitioners = action(contract.listPractitioners, {
  allow: 'practitioner.read',
  async run({ trx, actor }, { query }) {
    const own = actor.role === 'hospital' && actor.organisationId ? [actor.organisationId] : undefined
    const chosen = query.organisationId ? [query.organisationId] : undefined
    const rows = await store.findPractitioners(trx, {
      programmeId: query.programmeId,
      programmeWithin: actor.divisionCode ?? undefined,
      organisationIds: own ?? chosen,
      ids: actor.role === 'doctor' && actor.practitionerId ? [actor.practitionerId] : undefined,
      q: query.q,
      divisionLike: query.programmeId || own || chosen ? undefined : actor.divisionCode?.slice(0, 4),
    })
    return { items: rows.map(viewOf) }
  },
})

const savePractitioner = action(contract.savePractitioner, {
  allow: 'practitioner.write',
  async run({ trx, actor, say }, { params, body }) {
    const organisation = await organisationById(trx, body.organisationId)
    if (!organisation || !mayWrite(actor, organisation)) throw refuse('not-found', { what: '机构' })
    const before = await practitionerById(trx, params.id)
    if (before && !mayWrite(actor, { id: before.organisation_id, division_code: before.division_code }))
      throw refuse('not-found', { what: '医师' })
    const title = findTitle(body.title)
    if (!title)
      throw refuse(
        'invalid-value',
        { path: 'title', why: `职称“${body.title}”不在代码表中` },
        { place: { path: 'body.title' } },
      )
    await store.upsertPractitioner(trx, {
      id: params.id,
      name: body.name,
      sex: body.sex,
      organisationId: body.organisationId,
      specialtyCode: findSpecialty(body.specialty)?.code ?? null,
      specialtyText: body.specialty,
      titleCode: title.code,
      titleText: body.title,
      mobile: body.mobile,
      sortKey: sortKeyOf(body.name),
      active: body.active,
      ownClinicWeekdays: body.ownClinicWeekdays,
    })
    say({
      zh: `${before ? '修改' : '新增'}医师 ${body.name}`,
      subject: { type: 'practitioner', id: params.id },
      regionId: organisation.division_code.slice(0, 6),
    })
    const row = await practitionerById(trx, params.id)
    if (!row) throw refuse('not-found', { what: '医师' })
    return viewOf(row)
  },
})

async function inReach({ trx, actor }: Context, id: string): Promise<store.PractitionerRow> {
  const row = await practitionerById(trx, id)
  if (!row) throw refuse('not-found', { what: '医师' })
  // A receiving unit reaches the doctors who are posted to it; dispatch's rows say so, under row-level security.
  const posted = await store.isPostedInScope(trx, id)
  if (!posted && !mayWrite(actor, { id: row.organisation_id, division_code: row.division_code }))
    throw refuse('not-found', { what: '医师' })
  return row
}

const revealMobile = action(contract.revealMobile, {
  allow: 'practitioner.reveal',
  async run(context, { params, body }) {
    const row = await inReach(context, params.id)
    context.say({
      zh: `查看医师 ${row.name} 的手机号，理由：${body.reason}`,
      subject: { type: 'practitioner', id: params.id },
    })
    return { mobile: row.mobile }
  },
})

const codeTables = action(contract.codeTables, {
  allow: 'session.use',
  run: async () => ({
    specialties: SPECIALTIES.map((s) => ({ code: s.code, name: s.name, parent: s.parent ?? null })),
    titles: TITLES.map((t) => ({ code: t.code, name: t.name, level: t.level })),
  }),
})

export const peopleActions: Action[] = [listPractitioners, savePractitioner, revealMobile, codeTables]
