// Many days to write down for one unit: June is published with one duty by the bureau, and filled up beside the rules,
// which would never let one unit have so many.
import { v7 as uuidv7 } from 'uuid'
import type { RosterView } from '../../contract/dispatch.ts'
import type { FieldBundle } from '../../contract/visits-field.ts'
import { inScope } from '../../server/platform/database.ts'
import { inProgramme, type TestServer } from '../harness/server.ts'

export const LOGIN = 'unit'
const TODAY = '2024-06-14'

/** Gives the unit `count` duties on the days up to today; answers what its phone will carry. */
export async function giveDuties(server: TestServer, count: number): Promise<FieldBundle> {
  const bureau = await server.as('bureau')
  const { organisation } = (await (await server.as(LOGIN))('GET', '/api/session')).json()
  const empty: RosterView = (await bureau('GET', `${inProgramme}/rosters/2024-06`)).json()
  const days = empty.days.filter((one) => one.workday && one.day <= TODAY).map((one) => one.day)
  const pairs = days.flatMap((day) => empty.practitioners.map((one) => ({ day, practitionerId: one.id })))
  if (pairs.length < count) throw new Error(`only ${pairs.length} days can be given`)
  const first = { ...pairs.at(-1), unitId: organisation.id, half: 'day', mismatchReason: '试验' }
  const added = await bureau('POST', `${inProgramme}/duties`, first)
  if (added.statusCode !== 200) throw new Error(added.body)
  await bureau('POST', `${inProgramme}/rosters/2024-06/publication`, { acceptUncovered: true })
  await inScope(server.services.db, { kind: 'system' }, async (trx) => {
    const pattern = await trx
      .selectFrom('duties')
      .selectAll()
      .where('id', '=', added.json().id)
      .executeTakeFirstOrThrow()
    const { reasons, alternatives, ...plain } = pattern
    const people = await trx.selectFrom('practitioners').select(['id', 'organisation_id']).execute()
    const homeOf = new Map(people.map((one) => [one.id, one.organisation_id]))
    const rows = pairs.slice(-count, -1).map((pair) => ({
      ...plain,
      id: uuidv7(),
      day: pair.day,
      practitioner_id: pair.practitionerId,
      hospital_id: homeOf.get(pair.practitionerId) ?? plain.hospital_id,
      reasons: JSON.stringify(reasons),
      alternatives: JSON.stringify(alternatives),
    }))
    // what is published enters as a draft that is published: residents are told of anything else (PUB-3)
    const drafts = rows.map((row) => ({ ...row, status: 'planned' }))
    if (drafts.length === 0) return
    await trx.insertInto('duties').values(drafts).execute()
    await trx
      .updateTable('duties')
      .set({ status: 'published' })
      .where(
        'id',
        'in',
        drafts.map((row) => row.id),
      )
      .execute()
  })
  server.setNow(TODAY)
  const bundle: FieldBundle = (await (await server.as(LOGIN))('GET', '/api/field-bundle')).json()
  if (bundle.duties.length !== count) throw new Error(`${bundle.duties.length} duties, not ${count}`)
  return bundle
}
