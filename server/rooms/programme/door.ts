// What other rooms may ask of programmes: the rule set in force on a day, its members, the holiday table.
import { refuse } from '../../../contract/problems.ts'
import { type Programme, type Version, versionOn } from '../../../domain/programme/programme.ts'
import type { Db, Trx } from '../../platform/database.ts'
import * as store from './store.ts'

export { readProgramme } from './programme-file.ts'
export type { ProgrammeRow } from './store.ts'
export const { addMembers, allProgrammes, holidayTable, insertVersion, removeMembers, replaceHolidays, versionsOf } = store

/** The rule set of a programme on a day; refuses when there is no such programme. */
export async function programmeOn(db: Db | Trx, programmeId: string, day: string): Promise<Version & { document: Programme }> {
  const version = versionOn(await store.versionsOf(db, programmeId), day)
  if (!version) throw refuse('not-found', { what: '项目' })
  return version
}
