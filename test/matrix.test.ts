// Every registered route × every role: allowed or refused just as the permission table says, and never a 5xx.
// A route without a policy cannot be registered, so a new one is covered the moment it exists (SEC-2).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { may, ROLES, type Role } from '../domain/access/roles.ts'
import { actions } from '../server/app.ts'
import { startServer, type TestServer } from './harness/server.ts'

const LOGINS: Record<Role, string> = {
  bureau: 'bureau',
  allianceOffice: 'alliance',
  hospital: 'hospital',
  receivingUnit: 'unit',
  doctor: 'doctor',
  village: 'village',
  inspector: 'inspector',
  administrator: 'admin',
}
const NOBODY = '01a00000-0000-7000-8000-000000000000'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** A path with ids of nothing: a permitted call finds nothing (4xx), a forbidden one is refused before it looks. */
function pathOf(path: string): string {
  const values: Record<string, string> = {
    regionId: '350803',
    programmeId: 'no-such-programme',
    id: NOBODY,
    unitId: NOBODY,
    month: '2024-05',
    formId: 'support-summary',
    period: '2024',
    packageId: 'x',
    year: '2024',
  }
  return path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? 'x')
}

describe('authorisation matrix', () => {
  it('asks for a sign-in on every route that is not public', async () => {
    for (const { endpoint, allow } of actions.filter((a) => a.allow !== 'anyone')) {
      const answer = await server.anonymous(
        endpoint.method,
        pathOf(endpoint.path),
        endpoint.body === 'bytes' ? new Uint8Array(1) : {},
      )
      // Input is checked before the actor; either way nothing is told to a stranger.
      expect([400, 401], `${endpoint.id} (${allow})`).toContain(answer.statusCode)
    }
  })
  it.each(ROLES)('%s', async (role) => {
    const send = await server.as(LOGINS[role])
    const leaks: string[] = []
    for (const { endpoint, allow } of actions.filter(
      (a) => a.allow !== 'anyone' && !['signOut', 'changeRole'].includes(a.endpoint.id),
    )) {
      const answer = await send(
        endpoint.method,
        pathOf(endpoint.path),
        endpoint.body === 'bytes' ? new Uint8Array(1) : {},
      )
      const allowed = allow !== 'anyone' && may(role, allow)
      if (answer.statusCode >= 500) leaks.push(`${endpoint.id}: ${answer.statusCode}`)
      if (!allowed && answer.statusCode < 400) leaks.push(`${endpoint.id}: ${answer.statusCode} for ${role}`)
      if (allowed && answer.statusCode === 403) leaks.push(`${endpoint.id}: refused for ${role}`)
    }
    expect(leaks).toEqual([])
  })
})

describe('row scope', () => {
  const rows = async (login: string, programme: string, region: string): Promise<number> => {
    const answer = await (await server.as(login))(
      'GET',
      `/api/regions/${region}/programmes/${programme}/postings`,
    )
    expect(answer.statusCode).toBe(200)
    return answer.json().items.length
  }
  it.each([
    ['bureau', 24],
    ['inspector', 24],
    ['alliance', 24],
    ['hospital', 15],
    ['unit', 1],
    ['doctor', 1],
    ['shishi', 0],
    ['sanming', 0],
  ])('%s sees %i postings of one county', async (login, count) => {
    expect(await rows(login, 'yongding-2024', '350803')).toBe(count)
  })
  it('shows nothing to a connection without a context, whatever the code above it does', async () => {
    for (const table of [
      'duties',
      'postings',
      'day_cards',
      'beneficiaries',
      'demands',
      'home_visits',
    ] as const) {
      const found = await server.services.db.selectFrom(table).selectAll().execute()
      expect(found, table).toEqual([])
    }
  })
  it('gives the application role no way to change what was logged', async () => {
    await expect(
      server.services.db.updateTable('audit_events').set({ sentence: 'x' }).execute(),
    ).rejects.toThrow(/permission denied/)
    await expect(server.services.db.deleteFrom('audit_events').execute()).rejects.toThrow(/permission denied/)
  })
})
