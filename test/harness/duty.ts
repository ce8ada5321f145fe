// The demonstration doctor's own duty of a published month, for tests that come to it.
import type { RosterView } from '../../contract/dispatch.ts'
import { inProgramme, type TestServer } from './server.ts'

export async function doctorsDuty(
  server: TestServer,
  month = '2024-05',
): Promise<RosterView['duties'][number]> {
  const bureau = await server.as('bureau')
  const roster: RosterView = (await bureau('GET', `${inProgramme}/rosters/${month}`)).json()
  const me = (await (await server.as('doctor'))('GET', '/api/session')).json()
  const own = roster.duties.find((one) => one.practitionerId === me.practitionerId)
  if (!own) throw new Error(`the demonstration doctor has no duty in ${month}`)
  return own
}
