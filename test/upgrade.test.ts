// A database of before, with rows in it, brought to the newest schema: what people had noted is still there, in its new place.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../server/platform/config.ts'
import { createDatabase, dropDatabase } from '../server/platform/create-database.ts'
import { migrate } from '../server/platform/migrate.ts'

const folder = join(projectRoot, 'database', 'migrations')
/** The last migration of the schema before reports had a chain and experts their cards. */
const BEFORE = '0017-absence-cases.sql'
const [ACCOUNT, UNIT, DOCTOR] = ['a', 'b', 'c'].map((end) => `01900000-0000-7000-8000-00000000000${end}`)
let url = ''
let client: pg.Client

beforeAll(async () => {
  url = await createDatabase(process.env.XUNZHEN_TEST_SERVER ?? '', `xunzhen_upgrade_${process.pid}`)
  client = new pg.Client(url)
  await client.connect()
  await client.query(
    'create table migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
  )
  for (const name of readdirSync(folder).sort()) {
    if (name > BEFORE) break
    const text = readFileSync(join(folder, name), 'utf8')
    await client.query(text)
    const checksum = createHash('sha256').update(text).digest('hex')
    await client.query('insert into migrations (name, checksum) values ($1, $2)', [name, checksum])
  }
  await client.query(`insert into divisions (code, name, level) values ('350803', '甲区', 'county')`)
  await client.query(
    `insert into programmes (id, name, division_code, year, starts_on, ends_on) values ('p-2024', '方案', '350803', 2024, '2024-01-01', '2024-12-31')`,
  )
  await client.query(
    `insert into organisations (id, name, kind, division_code, sort_key) values ($1, '甲卫生院', 'townshipHealthCentre', '350803', 'j')`,
    [UNIT],
  )
  await client.query(
    `insert into accounts (id, login, name, password_hash) values ($1, 'a', '甲区卫健局', 'x')`,
    [ACCOUNT],
  )
  await client.query(
    `insert into practitioners (id, name, organisation_id, specialty_text, title_text, sort_key, publicity_consent)
     values ($1, '李玥', $2, '内科', '主治医师', 'l', true)`,
    [DOCTOR, UNIT],
  )
  for (const [i, organisation] of [null, null, UNIT].entries())
    await client.query(
      `insert into report_filings (region_id, id, programme_id, package_id, period, organisation_id, due_on, filed_at, filed_by, note)
       values ('350803', $1, 'p-2024', 'monthly-return', '2024-04', $2, '2024-04-22', $3, $4, '发邮箱')`,
      [`01900000-0000-7000-8000-00000000001${i}`, organisation, `2024-04-2${i}T01:00:00Z`, ACCOUNT],
    )
  await migrate(url)
}, 60_000)
afterAll(async () => {
  await client.end()
  await dropDatabase(url)
})

describe('after the upgrade', () => {
  it('marks of filing are reports handed in on that day, once each, with their note', async () => {
    const { rows } = await client.query(
      `select r.body_id, r.level, r.state, r.first_submitted_at, t.note from reports r join report_acts t on t.report_id = r.id order by r.level`,
    )
    expect(rows).toMatchObject([
      { body_id: '350803', level: 'county', state: 'submitted', note: '此前的报送登记：发邮箱' },
      { body_id: UNIT, level: 'unit', state: 'submitted' },
    ])
    expect(rows[0]?.first_submitted_at.toISOString()).toBe('2024-04-20T01:00:00.000Z')
  })
  it('a hospital’s switch of consent is an act that says where it came from', async () => {
    const { rows } = await client.query('select practitioner_id, way from expert_consents')
    expect(rows).toMatchObject([{ practitioner_id: DOCTOR, way: 'earlier' }])
  })
  it('a second run changes nothing', async () => {
    expect(await migrate(url)).toEqual([])
  })
})
