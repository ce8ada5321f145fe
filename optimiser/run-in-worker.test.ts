import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { checkPlan } from '../domain/dispatch/check-plan.ts'
import { smallProblem } from '../domain/dispatch/plan-small-problem.ts'
import { solveInWorker } from './run-in-worker.ts'
import { type Progress, solvePlan } from './solve.ts'

const folder = mkdtempSync(join(tmpdir(), 'xunzhen-worker-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A thread that fails in its own way. */
function thread(name: string, source: string): URL {
  const file = join(folder, `${name}.mjs`)
  writeFileSync(file, source)
  return pathToFileURL(file)
}

const problem = smallProblem()

describe('a thread', () => {
  it('gives the same plan and tells of its progress', async () => {
    const stages: Progress[] = []
    const plan = await solveInWorker(problem, { onProgress: (progress) => stages.push(progress) })
    expect({ ...plan, seconds: 0 }).toEqual({ ...(await solvePlan(problem)), seconds: 0 })
    expect(stages.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['draft', 'calendar']))
    expect(stages.at(-1)?.text).toMatch(/差距不超过0\.00%/)
  })
  it('leaves its caller free to act', async () => {
    let ticks = 0
    const ticking = setInterval(() => ticks++, 5)
    await solveInWorker(problem)
    clearInterval(ticking)
    expect(ticks).toBeGreaterThan(3)
  })
  it('ends at once when cancelled', async () => {
    const controller = new AbortController()
    const module = thread('endless', 'setInterval(() => {}, 1000)')
    const running = solveInWorker(problem, { signal: controller.signal, module })
    controller.abort(new Error('no longer wanted'))
    await expect(running).rejects.toThrow('no longer wanted')
    await expect(solveInWorker(problem, { signal: controller.signal })).rejects.toThrow('no longer wanted')
  })
  it.each([
    ['an error', 'throw new Error("out of memory")', 'out of memory'],
    ['an exit', 'process.exit(7)', 'ended with 7'],
  ])('that dies of %s still leaves a whole plan, with its gap', async (_, source, said) => {
    const onCrash = vi.fn<(error: Error) => void>()
    const module = thread(`dying-${said.length}`, source)
    const plan = await solveInWorker(problem, { module, onCrash })
    expect(onCrash.mock.calls[0]?.[0].message).toContain(said)
    expect(plan.status).toBe('timeLimit')
    expect(checkPlan(problem, plan)).toEqual([])
    expect(plan.duties.length).toBeGreaterThan(0)
    expect(plan.gap).toBeGreaterThan(0)
  })
  it('that outlives its time gives the best plan it had posted', async () => {
    const best = await solvePlan(problem)
    const bare = best.duties.map(({ doctor, unit, date }) => ({ doctor, unit, date }))
    const incumbent = { duties: bare, objective: best.objective, bound: best.objective - 1 }
    const module = thread(
      'slow',
      `import { parentPort } from 'node:worker_threads'
       parentPort.postMessage({ kind: 'incumbent', incumbent: ${JSON.stringify(incumbent)} })
       setInterval(() => {}, 1000)`,
    )
    const plan = await solveInWorker({ ...problem, timeLimitSeconds: 0.5 }, { module, graceSeconds: 0.5 })
    expect(plan).toMatchObject({ status: 'timeLimit', objective: best.objective, bound: best.objective - 1 })
    expect(plan.gap).toBeCloseTo(1 / best.objective, 6)
    expect(checkPlan(problem, plan)).toEqual([])
  })
})
