// A whole server on a fresh copy of the template database, driven by inject(): real PostgreSQL, no mock.
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { DEMO_PASSWORD } from '../../database/demonstration/load.ts'
import { createApp } from '../../server/app.ts'
import type { Services } from '../../server/platform/action.ts'
import { readConfig } from '../../server/platform/config.ts'
import { createDatabase, dropDatabase } from '../../server/platform/create-database.ts'
import { connect } from '../../server/platform/database.ts'
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

/** Starts a server whose clock stands at 2024-05-20 09:00 in Shanghai. */
export async function startServer(): Promise<TestServer> {
  count += 1
  const serverUrl = process.env.XUNZHEN_TEST_SERVER ?? ''
  const url = await createDatabase(serverUrl, `xunzhen_test_${process.pid}_${count}`, TEMPLATE)
  const db = connect(url, 6)
  let now = new Date('2024-05-20T09:00:00+08:00')
  const services: Services = {
    db,
    clock: { now: () => now },
    config: readConfig({ PORT: '3000' }, true),
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
