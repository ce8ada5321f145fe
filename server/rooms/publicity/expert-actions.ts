// publicity actions: experts' cards. Versions and consents only grow; what is shown follows from the last word (PUB-1).
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/publicity-experts.ts'
import {
  actsOf,
  type CardAct,
  type CardPurpose,
  type CardStanding,
  type CardWay,
  cardStanding,
  cardWording,
} from '../../../domain/people/expert-cards.ts'
import { firstNumber } from '../../../domain/people/masking.ts'
import { announcingClause } from '../../../domain/programme/programme.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import {
  type CardActRow,
  type CardVersionRow,
  cardActs,
  cardVersions,
  findPractitioners,
  insertCardAct,
  insertCardVersion,
  keeps,
  lockPractitioner,
  newestVersions,
  type PractitionerRow,
  practitionerById,
} from '../people/door.ts'
import { programmeOn } from '../programme/door.ts'
import { surnameOnly } from './words.ts'

const regionOf = (person: PractitionerRow): string => person.division_code.slice(0, 6).padEnd(6, '0')

const actOf = (row: CardActRow): CardAct => ({
  purpose: row.purpose as CardPurpose,
  act: row.act as CardAct['act'],
  way: row.way as CardWay,
  cardVersion: row.card_version,
})

const lineOf = (person: PractitionerRow, standing: CardStanding, newestVersion: number) => ({
  practitionerId: person.id,
  name: person.name,
  title: person.title_text,
  specialty: person.specialty_text,
  hospital: person.organisation,
  newestVersion,
  ...standing,
})

type Read = {
  person: PractitionerRow
  versions: CardVersionRow[]
  acts: CardActRow[]
  newest: number
  standing: CardStanding
}

async function readCard(context: Context, id: string): Promise<Read> {
  const person = await practitionerById(context.trx, id)
  const known = person && { id, organisationId: person.organisation_id, divisionCode: person.division_code }
  if (!known || !keeps(context.actor, known)) throw refuse('not-found', { what: '医师' })
  const versions = await cardVersions(context.trx, id)
  const acts = await cardActs(context.trx, [id])
  const newest = versions[0]?.version ?? 0
  return { person, versions, acts, newest, standing: cardStanding(acts.map(actOf), newest) }
}

function viewOf({ person, versions, acts, newest, standing }: Read): contract.ExpertCard {
  return {
    ...lineOf(person, standing, newest),
    versions: versions.map((v) => ({
      version: v.version,
      introduction: v.introduction,
      goodAt: v.good_at,
      writtenBy: v.writer,
      writtenAs: v.written_as,
      writtenAt: v.written_at.toISOString(),
    })),
    acts: acts.toReversed().map((a) => ({
      id: a.id,
      ...actOf(a),
      wordingVersion: a.wording_version,
      signedOn: a.signed_on,
      note: a.note,
      by: a.maker,
      as: a.made_as,
      at: a.happened_at.toISOString(),
    })),
    wordings: { name: cardWording('name'), introduction: cardWording('introduction') },
    shortName: surnameOnly(person.name),
  }
}

const show = async (context: Context, id: string): Promise<contract.ExpertCard> =>
  viewOf(await readCard(context, id))

const ownId = ({ actor }: Context): string => {
  if (!actor.practitionerId) throw refuse('not-found', { what: '您对应的医师' })
  return actor.practitionerId
}

const listExpertCards = action(contract.listExpertCards, {
  allow: 'expertCard.read',
  async run({ trx, actor }, { query }) {
    const { scope } = actor
    const people = await findPractitioners(trx, {
      programmeId: query.programmeId,
      programmeWithin: actor.divisionCode ?? undefined,
      organisationIds: scope.kind === 'organisations' ? scope.organisations : undefined,
      ids: scope.kind === 'practitioner' ? [scope.practitioner] : undefined,
      divisionLike: query.programmeId ? undefined : actor.divisionCode?.slice(0, 4),
      q: query.q,
    })
    const kept = people.filter(
      (p) =>
        p.active &&
        keeps(actor, { id: p.id, organisationId: p.organisation_id, divisionCode: p.division_code }),
    )
    const ids = kept.map((p) => p.id)
    const acts = Map.groupBy(await cardActs(trx, ids), (row) => row.practitioner_id)
    const newest = await newestVersions(trx, ids)
    return {
      items: kept.map((p) => {
        const version = newest.get(p.id) ?? 0
        return lineOf(p, cardStanding((acts.get(p.id) ?? []).map(actOf), version), version)
      }),
    }
  },
})

