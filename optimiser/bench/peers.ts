// Other solvers on the same models, as child processes, each when it is installed: Debian's cbc and glpsol
// read MPS, MiniZinc with Gecode a model of whole numbers. For comparison only, never part of the product.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LinearModel } from '../linear-model.ts'

export type PeerName = 'cbc' | 'glpsol' | 'minizinc'
export type PeerRun = {
  objective: number | null
  proven: boolean
  cpu: number
  wall: number
  megabytes: number
}

/** Runs a peer on a model; null when it is not installed. */
export function runPeer(peer: PeerName, model: LinearModel, seconds: number): PeerRun | null {
  if (spawnSync('which', [peer]).status !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'xunzhen-peer-'))
  try {
    const file = join(folder, peer === 'minizinc' ? 'model.mzn' : 'model.mps')
    writeFileSync(file, peer === 'minizinc' ? miniZincOf(model) : mpsOf(model, peer === 'cbc'))
    const result = join(folder, 'result.txt')
    const args: Record<PeerName, string[]> = {
      cbc: [file, '-sec', String(seconds), '-ratio', '0', '-allow', '0.004', '-solve', '-solution', result],
      glpsol: ['--freemps', file, '--cuts', '--tmlim', String(seconds), '-o', result],
      minizinc: ['--solver', 'gecode', '--time-limit', String(seconds * 1000), '-s', file],
    }
    const timed = measured(peer, args[peer], seconds)
    const isWritten = peer !== 'minizinc' && existsSync(result)
    const text = isWritten ? readFileSync(result, 'utf8') : timed.output
    return { ...timed, ...outcomeOf(peer, text) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Wall and cpu seconds and the peak memory of a child, by the shell's own clock and /proc. */
function measured(command: string, args: readonly string[], seconds: number) {
  const script =
    'command -v /usr/bin/time >/dev/null && exec /usr/bin/time -f "@@ %U %S %M" "$0" "$@"; "$0" "$@"; echo "@@" $(times | tail -1) >&2'
  const started = performance.now()
  const { stdout, stderr } = spawnSync('bash', ['-c', script, command, ...args], {
    encoding: 'utf8',
    timeout: (seconds + 30) * 1000,
    maxBuffer: 1 << 28,
  })
  const wall = (performance.now() - started) / 1000
  const [, user = '', system = '', kilobytes = ''] = /@@ (\S+) (\S+) ?(\d*)/.exec(stderr ?? '') ?? []
  const cpu = secondsOf(user) + secondsOf(system)
  return { cpu: cpu || wall, wall, megabytes: Number(kilobytes) / 1024, output: stdout ?? '' }
}

/** '1.5' or bash's '0m1.500s'. */
function secondsOf(text: string): number {
  const [, minutes = '0', seconds = text] = /^(\d+)m([\d.]+)s$/.exec(text) ?? []
  return Number(minutes) * 60 + Number(seconds || 0)
}

function outcomeOf(peer: PeerName, text: string): Pick<PeerRun, 'objective' | 'proven'> {
  const value = (pattern: RegExp) => {
    const found = pattern.exec(text)?.[1]
    return found === undefined ? null : Number(found)
  }
  if (peer === 'cbc')
    return { objective: value(/objective value\s+([-\d.e+]+)/), proven: text.startsWith('Optimal') }
  const isFound = /INTEGER (NON-)?OPTIMAL/.test(text)
  if (peer === 'glpsol')
    return {
      objective: isFound ? value(/Objective:\s+\S+ = ([-\d.e+]+)/) : null,
      proven: /INTEGER OPTIMAL/.test(text),
    }
  const last = [...text.matchAll(/objective=(-?\d+)/g)].at(-1)?.[1]
  return { objective: last === undefined ? null : Number(last) / 100, proven: text.includes('==========') }
}

/** The model in free MPS, which cbc wants to be told in the first line. */
function mpsOf(model: LinearModel, saysFree: boolean): string {
  const { columns, rows } = model.size
  const { starts, indices, values } = model.matrix()
  const kinds = model.rowNames.map((_, r) => kindOf(model, r))
  const lines = [
    saysFree ? 'NAME xunzhen FREE' : 'NAME xunzhen',
    'ROWS',
    ' N cost',
    ...kinds.map((kind, r) => ` ${kind} r${r}`),
    'COLUMNS',
  ]
  for (let c = 0; c < columns; c++) {
    if (model.integral[c]) lines.push(` M${c} 'MARKER' 'INTORG'`)
    lines.push(` c${c} cost ${model.cost[c]}`)
    for (let k = starts[c] ?? 0; k < (starts[c + 1] ?? 0); k++)
      lines.push(` c${c} r${indices[k]} ${values[k]}`)
    if (model.integral[c]) lines.push(` N${c} 'MARKER' 'INTEND'`)
  }
  lines.push('RHS')
  const ranges: string[] = []
  for (let r = 0; r < rows; r++) {
    const [low, high] = [model.rowLower[r] ?? 0, model.rowUpper[r] ?? 0]
    lines.push(` RHS r${r} ${kinds[r] === 'L' ? high : low}`)
    if (low < high && Number.isFinite(low) && Number.isFinite(high)) ranges.push(` RNG r${r} ${high - low}`)
  }
  if (ranges.length > 0) lines.push('RANGES', ...ranges)
  lines.push('BOUNDS')
  for (let c = 0; c < columns; c++)
    if (Number.isFinite(model.upper[c])) lines.push(` UP BND c${c} ${model.upper[c]}`)
  return `${lines.join('\n')}\nENDATA\n`
}

function kindOf(model: LinearModel, row: number): 'E' | 'G' | 'L' {
  const [low, high] = [model.rowLower[row] ?? 0, model.rowUpper[row] ?? 0]
  if (low === high) return 'E'
  return Number.isFinite(low) ? 'G' : 'L'
}

/** The model as whole numbers, costs in hundredths; only for models without fractions in their rows. */
function miniZincOf(model: LinearModel): string {
  const { rows } = model.size
  const { starts, indices, values } = model.matrix()
  const terms = Array.from({ length: rows }, (): string[] => [])
  const lines: string[] = []
  model.cost.forEach((_, c) => {
    const high = Number.isFinite(model.upper[c]) ? model.upper[c] : 1000
    lines.push(`var 0..${high}: c${c};`)
    for (let k = starts[c] ?? 0; k < (starts[c + 1] ?? 0); k++)
      terms[indices[k] ?? 0]?.push(`${values[k]}*c${c}`)
  })
  terms.forEach((row, r) => {
    if (row.length === 0) return
    const [low, high] = [model.rowLower[r] ?? 0, model.rowUpper[r] ?? 0]
    if (Number.isFinite(low)) lines.push(`constraint ${row.join('+')} ${low === high ? '=' : '>='} ${low};`)
    if (Number.isFinite(high) && low !== high) lines.push(`constraint ${row.join('+')} <= ${high};`)
  })
  const cost = model.cost.flatMap((points, c) => (points === 0 ? [] : [`${Math.round(points * 100)}*c${c}`]))
  lines.push(
    `var int: total = ${cost.join('+')};`,
    'solve minimize total;',
    'output ["objective=\\(total)\\n"];',
  )
  return `${lines.join('\n')}\n`
}
