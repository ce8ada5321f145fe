// surveys actions: the draw as a file anybody can draw again, and the report as workbook or PDF.
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/surveys.ts'
import { type Action, action } from '../../platform/action.ts'
import { writeFormPdf } from '../../platform/documents/pdf.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { surveyAt } from './act.ts'
import { drawFileName, drawFileOf, drawFileText } from './draw-file.ts'
import { reportSheet } from './report-sheet.ts'
import { knownOf, surveyView } from './view.ts'

const getDrawFile = action(contract.getDrawFile, {
  allow: 'survey.read',
  async run(context, { params }) {
    const file = await drawFileOf(context.trx, await surveyAt(context, params))
    return {
      bytes: new TextEncoder().encode(drawFileText(file)),
      fileName: drawFileName(file),
      type: 'application/json',
    }
  },
})

const getSurveyReport = action(contract.getSurveyReport, {
  allow: 'survey.read',
  async run(context, { params, query }) {
    const known = await knownOf(context, await surveyAt(context, params))
    const view = surveyView(context, known, '')
    if (view.state === 'frozen' || view.state === 'cancelled')
      throw refuse('survey-wrong-state', { state: view.state === 'frozen' ? '待另一人给种子' : '已作废' })
    const layout = reportSheet(view, context.today)
    const pdf = query.format === 'pdf'
    return {
      bytes: pdf
        ? await writeFormPdf(layout, { fontFolder: context.services.config.fontFolder })
        : await writeFormXlsx(layout),
      fileName: `${view.name}报告.${query.format}`,
      type: pdf ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }
  },
})

export const fileActions: Action[] = [getDrawFile, getSurveyReport]
