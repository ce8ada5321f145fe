// The words of `bin/xunzhen plan`: one input, named options in any order, nothing unknown.
import { availableParallelism } from 'node:os'

export type PlanArguments = {
  input: string
  output: string
  compare: string | null
  jobs: number
  gap: number
}

const NAMES = ['--out', '--compare', '--jobs', '--gap'] as const

/** The arguments of a planning, a folder for the schemas, or null for wrong usage. */
export function planArguments(args: readonly string[]): PlanArguments | { schemas: string } | null {
  if (args[0] === '--schemas') return args[1] !== undefined && args.length === 2 ? { schemas: args[1] } : null
  const named = new Map<string, string>()
  const free: string[] = []
  for (let k = 0; k < args.length; k++) {
    const word = args[k] ?? ''
    if (!word.startsWith('--')) {
      free.push(word)
      continue
    }
    const value = args[++k]
    const isKnown = (NAMES as readonly string[]).includes(word) && !named.has(word)
    if (!isKnown || value === undefined || value.startsWith('--')) return null
    named.set(word, value)
  }
  const [input] = free
  const output = named.get('--out')
  const jobs = Number(named.get('--jobs') ?? availableParallelism())
  const gap = Number(named.get('--gap') ?? 0)
  const isSound = Number.isInteger(jobs) && jobs >= 1 && jobs <= 256 && gap >= 0 && gap < 1
  if (free.length !== 1 || input === undefined || output === undefined || !isSound) return null
  return { input, output, compare: named.get('--compare') ?? null, jobs, gap }
}
