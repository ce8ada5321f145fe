import { CFB } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gb18030 } from '../../../test/fixtures/sheets/files.ts'
import { bareWorkbook, claimsEverything, HOSTILE } from '../../../test/fixtures/sheets/hostile.ts'
import { readSheets } from './read-sheets.ts'
import { decodeText, sniff } from './sniff.ts'

const codeOf = async (bytes: Uint8Array, name = '表.xlsx'): Promise<string> => {
  const read = await readSheets(bytes, name)
  return 'problem' in read ? read.problem.code : 'read'
}

const cellsOf = async (bytes: Uint8Array) => {
  const read = await readSheets(bytes, '表')
  if ('problem' in read) throw new Error(read.problem.code)
  return read.sheets
}

function compoundWith(stream: string): Uint8Array {
  const file: unknown = CFB.utils.cfb_new()
  CFB.utils.cfb_add(file, stream, Buffer.from('x'.repeat(5000)))
  return new Uint8Array(CFB.write(file, { type: 'buffer' }) as Buffer)
}

describe('hostile and unreadable files (R11)', () => {
  it.each(HOSTILE)('refuses $name', async ({ bytes, codes }) => {
    const made = bytes()
    const started = performance.now()
    const code = await codeOf(made)
    expect(codes).toContain(code)
    expect(performance.now() - started).toBeLessThan(5000)
  })
  it('says what to do, in both languages, and names the file', async () => {
    const read = await readSheets(new TextEncoder().encode('%PDF-1.4'), '安排表.xlsx')
    if (!('problem' in read)) throw new Error('was read')
    const { zh, en, remedyZh, remedyEn, place } = read.problem
    expect([zh, en, remedyZh, remedyEn].every((text) => text.length > 5)).toBe(true)
    expect(place).toEqual({ file: '安排表.xlsx' })
  })
  it('reads a sheet that only claims to be huge', async () => {
    const [sheet] = await cellsOf(claimsEverything())
    expect(sheet?.cells).toEqual([['姓名']])
    expect(sheet?.merges).toEqual([[0, 0, 0, 0]])
  })
  it.each([
    ['EncryptedPackage', 'file-encrypted'],
    ['WordDocument', 'file-is-old-text'],
    ['Something', 'file-unknown'],
  ])('an old binary file with %s is %s', async (stream, code) => {
    expect(await codeOf(compoundWith(stream))).toBe(code)
  })
  it('ends the thread when time is up', async () => {
    const read = await readSheets(bareWorkbook('<worksheet/>'), 'a.xlsx', { milliseconds: 1 })
    expect('problem' in read && read.problem.code).toBe('file-too-slow')
  })
  it('survives any change of a good file: reads or refuses, never throws', async () => {
    const good = bareWorkbook(
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
    )
    const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const broken = good.slice()
        for (const { at, byte } of changes) broken[at] = byte
        expect(typeof (await codeOf(broken))).toBe('string')
      }),
      { numRuns: 40 },
    )
  })
})

describe('text and its encodings', () => {
  const text = '序号,姓名,单位\r\n1,"张三, 李四",孙晓𠮷玥堃\r\n'
  it.each([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['GB18030', gb18030(text)],
  ])('reads %s', async (_, bytes) => {
    const [sheet] = await cellsOf(bytes)
    expect(sheet?.cells).toEqual([
      ['序号', '姓名', '单位'],
      ['1', '张三, 李四', '孙晓𠮷玥堃'],
    ])
  })
  it('decodes any Chinese text back from GB18030 that UTF-8 does not claim', () => {
    const char = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
    fc.assert(
      fc.property(fc.array(char, { minLength: 4, maxLength: 60 }), (chars) => {
        const bytes = gb18030(chars.join(''))
        let utf8 = true
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(bytes)
        } catch {
          utf8 = false
        }
        fc.pre(!utf8)
        expect(decodeText(bytes)).toBe(chars.join(''))
      }),
    )
  })
  it.each([
    ['a\tb', 'text'],
    ['<html><body>', 'html'],
    ['{\\rtf1', 'rtf'],
    ['  %PDF-1.5', 'pdf'],
  ])('sniffs %j as %s', (start, kind) => {
    expect(sniff(new TextEncoder().encode(start))).toBe(kind)
  })
})
