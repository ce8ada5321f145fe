// funding actions: a claim is written, handed in, approved by another of the home unit, paid (FIN-1).

import { createHash } from 'node:crypto'
import * as contract from '../../../contract/funding-expenses.ts'
import { refuse } from '../../../contract/problems.ts'
import { type ClaimAct, type ClaimState, decideClaim, NEEDS_NOTE } from '../../../domain/funding/claim.ts'
import {
  differencesOf,
  type ExpenseLine,
  type LineFault,
  lineFaults,
  MOST_RECEIPT_PHOTOS,
  numberKey,
} from '../../../domain/funding/expenses.ts'
import { AMOUNT_FAULTS, readYuan, yuanOf } from '../../../domain/funding/money.ts'
import { lookAtPhoto, MOST_PHOTO_BYTES } from '../../../domain/visits/photo.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { organisationById } from '../organisations/door.ts'
import { keeps, practitionerById } from '../people/door.ts'
import { membersOf } from '../programme/door.ts'
import { claimActor, factsOf, viewOf } from './claim-view.ts'
import { askAboutLike, takePicture, takeReceipts } from './receipts.ts'
import * as store from './store-expenses.ts'

const STATE_WORDS: Record<ClaimState, string> = {
  draft: '草稿',
  submitted: '待审核',
  returned: '已退回',
  approved: '已审核，待付款',
  paid: '已付款',
  cancelled: '已作废',
}
const ACT_WORDS: Record<ClaimAct, string> = {
  save: '填写',
  submit: '提交',
  recall: '撤回',
  cancel: '作废',
  approve: '审核通过',
  return: '退回',
  pay: '登记付款',
  unpay: '撤销付款',
}
const PART_WORDS = { transport: '交通', lodging: '食宿', supplies: '药品耗材和其他' } as const
const FAULT_CODES: Record<LineFault, 'claim-line-issuer' | 'claim-line-receipt' | 'claim-line-twice'> = {
  'issuer-missing': 'claim-line-issuer',
  'receipt-missing': 'claim-line-receipt',
  'twice-here': 'claim-line-twice',
}

async function claimAt(context: Context, at: store.At): Promise<store.ClaimRow> {
  const row = await store.claimById(context.trx, at)
  if (!row) throw refuse('not-found', { what: '报销单' })
  return row
}

/** The claim, held for this act alone, and where the act leads. */
async function actOn(
  context: Context,
  at: store.At,
  { act, version }: { act: ClaimAct; version: number | null },
) {
  await claimAt(context, at)
  await store.lockClaim(context.trx, at)
  const row = await claimAt(context, at)
  const parts = await store.partsOf(context.trx, [row])
  const next = decideClaim(factsOf(row, parts.moves), act, claimActor(context.actor))
  if (typeof next !== 'string') {
    const mine = ['save', 'submit', 'recall', 'cancel'].includes(act)
    throw refuse(next.refused, {
      state: STATE_WORDS[row.state as ClaimState],
      who: mine ? '医师本人或其所在单位' : `${row.hospital}（原单位）`,
      whoEn: mine ? 'the doctor or her hospital' : 'her own hospital',
    })
  }
  if (version !== row.version) throw refuse('changed-meanwhile', { what: '这份报销单' })
  return { row, next, parts }
}

type Typed = Omit<ExpenseLine, 'fen'> & { amount: string }

/** What was typed as lines in fen. @throws Refused amount-wrong at the line */
function readLines(typed: readonly Typed[]): ExpenseLine[] {
  return typed.map(({ amount, ...rest }, i) => {
    const read = readYuan(amount)
    if ('fen' in read) return { ...rest, fen: read.fen }
    const why = AMOUNT_FAULTS[read.fault]
    throw refuse(
      'amount-wrong',
      { line: i + 1, typed: amount, why: why.zh, whyEn: why.en },
      { place: { path: `lines.${i}.amount` } },
    )
  })
}

type Fresh = {
  regionId: string
  id: string
  programmeId: string
  practitionerId: string
  unitId: string
  day: string
}

