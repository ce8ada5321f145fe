// assessments actions: the account of service, the list of a county's doctors, objections, figures of a year (ASM-5 … ASM-7).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/assessments-credit.ts'
import { refuse } from '../../../contract/problems.ts'
import { may } from '../../../domain/access/roles.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { keeps, practitionerById } from '../people/door.ts'
import { checkReach } from '../programme/door.ts'
import { creditRows } from './credit-rows.ts'
import { creditSheet } from './credit-sheet.ts'
import { accountView, objectionView } from './credit-view.ts'
import * as store from './store-credit.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const getMyCredit = action(contract.getMyCredit, {
  allow: 'credit.own',
  async run(context) {
    const person = await practitionerById(context.trx, context.actor.practitionerId ?? '')
    if (!person) throw refuse('not-found', { what: '您的医师档案' })
    return accountView(context, person, undefined)
  },
})

const getCredit = action(contract.getCredit, {
  allow: 'credit.read',
  async run(context, { params, query }) {
    const person = await practitionerById(context.trx, params.practitionerId)
    if (!person) throw refuse('not-found', { what: '这位医师' })
    const view = await accountView(context, person, query.regionId)
    // a doctor of elsewhere who never served here is nobody here
    const own = keeps(context.actor, {
      organisationId: person.organisation_id,
      divisionCode: person.division_code,
    })
    if (!own && view.lines.length === 0) throw refuse('not-found', { what: '这位医师' })
    return view
  },
})

async function rowsFor(
  context: Context,
  query: { programmeId: string; regionId?: string | undefined; year: number },
) {
  const { programmeId, year } = query
  const regionId = query.regionId ?? context.actor.divisionCode ?? ''
  if (regionId.length !== 6 || regionId.endsWith('00'))
    throw refuse('invalid-value', { path: 'regionId', why: '请先选定一个县（市、区）' })
  await checkReach(context, { programmeId, regionId }, 'read')
  return { regionId, items: await creditRows(context, { programmeId, regionId, year }) }
}

const listCredits = action(contract.listCredits, {
  allow: 'credit.read',
  async run(context, { query }) {
    const { items } = await rowsFor(context, query)
    return {
      year: query.year,
      today: context.today,
      items,
      mayIssue: may(context.actor.role, 'certificate.issue') && context.actor.scope.kind === 'division',
      mayEnter: may(context.actor.role, 'doctorYear.write'),
    }
  },
})

const getCreditsXlsx = action(contract.getCreditsXlsx, {
  allow: 'credit.read',
  async run(context, { query }) {
    const { items, regionId } = await rowsFor(context, query)
    const name = `医师基层服务一览（${query.year}年）.xlsx`
    context.say({ zh: `下载 ${name}`, regionId })
    return { bytes: await writeFormXlsx(creditSheet(items, query.year)), fileName: name, type: XLSX }
  },
})

const raiseCreditObjection = action(contract.raiseCreditObjection, {
  allow: 'credit.own',
  async run(context, { body }) {
    const { trx, actor, now, today } = context
    const person = await practitionerById(trx, actor.practitionerId ?? '')
    if (!person) throw refuse('not-found', { what: '您的医师档案' })
    if (body.day > today)
      throw refuse('invalid-value', { path: 'day', why: '这一天还没有到' }, { place: { path: 'day' } })
    const mine = await store.objectionsOf(trx, {
      practitionerId: person.id,
      regionId: body.regionId,
      open: true,
    })
    if (mine.some((one) => one.day === body.day))
      throw refuse('already-exists', { what: `对 ${body.day} 的异议（等待答复）` })
    const known = await store.servedDays(trx, { practitionerId: person.id, regionId: body.regionId })
    // an objection goes to a county where she serves, not to any in the country
    if (known.length === 0) throw refuse('not-found', { what: '您在该县的服务' })
    const id = uuidv7()
    await store.insertObjection(trx, {
      ...body,
      id,
      practitionerId: person.id,
      hospitalId: person.organisation_id,
      by: actor.accountId,
      now,
    })
    await tellNotices(
      trx,
      {
        regionId: body.regionId,
        kind: 'credit-objection',
        params: { doctor: person.name, day: body.day },
        event: `credit-objection/${id}`,
        subject: { type: 'creditObjection', id: person.id },
        programmeId: null,
        recipients: [{ role: 'bureau', divisionCode: body.regionId }],
        by: actor.accountId,
      },
      now,
    )
    context.say({
      zh: `对 ${body.day} 的服务提出异议：${body.words}`,
      subject: { type: 'creditObjection', id },
      regionId: body.regionId,
    })
    const [kept] = await store.objectionsOf(trx, { regionId: body.regionId, id })
    if (!kept) throw refuse('not-found', { what: '异议' })
    return objectionView(kept)
  },
})

const answerCreditObjection = action(contract.answerCreditObjection, {
  allow: 'credit.answer',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const [row] = await store.objectionsOf(trx, params)
    if (!row) throw refuse('not-found', { what: '异议' })
    if (!(await store.answerObjection(trx, { ...params, ...body, by: actor.accountId, now })))
      throw refuse('changed-meanwhile', { what: '这条异议' })
    context.say({
      zh: `答复异议（${row.day}）：${body.upheld ? '成立' : '不成立'}，${body.answer}`,
      subject: { type: 'creditObjection', id: params.id },
      regionId: params.regionId,
    })
    const [kept] = await store.objectionsOf(trx, params)
    return objectionView(kept ?? row)
  },
})

const saveDoctorYear = action(contract.saveDoctorYear, {
  allow: 'doctorYear.write',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const person = await practitionerById(trx, params.practitionerId)
    const own =
      person && keeps(actor, { organisationId: person.organisation_id, divisionCode: person.division_code })
    if (!person || !own) throw refuse('not-found', { what: '本单位的这位医师' })
    const regionId = person.division_code.slice(0, 6)
    await store.insertYearFigures(trx, {
      regionId,
      id: uuidv7(),
      practitionerId: person.id,
      hospitalId: person.organisation_id,
      year: params.year,
      ...body,
      by: actor.accountId,
      now,
    })
    context.say({
      zh: `登记 ${person.name} ${params.year} 年指标：本院门急诊 ${body.hospitalConsultations ?? '—'}，签约 ${body.contracts ?? '—'}`,
      subject: { type: 'practitioner', id: person.id },
      regionId,
    })
    return { practitionerId: person.id, year: params.year }
  },
})

export const creditActions: Action[] = [
  getMyCredit,
  getCredit,
  listCredits,
  getCreditsXlsx,
  raiseCreditObjection,
  answerCreditObjection,
  saveDoctorYear,
]
