// Seals what is handed in: the ledger as it stands, the words, the answers; the reports below that a division stands on are
// named with their hashes and become filed. What is sealed is never changed again.
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import { refuse } from '../../../contract/problems.ts'
import type { actOnReport, ReportWords } from '../../../contract/reports-chain.ts'
import { canonical, type Included, type ReportContent } from '../../../domain/reports/content.ts'
import { LEVELS, type Level } from '../../../domain/reports/obligations.ts'
import type { Context } from '../../platform/action.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { fillerOf, type LoadedReport } from './chain-view.ts'
import { owedIn } from './obligations.ts'
import { coverage, fillPackage, hashOf, packageQuestions } from './package-content.ts'
import * as store from './store-chain.ts'

export type ActBody = z.output<typeof actOnReport.body>

/** The words that go up: those sent along, else the newest saved ones. Every narrative the plan asks for is written. */
async function wordsOf(context: Context, loaded: LoadedReport, sent: ReportWords | undefined) {
  const saved = loaded.drafts.filter((d) => !d.aside).at(-1)?.words as ReportWords | undefined
  const words = sent ?? saved ?? { narratives: [], signers: { filler: '', reviewer: '', leader: '' } }
  const narratives = loaded.obligation.narratives.map((title) => {
    const text = words.narratives.find((n) => n.title === title)?.text ?? ''
    if (!text) throw refuse('report-words-missing', { title }, { place: { path: `words.${title}` } })
    return { title, text }
  })
  const filler = words.signers.filler || (await fillerOf(context, loaded)) || context.actor.name
  return { narratives, signers: { ...words.signers, filler } }
}

/** Every question has its answer (WRK-18); none is asked twice. */
async function answersTo(context: Context, loaded: LoadedReport, given: ActBody['answers']) {
  const asked = await packageQuestions(context, { programmeId: loaded.key.programmeId }, loaded.obligation)
  const keyOf = (p: (typeof asked)[number]): string =>
    p.place?.column ? `${p.code}/${p.place.column}` : p.code
  const open = asked.filter((p) => !given.some((a) => a.code === keyOf(p)))
  if (open.length > 0)
    throw refuse(
      'report-questions',
      { count: open.length },
      { problems: open, place: { path: 'body.answers' } },
    )
  return asked.map((p) => ({
    code: keyOf(p),
    question: p.zh,
    answer: given.find((a) => a.code === keyOf(p))?.answer ?? '',
  }))
}

/** What the level below has handed in and not, for a division's report. */
async function standsOn(context: Context, loaded: LoadedReport) {
  const { obligation, key } = loaded
  const level = LEVELS[LEVELS.indexOf(obligation.body.level) - 1] as Level | undefined
  if (obligation.body.level === 'unit' || !level) return { rows: [], includes: [], missing: [] }
  const division = divisionOf(key.regionId)
  const regionId = level === 'unit' ? key.regionId : undefined
  const rows = (
    await store.newestVersions(context.trx, { ...key, regionId, states: ['accepted', 'filed'] })
  ).filter((r) => r.level === level && r.region_id.startsWith(division))
  const owed = await owedIn(context, { programmeId: key.programmeId, regionId }, context.today)
  const below = owed.seen
    .map((s) => s.obligation)
    .filter(
      (o) =>
        o.packageId === key.packageId &&
        o.period === key.period &&
        o.part === key.part &&
        o.body.level === level &&
        o.body.regionId.startsWith(division),
    )
  const names = new Map(below.map((o) => [o.body.id, o.body.name]))
  const includes: Included[] = rows.map((r) => ({
    bodyId: r.body_id,
    name: names.get(r.body_id) ?? r.body_id,
    version: r.version,
    hash: r.hash,
  }))
  const taken = new Set(rows.map((r) => r.body_id))
  return { rows, includes, missing: below.filter((o) => !taken.has(o.body.id)).map((o) => o.body.name) }
}

/** Seals a new version and answers its number. */
export async function sealSubmission(context: Context, loaded: LoadedReport, body: ActBody): Promise<number> {
  const { trx, now, actor } = context
  const { obligation, of, row, key } = loaded
  if (!of || !row) throw refuse('not-found', { what: '报送' })
  const words = await wordsOf(context, loaded, body.words)
  const answers = await answersTo(context, loaded, body.answers)
  const { rows, includes, missing } = await standsOn(context, loaded)
  const content: ReportContent = {
    schema: 1,
    programmeId: key.programmeId,
    packageId: key.packageId,
    period: key.period,
    part: obligation.part,
    body: { id: obligation.body.id, name: obligation.body.name, level: obligation.body.level },
    ...coverage(obligation.period, context.today),
    readAt: now.toISOString(),
    forms: await fillPackage(context, { programmeId: key.programmeId }, obligation),
    ...words,
    answers,
    includes,
    missing,
  }
  const version = row.version + 1
  const before = row.version > 0 ? await store.versionOf(trx, of, row.version) : undefined
  await store.insertVersion(trx, {
    ...of,
    version,
    content: canonical(content),
    hash: hashOf(content, before?.hash ?? ''),
    by: actor.accountId,
    at: now,
  })
  for (const below of rows) {
    await store.insertAct(trx, {
      regionId: below.region_id,
      reportId: below.id,
      id: uuidv7(),
      act: 'file',
      side: 'receiver',
      state: 'filed',
      version: below.version,
      note: `列入${obligation.body.name}第 ${version} 版`,
      by: actor.accountId,
      at: now,
    })
    await store.updateReport(trx, below.region_id, below.id, { state: 'filed', last_at: now })
  }
  return version
}
