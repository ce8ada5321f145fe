// What other rooms may ask of programmes: the rule set in force on a day, its members, the holiday table,
// and whether an actor may act on a programme in a county at all.
import { refuse } from '../../../contract/problems.ts'
import { type Programme, type Version, versionOn } from '../../../domain/programme/programme.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { standsIn } from '../organisations/door.ts'
import * as store from './store.ts'

export { readProgramme } from './programme-file.ts'
export type { ProgrammeRow } from './store.ts'
export const {
  addMembers,
  allProgrammes,
  holidayTable,
  insertVersion,
  membersOf,
  removeMembers,
  versionsOf,
} = store

/** The rule set of a programme on a day; refuses when there is no such programme. */
export async function programmeOn(
  db: Db | Trx,
  programmeId: string,
  day: string,
): Promise<Version & { document: Programme }> {
  const version = versionOn(await store.versionsOf(db, programmeId), day)
  if (!version) throw refuse('not-found', { what: '项目' })
  return version
}

/** The rule set that a published month was made under; a later version never changes it (PLN-1, SCH-2). */
export async function programmeVersion(
  db: Db | Trx,
  programmeId: string,
  number: number,
): Promise<Version & { document: Programme }> {
  const version = (await store.versionsOf(db, programmeId)).find((v) => v.version === number)
  if (!version) throw refuse('not-found', { what: '项目版本' })
  return version
}

/** Whether a programme concerns the actor: by its division, or because one of the actor's organisations takes part. */
export async function concerns(
  db: Db | Trx,
  actor: Actor,
  programme: { id: string; division_code: string },
): Promise<boolean> {
  const { scope } = actor
  if (scope.kind === 'division')
    return (
      programme.division_code.startsWith(scope.division) || scope.division.startsWith(programme.division_code)
    )
  if (scope.kind === 'organisations') return store.hasMember(db, programme.id, scope.organisations)
  // A doctor's rows are her own whatever the programme; row-level security shows no others.
  return scope.kind === 'practitioner'
}

/**
 * SEC-2: refuses as not found what lies outside the actor's reach, before any row is read. A county must belong to
 * the programme; who reads must belong to the programme or the county, who writes must stand in that county.
 */
export async function checkReach(
  { trx, actor }: { trx: Trx; actor: Actor },
  where: { regionId: string; programmeId: string },
  act: 'read' | 'write',
): Promise<void> {
  const division = await store.divisionOf(trx, where.programmeId)
  if (!division) throw refuse('not-found', { what: '项目' })
  // A city's own rows stand under its code filled up with zeros: 3504 as 350400.
  const region = where.regionId.replace(/(00)+$/, '')
  const inside = region.startsWith(division)
  const reached =
    actor.scope.kind === 'division'
      ? region.startsWith(actor.scope.division)
      : actor.scope.kind === 'organisations'
        ? (await standsIn(trx, actor.scope.organisations, region)) ||
          (act === 'read' && (await store.hasMember(trx, where.programmeId, actor.scope.organisations)))
        : actor.scope.kind === 'practitioner'
  if (!inside || !reached) throw refuse('not-found', { what: '本县的这个项目' })
}