/** A new claim for a doctor's day at a unit of the programme. */
async function begin(context: Context, of: Fresh): Promise<void> {
  const { trx, actor, now, today } = context
  const person = await practitionerById(trx, of.practitionerId)
  const own =
    person &&
    keeps(actor, {
      id: person.id,
      organisationId: person.organisation_id,
      divisionCode: person.division_code,
    })
  if (!person || !own) throw refuse('not-found', { what: '本人或本单位的这位医师' })
  const unit = await organisationById(trx, of.unitId)
  const members = await membersOf(trx, of.programmeId)
  const receives = members.some((m) => m.organisation_id === of.unitId && m.side === 'receiving')
  if (!unit || !receives || unit.division_code.slice(0, 6) !== of.regionId)
    throw refuse('not-found', { what: '项目的这家受援单位' })
  if (of.day > today) throw refuse('claim-future', { day: of.day }, { place: { path: 'day' } })
  const there = async () => {
    const other = await store.claimOfDay(trx, of)
    return refuse('claim-there', {
      doctor: person.name,
      day: of.day,
      unit: unit.name,
      state: STATE_WORDS[(other?.state ?? 'draft') as ClaimState],
    })
  }
  if (await store.claimOfDay(trx, of)) throw await there()
  const made = await store.insertClaim(trx, {
    ...of,
    hospitalId: person.organisation_id,
    difference: '',
    by: actor.accountId,
    now,
  })
  if (!made) throw await there()
}

const saveClaim = action(contract.saveClaim, {
  allow: 'expense.claim',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    if (body.version === null && !(await store.claimById(trx, params)))
      await begin(context, { ...params, ...body })
    // a new one whose answer was lost comes again with the same id and no version
    const before = await claimAt(context, params)
    const { row, next } = await actOn(context, params, {
      act: 'save',
      version: body.version ?? before.version,
    })
    if (row.day !== body.day || row.unit_id !== body.unitId || row.practitioner_id !== body.practitionerId)
      throw refuse('invalid-value', { path: 'day', why: '医师、单位和日期不能改，请作废后另填一份' })
    const lines = readLines(body.lines)
    await takeReceipts(context, params, lines)
    await store.replaceLines(
      trx,
      params,
      lines.map((line) => ({ ...line, numberKey: numberKey(line.number) })),
    )
    await store.updateClaim(trx, params, {
      state: next,
      version: row.version + 1,
      difference: body.difference,
    })
    const totalFen = lines.reduce((sum, l) => sum + l.fen, 0)
    await store.insertMove(trx, params, {
      act: 'save',
      state: next,
      note: '',
      totalFen,
      by: actor.accountId,
      now,
    })
    context.say({
      zh: `填写报销单 ${row.practitioner} ${row.day} ${row.unit}：${yuanOf(totalFen)} 元`,
      subject: { type: 'expenseClaim', id: params.id },
      regionId: params.regionId,
    })
    return viewOf(context, await claimAt(context, params))
  },
})

/** What a claim that is handed in must have; everything missing is said at once. */
async function checkComplete(context: Context, row: store.ClaimRow): Promise<void> {
  const view = await viewOf(context, row)
  if (view.lines.length === 0) throw refuse('claim-no-lines')
  const faults = lineFaults(view.lines).map(
    ({ line, fault }) =>
      refuse(FAULT_CODES[fault], { line: line + 1 }, { place: { path: `lines.${line}` } }).problem,
  )
  if (faults.length) throw refuse('claim-incomplete', { count: faults.length }, { problems: faults })
  const differences = differencesOf(view.lines, view.card)
  if (differences.length && row.difference.trim() === '') {
    const parts = differences.map(
      (d) => `${PART_WORDS[d.part]}日志卡 ${yuanOf(d.card)} 元、报销 ${yuanOf(d.claimed)} 元`,
    )
    throw refuse(
      'claim-differs',
      { what: `${view.card ? '' : '这一天没有日志卡；'}${parts.join('；')}` },
      { place: { path: 'difference' } },
    )
  }
  await askAboutLike(context, { regionId: row.region_id, id: row.id }, view.lines)
}

async function tellHome(context: Context, row: store.ClaimRow, version: number): Promise<void> {
  await tellNotices(
    context.trx,
    {
      regionId: row.region_id,
      kind: 'expense-submitted',
      params: { doctor: row.practitioner, day: row.day },
      event: `expense-submitted/${row.id}/${version}`,
      subject: { type: 'expenseClaim', id: row.id },
      programmeId: row.programme_id,
      recipients: [{ role: 'hospital', organisationId: row.hospital_id }],
      by: context.actor.accountId,
    },
    context.now,
  )
}

