// reports actions: the forms of a report by version (0 is the ledger now), what changed between two, and the scan of the
// sealed copy (RPT-9). A sealed version is printed from what was sealed, never from the ledger.
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports-chain.ts'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { type FormLayout, layoutOf } from '../../../domain/forms/layout.ts'
import type { SealedForm } from '../../../domain/reports/content.ts'
import { differenceOf } from '../../../domain/reports/difference.ts'
import { periodLabel } from '../../../domain/reports/dues.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { writeFormPdf } from '../../platform/documents/pdf.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { sniffScan } from '../../platform/scan-type.ts'
import { contentOf, type LoadedReport, loadReport, reportView } from './chain-view.ts'
import { formView } from './form-view.ts'
import { fillPackageForm, hashOf } from './package-content.ts'
import * as store from './store-chain.ts'

const MOST_BYTES = 10 * 1024 * 1024
const MOST_SCANS = 20

type FormAddress = store.ReportKey & { version: number; formId: string }

async function sealedForm(context: Context, loaded: LoadedReport, at: FormAddress): Promise<SealedForm> {
  if (!loaded.obligation.forms.includes(at.formId)) throw refuse('not-found', { what: '这份报送里的表' })
  if (at.version === 0)
    return fillPackageForm(context, { programmeId: at.programmeId }, loaded.obligation, at.formId)
  const rows = loaded.of ? await store.versionsOf(context.trx, loaded.of) : []
  const i = rows.findIndex((v) => v.version === at.version)
  const row = rows[i]
  if (!row) throw refuse('not-found', { what: '这一版' })
  const content = contentOf(row)
  // what somebody changed behind our back is not shown as what was sealed
  if (hashOf(content, rows[i - 1]?.hash ?? '') !== row.hash)
    throw refuse('report-altered', { version: at.version })
  const form = content.forms.find((f) => f.formId === at.formId)
  if (!form) throw refuse('not-found', { what: '这份报送里的表' })
  const { filler } = content.signers
  const head = { ...form.data.head, reporter: filler, reportedOn: shanghaiDay(row.sealed_at) }
  return { ...form, data: { ...form.data, head } }
}

async function lay(
  context: Context,
  at: FormAddress,
): Promise<{ layout: FormLayout; form: SealedForm; name: string }> {
  const loaded = await loadReport(context, at)
  const form = await sealedForm(context, loaded, at)
  const definition = formDefinition(at.formId)
  if (!definition) throw refuse('not-found', { what: '表格' })
  const layout = layoutOf(definition, form.data)
  const label = at.version === 0 ? '台账现状' : `第${at.version}版`
  return {
    layout,
    form,
    name: `${layout.annexLabel} ${layout.title}（${periodLabel(form.period)}）${loaded.obligation.body.name} ${label}`,
  }
}

const getReportForm = action(contract.getReportForm, {
  allow: 'report.read',
  async run(context, { params }) {
    const { layout, form } = await lay(context, params)
    return formView(layout, form.rowIds, { formId: params.formId, period: form.period })
  },
})

const getReportFormXlsx = action(contract.getReportFormXlsx, {
  allow: 'report.read',
  async run(context, { params }) {
    const { layout, name } = await lay(context, params)
    context.say({ zh: `下载 ${name}.xlsx`, regionId: params.regionId })
    return {
      bytes: await writeFormXlsx(layout),
      fileName: `${name}.xlsx`,
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }
  },
})

const getReportFormPdf = action(contract.getReportFormPdf, {
  allow: 'report.read',
  async run(context, { params }) {
    const { layout, name } = await lay(context, params)
    context.say({ zh: `下载 ${name}.pdf`, regionId: params.regionId })
    return {
      bytes: await writeFormPdf(layout, { fontFolder: context.services.config.fontFolder }),
      fileName: `${name}.pdf`,
      type: 'application/pdf',
    }
  },
})

const getReportDifference = action(contract.getReportDifference, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const loaded = await loadReport(context, params)
    const definition = formDefinition(params.formId)
    if (!definition) throw refuse('not-found', { what: '表格' })
    const after = await sealedForm(context, loaded, params)
    const before = await sealedForm(context, loaded, { ...params, version: query.from })
    const { rows, totals } = differenceOf(
      definition,
      { rows: before.data.rows, rowIds: before.rowIds, totals: before.data.totals },
      { rows: after.data.rows, rowIds: after.rowIds, totals: after.data.totals },
    )
    return { rows: rows.map((r) => ({ ...r, cells: [...r.cells] })), totals: [...totals] }
  },
})

const addReportScan = action(contract.addReportScan, {
  allow: 'report.file',
  async run(context, { params, query, body }) {
    await store.lockReport(context.trx, params)
    const loaded = await loadReport(context, params)
    const { of, side, row } = loaded
    if (!of || !row || params.version > row.version) throw refuse('not-found', { what: '这一版' })
    if (side === 'above') throw refuse('report-not-yours', { who: loaded.obligation.body.name })
    const mediaType = sniffScan(body)
    if (!mediaType || body.length > MOST_BYTES)
      throw refuse('file-refused', {
        why: mediaType ? '文件超过 10 MB' : '不是 PDF、JPG 或 PNG',
        whyEn: mediaType ? 'the file is over 10 MB' : 'it is no PDF, JPG or PNG',
        remedy: '请重新扫描为 PDF 或拍照为 JPG 后上传。',
        remedyEn: 'Scan it as PDF or take a picture as JPG.',
      })
    const hash = createHash('sha256').update(body).digest('hex')
    const there = await store.scansOf(context.trx, of)
    if (there.length >= MOST_SCANS)
      throw refuse('invalid-value', { path: 'body', why: `一份报送最多 ${MOST_SCANS} 个扫描件` })
    // the same file twice is the same scan
    if (!there.some((s) => s.hash === hash && s.version === params.version))
      await store.insertScan(context.trx, {
        ...of,
        id: uuidv7(),
        version: params.version,
        fileName: query.fileName,
        mediaType,
        hash,
        bytes: body,
        by: context.actor.accountId,
        at: context.now,
      })
    context.say({
      zh: `上传盖章扫描件：${loaded.obligation.body.name} 第 ${params.version} 版`,
      subject: { type: 'report', id: of.reportId },
      regionId: params.regionId,
    })
    return reportView(context, await loadReport(context, params))
  },
})

const getReportScan = action(contract.getReportScan, {
  allow: 'report.read',
  async run(context, { params }) {
    const { of } = await loadReport(context, params)
    const scan = of && (await store.scanById(context.trx, of, params.scanId))
    if (!scan) throw refuse('not-found', { what: '扫描件' })
    return { bytes: new Uint8Array(scan.bytes), fileName: scan.file_name, type: scan.media_type }
  },
})

export const chainFileActions: Action[] = [
  getReportForm,
  getReportFormXlsx,
  getReportFormPdf,
  getReportDifference,
  addReportScan,
  getReportScan,
]