const getExpertCard = action(contract.getExpertCard, {
  allow: 'expertCard.read',
  run: (context, { params }) => show(context, params.id),
})

const getMyExpertCard = action(contract.getMyExpertCard, {
  allow: 'expertCard.consent',
  run: (context) => show(context, ownId(context)),
})

const FIELDS = { goodAt: '擅长', introduction: '介绍' } as const

const saveExpertCard = action(contract.saveExpertCard, {
  allow: 'expertCard.write',
  async run(context, { params, body }) {
    await lockPractitioner(context.trx, params.id)
    const { person, newest } = await readCard(context, params.id)
    if (body.after !== newest) throw refuse('card-changed', { version: newest })
    for (const field of ['goodAt', 'introduction'] as const) {
      const number = firstNumber(body[field])
      if (number)
        throw refuse('number-in-text', { where: FIELDS[field], number }, { place: { path: `body.${field}` } })
    }
    await insertCardVersion(context.trx, {
      practitionerId: params.id,
      version: newest + 1,
      introduction: body.introduction,
      goodAt: body.goodAt,
      by: context.actor.accountId,
      as: context.actor.role,
      now: context.now,
    })
    context.say({
      zh: `拟写专家名片第 ${newest + 1} 版：${person.name}（本人同意后才公示）`,
      subject: { type: 'practitioner', id: params.id },
      regionId: regionOf(person),
    })
    return show(context, params.id)
  },
})

type Given = {
  purpose: CardPurpose
  cardVersion: number | null
  wordingVersion: number
  way: 'self' | 'paper'
  signedOn?: string
  note?: string
}

/** Writes a consent to just what was read: the newest text in today's words, no other. */
async function give(context: Context, id: string, given: Given): Promise<contract.ExpertCard> {
  await lockPractitioner(context.trx, id)
  const read = await readCard(context, id)
  const { person, newest, standing } = read
  if (given.wordingVersion !== cardWording(given.purpose).version) throw refuse('wording-changed')
  if (given.purpose === 'introduction' && (newest === 0 || given.cardVersion !== newest))
    throw refuse('card-changed', { version: newest })
  for (const purpose of actsOf({ purpose: given.purpose, act: 'given' }, standing))
    await insertCardAct(context.trx, {
      practitionerId: id,
      purpose,
      act: 'given',
      way: given.way,
      cardVersion: purpose === 'introduction' ? newest : null,
      wordingVersion: cardWording(purpose).version,
      signedOn: given.signedOn ?? null,
      note: given.note ?? '',
      by: context.actor.accountId,
      as: context.actor.role,
      now: context.now,
      happenedAt: context.happenedAt,
    })
  const what = given.purpose === 'name' ? '公示姓名' : `公示专家名片第 ${newest} 版`
  const how = given.way === 'self' ? '本人' : `纸质同意书（${given.signedOn}签字）`
  context.say({
    zh: `${how}同意${what}：${person.name}`,
    subject: { type: 'practitioner', id },
    regionId: regionOf(person),
    details: { purpose: given.purpose, cardVersion: given.cardVersion, wording: given.wordingVersion },
  })
  if (given.way === 'self' && given.purpose === 'introduction')
    await tell(context, read, 'expert-card-agreed')
  return show(context, id)
}

