// What other rooms may ask of people.
import type { Db, Trx } from '../../platform/database.ts'
import * as store from './store.ts'

export type { PractitionerRow, PractitionerWrite } from './store.ts'
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
