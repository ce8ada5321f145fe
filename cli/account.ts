// `xunzhen account add LOGIN --name NAME --role ROLE [--division CODE] [--organisation NAME]`: makes an account and
// prints a one-time password; the person changes it at the first sign-in.
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import { ROLES } from '../domain/access/roles.ts'
import { openDatabase } from '../server/boot.ts'
import { readConfig } from '../server/platform/config.ts'
import { connect, inScope } from '../server/platform/database.ts'
import { migrate } from '../server/platform/migrate.ts'
import { addAccount } from '../server/rooms/access/door.ts'
import { findOrganisations } from '../server/rooms/organisations/door.ts'

const USAGE = `用法 usage: xunzhen account add LOGIN --name 姓名 --role ${ROLES.join('|')} [--division 350803] [--organisation 机构名称]\n`

function fail(text: string, status: number): number {
  process.stderr.write(text)
  return status
}

/** Works beside a running server as well: with the embedded database it attaches to the same one. */
export async function run(args: string[]): Promise<number> {
  const options = {
    name: { type: 'string' },
    role: { type: 'string' },
    division: { type: 'string' },
    organisation: { type: 'string' },
  } as const
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
  const [act, login] = positionals
  const role = ROLES.find((r) => r === values.role)
  if (act !== 'add' || !login || !values.name || !role) return fail(USAGE, 64)
  const database = await openDatabase(readConfig(process.env, false), () => undefined, { attach: true })
  const db = connect(database.url, 2)
  try {
    await migrate(database.url)
    const password = randomBytes(9).toString('base64url')
    const made = await inScope(db, { kind: 'system' }, async (trx) => {
      const organisation = values.organisation
        ? (await findOrganisations(trx, { q: values.organisation })).find(
            (o) => o.name === values.organisation,
          )
        : undefined
      if (values.organisation && !organisation) return '没有这个机构 no such organisation'
      const added = await addAccount(trx, {
        id: uuidv7(),
        login: login.toLowerCase(),
        name: values.name ?? '',
        password,
        role,
        mustChange: true,
        demonstration: false,
        divisionCode: values.division ?? null,
        organisationId: organisation?.id ?? null,
        practitionerId: null,
      })
      return added ? null : '登录名已被使用 the login is taken'
    })
    if (made) return fail(`✗ ${made}\n`, 1)
    process.stdout.write(`✓ ${login}（${role}）\n  一次性密码 one-time password: ${password}\n`)
    return 0
  } finally {
    await db.destroy()
    await database.close()
  }
}
