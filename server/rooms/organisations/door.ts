// What other rooms may ask of organisations.
import { pinyin } from 'pinyin-pro'
import type { Db, Trx } from '../../platform/database.ts'
import * as store from './store.ts'

export type { OrganisationRow } from './store.ts'
export { reporterNameOf, reportersInForce } from './store-reporters.ts'
export const {
  addAlliance,
  alliancesAmong,
  alliancesOfOffice,
  findOrganisations,
  upsertOrganisation,
  replaceAliases,
  deactivate,
  reopen,
  divisionByCode,
  divisionNames,
  searchDivisions,
  townshipsOf,
} = store

/** The key by which Chinese names sort in lists: toneless pinyin of each character. */
export function sortKeyOf(name: string): string {
  return pinyin(name, { toneType: 'none', type: 'array' }).join(' ').toLowerCase().slice(0, 200)
}

/** Whether one of the organisations stands in a division. */
export async function standsIn(db: Db | Trx, ids: readonly string[], division: string): Promise<boolean> {
  const found = await store.findOrganisations(db, { ids: [...ids] })
  return found.some((o) => o.division_code.startsWith(division))
}

/** One organisation, or undefined. */
export async function organisationById(db: Db | Trx, id: string): Promise<store.OrganisationRow | undefined> {
  return (await store.findOrganisations(db, { ids: [id] }))[0]
}
