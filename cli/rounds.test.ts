// The rounds command as a person or a script meets it; files and refusals in general are in routes.test.ts.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { roundsSchema } from '../contract/rounds-problem.ts'
import { solveRounds } from '../optimiser/rounds/solve-rounds.ts'
import { run } from './rounds.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-rounds-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

async function command(value: unknown, out: string, solve?: typeof solveRounds) {
  writeFileSync(at('problem.json'), typeof value === 'string' ? value : JSON.stringify(value))
  const said: string[] = []
  const streams = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) }
  const code = await run([at('problem.json'), '--out', at(out)], streams, solve)
  return { code, said: said.join('') }
}

const problem = {
  version: 1,
  quarters: ['2024-Q3', '2024-Q4'],
  villages: [
    { id: 'a', name: '远村', township: 'x', remoteKm: 60 },
    { id: 'b', name: '近村', township: 'x', remoteKm: 20, reachableMonths: [7, 8, 9] },
  ],
  teams: [
    { id: 't', name: '第一总医院队' },
    { id: 'u', name: '第二总医院队' },
  ],
}

describe('xunzhen rounds', () => {
  it('writes rounds and says why, who else and what could not be met', async () => {
    const { code, said } = await command(problem, 'rounds.json')
    expect(code).toBe(0)
    const rounds = roundsSchema.parse(JSON.parse(readFileSync(at('rounds.json'), 'utf8')))
    expect(rounds).toMatchObject({ status: 'optimal', choices: [{}, {}, {}], unmet: [{ missing: 1 }] })
    for (const words of [
      '已证明最优',
      '2024-Q4',
      '从未巡诊',
      '未满足 unmet',
      '该村本季度道路不通或不便接待（MOB-2，1 个村）',
    ])
      expect(said).toContain(words)
  })
  it('refuses what it cannot read or plan', async () => {
    expect(await command('{', 'no.json')).toMatchObject({
      code: 2,
      said: expect.stringContaining('rounds-not-json'),
    })
    expect(await command({ ...problem, teams: [] }, 'no.json')).toMatchObject({ code: 2 })
    expect(existsSync(at('no.json'))).toBe(false)
  })
  it('writes nothing when the rounds fail their check: an error of ours', async () => {
    const { code, said } = await command(problem, 'unsound.json', async (asked) => {
      const rounds = await solveRounds(asked)
      return { ...rounds, choices: rounds.choices.slice(1) }
    })
    expect(code).toBe(3)
    expect(said).toContain('team-min (TGT-3)')
    expect(existsSync(at('unsound.json'))).toBe(false)
  })
  it('helps and writes its schemas', async () => {
    const said: string[] = []
    const streams = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) }
    expect(await run(['--help'], streams)).toBe(0)
    expect(await run(['--schemas', folder], streams)).toBe(0)
    expect(await run([], streams)).toBe(64)
    expect(existsSync(at('rounds.schema.json'))).toBe(true)
    expect(said.join('')).toContain('PROBLEM.json')
  })
})
