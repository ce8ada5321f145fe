// The command as a person or a script meets it: files in, files out, exit codes, nothing half written.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { planSchema } from '../contract/plan-problem.ts'
import { bent, smallProblem } from '../domain/dispatch/plan-small-problem.ts'
import { solvePlan } from '../optimiser/solve.ts'
import { run } from './plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-plan-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
function file(name: string, value: unknown): string {
  writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value))
  return at(name)
}

async function command(...args: string[]) {
  const said = { out: '', err: '' }
  const code = await run(args, {
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
  })
  return { code, ...said }
}

const problem = smallProblem()

describe('xunzhen plan', () => {
  it('writes a plan and says how good it is', async () => {
    const { code, out, err } = await command(file('sound.json', problem), '--out', at('plan.json'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const plan = planSchema.parse(JSON.parse(readFileSync(at('plan.json'), 'utf8')))
    expect(plan.status).toBe('optimal')
    for (const words of ['已证明最优', 'proven optimal', '4/4', String(plan.objective), '0.000%'])
      expect(out).toContain(words)
  })
  it('says what changed against another plan, and that it is no worse', async () => {
    await command(file('sound.json', problem), '--out', at('old.json'))
    const same = await command(at('sound.json'), '--out', at('new.json'), '--compare', at('old.json'))
    expect([same.code, same.out]).toEqual([
      0,
      expect.stringContaining('other doctors: 0；只换日期 other days: 0'),
    ])
    const old = JSON.parse(readFileSync(at('old.json'), 'utf8'))
    const [first] = old.duties
    const other = problem.doctors.find((d) => d.id !== first.doctor)?.id
    old.duties = old.duties.map((d: { unit: string }) =>
      d.unit === first.unit ? { ...d, doctor: other } : d,
    )
    const changed = await command(
      at('sound.json'),
      '--out',
      at('new.json'),
      '--compare',
      file('bent.json', old),
    )
    expect(changed.out).toContain(`${other} → ${first.doctor}`)
    expect((await command(at('sound.json'), '--out', at('new.json'), '--compare')).code).toBe(64)
    expect(
      (await command(at('sound.json'), '--out', at('new.json'), '--compare', at('none.json'))).code,
    ).toBe(1)
  })
  it('writes to standard output with -, and its words to standard error', async () => {
    const { code, out, err } = await command(
      '--out',
      '-',
      file('mark.json', `\uFEFF${JSON.stringify(problem)}`),
    )
    expect(code).toBe(0)
    expect(planSchema.parse(JSON.parse(out)).uncovered).toEqual([])
    expect(err).toContain('coverage')
  })
  it('ends well when units stay uncovered, and names the rules', async () => {
    const doctors = bent(problem.doctors, 'd2', { title: 'resident' })
    const rules = { weights: { ...problem.rules.weights, mismatch: null } }
    const { code, out } = await command(
      file('short.json', smallProblem({ doctors, rules })),
      '--out',
      at('short-plan.json'),
    )
    expect(code).toBe(0)
    expect(out).toContain('2/4')
    expect(out).toMatch(/未覆盖 uncovered: u2卫生院 2024-09 — .*MAT-1/)
  })
  it.each([
    ['broken JSON', '{"version": 1', 'plan-not-json'],
    ['an unknown key', { ...problem, colour: 'red' }, 'plan-unknown-key'],
    ['an unknown hospital', { ...problem, hospitals: [] }, 'plan-unknown-id'],
  ])('refuses %s with problems, writing nothing', async (name, value, expected) => {
    const { code, out, err } = await command(file('refused.json', value), '--out', at(`${name}.json`))
    expect(code).toBe(2)
    expect(JSON.parse(out).problems.map((one: { code: string }) => one.code)).toContain(expected)
    expect(err).toContain(`[${expected}]`)
    expect(existsSync(at(`${name}.json`))).toBe(false)
  })
  it('fails plainly on files it cannot read or write, leaving no rest', async () => {
    expect(await command(at('none.json'), '--out', at('x.json'))).toMatchObject({ code: 1, out: '' })
    const { code, err } = await command(file('sound.json', problem), '--out', join(folder, 'none', 'x.json'))
    expect(code).toBe(1)
    expect(err).toContain('ENOENT')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
  it('writes nothing when the plan fails its check: an error of ours', async () => {
    const said: string[] = []
    const streams = { out: () => {}, err: (text: string) => said.push(text) }
    const code = await run(
      [file('sound.json', problem), '--out', at('unsound.json')],
      streams,
      async (asked) => {
        const plan = await solvePlan(asked)
        return { ...plan, duties: plan.duties.map((duty) => ({ ...duty, date: '2024-10-01' })) }
      },
    )
    expect(code).toBe(3)
    expect(said.join('')).toContain('workday (LV-9)')
    expect(existsSync(at('unsound.json'))).toBe(false)
  })
  it.each([
    [[]],
    [['a.json']],
    [['a.json', '--out']],
    [['a.json', '--out', 'b', 'c']],
    [['a.json', '--in', 'b']],
  ])('explains itself for %j', async (args) => {
    expect(await command(...args)).toMatchObject({ code: 64, out: '' })
  })
  it('helps and writes its schemas', async () => {
    expect((await command('--help')).out).toContain('PROBLEM.json')
    expect((await command('--schemas', folder)).code).toBe(0)
    expect(existsSync(at('plan.schema.json'))).toBe(true)
  })
})
