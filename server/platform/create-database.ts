// Creates and drops databases on a server we own (the embedded one, or a test server).
import pg from 'pg'

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const nameIn = (url: string): string => new URL(url).pathname.slice(1)

/** The same server, another database. */
function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Creates a database (from `template` when given) unless it exists; answers its URL. */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<string> {
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error(`not a database name: ${name}`)
  try {
    await run(serverUrl, `create database ${name}${template ? ` template ${template}` : ''}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error
  }
  return databaseUrl(serverUrl, name)
}

/** Drops a database, ending the sessions that still use it. */
export async function dropDatabase(url: string): Promise<void> {
  await run(databaseUrl(url, 'postgres'), `drop database if exists ${nameIn(url)} with (force)`)
}
