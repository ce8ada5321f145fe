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
import { checkPeriod, type FormRequest, fillForm } from './form-data.ts'
import { formView } from './form-view.ts'

async function lay(
  context: Context,
  request: FormRequest,
): Promise<{ layout: FormLayout; rowIds: string[] }> {
  await checkReach(context, request, 'read')
  checkPeriod(request)
  const { definition, data, rowIds } = await fillForm(context, request)
  return { layout: layoutOf(definition, data), rowIds }
}

const fileName = (layout: FormLayout, request: FormRequest, ending: string): string =>
  `${layout.annexLabel} ${layout.title}（${periodLabel(request.period)}）.${ending}`

const getForm = action(contract.getForm, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const { layout, rowIds } = await lay(context, { ...params, ...query })
    return formView(layout, rowIds, params)
  },
})

const getFormXlsx = action(contract.getFormXlsx, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const { layout } = await lay(context, { ...params, ...query })
    context.say({ zh: `下载 ${fileName(layout, params, 'xlsx')}`, regionId: params.regionId })
    return {
      bytes: await writeFormXlsx(layout),
      fileName: fileName(layout, params, 'xlsx'),
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }
  },
})

const getFormPdf = action(contract.getFormPdf, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const { layout } = await lay(context, { ...params, ...query })
    context.say({ zh: `下载 ${fileName(layout, params, 'pdf')}`, regionId: params.regionId })
    return {
      bytes: await writeFormPdf(layout, { fontFolder: context.services.config.fontFolder }),
      fileName: fileName(layout, params, 'pdf'),
      type: 'application/pdf',
    }
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
