// The statements of a request, run again without us: by psql where it is installed, else by a bare pg connection.
import { spawnSync } from 'node:child_process'
import pg from 'pg'

export type Statement = { text: string; values: readonly unknown[] }

/** Hands every statement of this process to `tell`, for as long as it runs. */
export function listen(tell: (statement: Statement) => void): () => void {
  const held: { query: unknown } = pg.Client.prototype
  const own = held.query as (...args: unknown[]) => unknown
  const heard = function (this: pg.Client, ...args: unknown[]) {
    if (typeof args[0] === 'string') tell({ text: args[0], values: Array.isArray(args[1]) ? args[1] : [] })
    return Reflect.apply(own, this, args)
  }
  held.query = heard
  return () => {
    held.query = own
  }
}

const isTransaction = ({ text }: Statement): boolean =>
  /^(begin|commit|rollback|start transaction)/i.test(text)
const reads = (statements: readonly Statement[]): Statement[] =>
  statements.filter((s) => !isTransaction(s) && /^\s*(select|with|set local)/i.test(s.text))

const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `{${value.map((one) => `"${String(one)}"`).join(',')}}`
  return value instanceof Date ? value.toISOString() : String(value)
}
const quoted = (value: unknown): string => `'${literal(value).replaceAll("'", "''")}'`

/** The values written in, since older psql cannot bind them. */
const withValues = ({ text, values }: Statement): string =>
  text.replace(/\$(\d+)/g, (_, n: string) => quoted(values[Number(n) - 1])).replaceAll('\n', ' ')

/** `rounds` times, each the milliseconds of all statements together, measured by psql itself. */
function byPsql(url: string, statements: readonly Statement[], rounds: number): number[] | null {
  const one = reads(statements)
    .map((s) => `${withValues(s)} \\g /dev/null`)
    .join('\n')
  const script = ['\\timing on', 'set role xunzhen_app;']
  for (let i = 0; i < rounds; i++) script.push('begin;', '\\echo round', one, '\\echo done', 'rollback;')
  const ran = spawnSync('psql', [url, '-qXAt', '-v', 'ON_ERROR_STOP=1'], {
    input: script.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (ran.status !== 0) {
    if (!ran.error) process.stderr.write(`psql: ${ran.stderr.slice(0, 300)}\n`)
    return null
  }
  return ran.stdout
    .split('round\n')
    .slice(1)
    .map((round) =>
      [...(round.split('done\n')[0] ?? '').matchAll(/Time: ([\d.]+) ms/g)].reduce(
        (sum, m) => sum + Number(m[1]),
        0,
      ),
    )
}

async function byPg(url: string, statements: readonly Statement[], rounds: number): Promise<number[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('set role xunzhen_app')
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    await client.query('begin')
    const from = performance.now()
    for (const { text, values } of reads(statements)) await client.query(text, [...values])
    times.push(performance.now() - from)
    await client.query('rollback')
  }
  await client.end()
  return times
}

/** The same statements under the same row-level security; who measured is said beside. */
export async function runBare(
  url: string,
  statements: readonly Statement[],
  rounds: number,
): Promise<{ times: number[]; by: 'psql' | 'pg' }> {
  const times = byPsql(url, statements, rounds)
  return times ? { times, by: 'psql' } : { times: await byPg(url, statements, rounds), by: 'pg' }
}
