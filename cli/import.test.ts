import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { FORMATS } from '../test/fixtures/sheets/files.ts'
import { yongding } from '../test/fixtures/sheets/layouts.ts'
import { run } from './import.ts'

const folder = mkdtempSync(join(tmpdir(), 'import-'))
const sample = yongding()
const file = (name: string): string => join(folder, name)

beforeAll(() => {
  for (const format of FORMATS) writeFileSync(file(format.name), format.make(sample.shape))
  writeFileSync(file('renamed.xlsx'), '%PDF-1.4 nothing')
  writeFileSync(file('letter.txt'), '各单位：\n请按时报送。\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

type Shown = {
  rows: Record<string, unknown>[]
  problems: { code: string; row?: number; column?: string; remedy: string }[]
  mapping: Record<string, { column: string; confidence: number }>
}

async function call(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const streams = { out: '', err: '' }
  const catcher = (name: 'out' | 'err') => (text: string | Uint8Array) => {
    streams[name] += String(text)
    return true
  }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catcher('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catcher('err')),
  ]
  try {
    return { status: await run(args), ...streams }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

const json = (out: string): Shown => JSON.parse(out) as Shown

describe('xunzhen import', () => {
  it.each(FORMATS.map((format) => format.name))(
    'prints the rows of %s under the English keys',
    async (name) => {
      const { status, out } = await call(file(name), '--as', 'staffing', '--json')
      const shown = json(out)
      expect(status).toBe(0)
      expect(shown.rows).toHaveLength(sample.expected.length)
      expect(shown.rows).toEqual(sample.expected.map((row) => expect.objectContaining(row)))
      expect(Object.keys(shown.mapping)).toHaveLength(13)
      expect(shown.problems.map(({ code }) => code)).toEqual(['specialty-mismatch', 'specialty-mismatch'])
    },
  )
  it.each([
    ['renamed.xlsx', 'file-is-pdf'],
    ['nowhere.xlsx', 'file-missing'],
    ['letter.txt', 'no-table-found'],
    ['.', 'file-missing'],
  ])('refuses %s with %s and status 2', async (name, code) => {
    const { status, out } = await call(file(name), '--as', 'staffing', '--json')
    const shown = json(out)
    expect([status, shown.rows, shown.problems[0]?.code]).toEqual([2, [], code])
    expect(shown.problems[0]?.remedy).not.toBe('')
    expect(shown).toHaveProperty('mapping')
  })
  it('refuses a schedule handed in as a workload return', async () => {
    const { status, out } = await call(file('表.xlsx'), '--as', 'workload', '--json')
    expect([status, json(out).problems[0]?.code]).toEqual([2, 'other-form'])
  })
  it('shows a readable table without --json', async () => {
    const { status, out } = await call(file('表.xlsx'), '--as', 'staffing')
    expect(status).toBe(0)
    expect(out).toContain('永定区湖雷镇中心卫生院')
    expect(out).toContain('读出 16 行')
    expect(out).toContain('第12行')
  })
  it.each([
    [[]],
    [['x.xlsx']],
    [['x.xlsx', '--as', 'poem']],
    [['x.xlsx', '--as', 'staffing', '--year', '24']],
    [['--bad']],
  ])('explains itself when called with %j', async (args) => {
    const { status, err } = await call(...args)
    expect(status).toBe(64)
    expect(err).toContain('usage')
  })
})
