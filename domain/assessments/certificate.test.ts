// ASM-5: numbers that people copy by hand, and one text for one content.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CertificateContent, checkCodeOf, ledgerText, readCheckCode, signedText } from './certificate.ts'

it('reads a code back however it was copied', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
      const code = checkCodeOf(bytes)
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}$/)
      for (const typed of [
        code,
        code.toLowerCase(),
        code.replaceAll('-', ''),
        ` ${code.replaceAll('-', ' ')} `,
      ])
        expect(readCheckCode(typed)).toBe(code)
    }),
  )
  expect(readCheckCode('ABCD-EFGH')).toBeNull()
})

it('signs one text for one content and another for any other', () => {
  const content: CertificateContent = {
    v: 1,
    number: '永定区基层服务〔2024〕1号',
    checkCode: 'ABCD-EFGH-JKMN',
    region: { id: '350803', name: '永定区' },
    practitioner: { name: '测试甲', title: '主治医师', hospital: '某医院' },
    from: '2024-01-01',
    to: '2024-12-31',
    days: 12,
    personDays: 13,
    years: [{ year: 2024, days: 12, personDays: 13 }],
    kinds: { clinic: 10, teaching: 2, homeVisit: 1, other: 0 },
    units: ['某卫生院'],
    ledger: 'ab',
    clause: '',
    issuer: '永定区卫健局',
    issuedOn: '2024-12-31',
  }
  const { v, ...rest } = content
  expect(signedText({ ...rest, v })).toBe(signedText(content))
  for (const changed of [
    { days: 13 },
    { practitioner: { ...content.practitioner, name: '测试乙' } },
    { units: [] },
  ])
    expect(signedText({ ...content, ...changed })).not.toBe(signedText(content))
})

it('tells any other set of days apart, in whatever order they come', () => {
  const a = { day: '2024-05-06', unitId: 'u1', dayCardId: 'c1' }
  const b = { day: '2024-05-07', unitId: 'u1', dayCardId: 'c2' }
  expect(ledgerText([a, b])).toBe(ledgerText([b, a]))
  expect(ledgerText([a])).not.toBe(ledgerText([a, b]))
  expect(ledgerText([{ ...a, day: '2024-05-05' }])).not.toBe(ledgerText([a]))
})