/** Her hospital hears what she decided: printed posters and drafts are its to follow up. */
async function tell(
  context: Context,
  { person, acts }: Read,
  kind: 'expert-card-agreed' | 'expert-card-withdrawn',
): Promise<void> {
  await tellNotices(
    context.trx,
    {
      regionId: regionOf(person),
      kind,
      params: { doctor: person.name },
      event: `${kind}/${person.id}/${acts.length}`,
      subject: { type: 'expertCard', id: person.id },
      programmeId: null,
      recipients: [{ role: 'hospital', organisationId: person.organisation_id }],
      by: context.actor.accountId,
    },
    context.now,
  )
}

const consentToExpertCard = action(contract.consentToExpertCard, {
  allow: 'expertCard.consent',
  run: (context, { body }) => give(context, ownId(context), { ...body, way: 'self' }),
})

async function showByPlan(context: Context, id: string, programmeId: string): Promise<contract.ExpertCard> {
  await lockPractitioner(context.trx, id)
  const { person, acts } = await readCard(context, id)
  const { document } = await programmeOn(context.trx, programmeId, context.today)
  const clause = announcingClause(document)
  if (!clause) throw refuse('plan-orders-none', { programme: document.shortName })
  const spoken = acts.findLast((one) => one.purpose === 'name')
  if (spoken?.act === 'withdrawn') throw refuse('name-withdrawn')
  if (!spoken)
    await insertCardAct(context.trx, {
      practitionerId: id,
      purpose: 'name',
      act: 'given',
      way: 'plan',
      cardVersion: null,
      wordingVersion: null,
      note: clause,
      by: context.actor.accountId,
      as: context.actor.role,
      now: context.now,
      happenedAt: context.now,
    })
  context.say({
    zh: `按方案要求公示姓名：${person.name}`,
    subject: { type: 'practitioner', id },
    regionId: regionOf(person),
  })
  return show(context, id)
}

const recordExpertConsent = action(contract.recordExpertConsent, {
  allow: 'expertCard.record',
  async run(context, { params, body }) {
    if (body.way === 'plan') return showByPlan(context, params.id, body.programmeId)
    // who may not reach the doctor learns nothing of whose paper it would be
    await readCard(context, params.id)
    if (context.actor.role !== 'hospital') throw refuse('paper-by-hospital')
    if (body.signedOn > context.today)
      throw refuse(
        'invalid-value',
        { path: 'signedOn', why: '签字日期不能晚于今天' },
        { place: { path: 'body.signedOn' } },
      )
    return give(context, params.id, body)
  },
})

const withdrawExpertConsent = action(contract.withdrawExpertConsent, {
  allow: 'expertCard.withdraw',
  async run(context, { params, body }) {
    await lockPractitioner(context.trx, params.id)
    const read = await readCard(context, params.id)
    const { person, standing } = read
    const self = context.actor.role === 'doctor'
    const isShown = body.purpose === 'name' ? standing.nameShown : standing.shownVersion !== null
    // withdrawn twice is withdrawn: whoever presses again is not refused
    if (!isShown && standing.state !== 'changed') return show(context, params.id)
    for (const purpose of actsOf({ purpose: body.purpose, act: 'withdrawn' }, standing))
      await insertCardAct(context.trx, {
        practitionerId: params.id,
        purpose,
        act: 'withdrawn',
        way: self ? 'self' : 'paper',
        cardVersion: purpose === 'introduction' ? standing.shownVersion : null,
        wordingVersion: null,
        note: body.note,
        by: context.actor.accountId,
        as: context.actor.role,
        now: context.now,
        happenedAt: context.happenedAt,
      })
    context.say({
      zh: `${self ? '本人' : '代本人'}撤回${body.purpose === 'name' ? '姓名' : '专家名片'}公示：${person.name}`,
      subject: { type: 'practitioner', id: params.id },
      regionId: regionOf(person),
    })
    if (context.actor.role !== 'hospital') await tell(context, read, 'expert-card-withdrawn')
    return show(context, params.id)
  },
})

export const expertActions: Action[] = [
  listExpertCards,
  getExpertCard,
  getMyExpertCard,
  saveExpertCard,
  consentToExpertCard,
  recordExpertConsent,
  withdrawExpertConsent,
]
