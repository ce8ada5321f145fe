// visits actions: day cards — list, read, save, confirm, return, merge; a phone is revealed with a reason.
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits.ts'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import { CONSENT_WAYS, mayKeepPhone, PURPOSE_TEXTS } from '../../../domain/visits/consents.ts'
import { mayMove } from '../../../domain/visits/day-card.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { holidayTable } from '../programme/door.ts'
import { attendanceActions } from './attendance-actions.ts'
import { activitiesOf, cardItem, cardView, halfOf, statusOf } from './card-view.ts'
import { consentActions } from './consent-actions.ts'
import { getFieldBundle } from './field-actions.ts'
import { otherDaysOf } from './other-days.ts'
import { paperActions } from './paper-actions.ts'
import { photoActions } from './photo-actions.ts'
import { presenceActions } from './presence-actions.ts'
import { saveCard } from './save-card.ts'
import * as store from './store.ts'
import { signedInOf } from './store-attendance.ts'
import { addConsents, standingsOf } from './store-consents.ts'
import { addUp, isCounted } from './store-ledger.ts'
import { movePhotos } from './store-photos.ts'

/** The card, held back from every other change of it until this act is done. */
async function readLocked(
  context: Context,
  regionId: string,
  id: string,
): Promise<{ card: store.CardRow; parts: store.Parts }> {
  const { card } = await read(context, regionId, id)
  await store.lockDay(
    context.trx,
    { regionId, practitionerId: card.practitioner_id, unitId: card.unit_id, day: card.day },
    id,
  )
  return read(context, regionId, id)
}

async function read(
  context: Context,
  regionId: string,
  id: string,
): Promise<{ card: store.CardRow; parts: store.Parts }> {
  const card = await store.cardById(context.trx, regionId, id)
  if (!card) throw refuse('not-found', { what: '日志卡' })
  return { card, parts: await store.partsOf(context.trx, [regionId], [id]) }
}

const around = async ({ trx, today }: Context, cards: readonly store.CardRow[]) => ({
  today,
  holidays: await holidayTable(trx),
  others: await otherDaysOf(trx, cards),
  signedIn: await signedInOf(
    trx,
    cards.map((card) => card.duty_id),
  ),
})

async function show(context: Context, regionId: string, id: string): Promise<contract.DayCardView> {
  const { card, parts } = await read(context, regionId, id)
  return cardView(card, parts, await around(context, [card]))
}

const listDayCards = action(contract.listDayCards, {
  allow: 'dayCard.read',
  async run(context, { query }) {
    const cards = await store.listCards(context.trx, query)
    const parts = await store.partsOf(
      context.trx,
      [...new Set(cards.map((c) => c.region_id))],
      cards.map((c) => c.id),
    )
    const surroundings = await around(context, cards)
    const until = context.today < lastDayOf(query.month) ? context.today : lastDayOf(query.month)
    const missing = await store.missingCards(context.trx, { ...query, until })
    return {
      items: cards.map((card) => cardItem(card, parts, surroundings)),
      missing: missing.flatMap((m) =>
        m.region_id && m.id && m.programme_id && m.day && m.unit_id && m.practitioner_id
          ? [
              {
                regionId: m.region_id,
                dutyId: m.id,
                programmeId: m.programme_id,
                day: m.day,
                half: halfOf(m.half ?? 'day'),
                unitId: m.unit_id,
                unit: m.unit,
                practitionerId: m.practitioner_id,
                practitioner: m.practitioner,
              },
            ]
          : [],
      ),
    }
  },
})

const getDayCard = action(contract.getDayCard, {
  allow: 'dayCard.read',
  run: (context, { params }) => show(context, params.regionId, params.id),
})

const saveDayCard = action(contract.saveDayCard, {
  allow: 'dayCard.write',
  async run(context, { params, query, body }) {
    await saveCard(context, {
      ...params,
      version: query.version,
      submit: query.submit === 'yes',
      input: body,
    })
    return show(context, params.regionId, params.id)
  },
})

