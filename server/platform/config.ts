// What the operator may set, read once at the start from the environment.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultHome } from './postgres-binaries.ts'

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export type Config = {
  host: string
  port: number
  /** A server PostgreSQL (16 or newer); without it the embedded one is used. */
  databaseUrl: string | undefined
  /** Where the embedded database and the uploads live. */
  home: string
  /** The address printed on posters and in QR codes. */
  publicUrl: string
  demonstration: boolean
  logLevel: string
  /** The bureau's own fonts, searched first when documents are printed; they may not be shipped. */
  fontFolder: string
}

/** Reads HOST, PORT, DATABASE_URL, XUNZHEN_HOME, XUNZHEN_FONTS, PUBLIC_URL and LOG_LEVEL. */
export function readConfig(env: NodeJS.ProcessEnv, demonstration: boolean): Config {
  const port = Number(env.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT 不是有效端口 · PORT is not a port: ${env.PORT}`)
  const host = env.HOST ?? '127.0.0.1'
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  const home = env.XUNZHEN_HOME ?? defaultHome()
  return {
    host,
    port,
    databaseUrl: env.DATABASE_URL || undefined,
    home,
    fontFolder: env.XUNZHEN_FONTS ?? join(home, 'fonts'),
    publicUrl: (env.PUBLIC_URL ?? `http://${shown}:${port}`).replace(/\/$/, ''),
    demonstration,
    logLevel: env.LOG_LEVEL ?? 'warn',
  }
}
