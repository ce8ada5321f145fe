// reports actions: the official forms — preview, files, the facts behind a cell, comparison with a file (RPT-9, RPT-10).

import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports.ts'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { ingest } from '../../../domain/forms/ingest/ingest.ts'
import { readMark } from '../../../domain/forms/ingest/template.ts'
import { type FormLayout, layoutOf } from '../../../domain/forms/layout.ts'
import { citation } from '../../../domain/programme/programme.ts'
import { compareRows, monthProblems, originProblems } from '../../../domain/reports/compare.ts'
import { periodLabel } from '../../../domain/reports/dues.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { writeFormPdf } from '../../platform/documents/pdf.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { readSheets } from '../../platform/sheets/read-sheets.ts'
import { checkReach, programmeOn } from '../programme/door.ts'
import { cellFacts } from './cell-facts.ts'
import { checkLength, checkPeriod, type FilledForm, type FormRequest, fillForm } from './form-data.ts'
import { formView } from './form-view.ts'
import { longFormXlsx, OFFICIAL } from './long-form.ts'

async function fill(context: Context, request: FormRequest, { orYear = false } = {}): Promise<FilledForm> {
  await checkReach(context, request, 'read')
  checkPeriod(request, { orYear })
  return fillForm(context, request)
}

const fileName = (layout: FormLayout, request: FormRequest, ending: string): string =>
  `${layout.annexLabel} ${layout.title}（${periodLabel(request.period)}）.${ending}`

const getForm = action(contract.getForm, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const { page, pageSize, ...head } = query
    const window = { offset: (page - 1) * pageSize, limit: pageSize }
    const { definition, data, rowIds, count } = await fill(context, { ...params, ...head, window })
    return formView(layoutOf(definition, data), rowIds, { ...params, count, page, pageSize })
  },
})

const getFormXlsx = action(contract.getFormXlsx, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const request = { ...params, ...query }
    // a row is enough to know how many there are
    const first = await fill(context, { ...request, window: { offset: 0, limit: 1 } }, { orYear: true })
    const long = first.count > OFFICIAL && params.formId === 'workload-return'
    const filled = long ? first : await fillForm(context, request)
    const layout = layoutOf(filled.definition, filled.data)
    const name = fileName(layout, params, 'xlsx')
    context.say({ zh: `下载 ${name}${long ? `（${filled.count} 行）` : ''}`, regionId: params.regionId })
    if (long) return { fileName: name, ...(await longFormXlsx(context, request, filled)) }
    return {
      bytes: await writeFormXlsx(layout),
      fileName: name,
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }
  },
})

const getFormPdf = action(contract.getFormPdf, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const request = { ...params, ...query }
    const { count } = await fill(context, { ...request, window: { offset: 0, limit: 1 } }, { orYear: true })
    // typesetting keeps every page in memory: a form for paper ends where paper does
    checkLength(count, OFFICIAL)
    const { definition, data } = await fillForm(context, request)
    const layout = layoutOf(definition, data)
    const name = fileName(layout, params, 'pdf')
    context.say({ zh: `下载 ${name}`, regionId: params.regionId })
    const bytes = await writeFormPdf(layout, { fontFolder: context.services.config.fontFolder })
    return { bytes, fileName: name, type: 'application/pdf' }
  },
})

const getCellFacts = action(contract.getCellFacts, {
  allow: 'report.read',
  async run(context, { params, query }) {
    await checkReach(context, params, 'read')
    const { document } = await programmeOn(context.trx, params.programmeId, context.today)
    const rule = document.rules.find((r) => r.kind === 'personDay')
    return {
      ...(await cellFacts(context, { ...params, unitId: query.unitId }, query)),
      citation: rule ? citation(document, rule) : null,
    }
  },
})

/** What we export we re-import: the file is read, laid beside the ledger, and every difference is named. */
const compareForm = action(contract.compareForm, {
  allow: 'report.compare',
  async run(context, { params, query, body }) {
    const definition = formDefinition(params.formId)
    if (!definition) throw refuse('not-found', { what: '表格' })
    await checkReach(context, params, 'read')
    checkPeriod(params)
    const read = await readSheets(body, query.fileName)
    if ('problem' in read)
      throw refuse(
        'file-refused',
        {
          why: read.problem.zh,
          whyEn: read.problem.en,
          remedy: read.problem.remedyZh,
          remedyEn: read.problem.remedyEn,
        },
        { problems: [read.problem] },
      )
    const result = ingest(read.sheets, definition, { year: Number(params.period.slice(0, 4)) })
    const { data } = await fillForm(context, params)
    const asked = {
      county: data.county,
      year: data.year,
      month: data.month ?? '',
      programme: params.programmeId,
    }
    const mark = readMark(read.sheets)
    const strange = mark ? originProblems(mark.context, asked) : monthProblems(result.rows, asked.month)
    // a table of something else has nothing to compare: every row would differ
    if (strange.length > 0 && (mark || asked.month))
      return { rows: result.rows.length, matched: 0, problems: strange }
    // What is no difference would bury the differences: notes such as masked numbers, mismatches known to the ledger too.
    const said = result.problems.filter((p) => p.severity !== 'note' && p.code !== 'specialty-mismatch')
    const compared = compareRows(definition, result.rows, data.rows)
    context.say({
      zh: `核对 ${query.fileName} 与台账：${compared.problems.length} 处不一致`,
      regionId: params.regionId,
    })
    return { rows: result.rows.length, matched: compared.matched, problems: [...said, ...compared.problems] }
  },
})

export const formActions: Action[] = [getForm, getFormXlsx, getFormPdf, getCellFacts, compareForm]