const confirmDayCard = action(contract.confirmDayCard, {
  allow: 'dayCard.confirm',
  async run(context, { params }) {
    const { card } = await readLocked(context, params.regionId, params.id)
    if (!mayMove(statusOf(card.status), 'confirmed'))
      throw refuse('card-closed', {
        state: card.status === 'draft' ? '尚未提交' : card.status,
        who: '填写人',
      })
    // Separation of duties: whoever wrote the card does not confirm it.
    if (card.created_by === context.actor.accountId)
      throw refuse('rule-broken', { why: '填写人不能确认自己填的日志卡' })
    await store.setStatus(context.trx, params.regionId, params.id, {
      status: 'confirmed',
      version: card.version + 1,
      confirmed_by: context.actor.accountId,
      confirmed_at: context.now,
      updated_at: context.now,
    })
    context.say({
      zh: `确认日志卡 ${card.practitioner} ${card.day}`,
      subject: { type: 'dayCard', id: params.id },
      regionId: params.regionId,
    })
    return show(context, params.regionId, params.id)
  },
})

const returnDayCard = action(contract.returnDayCard, {
  allow: 'dayCard.confirm',
  async run(context, { params, body }) {
    const { card } = await readLocked(context, params.regionId, params.id)
    if (card.status === 'draft' || !mayMove(statusOf(card.status), 'draft'))
      throw refuse('card-closed', {
        state: card.status === 'draft' ? '草稿，无需退回' : card.status,
        who: '填写人',
      })
    await store.setStatus(context.trx, params.regionId, params.id, {
      status: 'draft',
      version: card.version + 1,
      confirmed_by: null,
      confirmed_at: null,
      updated_at: context.now,
    })
    await addUp(context.trx, [card])
    context.say({
      zh: `退回日志卡 ${card.practitioner} ${card.day}：${body.reason}`,
      subject: { type: 'dayCard', id: params.id },
      regionId: params.regionId,
    })
    return show(context, params.regionId, params.id)
  },
})

type Keep = 'original' | 'duplicate' | 'sum'

/** The parts that stay after a merge; nothing is deleted of the other card, it is kept as merged. */
function mergedParts(keep: Keep, original: store.Parts, duplicate: store.Parts): store.Parts {
  if (keep === 'original') return original
  if (keep === 'duplicate') return duplicate
  return {
    activities: [...original.activities, ...duplicate.activities],
    homeVisits: [...original.homeVisits, ...duplicate.homeVisits],
    beneficiaries: [...original.beneficiaries, ...duplicate.beneficiaries],
    consents: new Map([...original.consents, ...duplicate.consents]),
    photos: original.photos,
  }
}

