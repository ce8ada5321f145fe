import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../server/platform/config.ts'

/** How many requirements each family has. */
const FAMILIES = {
  ORG: 11,
  PLN: 11,
  TGT: 14,
  MAT: 9,
  SCH: 4,
  PUB: 8,
  LV: 9,
  WRK: 18,
  FRM: 6,
  RPT: 11,
  HOM: 5,
  MOB: 5,
  ORD: 5,
  REF: 4,
  TEL: 4,
  SUP: 10,
  SVY: 4,
  ISS: 5,
  ASM: 12,
  FIN: 7,
  TRN: 4,
  CAP: 3,
  SEC: 4,
}
const rows = readFileSync(join(projectRoot, 'docs', 'clauses.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]{2,3}-\d+ /.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, 5)
      .map((cell) => cell.trim()),
  )

describe('docs/clauses.md', () => {
  it('has one row for every requirement', () => {
    const expected = Object.entries(FAMILIES).flatMap(([family, count]) =>
      Array.from({ length: count }, (_, i) => `${family}-${i + 1}`),
    )
    expect(rows.map(([id]) => id)).toEqual(expected)
  })
  it('says where each done or partly done one is shown, in files that exist', () => {
    const wrong = rows.filter(([, , state, shown]) => {
      if (state === 'not yet') return shown !== '–'
      return !['done', 'partly'].includes(state ?? '') || !existsSync(join(projectRoot, shown ?? ''))
    })
    expect(wrong).toEqual([])
  })
})
