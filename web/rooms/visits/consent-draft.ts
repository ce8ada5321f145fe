// The consents of one person while a card is being written: ticked purposes with the wording shown, one way for all.
import type { DayCardView } from '../../../contract/visits.ts'
import {
  CONSENT_WAYS,
  type ConsentWay,
  type Grant,
  type Purpose,
  wordingOf,
} from '../../../domain/visits/consents.ts'

type Shown = DayCardView['beneficiaries'][number]['consents']
export type ConsentDraft = { consents: Grant[]; withdrawn: Purpose[] }

/** Nothing is agreed to until somebody says so. */
export const noConsents = (): ConsentDraft => ({ consents: [], withdrawn: [] })

export function consentDraftOf(shown: Shown): ConsentDraft {
  return {
    consents: shown
      .filter((one) => one.state === 'given')
      .map(({ purpose, version, way }) => ({
        purpose,
        version,
        way: CONSENT_WAYS.find((known) => known === way) ?? 'oral',
      })),
    withdrawn: shown.filter((one) => one.state === 'withdrawn').map((one) => one.purpose),
  }
}

export const wayOf = (consents: readonly Grant[]): ConsentWay => consents[0]?.way ?? 'oral'

/** Ticks a purpose with the wording that is read out today, or takes it back. */
export function withPurpose(consents: readonly Grant[], purpose: Purpose, on: boolean): Grant[] {
  const others = consents.filter((one) => one.purpose !== purpose)
  return on ? [...others, { purpose, version: wordingOf(purpose).version, way: wayOf(consents) }] : others
}
export const withWay = (consents: readonly Grant[], way: ConsentWay): Grant[] =>
  consents.map((one) => ({ ...one, way }))

/** What was withdrawn is ticked no more and cannot be ticked again for this person of this card. */
export const withoutPurposes = <P extends ConsentDraft>(person: P, gone: readonly Purpose[]): P => ({
  ...person,
  consents: person.consents.filter((one) => !gone.includes(one.purpose)),
  withdrawn: [...new Set([...person.withdrawn, ...gone])],
})
