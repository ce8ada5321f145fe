// The routes command as a person or a script meets it: files in, files out, exit codes, nothing half written.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { routesSchema } from '../contract/route-problem.ts'
import { solveRoutes } from '../optimiser/routes/solve-routes.ts'
import { run } from './routes.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-routes-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
function file(name: string, value: unknown): string {
  writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value))
  return at(name)
}

async function command(args: string[], solve?: typeof solveRoutes) {
  const said = { out: '', err: '' }
  const out = (text: string) => {
    said.out += text
  }
  const err = (text: string) => {
    said.err += text
  }
  return { code: await run(args, { out, err }, solve), ...said }
}

const problem = {
  version: 1,
  vehicles: [{ id: 'v', name: '一组', start: [117, 24.7], shift: { from: '08:00', to: '12:00' } }],
  stops: [
    { id: 'a', name: '甲村', at: [117.1, 24.8], serviceMinutes: 60 },
    { id: 'b', name: '远村', at: [118.4, 26], serviceMinutes: 60 },
  ],
}

describe('xunzhen routes', () => {
  it('writes routes, says the way and who is left out and why', async () => {
    const { code, out, err } = await command([file('sound.json', problem), '--out', at('routes.json')])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const routes = routesSchema.parse(JSON.parse(readFileSync(at('routes.json'), 'utf8')))
    expect(routes.status).toBe('optimal')
    for (const words of ['已证明最优', '一组 08:00 → 甲村', '1/2', '远村 — 一组：出车时段内来不及往返'])
      expect(out).toContain(words)
  })
  it('writes to standard output with -, and its words to standard error', async () => {
    const { code, out, err } = await command([
      '--out',
      '-',
      file('mark.json', `\uFEFF${JSON.stringify(problem)}`),
    ])
    expect(code).toBe(0)
    expect(routesSchema.parse(JSON.parse(out)).summary.visited).toBe(1)
    expect(err).toContain('到访')
  })
  it.each([
    ['broken JSON', '{"version": 1', 'routes-not-json'],
    ['no vehicle', { ...problem, vehicles: [] }, 'routes-empty'],
  ])('refuses %s, writing nothing', async (name, value, expected) => {
    const { code, out, err } = await command([file('refused.json', value), '--out', at(name)])
    expect(code).toBe(2)
    expect(JSON.parse(out).problems.map((one: { code: string }) => one.code)).toEqual([expected])
    expect(err).toContain(`[${expected}]`)
    expect(existsSync(at(name))).toBe(false)
  })
  it('writes nothing when the routes fail their check: an error of ours', async () => {
    const { code, err } = await command(
      [file('sound.json', problem), '--out', at('unsound.json')],
      (asked) => {
        const routes = solveRoutes(asked)
        return { ...routes, routes: routes.routes.map((route) => ({ ...route, return: '12:30' })) }
      },
    )
    expect(code).toBe(3)
    expect(err).toContain('shift (SCH-1)')
    expect(existsSync(at('unsound.json'))).toBe(false)
  })
  it('fails plainly on files it cannot read or write, leaving no rest', async () => {
    expect(await command([at('none.json'), '--out', at('x.json')])).toMatchObject({ code: 1, out: '' })
    expect(
      await command([file('sound.json', problem), '--out', join(folder, 'none', 'x.json')]),
    ).toMatchObject({
      code: 1,
    })
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
  it.each([[[]], [['a.json']], [['a.json', '--out']], [['a.json', '--out', 'b', 'c']], [['a', '--in', 'b']]])(
    'explains itself for %j',
    async (args) => {
      expect(await command(args)).toMatchObject({ code: 64, out: '' })
    },
  )
  it('helps and writes its schemas', async () => {
    expect((await command(['--help'])).out).toContain('PROBLEM.json')
    expect((await command(['--schemas', folder])).code).toBe(0)
    expect(existsSync(at('routes.schema.json'))).toBe(true)
  })
})
