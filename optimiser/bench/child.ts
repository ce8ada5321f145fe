// One measurement in a process of its own, so that its cpu seconds and peak memory are nobody else's:
// plans one generated problem, twice when asked for the warm time, and prints a line of JSON.
import { checkPlan } from '../../domain/dispatch/check-plan.ts'
import { firstPlan } from '../first-plan.ts'
import { instanceOf } from '../instance.ts'
import { solvePlan } from '../solve.ts'
import { type Asked, generateProblem } from './generate.ts'

export type Measurement = Asked & { gap: number; seconds: number; isWarm: boolean; draftOnly: boolean }
export type Measured = {
  status: string
  objective: number
  bound: number
  seconds: number
  cpu: number
  megabytes: number
  violations: number
}

async function measure({ gap, seconds, isWarm, draftOnly, ...asked }: Measurement): Promise<Measured> {
  const problem = { ...generateProblem(asked), timeLimitSeconds: seconds }
  if (isWarm) await solvePlan(structuredClone(problem), { gap })
  const before = process.cpuUsage()
  const started = performance.now()
  const figures = draftOnly
    ? { status: 'draft', violations: 0, ...firstPlan(instanceOf(problem)) }
    : await solvePlan(problem, { gap }).then((plan) => ({
        status: plan.status,
        objective: plan.objective,
        bound: plan.bound,
        violations: checkPlan(problem, plan).length,
      }))
  const wall = (performance.now() - started) / 1000
  const cpu = process.cpuUsage(before)
  const { status, objective, bound, violations } = figures
  const megabytes = process.resourceUsage().maxRSS / 1024
  return {
    status,
    objective,
    bound,
    seconds: wall,
    cpu: (cpu.user + cpu.system) / 1e6,
    megabytes,
    violations,
  }
}

if (process.argv[2]) console.log(JSON.stringify(await measure(JSON.parse(process.argv[2]) as Measurement)))
