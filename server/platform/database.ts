// The pool, the type parsers and the one way to open a transaction: with a row-level-security context.
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '../../database/types.ts'
import type { Scope } from '../../domain/access/roles.ts'

export type Db = Kysely<DB>
export type Trx = Transaction<DB>

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

/** A pool that works as the unprivileged role `xunzhen_app`, so that row-level security binds it. */
export function connect(url: string, size = 16): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    options: '-c role=xunzhen_app -c timezone=Asia/Shanghai',
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}

const DIGITS = /^\d{2,12}$/
const UUID = /^[0-9a-f-]{36}$/

// `SET LOCAL` with literal values, because set_config() does not travel to the workers of a distributed database.
function settings(scope: Scope): string {
  const set = (name: string, value: string): string => `SET LOCAL app.${name} = '${value}'`
  const checked = (value: string, pattern: RegExp): string => {
    if (!pattern.test(value)) throw new Error(`not a scope value: ${value}`)
    return value
  }
  switch (scope.kind) {
    case 'division':
      return `${set('scope', 'division')}; ${set('division', checked(scope.division, DIGITS))}`
    case 'organisations':
      return `${set('scope', 'organisations')}; ${set('organisations', scope.organisations.map((o) => checked(o, UUID)).join(','))}`
    case 'practitioner':
      return `${set('scope', 'practitioner')}; ${set('practitioner', checked(scope.practitioner, UUID))}`
    case 'public':
    case 'system':
    case 'none':
      return set('scope', scope.kind)
  }
}

/** From here on this transaction sees what `scope` allows: for an act that proved by something else than an account where it belongs. */
export async function enterScope(trx: Trx, scope: Scope): Promise<void> {
  await sql.raw(settings(scope)).execute(trx)
}

const SCOPES = new Set(['division', 'organisations', 'practitioner', 'public', 'system', 'none'])

/**
 * Runs `work` with all rows in sight, then sees again what was seen before: for sums over rows of which the reader holds but
 * a part. Never for what is answered to her.
 */
export async function asSystem<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{
    scope: string | null
  }>`select current_setting('app.scope', true) scope`.execute(trx)
  const scope = rows[0]?.scope ?? ''
  const before = SCOPES.has(scope) ? scope : 'none'
  const enter = (name: string) => sql.raw(`SET LOCAL app.scope = '${name}'`).execute(trx)
  await enter('system')
  let done: T
  try {
    done = await work()
  } catch (error) {
    // where the statement itself failed the transaction is over and takes nothing more
    await enter(before).catch(() => undefined)
    throw error
  }
  await enter(before)
  return done
}

/** Runs `work` in one transaction that sees just what `scope` allows. */
export function inScope<T>(db: Db, scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await enterScope(trx, scope)
    return work(trx)
  })
}
