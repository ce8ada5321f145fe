// The command anybody runs on a published draw: it needs no database, and says what it cannot read.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { arithmetic, draw } from '../domain/surveys/draw.ts'
import { DRAW_FORMAT, DRAW_METHOD, type DrawFile } from '../domain/surveys/draw-file.ts'
import { canonicalFrame, strataOf } from '../domain/surveys/frame.ts'
import { hmacSm3, sm3 } from '../server/platform/sm3.ts'
import { run } from './survey.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-survey-'))
const rows = Array.from({ length: 40 }, (_, i) => ({
  key: sm3(String(i)).slice(0, 32),
  stratum: i % 3 ? 'u1' : 'u2',
}))
const seed = '双色球 2024058 期'
const made = draw(rows, { sample: 9, reserves: 1, seed }, hmacSm3)
const file: DrawFile = {
  format: DRAW_FORMAT,
  version: 1,
  method: DRAW_METHOD,
  survey: { id: 's', regionId: '350803', programmeId: 'p', name: '2024年4月回访', period: '2024-04' },
  rounds: [
    {
      round: 1,
      reason: '',
      frame: {
        hash: sm3(canonicalFrame(rows)),
        frozenAt: '2024-05-20T01:00:00.000Z',
        size: rows.length,
        left: { noConsent: 0, noPhone: 0, double: 0 },
        strata: [...strataOf(rows)].map(([id, size]) => ({ id, name: id, size })),
        rows,
      },
      seed: { text: seed, givenAt: '2024-05-20T02:00:00.000Z', byAnother: true },
      sample: 9,
      reserves: 1,
      shares: made.shares.map((one) => ({
        stratum: one.stratum,
        share: one.share,
        arithmetic: arithmetic(one, 9, rows.length),
      })),
      list: made.list,
    },
  ],
}

async function verify(
  content: string | Uint8Array,
  ...more: string[]
): Promise<{ code: number; text: string }> {
  const path = join(folder, 'draw.json')
  writeFileSync(path, content)
  let text = ''
  const add = (part: string): void => {
    text += part
  }
  return { code: await run(['verify', path, ...more], { out: add, err: add }), text }
}
const hash = file.rounds[0]?.frame.hash ?? ''

describe('xunzhen survey verify', () => {
  it('draws a published file again', async () => {
    const found = await verify(JSON.stringify(file))
    expect(found.text).toContain('重新抽取 9 人，与公布的一致')
    expect(found.code).toBe(0)
    expect((await verify(`\uFEFF${JSON.stringify(file)}`, '--hash', hash)).code).toBe(0)
  })
  it('says which part differs, and whether it is another frame than the one announced', async () => {
    const other = structuredClone(file)
    other.rounds[0]?.list?.reverse()
    const found = await verify(JSON.stringify(other))
    expect([found.code, found.text.includes('✗ 重新抽取 9 人')]).toEqual([1, true])
    expect((await verify(JSON.stringify(file), '--hash', sm3('another'))).code).toBe(1)
  })
  it.each([
    ['nothing', '', 65],
    ['no JSON', '<html>', 65],
    ['another file', '{"format":"xunzhen-inspection"}', 65],
    ['a list', '[]', 65],
    ['bytes', new Uint8Array([0, 255, 254, 1]), 65],
    ['a key that is none', JSON.stringify(file).replaceAll(rows[0]?.key ?? '', '../../etc'), 65],
    ['a sample of half a person', JSON.stringify(file).replace('"sample":9', '"sample":9.5'), 65],
  ])('refuses %s in words', async (_, content, code) => {
    const found = await verify(content)
    expect(found.code).toBe(code)
    expect(found.text).toContain('抽样文件')
  })
  it('has its usage, and says which file it cannot read', async () => {
    let text = ''
    const add = (part: string): void => {
      text += part
    }
    const streams = { out: add, err: add }
    expect(await run([], streams)).toBe(64)
    expect(await run(['verify', 'x', '--hash', 'short'], streams)).toBe(64)
    expect(await run(['verify', join(folder, 'nowhere.json')], streams)).toBe(66)
    expect(text).toContain('nowhere.json')
  })
})
