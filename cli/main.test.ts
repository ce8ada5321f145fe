import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../server/platform/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))
// Called from another folder, as a user would: the command finds its project by itself.
const xunzhen = (...args: string[]) =>
  spawnSync(join(projectRoot, 'bin', 'xunzhen'), args, { cwd: folder, encoding: 'utf8' })

describe('bin/xunzhen', () => {
  it('lists its commands and refuses unknown ones', () => {
    expect(xunzhen('help').stdout).toContain('serve')
    const unknown = xunzhen('nonsense')
    expect([unknown.status, unknown.stderr]).toEqual([64, expect.stringContaining('nonsense')])
  })
  it('runs under the pinned Node.js whatever the machine has', () => {
    const result = spawnSync(
      process.execPath,
      [join(projectRoot, 'bin', 'bootstrap.mjs'), 'cli/main.ts', '--help'],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(result.status).toBe(0)
    expect(spawnSync('node', ['bin/bootstrap.mjs'], { cwd: projectRoot, encoding: 'utf8' }).status).toBe(1)
  })
})

describe('xunzhen programme check', () => {
  const source = readFileSync(join(projectRoot, 'programmes', 'shishi-2022.yaml'), 'utf8')
  const check = (text: string) => {
    const file = join(folder, 'plan.yaml')
    writeFileSync(file, text)
    const result = xunzhen('programme', 'check', file, '--json')
    return {
      status: result.status,
      ...(JSON.parse(result.stdout) as {
        ok: boolean
        problems: { code: string; zh: string; remedyZh: string; place: { line?: number } }[]
      }),
    }
  }
  it('accepts a sound plan and notes the deadline before its issue (N5)', () => {
    const { status, ok, problems } = check(source)
    expect([status, ok, new Set(problems.map((p) => p.code))]).toEqual([
      0,
      true,
      new Set(['programme-due-before-start']),
    ])
  })
  const lineOf = (words: string): number => source.split('\n').findIndex((line) => line.includes(words)) + 1
  it.each([
    [
      'a broken YAML',
      (s: string) => s.replace('year: 2022', 'year: 2022: x'),
      'programme-yaml-broken',
      'year: 2022',
    ],
    [
      'a wrong due day',
      (s: string) => s.replace('day: 2 }', 'day: 42 }'),
      'programme-field-wrong',
      'day: 2 }',
    ],
    [
      'an unknown field',
      (s: string) => s.replace('shortName:', 'colour: red\nshortName:'),
      'programme-field-unknown',
      'schema: 1',
    ],
    [
      'an unknown document',
      (s: string) => s.replace('source: { document: plan,', 'source: { document: other,'),
      'programme-unknown-document',
      'source: {',
    ],
    [
      'the same rule twice',
      (s: string) => s.replace('id: monthly-days', 'id: title-floor'),
      'programme-rule-twice',
      'id: monthly-days',
    ],
    [
      'a day that is not',
      (s: string) => s.replaceAll('by: 2022-05-31', 'by: 2022-02-30'),
      'programme-field-wrong',
      'by: 2022-05-31',
    ],
    [
      'a unit elsewhere',
      (s: string) => s.replace('"350581001", kind: community', '"350582001", kind: community'),
      'programme-unit-outside',
      'name: 湖滨',
    ],
    [
      'a reversed period',
      (s: string) => s.replace('to: 2022-12-31 }', 'to: 2021-12-31 }'),
      'programme-period-reversed',
      'period:',
    ],
  ])('explains %s with line and remedy', (_, breakIt, code, near) => {
    const { status, problems } = check(breakIt(source))
    const problem = problems.find((p) => p.code === code)
    expect(status).toBe(1)
    expect(problem?.remedyZh.length).toBeGreaterThan(4)
    expect(Math.abs((problem?.place.line ?? 0) - lineOf(near))).toBeLessThanOrEqual(1)
  })
  it('says so when the file cannot be read', () => {
    expect(xunzhen('programme', 'check', join(folder, 'none.yaml'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('none.yaml'),
    })
  })
})
