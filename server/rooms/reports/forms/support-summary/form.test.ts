// Golden files of the form: golden.xlsx cell by cell, golden.png for the PDF.

import { testForm } from '../../../../../test/fixtures/sheets/golden-form.ts'
import { OFFICIAL } from '../../../../../test/fixtures/sheets/official.ts'

const data = OFFICIAL['support-summary']
if (!data) throw new Error('no data')
testForm('support-summary', data, import.meta.url)
