// A programme names its units and hospitals: saving it makes those that are missing and enters all as members, so
// that a unit nobody is posted to yet counts as uncovered from the first day (TGT-6).
import { v7 as uuidv7 } from 'uuid'
import type { Programme, Unit } from '../../../domain/programme/programme.ts'
import { type Problem, problems } from '../../../domain/shared/problem.ts'
import type { Trx } from '../../platform/database.ts'
import {
  divisionNames,
  findOrganisations,
  type OrganisationRow,
  replaceAliases,
  sortKeyOf,
  upsertOrganisation,
} from '../organisations/door.ts'
import { addMembers } from './store.ts'

const say = problems({
  'programme-division-unknown': {
    zh: '没有这个区划代码：{code}（{name}）。',
    en: 'There is no division {code} ({name}).',
    remedyZh: '按 GB/T 2260 核对代码；新设的乡镇请管理员先补录区划。',
    remedyEn: 'Check the code against GB/T 2260; ask an administrator to add a new township.',
  },
})

/** The division codes that nobody knows, each with its path in the file. */
export async function unknownDivisions(trx: Trx, p: Programme): Promise<Problem[]> {
  const named = [
    { path: 'division', code: p.division, name: p.shortName },
    ...p.supportingUnits.map((u, i) => ({
      path: `supportingUnits.${i}.division`,
      code: u.division,
      name: u.name,
    })),
    ...p.receivingUnits.named.map((u, i) => ({
      path: `receivingUnits.named.${i}.division`,
      code: u.division,
      name: u.name,
    })),
  ]
  const known = await divisionNames(trx, [...new Set(named.map((n) => n.code))])
  return named
    .filter((n) => !known.has(n.code))
    .map(({ path, code, name }) => say('programme-division-unknown', { code, name }, { path }))
}

type Wanted = Unit & { ownership: string | null }

/** The organisation of that name or alias in the county, else of that name anywhere in its city. */
function findNamed(there: readonly OrganisationRow[], wanted: Wanted): OrganisationRow | undefined {
  const called = (o: OrganisationRow): boolean => o.name === wanted.name || o.aliases.includes(wanted.name)
  const county = wanted.division.slice(0, 6)
  return (
    there.find((o) => o.division_code.startsWith(county) && called(o)) ??
    there.find((o) => o.name === wanted.name)
  )
}

async function make(trx: Trx, wanted: Wanted): Promise<string> {
  const there = await findOrganisations(trx, { under: wanted.division.slice(0, 4) })
  const found = findNamed(there, wanted)
  if (found) return found.id
  const id = uuidv7()
  await upsertOrganisation(trx, {
    id,
    name: wanted.name,
    kind: wanted.kind,
    ownership: wanted.ownership,
    divisionCode: wanted.division,
    parentId: null,
    phone: null,
    sortKey: sortKeyOf(wanted.name),
    expertStudio: false,
  })
  if (wanted.aliases.length) await replaceAliases(trx, id, wanted.aliases)
  return id
}

/** Makes what is missing and enters every named organisation; answers how many became members. */
export async function enterNamed(trx: Trx, programme: Programme): Promise<number> {
  const receiving: string[] = []
  for (const unit of programme.receivingUnits.named)
    receiving.push(await make(trx, { ...unit, ownership: null }))
  const supporting: string[] = []
  for (const unit of programme.supportingUnits) supporting.push(await make(trx, unit))
  const entered = [
    ...(await addMembers(trx, programme.id, 'receiving', receiving)),
    ...(await addMembers(trx, programme.id, 'supporting', supporting)),
  ]
  return entered.length
}
