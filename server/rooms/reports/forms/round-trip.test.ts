// Whatever a form holds comes back from its workbook exactly, rare characters and dangerous text included.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORM_DEFINITIONS } from '../../../../domain/forms/definitions/registry.ts'
import {
  type FieldType,
  type FormData,
  type FormDefinition,
  type FormField,
  type FormValue,
  importFieldsOf,
  leavesOf,
} from '../../../../domain/forms/form.ts'
import { ingest } from '../../../../domain/forms/ingest/ingest.ts'
import { layoutOf } from '../../../../domain/forms/layout.ts'
import { KIND_WORDS, OWNERSHIP_WORDS } from '../../../../domain/organisations/kinds.ts'
import { SPECIALTIES } from '../../../../domain/people/specialties.ts'
import { TITLES } from '../../../../domain/people/titles.ts'
import { addDays } from '../../../../domain/shared/calendar.ts'
import { mobileOf } from '../../../../test/fixtures/sheets/people.ts'
import { writeFormXlsx } from '../../../platform/documents/xlsx.ts'
import { readContent } from '../../../platform/sheets/read-content.ts'

const RARE = ['玥', '堃', '𠮷', '喆', '昇', '赟', '旻', '瑄', '镕', '翀', '祎', '李', '安']
const han = (min: number, max: number) =>
  fc.array(fc.constantFrom(...RARE), { minLength: min, maxLength: max }).map((chars) => chars.join(''))

// Text as officials write it, and as attackers do: leading = + - @, tabs, quotes, markup, line breaks.
const wild = fc
  .array(
    fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\n',
      '"',
      '<',
      '&',
      ';',
      '1',
      '甲',
      '𠮷',
      '，',
      ' ',
      '_x000D_',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join('').trim())
  .filter((text) => !/^[\s/\\—–-]*$/.test(text))

const VALUES: Readonly<Record<FieldType, fc.Arbitrary<FormValue>>> = {
  sequence: fc.integer({ min: 1, max: 9999 }),
  integer: fc.nat(1_000_000),
  money: fc.integer({ min: 0, max: 99_999_999 }).map((cents) => cents / 100),
  monthDay: fc.nat(365).map((n) => addDays('2024-01-01', n)),
  mobile: fc.nat(99_999).map(mobileOf),
  telephone: fc.constantFrom('5832146', '0597-5832146', '05975832146'),
  organisation: han(1, 6).map((name) => `${name}镇卫生院`),
  person: han(2, 4),
  title: fc.constantFrom(...TITLES.map((of) => of.name)),
  specialty: fc.constantFrom(...SPECIALTIES.map((of) => of.name)),
  ownership: fc.constantFrom(...Object.values(OWNERSHIP_WORDS).map((of) => of.formLabel)),
  kind: fc.constantFrom('乡镇卫生院', '社区卫生服务中心', KIND_WORDS.villageClinic.formLabel),
  yesNo: fc.boolean(),
  sex: fc.constantFrom('男', '女'),
  text: wild,
}

const cell = (field: FormField): fc.Arbitrary<FormValue> => {
  if (field.totalOnly || field.sumOf) return fc.constant(null)
  const value = VALUES[field.type]
  return field.required || field.type === 'sequence' ? value : fc.option(value, { nil: null, freq: 4 })
}

function dataOf(definition: FormDefinition): fc.Arbitrary<FormData> {
  const fields = leavesOf(definition)
  const row = fc.record(Object.fromEntries(fields.map((field) => [field.key, cell(field)])))
  const funds = fields.some((field) => field.totalOnly)
  return fc
    .record({ rows: fc.array(row, { minLength: 1, maxLength: 8 }), total: VALUES.money })
    .map(({ rows, total }) => ({
      county: '甲县',
      year: 2024,
      month: '2024-05',
      head: { unit: '甲县总医院', reporter: '周敏行', reportedOn: '2024年5月22日' },
      rows,
      ...(funds ? { totals: { roundFunds: Number(total) } } : {}),
    }))
}

describe('export, import, export', () => {
  for (const definition of FORM_DEFINITIONS)
    it(`${definition.id} is identical`, async () => {
      await fc.assert(
        fc.asyncProperty(dataOf(definition), async (data) => {
          const layout = layoutOf(definition, data)
          const first = await writeFormXlsx(layout)
          const read = ingest(await readContent(first, 'x'), definition, { year: 2024 })
          expect(read.rows.map(({ values }) => values)).toEqual(data.rows)
          expect(read.problems.filter(({ severity }) => severity === 'error')).toEqual([])
          const { context } = read.template ?? {}
          const funds = read.totals.roundFunds
          const again = layoutOf(definition, {
            county: context?.county ?? '',
            year: context?.year ?? 0,
            month: context?.month ?? '',
            head: read.head,
            rows: read.rows.map(({ values }) => values),
            ...(funds === undefined ? {} : { totals: { roundFunds: funds } }),
          })
          // A form without reporting lines of its own still prints them at its foot.
          expect(again).toEqual(layout)
        }),
        { numRuns: 60 },
      )
    })
  it('knows every field of every form by one key each', () => {
    for (const definition of FORM_DEFINITIONS) {
      const keys = importFieldsOf(definition).map((field) => field.key)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})