const mergeDayCards = action(contract.mergeDayCards, {
  allow: 'dayCard.confirm',
  async run(context, { params, body }) {
    const { trx, now } = context
    const double = await readLocked(context, params.regionId, params.id)
    if (double.card.status !== 'duplicate' || !double.card.duplicate_of)
      throw refuse('card-closed', { state: '不是重复卡', who: '填写人' })
    const original = await read(context, params.regionId, double.card.duplicate_of)
    if (original.card.status === 'confirmed')
      throw refuse('card-closed', { state: '已确认的原卡须先退回', who: '受援单位' })
    const parts = mergedParts(body.keep, original.parts, double.parts)
    const facts = body.keep === 'duplicate' ? double.card : original.card
    const sum = (
      key: 'leaflets' | 'notice_clicks' | 'screen_notices' | 'transport_fen' | 'lodging_fen' | 'supplies_fen',
    ): number => (body.keep === 'sum' ? original.card[key] + double.card[key] : facts[key])
    const words = (key: 'other_services' | 'other_work'): string =>
      body.keep === 'sum'
        ? [...new Set([original.card[key], double.card[key]])].filter(Boolean).join('；')
        : facts[key]
    await store.setStatus(trx, params.regionId, double.card.id, {
      status: 'merged',
      version: double.card.version + 1,
      updated_at: now,
    })
    await store.writeCard(trx, {
      regionId: params.regionId,
      id: original.card.id,
      programmeId: original.card.programme_id,
      dutyId: original.card.duty_id ?? double.card.duty_id,
      unitId: original.card.unit_id,
      hospitalId: original.card.hospital_id,
      practitionerId: original.card.practitioner_id,
      day: original.card.day,
      half: body.keep === 'sum' && original.card.half !== double.card.half ? 'day' : facts.half,
      status: original.card.status,
      duplicateOf: null,
      otherServices: words('other_services'),
      otherWork: words('other_work'),
      leaflets: sum('leaflets'),
      noticeClicks: sum('notice_clicks'),
      screenNotices: sum('screen_notices'),
      transportFen: sum('transport_fen'),
      lodgingFen: sum('lodging_fen'),
      suppliesFen: sum('supplies_fen'),
      answers: original.card.answers,
      version: original.card.version + 1,
      by: original.card.created_by,
      deviceAt: original.card.device_at,
      now,
    })
    // the first card's people stay who they are; those of the other become people of this one, with what they agreed to
    const people = parts.beneficiaries.map((b) => ({
      id: b.day_card_id === original.card.id ? b.id : uuidv7(),
      from: b.id,
      name: b.name,
      phone: b.phone,
      specialGroup: b.special_group,
      mark: b.mark,
    }))
    await store.writeParts(trx, params.regionId, original.card.id, {
      activities: activitiesOf(
        { ...parts, activities: parts.activities.map((a) => ({ ...a, day_card_id: original.card.id })) },
        original.card.id,
      ).map((a) => ({ id: uuidv7(), ...a })),
      homeVisits: parts.homeVisits.map((v) => ({
        id: uuidv7(),
        specialGroup: v.special_group,
        place: v.place,
        service: v.service,
        nextStep: v.next_step,
        homeBed: v.home_bed,
      })),
      beneficiaries: people.map(({ from: _from, ...person }) => person),
    })
    await addConsents(
      trx,
      people.flatMap(({ id: beneficiaryId, from }) =>
        from === beneficiaryId
          ? []
          : (parts.consents.get(from) ?? []).map((one) => ({
              ...one,
              regionId: params.regionId,
              id: uuidv7(),
              cardId: original.card.id,
              beneficiaryId,
              act: 'given' as const,
              way: CONSENT_WAYS.find((way) => way === one.way) ?? ('earlier' as const),
              by: context.actor.accountId,
              at: now,
              deviceAt: null,
            })),
      ),
    )
    await movePhotos(trx, params.regionId, double.card.id, original.card.id)
    if (isCounted(original.card)) await addUp(trx, [original.card])
    const kept = { original: '保留原卡', duplicate: '保留后填的卡', sum: '两卡相加' }[body.keep]
    context.say({
      zh: `合并重复日志卡 ${original.card.practitioner} ${original.card.day}（${kept}）：${body.reason}`,
      subject: { type: 'dayCard', id: original.card.id },
      regionId: params.regionId,
      details: { merged: double.card.id },
    })
    return show(context, params.regionId, original.card.id)
  },
})

const revealBeneficiary = action(contract.revealBeneficiary, {
  allow: 'beneficiary.reveal',
  async run(context, { params, body }) {
    const row = await store.beneficiaryById(context.trx, params.regionId, params.id)
    if (!row) throw refuse('not-found', { what: '受益群众' })
    const standings = await standingsOf(context.trx, [params.regionId], [row.day_card_id])
    if (!mayKeepPhone(standings.get(params.id) ?? []))
      throw refuse('consent-missing', { purpose: PURPOSE_TEXTS.survey.zh })
    context.say({
      zh: `查看一位受益群众的电话，理由：${body.reason}`,
      subject: { type: 'beneficiary', id: params.id },
      regionId: params.regionId,
    })
    return { phone: row.phone }
  },
})

export const visitActions: Action[] = [
  getFieldBundle,
  listDayCards,
  getDayCard,
  saveDayCard,
  confirmDayCard,
  returnDayCard,
  mergeDayCards,
  revealBeneficiary,
  ...presenceActions,
  ...consentActions,
  ...photoActions,
  ...attendanceActions,
  ...paperActions,
]
