// Lays a file's rows beside the ledger's and names each difference: which row, which column, both values.
import { type FormDefinition, type FormRow, type FormValue, leavesOf } from '../forms/form.ts'
import type { IngestedRow } from '../forms/ingest/record.ts'
import { sameOrganisation } from '../organisations/names.ts'
import { type Problem, problems } from '../shared/problem.ts'

const say = problems({
  'comparison-differs': {
    zh: '{who} 的“{label}”：文件中是 {file}，台账中是 {ledger}。',
    en: '{who}, "{label}": {file} in the file, {ledger} in the ledger.',
    remedyZh: '以日志卡为准；若文件正确，请补录或更正对应日志卡。',
    remedyEn: 'The day cards decide; if the file is right, add or mend the card.',
    severity: 'warning',
  },
  'comparison-only-in-file': {
    zh: '台账中没有这一行：{who}。',
    en: 'The ledger has no such row: {who}.',
    remedyZh: '核对单位、姓名和日期；确有其事请补录日志卡。',
    remedyEn: 'Check unit, name and day; if it happened, add the day card.',
    severity: 'warning',
  },
  'comparison-other-month': {
    zh: '这是 {file} 的表，正在核对的是 {asked}。',
    en: 'This table is of {file}; what is compared is {asked}.',
    remedyZh: '请换成 {asked} 的表，或先在上方选对月份。',
    remedyEn: 'Choose the table of {asked}, or the right month above.',
  },
  'comparison-other-county': {
    zh: '这是“{file}”的表，正在核对的是“{asked}”。',
    en: 'This table is of {file}; what is compared is {asked}.',
    remedyZh: '请换成本县的表。',
    remedyEn: 'Choose the table of this county.',
  },
  'comparison-other-programme': {
    zh: '这张表是另一个项目（{file}）导出的。',
    en: 'This table was exported from another programme ({file}).',
    remedyZh: '请先在上方选对项目，或重新导出。',
    remedyEn: 'Choose that programme above, or export the table again.',
  },
  'comparison-only-in-ledger': {
    zh: '文件中没有这一行：{who}。',
    en: 'The file has no such row: {who}.',
    remedyZh: '文件可能是旧版本；请重新导出。',
    remedyEn: 'The file may be an older version: export it again.',
    severity: 'warning',
  },
})

export type Origin = { county: string; year: number; month: string; programme: string }

/**
 * Whether a file of ours is about something else than what it is compared with: another month, county or programme. Read
 * from its mark; a table without one is judged by its rows alone.
 */
export function originProblems(file: Origin, asked: Origin): Problem[] {
  const period = (of: Origin): string => of.month || String(of.year)
  if (file.programme && file.programme !== asked.programme)
    return [say('comparison-other-programme', { file: file.programme })]
  if (file.county && file.county !== asked.county)
    return [say('comparison-other-county', { file: file.county, asked: asked.county })]
  if (period(file) !== period(asked))
    return [say('comparison-other-month', { file: period(file), asked: period(asked) })]
  return []
}

/** A table without a mark whose days all lie in another month than the one it is compared with. */
export function monthProblems(
  rows: readonly { values: Readonly<Record<string, FormValue>> }[],
  month: string,
): Problem[] {
  const months = new Set(
    rows.flatMap(({ values }) => {
      const day = values.dutyDay
      return typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? [day.slice(0, 7)] : []
    }),
  )
  if (months.size === 0 || months.has(month)) return []
  return [say('comparison-other-month', { file: [...months].sort().join('、'), asked: month })]
}

type Values = Readonly<Record<string, FormValue>>
const words = (v: FormValue | undefined): string => (v === null || v === undefined ? '' : String(v).trim())

/** The columns that say which row it is; the unit's name is compared by meaning, not by letters. */
const KEYS = ['doctorName', 'dutyDay'] as const

function sameRow(a: Values, b: Values): boolean {
  return (
    sameOrganisation(words(a.receivingUnit), words(b.receivingUnit)) &&
    KEYS.every((key) => words(a[key]) === words(b[key]))
  )
}

const who = (v: Values): string =>
  [words(v.receivingUnit), ...KEYS.map((key) => words(v[key]))].filter(Boolean).join(' ')

function same(a: FormValue | undefined, b: FormValue | undefined): boolean {
  if (words(a) === words(b)) return true
  // Blank and a month not yet over are the same; a typed 0 is a statement and differs from a blank past month.
  return Number(words(a)) === Number(words(b)) && words(a) !== '' && words(b) !== ''
}

/** Rows of the file against rows of the ledger; personal and organisation-worded columns are not compared letter by letter. */
export function compareRows(
  definition: FormDefinition,
  file: readonly IngestedRow[],
  ledger: readonly FormRow[],
): { matched: number; problems: Problem[] } {
  const fields = leavesOf(definition).filter(
    (f) =>
      !['organisation', 'sequence', 'mobile', 'telephone', 'kind', 'ownership'].includes(f.type) &&
      !f.personal &&
      !f.totalOnly &&
      f.key !== 'city' &&
      f.key !== 'county',
  )
  const rest = [...ledger]
  const found: Problem[] = []
  let matched = 0
  for (const row of file) {
    const place = { sheet: row.sheet, row: row.row }
    const i = rest.findIndex((r) => sameRow(r, row.values))
    const twin = i >= 0 ? rest.splice(i, 1)[0] : undefined
    if (!twin) {
      found.push(say('comparison-only-in-file', { who: who(row.values) }, place))
      continue
    }
    matched += 1
    for (const field of fields) {
      if (same(row.values[field.key], twin[field.key])) continue
      const values = {
        who: who(twin),
        label: field.label,
        file: words(row.values[field.key]) || '空白',
        ledger: words(twin[field.key]) || '空白',
      }
      found.push(say('comparison-differs', values, { ...place, column: field.key }))
    }
  }
  for (const row of rest) found.push(say('comparison-only-in-ledger', { who: who(row) }))
  return { matched, problems: found }
}
