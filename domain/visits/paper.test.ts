import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paperCode, readPaperCode } from './paper.ts'

describe('the code of a printed card', () => {
  it('is read back however it is typed (property)', () => {
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.uint8Array({ minLength: 3, maxLength: 3 }), (date, mark) => {
        const code = paperCode(date.toISOString().slice(0, 10), mark)
        expect(code).toMatch(/^\d{4}-[0-9A-Z]{4}$/)
        for (const typed of [
          code,
          code.toLowerCase(),
          code.replace('-', ' '),
          ` ${code.replace('-', '')} `,
          code.replaceAll('0', 'O').replaceAll('1', 'l'),
          `https://example.org/desk/cards/paper?card=x&code=${code}`,
        ])
          expect(readPaperCode(typed)).toBe(code)
      }),
    )
  })
  it.each(['', '0516', '1316-7K3Q', '0532-7K3Q', '0516-7K3', '0516-7K3QQ', '0516-7K3U', '<0516-7K3Q>'])(
    'is none: %s',
    (typed) => expect(readPaperCode(typed)).toBeNull(),
  )
})
