// A whole server on a fresh copy of the template database, driven by inject(): real PostgreSQL, no mock.

import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import type { Role } from '../../domain/access/roles.ts'
import { createApp } from '../../server/app.ts'
import type { Services } from '../../server/platform/action.ts'
import { readConfig } from '../../server/platform/config.ts'
import { createDatabase, dropDatabase } from '../../server/platform/create-database.ts'
import { connect, inScope } from '../../server/platform/database.ts'
import { migrate } from '../../server/platform/migrate.ts'
import { loadReference } from '../../server/platform/reference-data.ts'
import { addAccount } from '../../server/rooms/access/door.ts'
import { TEMPLATE } from './global-setup.ts'

export const REGION = '350803'
export const PROGRAMME = 'yongding-2024'
export const inProgramme = `/api/regions/${REGION}/programmes/${PROGRAMME}`

type Send = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
) => Promise<LightMyRequestResponse>

export type TestServer = {
  app: FastifyInstance
  services: Services
  url: string
  /** Signs in as a demonstration account and answers how it sends. */
  as: (login: string) => Promise<Send>
  anonymous: Send
  /** Moves the server's clock to a moment in Shanghai. */
  setNow: (day: string, time?: string) => void
  close: () => Promise<void>
}

let count = 0

function sender(app: FastifyInstance, cookie?: string): Send {
  return (method, url, body) => {
    const options: InjectOptions = { method, url, headers: cookie ? { cookie } : {} }
    if (body instanceof Uint8Array) {
      options.payload = Buffer.from(body)
      options.headers = { ...options.headers, 'content-type': 'application/octet-stream' }
    } else if (body !== undefined) options.payload = body as object
    return app.inject(options)
  }
}

type Given = {
  /** Where its keys lie; another box has others. */
  home?: string
  /** Without the demonstration: reference data only, and these accounts. */
  bare?: readonly { login: string; role: Role; division: string }[]
}

async function bareDatabase(
  serverUrl: string,
  name: string,
  accounts: NonNullable<Given['bare']>,
): Promise<string> {
  const url = await createDatabase(serverUrl, name)
  await migrate(url)
  await loadReference(url, () => undefined)
  const db = connect(url, 1)
  await inScope(db, { kind: 'system' }, async (trx) => {
    for (const { login, role, division } of accounts)
      await addAccount(trx, {
        id: uuidv7(),
        login,
        name: login,
        password: DEMO_PASSWORD,
        role,
        mustChange: false,
        demonstration: true,
        divisionCode: division,
        organisationId: null,
        practitionerId: null,
      })
  })
  await db.destroy()
  return url
}

/** Starts a server whose clock stands at 2024-05-20 09:00 in Shanghai. */
export async function startServer({ home, bare }: Given = {}): Promise<TestServer> {
  count += 1
  const serverUrl = process.env.XUNZHEN_TEST_SERVER ?? ''
  const name = `xunzhen_test_${process.pid}_${count}`
  const url = bare
    ? await bareDatabase(serverUrl, name, bare)
    : await createDatabase(serverUrl, name, TEMPLATE)
  const db = connect(url, 6)
  let now = new Date('2024-05-20T09:00:00+08:00')
  const services: Services = {
    db,
    clock: { now: () => now },
    config: readConfig({ PORT: '3000', ...(home ? { XUNZHEN_HOME: home } : {}) }, true),
    log: (text, details) => process.stderr.write(`${text} ${JSON.stringify(details)}\n`),
  }
  const app = createApp(services)
  await app.ready()
  const anonymous = sender(app)
  const as = async (login: string): Promise<Send> => {
    const answer = await anonymous('POST', '/api/session', { login, password: DEMO_PASSWORD })
    if (answer.statusCode !== 200) throw new Error(`${login}: ${answer.body}`)
    return sender(app, String(answer.headers['set-cookie']).split(';')[0])
  }
  const setNow = (day: string, time = '09:00:00'): void => {
    now = new Date(`${day}T${time}+08:00`)
  }
  const close = async (): Promise<void> => {
    await app.close()
    await db.destroy()
    await dropDatabase(url)
  }
  return { app, services, url, as, anonymous, setNow, close }
}
