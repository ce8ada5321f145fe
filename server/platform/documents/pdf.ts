// The official forms as PDF. The seal is never drawn: the paper only leaves its place, （盖章）.
import type { FormLayout } from '../../../domain/forms/layout.ts'
import { compileTypst, FAMILIES, type FontOptions } from './typst.ts'

// Text sizes at which the official columns still read: thirteen on A4, twenty-four on A3.
const sizeOf = (layout: FormLayout): number => {
  if (layout.columns.length > 17) return 8
  return layout.columns.length > 12 ? 8.5 : 11
}

// A short form gets rows tall enough to write in by hand; a county's two dozen units stay on one page with their notes.
const rowInsetOf = (layout: FormLayout): number => {
  if (layout.paper !== 'a4') return 3.4
  if (layout.rows.length <= 18) return 4.6
  return layout.rows.length <= 26 ? 3.6 : 3.4
}

/** A laid-out form as PDF/A-2b. Throws DocumentFailed, for example when no font has a character. */
export async function writeFormPdf(layout: FormLayout, options: FontOptions = {}): Promise<Uint8Array> {
  const text = (value: string | number | null): string => (value === null ? '' : String(value))
  const data = {
    ...layout,
    rows: layout.rows.map((row) => row.map(text)),
    total: layout.total && { ...layout.total, values: layout.total.values.map(text) },
    size: sizeOf(layout),
    rowInset: rowInsetOf(layout),
    titleWeight: 700,
  }
  const { title, heading, body } = FAMILIES
  const families = { title, heading, body }
  const job = { template: 'form.typ', dataFile: 'form.json', data, families, files: {} }
  return (await compileTypst(job, options)).pdf
}
