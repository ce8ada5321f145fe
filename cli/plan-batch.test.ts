// Many problems: a run that is killed goes on where it was and ends with the same plans; a thread that dies
// leaves its problem the draft; what is refused is named and keeps nobody else waiting.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { planSchema } from '../contract/plan-problem.ts'
import { generateProblem } from '../optimiser/bench/generate.ts'
import { run } from './plan.ts'
import { planBatch } from './plan-batch.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-batch-'))
afterAll(() => rmSync(folder, { recursive: true }))

const problems = [0, 1, 2, 3, 4].map((city) => generateProblem({ size: 'county', seed: 3, city }))
const input = join(folder, 'problems')
mkdirSync(input)
problems.forEach((problem, k) => {
  writeFileSync(join(input, `county-${k}.json`), JSON.stringify(problem))
})

/** The plans of a folder, without the seconds they took. */
function plansIn(output: string): [string, unknown][] {
  const names = readdirSync(output).filter((name) => name.endsWith('.plan.json'))
  return names.sort().map((name) => {
    const plan = planSchema.parse(JSON.parse(readFileSync(join(output, name), 'utf8')))
    return [name, { ...plan, seconds: 0 }]
  })
}

const quiet = { out: () => {}, err: () => {} }

describe('a folder of problems', () => {
  it('ends with the same plans after kill -9, and plans nothing twice', async () => {
    const whole = join(folder, 'whole')
    expect(await run([input, '--out', whole, '--jobs', '1'], quiet)).toBe(0)
    const broken = join(folder, 'broken')
    const main = join(import.meta.dirname, 'main.ts')
    const child = spawn(process.execPath, [main, 'plan', input, '--out', broken, '--jobs', '1'])
    const first = join(broken, 'county-0.plan.json.done')
    while (!existsSync(first) && child.exitCode === null) await pause(20)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.on('close', resolve))
    // a plan half written, as a full disk or a power cut may leave it
    writeFileSync(join(broken, 'county-4.plan.json'), '{"version":1,')
    writeFileSync(join(broken, 'county-3.plan.json.x.part'), '{')
    const sum = await planBatch({ input, output: broken, jobs: 2, gap: 0, say: () => {} })
    expect(sum).toMatchObject({ problems: 5, failed: [], refused: [] })
    expect(sum.skipped).toBeGreaterThanOrEqual(1)
    expect(plansIn(broken)).toEqual(plansIn(whole))
    expect(readdirSync(broken).some((name) => name.endsWith('.part'))).toBe(false)
    const again = await planBatch({ input, output: broken, jobs: 2, gap: 0, say: () => {} })
    expect(again).toMatchObject({ skipped: 5, planned: 0, objective: sum.objective })
    expect(again.objective - again.bound).toBeLessThan(0.1)
  })
  it('as JSON lines refuses the one that is unsound and plans the others', async () => {
    const lines = join(folder, 'problems.jsonl')
    const texts = [JSON.stringify(problems[0]), '{"version": 1', JSON.stringify(problems[1])]
    writeFileSync(lines, `${texts.join('\n')}\n`)
    const output = join(folder, 'lines')
    expect(await run([lines, '--out', output, '--gap', '0.01'], quiet)).toBe(2)
    expect(plansIn(output).map(([name]) => name)).toEqual(['line-000001.plan.json', 'line-000003.plan.json'])
  })
  it('gets drafts from threads that die', async () => {
    const module = join(folder, 'dying.mjs')
    const thread = new URL('./plan-thread.ts', import.meta.url).href
    writeFileSync(
      module,
      `import { parentPort } from 'node:worker_threads'
      import { planOne } from '${thread}'
      parentPort.removeAllListeners('message')
      parentPort.on('message', (task) => {
        if (!task.draftOnly) process.exit(9)
        planOne(task).then((row) => parentPort.postMessage(row))
      })`,
    )
    const output = join(folder, 'drafts')
    const url = new URL(`file://${module}`)
    const sum = await planBatch({ input, output, jobs: 2, gap: 0, say: () => {}, module: url })
    expect(sum).toMatchObject({ problems: 5, planned: 5, failed: [] })
    expect(sum.gap).toBeGreaterThan(0)
    for (const [, plan] of plansIn(output)) expect(plan).toMatchObject({ status: 'timeLimit' })
  })
})
