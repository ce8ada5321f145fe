// visits actions: residents masked, found by exact name or number, their consents withdrawn with effect at once (R22).
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits-consents.ts'
import { maskName, maskPhone } from '../../../domain/people/masking.ts'
import { PURPOSE_TEXTS, PURPOSES } from '../../../domain/visits/consents.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { inScope } from '../../platform/database.ts'
import * as store from './store-consents.ts'

/** What one page holds; whoever needs more narrows the month or searches. */
const MOST = 500

async function show(context: Context, rows: readonly store.PersonRow[]) {
  const page = rows.slice(0, MOST)
  const standings = await store.standingsOf(
    context.trx,
    [...new Set(page.map((row) => row.region_id))],
    [...new Set(page.map((row) => row.day_card_id))],
  )
  return {
    items: page.map((row) => ({
      regionId: row.region_id,
      id: row.id,
      cardId: row.day_card_id,
      day: row.day,
      unit: row.unit,
      practitioner: row.practitioner,
      name: maskName(row.name),
      phone: maskPhone(row.phone),
      consents: standings.get(row.id) ?? [],
    })),
    more: rows.length > MOST,
  }
}

async function personById(context: Context, regionId: string, id: string): Promise<store.PersonRow> {
  const person = await store.personById(context.trx, regionId, id)
  if (!person) throw refuse('not-found', { what: '受益群众' })
  return person
}

const listBeneficiaries = action(contract.listBeneficiaries, {
  allow: 'dayCard.read',
  run: async (context, { params, query }) =>
    show(context, await store.findPeople(context.trx, params, query, MOST + 1)),
})

// To be told whether a number is on the list is to be told whose it is: the rule of revealing holds here too (SEC-1).
const findBeneficiaries = action(contract.findBeneficiaries, {
  allow: 'beneficiary.reveal',
  async run(context, { params, body }) {
    const rows = await store.findPeople(context.trx, params, body, MOST + 1)
    const asked = [body.name ? '姓名' : '', body.phone ? '电话' : ''].filter(Boolean).join('和')
    context.say({ zh: `按${asked}查找受益群众，找到 ${rows.length} 条`, regionId: params.regionId })
    return show(context, rows)
  },
})

const getConsentHistory = action(contract.getConsentHistory, {
  allow: 'dayCard.read',
  async run(context, { params }) {
    const person = await personById(context, params.regionId, params.id)
    const rows = await store.consentHistory(context.trx, person)
    const acts = ['given', 'removed', 'withdrawn'] as const
    return {
      items: rows.flatMap((row) => {
        const purpose = PURPOSES.find((one) => one === row.purpose)
        const act = acts.find((one) => one === row.act)
        return purpose && act
          ? [
              {
                purpose,
                act,
                version: row.version,
                how: row.how,
                note: row.note,
                by: row.by ?? '',
                at: row.made_at.toISOString(),
              },
            ]
          : []
      }),
    }
  },
})

const withdrawConsent = action(contract.withdrawConsent, {
  allow: 'consent.withdraw',
  async run(context, { params, body }) {
    const { trx, now, today, actor, services } = context
    const person = await personById(context, params.regionId, body.beneficiaryId)
    await store.addWithdrawal(trx, {
      ...body,
      ...params,
      cardId: person.day_card_id,
      mark: person.mark,
      day: today,
      by: actor.accountId,
      at: now,
      deviceAt: body.deviceAt ? new Date(body.deviceAt) : null,
    })
    const { mark } = person
    if (mark) await store.erasePhones(trx, params.regionId, { mark })
    await store.erasePhones(trx, params.regionId, { cardId: person.day_card_id })
    // the same person's number on cards this account does not see; until then no list shows it and nobody reveals it
    if (mark)
      context.afterCommit(() => {
        inScope(services.db, { kind: 'system' }, (all) =>
          store.erasePhones(all, params.regionId, { mark }),
        ).catch((error: unknown) =>
          services.log('withdrawn numbers are not erased', { error: String(error) }),
        )
      })
    context.say({
      zh: `撤回同意：${body.purposes.map((purpose) => PURPOSE_TEXTS[purpose].zh).join('、')}`,
      subject: { type: 'beneficiary', id: body.beneficiaryId },
      regionId: params.regionId,
    })
    return undefined
  },
})

export const consentActions: Action[] = [
  listBeneficiaries,
  findBeneficiaries,
  getConsentHistory,
  withdrawConsent,
]
