// The residents of a saved card: what came back masked is what was there before, a number is kept for its purpose only,
// and what was withdrawn stays withdrawn whatever an old copy says (SEC-1, SEC-4, R22).
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import { type Refused, refuse } from '../../../contract/problems.ts'
import type { dayCardInputSchema } from '../../../contract/visits.ts'
import { maskName, maskPhone } from '../../../domain/people/masking.ts'
import { consentsToAdd, type Grant, isKnownWording, mayKeepPhone } from '../../../domain/visits/consents.ts'
import type { Context } from '../../platform/action.ts'
import { keyedMark } from '../../platform/kept-secret.ts'
import type { BeneficiaryWrite, Parts } from './store.ts'
import * as consents from './store-consents.ts'

export type Save = {
  regionId: string
  id: string
  version: number
  submit: boolean
  input: z.output<typeof dayCardInputSchema>
}
type Person = Save['input']['beneficiaries'][number]
type Old = Parts['beneficiaries'][number]
type PersonWrite = BeneficiaryWrite & { consents: readonly Grant[] }

const wrong = (why: string): Refused =>
  refuse('invalid-value', { path: 'beneficiaries', why }, { place: { path: 'body.beneficiaries' } })

/** The name and number that are meant: stars stand for what is stored under the same id. */
function unmasked(person: Person, old: Old | undefined): { name: string; phone: string | null } {
  const { name, phone } = person
  if (name.includes('*') && (!old || maskName(old.name) !== name)) throw wrong(`“${name}”不是完整姓名`)
  // a number that was erased meanwhile stays erased
  if (phone?.includes('*') && (!old || (old.phone !== null && maskPhone(old.phone) !== phone)))
    throw wrong(`“${phone}”不是完整电话`)
  return {
    name: name.includes('*') && old ? old.name : name,
    phone: phone?.includes('*') && old ? old.phone : phone,
  }
}

/**
 * The same person on another card: by name and number; without a number only on this card.
 * Kept when the number is erased, so that a card that arrives late is still recognised.
 */
function markOf(
  { services }: Context,
  { regionId, id }: Save,
  person: { name: string; phone: string | null },
  old: Old | undefined,
): string {
  if (old?.mark && old.name === person.name && (person.phone === null || person.phone === old.phone))
    return old.mark
  const whom = person.phone ? ['person', regionId, person.name, person.phone] : ['card', id, person.name]
  return keyedMark(services.config.home, 'consent', whom).toString('base64url')
}

/** Whom the card names, as they are stored. @throws Refused `phone-without-purpose`, `invalid-value` */
export function peopleOf(context: Context, save: Save, before: Parts): PersonWrite[] {
  const { beneficiaries } = save.input
  const given = beneficiaries.flatMap((person) => (person.id ? [person.id] : []))
  if (new Set(given).size !== given.length) throw wrong('同一位群众出现了两次')
  return beneficiaries.map((person) => {
    const old = before.beneficiaries.find((one) => one.id === person.id)
    const { name, phone } = unmasked(person, old)
    for (const { purpose, version } of person.consents)
      if (!isKnownWording(purpose, version)) throw wrong(`没有第 ${version} 版的同意书`)
    const wanted = mayKeepPhone(person.consents)
    // taking the consent back takes the number with it; a number typed anew needs the consent first
    if (phone && !wanted && phone !== old?.phone)
      throw refuse(
        'phone-without-purpose',
        { name: maskName(name) },
        { place: { path: 'body.beneficiaries' } },
      )
    return {
      id: person.id ?? uuidv7(),
      name,
      phone: wanted ? phone : null,
      specialGroup: person.specialGroup,
      mark: markOf(context, save, { name, phone }, old),
      consents: person.consents,
    }
  })
}

/** Adds to the history what the card says anew; then no number stands without its purpose. */
export async function saveConsents(
  { trx, actor, now }: Context,
  card: { regionId: string; id: string; deviceAt: string | null },
  { people, before }: { people: readonly PersonWrite[]; before: consents.Standings },
): Promise<void> {
  await consents.addConsents(
    trx,
    people.flatMap((person) =>
      consentsToAdd(before.get(person.id) ?? [], person.consents).map((added) => ({
        ...added,
        regionId: card.regionId,
        id: uuidv7(),
        cardId: card.id,
        beneficiaryId: person.id,
        by: actor.accountId,
        at: now,
        deviceAt: card.deviceAt ? new Date(card.deviceAt) : null,
      })),
    ),
  )
  await consents.erasePhones(trx, card.regionId, { cardId: card.id })
}
