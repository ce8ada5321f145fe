// What other rooms may ask of people.
import type { Actor } from '../../platform/actor.ts'
import type { Db, Trx } from '../../platform/database.ts'
import * as store from './store.ts'

export type { PractitionerRow, PractitionerWrite } from './store.ts'
export type { CardActRow, CardActWrite, CardVersionRow } from './store-cards.ts'
export {
  cardActs,
  cardVersions,
  insertCardAct,
  insertCardVersion,
  lockPractitioner,
  newestVersions,
  showNamesByPlan,
} from './store-cards.ts'
export const {
  addUnknownPractitioners,
  findPractitioners,
  upsertPractitioner,
  setPractitionersActive,
  reactivate,
} = store

export async function practitionerById(db: Db | Trx, id: string): Promise<store.PractitionerRow | undefined> {
  return (await store.findPractitioners(db, { ids: [id] }))[0]
}

/** A hospital keeps its own people only; a bureau those of its division's hospitals; a doctor herself (SEC-2). */
export function keeps(
  actor: Actor,
  person: { id?: string; organisationId: string; divisionCode: string },
): boolean {
  const { scope } = actor
  if (scope.kind === 'organisations') return scope.organisations.includes(person.organisationId)
  if (scope.kind === 'practitioner') return scope.practitioner === person.id
  return scope.kind === 'division' && person.divisionCode.startsWith(scope.division.slice(0, 4))
}
