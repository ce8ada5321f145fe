// The inspection bundle (RPT-8): reports as sealed, the facts behind each row, who did what, the plan itself, and the hash of
// every file, in one archive that is read without this system. Names of residents are masked, telephones are not in it.
import { zipSync } from 'fflate'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports-inspection.ts'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { layoutOf } from '../../../domain/forms/layout.ts'
import { type Programme, packageName } from '../../../domain/programme/programme.ts'
import { canonical, type ReportContent } from '../../../domain/reports/content.ts'
import { periodLabel, spanOf } from '../../../domain/reports/dues.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiMoment } from '../../platform/clock.ts'
import { csvOf } from '../../platform/documents/csv.ts'
import { writeFormPdf } from '../../platform/documents/pdf.ts'
import { sumsOf } from '../../platform/documents/sums.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { checkReach, programmeOn, versionsOf as programmeVersions } from '../programme/door.ts'
import { contentOf } from './chain-view.ts'
import { checkLength, figuresOfCard } from './form-data.ts'
import { type IndexEntry, indexPage, README } from './inspection-page.ts'
import { countedCards } from './store-cards.ts'
import * as store from './store-chain.ts'
import { auditOf } from './store-inspection.ts'
import { sumsBetween } from './store-ledger.ts'

/** More than a county's month or a year of its own reports is asked for piece by piece. */
const MOST_REPORTS = 120