const actOnClaim = action(contract.actOnClaim, {
  allow: 'expense.claim',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const { row, next, parts } = await actOn(context, params, body)
    if (NEEDS_NOTE.includes(body.act) && body.note === '')
      throw refuse('claim-note-missing', {}, { place: { path: 'note' } })
    if (body.act === 'submit') await checkComplete(context, row)
    if (body.act === 'cancel') {
      await store.dropReceipts(trx, params.id, 'n:')
      await store.dropReceipts(trx, params.id, 'p:')
    }
    await store.updateClaim(trx, params, { state: next, version: row.version + 1 })
    const totalFen = parts.lines.reduce((sum, l) => sum + l.amount_fen, 0)
    const { act, note } = body
    await store.insertMove(trx, params, { act, state: next, note, totalFen, by: actor.accountId, now })
    if (act === 'submit') await tellHome(context, row, row.version)
    context.say({
      zh: `${ACT_WORDS[act]}报销单 ${row.practitioner} ${row.day} ${row.unit}：${yuanOf(totalFen)} 元${note ? `，${note}` : ''}`,
      subject: { type: 'expenseClaim', id: params.id },
      regionId: params.regionId,
    })
    return viewOf(context, await claimAt(context, params))
  },
})

const getClaim = action(contract.getClaim, {
  allow: 'expense.read',
  run: async (context, { params }) => viewOf(context, await claimAt(context, params)),
})

const putReceiptPhoto = action(contract.putReceiptPhoto, {
  allow: 'expense.claim',
  async run(context, { params, body }) {
    const { sha256, ...at } = params
    const before = await claimAt(context, at)
    const { row, parts } = await actOn(context, at, { act: 'save', version: before.version })
    if (body.length > MOST_PHOTO_BYTES) throw refuse('photo-too-large')
    const look = lookAtPhoto(body)
    if ('fault' in look) throw refuse(`photo-${look.fault}`)
    if (createHash('sha256').update(body).digest('hex') !== sha256)
      throw refuse('invalid-value', { path: 'sha256', why: '照片内容与校验值不符，请重新上传' })
    if (parts.photos.length >= MOST_RECEIPT_PHOTOS)
      throw refuse('too-many-receipts', { most: MOST_RECEIPT_PHOTOS })
    await takePicture(context, at, sha256)
    await store.insertPhoto(context.trx, at, {
      sha256,
      content: body,
      by: context.actor.accountId,
      now: context.now,
    })
    context.say({
      zh: `上传票据照片 ${row.practitioner} ${row.day}`,
      subject: { type: 'expenseClaim', id: at.id },
      regionId: at.regionId,
    })
    return viewOf(context, row)
  },
})

const dropReceiptPhoto = action(contract.dropReceiptPhoto, {
  allow: 'expense.claim',
  async run(context, { params }) {
    const { sha256, ...at } = params
    const before = await claimAt(context, at)
    const { row } = await actOn(context, at, { act: 'save', version: before.version })
    await store.deletePhoto(context.trx, at, sha256)
    await store.dropReceipts(context.trx, at.id, `p:${sha256}`)
    context.say({
      zh: `删去票据照片 ${row.practitioner} ${row.day}`,
      subject: { type: 'expenseClaim', id: at.id },
      regionId: at.regionId,
    })
    return viewOf(context, row)
  },
})

const getReceiptPhoto = action(contract.getReceiptPhoto, {
  allow: 'expense.read',
  async run(context, { params }) {
    const row = await claimAt(context, params)
    const photo = await store.photoBytes(context.trx, params, params.sha256)
    if (!photo) throw refuse('not-found', { what: '票据照片' })
    context.say({
      zh: `查看票据照片 ${row.practitioner} ${row.day}`,
      subject: { type: 'expenseClaim', id: params.id },
      regionId: params.regionId,
    })
    return {
      bytes: photo.content,
      fileName: `${row.day}-${params.sha256.slice(0, 8)}.jpg`,
      type: 'image/jpeg',
    }
  },
})

export const claimActions: Action[] = [
  getClaim,
  saveClaim,
  actOnClaim,
  putReceiptPhoto,
  dropReceiptPhoto,
  getReceiptPhoto,
]
