// programme actions: the plans with the clause behind each rule, checking and saving versions, holidays.

import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/programme.ts'
import { citation, versionOn } from '../../../domain/programme/programme.ts'
import { yearOf } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { standsIn } from '../organisations/door.ts'
import { enterNamed, unknownDivisions } from './named-organisations.ts'
import { placed, readProgramme } from './programme-file.ts'
import * as store from './store.ts'

async function cardOf(context: Context, id: string): Promise<contract.ProgrammeCard> {
  const row = (await store.allProgrammes(context.trx)).find((p) => p.id === id)
  if (!row) throw refuse('not-found', { what: '项目' })
  return toCard(context, row)
}

async function toCard(context: Context, row: store.ProgrammeRow): Promise<contract.ProgrammeCard> {
  const versions = await store.versionsOf(context.trx, row.id)
  const current = versionOn(versions, context.today)
  return {
    id: row.id,
    name: row.name,
    shortName: current?.document.shortName ?? row.name,
    division: { code: row.division_code, name: row.division },
    year: row.year,
    period: { from: row.starts_on, to: row.ends_on },
    version: current?.version ?? 0,
    demonstration: row.demonstration,
  }
}

const listProgrammes = action(contract.listProgrammes, {
  allow: 'programme.read',
  async run(context) {
    const rows = await store.allProgrammes(context.trx)
    return { items: await Promise.all(rows.map((row) => toCard(context, row))) }
  },
})

const getProgramme = action(contract.getProgramme, {
  allow: 'programme.read',
  async run(context, { params, query }) {
    const card = await cardOf(context, params.id)
    const versions = await store.versionsOf(context.trx, params.id)
    const shown = versionOn(versions, query.on ?? context.today)
    if (!shown) throw refuse('not-found', { what: '项目版本' })
    const current = versions.find((v) => v.version === shown.version)
    return {
      card,
      document: shown.document,
      citations: Object.fromEntries(
        shown.document.rules.map((rule) => [rule.id, citation(shown.document, rule)]),
      ),
      versions: versions.map((v) => ({
        version: v.version,
        effectiveFrom: v.effectiveFrom,
        reason: v.reason,
        createdAt: v.createdAt.toISOString(),
      })),
      notes: current ? readProgramme(current.source, `${params.id}.yaml`).problems : [],
    }
  },
})

const checkProgrammeFile = action(contract.checkProgrammeFile, {
  allow: 'programme.write',
  async run({ say }, { body }) {
    const { programme, problems } = readProgramme(body.source, body.file)
    say({ zh: `检查方案文件 ${body.file}` })
    return { ok: programme !== null, id: programme?.id ?? null, problems }
  },
})

/** A county or its alliance office writes plans of its own division only; the id of another's plan is taken. */
async function checkOwner(
  { trx, actor }: Context,
  programme: { id: string; division: string },
): Promise<void> {
  const { scope } = actor
  const there = await store.divisionOf(trx, programme.id)
  for (const division of [programme.division, ...(there ? [there] : [])]) {
    const own =
      scope.kind === 'division'
        ? division.startsWith(scope.division)
        : scope.kind !== 'organisations' ||
          (division.length >= 6 && (await standsIn(trx, scope.organisations, division)))
    if (!own) throw refuse('not-found', { what: `区划 ${division} 的项目` })
  }
  if (there && there !== programme.division)
    throw refuse('already-exists', { what: `项目编号 ${programme.id}（区划 ${there}）` })
}

const saveProgramme = action(contract.saveProgramme, {
  allow: 'programme.write',
  async run(context, { body }) {
    const { programme, problems } = readProgramme(body.source, '上传文件')
    if (!programme)
      throw refuse(
        'programme-invalid',
        { count: problems.filter((p) => p.severity === 'error').length },
        { problems },
      )
    await checkOwner(context, programme)
    const unknown = placed(body.source, '上传文件', await unknownDivisions(context.trx, programme))
    if (unknown.length) throw refuse('programme-invalid', { count: unknown.length }, { problems: unknown })
    const versions = await store.versionsOf(context.trx, programme.id)
    const latest = versions.at(-1)
    // PLN-1: a change is a new version with a start; it never reaches back behind the newest one.
    if (latest && body.effectiveFrom < latest.effectiveFrom)
      throw refuse(
        'rule-broken',
        { why: `新版本的生效日不能早于现行版本（${latest.effectiveFrom}）` },
        { place: { path: 'body.effectiveFrom' } },
      )
    const version = (latest?.version ?? 0) + 1
    await store.insertVersion(context.trx, {
      programme,
      version,
      effectiveFrom: body.effectiveFrom,
      reason: body.reason,
      source: body.source,
      now: context.now,
      by: context.actor.accountId,
      demonstration: false,
    })
    await enterNamed(context.trx, programme)
    context.say({
      zh: `${programme.shortName} 第 ${version} 版，${body.effectiveFrom} 起生效：${body.reason}`,
      subject: { type: 'programme', id: programme.id },
    })
    return cardOf(context, programme.id)
  },
})

const programmeSource = action(contract.programmeSource, {
  allow: 'programme.read',
  async run(context, { params }) {
    const version = (await store.versionsOf(context.trx, params.id)).at(-1)
    if (!version) throw refuse('not-found', { what: '项目' })
    return {
      bytes: new TextEncoder().encode(version.source),
      fileName: `${params.id}-v${version.version}.yaml`,
      type: 'application/yaml; charset=utf-8',
    }
  },
})

const listHolidays = action(contract.listHolidays, {
  allow: 'programme.read',
  run: ({ trx }, { params }) => store.holidaysOf(trx, params.year),
})

const saveHolidays = action(contract.saveHolidays, {
  allow: 'holiday.write',
  async run({ trx, say }, { params, body }) {
    const stray = body.days.find((d) => yearOf(d.day) !== params.year)
    if (stray) throw refuse('invalid-value', { path: 'days', why: `${stray.day} 不在 ${params.year} 年` })
    if (new Set(body.days.map((d) => d.day)).size !== body.days.length)
      throw refuse('invalid-value', { path: 'days', why: '同一天写了两次' })
    await store.replaceHolidays(trx, params.year, body.source, body.days)
    say({
      zh: `录入 ${params.year} 年节假日 ${body.days.length} 天，依据：${body.source}`,
      subject: { type: 'holidays', id: String(params.year) },
    })
    return store.holidaysOf(trx, params.year)
  },
})

export const programmeActions: Action[] = [
  listProgrammes,
  getProgramme,
  checkProgrammeFile,
  saveProgramme,
  programmeSource,
  listHolidays,
  saveHolidays,
]