type Where = { regionId: string; programmeId: string; period: string }
type Files = Map<string, Uint8Array>
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const safe = (name: string): string => name.replace(/[\\/:*?"<>|\s]+/g, '_').slice(0, 80)

/** One report: every version's content with its hash, the newest one as the official forms. */
async function addReport(
  context: Context,
  programme: Programme,
  row: store.ReportRow,
  files: Files,
): Promise<IndexEntry | null> {
  const of = { regionId: row.region_id, reportId: row.id }
  const versions = await store.versionsOf(context.trx, of)
  const newest = versions.at(-1)
  if (!newest) return null
  const content: ReportContent = contentOf(newest)
  const folder = `reports/${safe(content.body.name)}/${row.package_id}_${row.period}_${row.part}`
  for (const v of versions) {
    files.set(`${folder}/v${v.version}/content.json`, utf8(canonical(v.content)))
    files.set(`${folder}/v${v.version}/hash.txt`, utf8(`${v.hash}\n`))
  }
  const forms: { name: string; file: string }[] = []
  for (const form of content.forms) {
    const definition = formDefinition(form.formId)
    if (!definition) continue
    const head = { ...form.data.head, reporter: content.signers.filler }
    const layout = layoutOf(definition, { ...form.data, head })
    const at = `${folder}/v${newest.version}/${layout.annexLabel}`
    files.set(`${at}.xlsx`, await writeFormXlsx(layout))
    files.set(`${at}.pdf`, await writeFormPdf(layout, { fontFolder: context.services.config.fontFolder }))
    forms.push({ name: `${layout.annexLabel} ${layout.title}`, file: `${at}.pdf` })
  }
  const acts = await store.actsOf(context.trx, of)
  const comments = await store.commentsOf(context.trx, of)
  const exceptions = await store.exceptionsOf(context.trx, of)
  files.set(
    `${folder}/acts.csv`,
    csvOf(
      ['时间', '办理', '状态', '版本', '办理人', '说明'],
      acts.map((a) => [shanghaiMoment(a.at), a.act, a.state, a.version, a.actor, a.note]),
    ),
  )
  if (comments.length)
    files.set(
      `${folder}/comments.csv`,
      csvOf(
        ['时间', '版本', '表', '行', '列', '意见', '提出人'],
        comments.map((c) => [
          shanghaiMoment(c.at),
          c.version,
          c.form_id,
          c.row_id,
          c.field,
          c.text,
          c.author,
        ]),
      ),
    )
  if (exceptions.length)
    files.set(
      `${folder}/exceptions.csv`,
      csvOf(
        ['申请时间', '申请人', '原因', '结果', '开放到', '答复人'],
        exceptions.map((e) => [
          shanghaiMoment(e.asked_at),
          e.asker,
          e.reason,
          e.state,
          e.expires_on,
          e.decider,
        ]),
      ),
    )
  return {
    body: content.body.name,
    name: `${packageName(programme, row.package_id)} ${periodLabel(row.period)}${row.part === 'supplement' ? ' 补充' : ''}`,
    state: row.state,
    version: newest.version,
    hash: newest.hash,
    folder,
    forms,
    content,
  }
}

/** The ledger behind the numbers: one line a day card, by the id that stands in every report's rows. */
async function addFacts({ trx }: Context, where: Where, files: Files): Promise<string[][]> {
  const span = spanOf(where.period)
  if (!span) throw refuse('invalid-value', { path: 'period', why: '期间如 2024-05' })
  const filter = { ...where, from: span.from, to: span.to }
  checkLength((await sumsBetween(trx, filter)).cards)
  const cards = await countedCards(trx, filter)
  const head = [
    'id',
    '日期',
    '半天',
    '受援单位',
    '支援单位',
    '医师',
    '职称',
    '状态',
    '诊疗量',
    '病例讨论',
    '教学查房',
    '学术讲座',
    '培训人次',
    '特殊人群',
    '送医上门',
    '传单',
    '点击',
    '电子屏',
    '经费（分）',
  ]
  const rows = cards.map((card) => [
    card.id ?? '',
    card.day ?? '',
    card.half ?? '',
    card.unit,
    card.hospital,
    card.practitioner,
    card.title_text,
    card.status ?? '',
    ...Object.values(figuresOfCard(card)),
    card.expenses_fen ?? 0,
  ])
  files.set('facts/day-cards.csv', csvOf(head, rows))
  return rows.map((row) => row.map(String))
}

const getInspectionBundle = action(contract.getInspectionBundle, {
  allow: 'inspection.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const files: Files = new Map()
    const rows = (await store.reportsOf(context.trx, params)).filter(
      (r) =>
        r.version > 0 &&
        (r.period === params.period ||
          (params.period.length === 4 && r.level !== 'unit' && r.period.startsWith(params.period))),
    )
    if (rows.length > MOST_REPORTS)
      throw refuse('invalid-value', { path: 'period', why: `本期有 ${rows.length} 份报送，请按月生成` })
    const { document } = await programmeOn(context.trx, params.programmeId, context.today)
    const entries: IndexEntry[] = []
    for (const row of rows) {
      const entry = await addReport(context, document, row, files)
      if (entry) entries.push(entry)
    }
    const facts = await addFacts(context, params, files)
    for (const v of await programmeVersions(context.trx, params.programmeId))
      files.set(`plan/version-${v.version}.yaml`, utf8(v.source))
    const audit = await auditOf(
      context.trx,
      params.regionId,
      rows.map((r) => r.id),
    )
    files.set(
      'audit.csv',
      csvOf(
        ['时间', '账号', '角色', '办理', '对象'],
        audit.map((a) => [shanghaiMoment(a.at), a.account_name, a.role, a.sentence, a.subject_id]),
      ),
    )
    const about = { ...params, madeAt: shanghaiMoment(context.now), madeBy: context.actor.name }
    files.set('manifest.json', utf8(canonical({ format: 'xunzhen-inspection', version: 1, ...about })))
    files.set('说明.txt', utf8(README))
    files.set('index.html', utf8(indexPage(about, entries, facts)))
    files.set('SHA256SUMS', utf8(sumsOf(files)))
    context.say({
      zh: `生成检查资料包：${params.programmeId} ${params.period}，${entries.length} 份报送`,
      regionId: params.regionId,
    })
    return {
      bytes: zipSync(Object.fromEntries(files), { level: 6, mtime: context.now }),
      fileName: `检查资料 ${params.regionId} ${params.period}.zip`,
      type: 'application/zip',
    }
  },
})

export const inspectionActions: Action[] = [getInspectionBundle]
