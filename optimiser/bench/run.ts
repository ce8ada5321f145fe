// `npm run bench:planner [-- --short | --counties N --cities N --province N --nation N --routes full|N --write]`:
// measures the planner against its goals; `--write` renews docs/bench-planner.md and the curve beside it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Curve, Extent, Row } from './measuring.ts'
import { measureRows } from './rows.ts'

const SHORT: Extent = {
  counties: 2,
  cities: 0,
  provinceCities: 0,
  nationCities: 0,
  peerSeconds: 3,
  assignmentSeconds: 2,
  routeRounds: 2000,
  repairs: 1,
}
const USUAL: Extent = {
  counties: 20,
  cities: 3,
  provinceCities: 2,
  nationCities: 4,
  peerSeconds: 20,
  assignmentSeconds: 10,
  routeRounds: 60_000,
  repairs: 5,
}
const OPTIONS = {
  '--counties': 'counties',
  '--cities': 'cities',
  '--province': 'provinceCities',
  '--nation': 'nationCities',
} as const

function extentOf(args: readonly string[]): Extent {
  const extent = { ...(args.includes('--short') ? SHORT : USUAL) }
  for (const [option, name] of Object.entries(OPTIONS)) {
    const at = args.indexOf(option)
    if (at >= 0) extent[name] = Number(args[at + 1])
  }
  const routes = args.indexOf('--routes')
  if (routes >= 0) extent.routeRounds = args[routes + 1] === 'full' ? null : Number(args[routes + 1])
  return extent
}

function page(rows: readonly Row[], args: readonly string[]): string {
  const cpu = cpus()
  return `# The planner's bench

${new Date().toISOString().slice(0, 10)}, ${cpu.length} shared processors (${cpu[0]?.model.trim()}), Node ${process.versions.node}:
\`npm run bench:planner -- ${args.join(' ')}\`. Problems are made up by \`optimiser/bench/generate.ts\` from seeds; every
plan passed \`checkPlan\`, each run in a process of its own.

| goal | measured | verdict |
|---|---|---|
${rows.map(({ goal, measured, verdict }) => `| ${goal} | ${measured} | ${verdict} |`).join('\n')}

![cpu seconds against the number of cities](pictures/planner-curve.svg)

Options: \`--short\`; \`--counties\`, \`--cities\`, \`--province\`, \`--nation\` with a number; \`--routes full\` or rounds;
\`--write\` renews this page. \`XUNZHEN_BENCH_KEPT=FILE\` keeps each measured city in a file: a run that was broken
off goes on from there (remove the file after changing the planner). Public instances are read from
\`XUNZHEN_BENCHMARKS\` (or \`shared/benchmarks\` beside the repository), and skipped with a word when absent.

\`sudo apt-get install coinor-cbc glpk-utils minizinc\` brings the peers of Debian. or-tools-wasm (318 MB, never part
of the product) is installed by hand, beside the bench only:
\`npm ci --ignore-scripts --prefix optimiser/bench/peers\`. Without it its row says so.
`
}

/** Cpu seconds over the number of cities. */
function curveSvg(curve: Curve): string {
  const [width, height, edge] = [480, 280, 44]
  const last = curve.at(-1) ?? { cities: 1, cpu: 1 }
  const x = (cities: number) => edge + ((width - 2 * edge) * cities) / last.cities
  const y = (cpu: number) => height - edge - ((height - 2 * edge) * cpu) / last.cpu
  const points = [{ cities: 0, cpu: 0 }, ...curve].map(
    (p) => `${x(p.cities).toFixed(1)},${y(p.cpu).toFixed(1)}`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>cpu seconds against the number of cities 计算时间与城市数</title>
<rect width="${width}" height="${height}" fill="white"/>
<path d="M${edge} ${edge / 2}V${height - edge}H${width - edge / 2}" fill="none" stroke="black"/>
<polyline points="${points.join(' ')}" fill="none" stroke="#1677ff" stroke-width="2"/>
<text x="${width - edge}" y="${height - edge + 16}" text-anchor="end">${last.cities} cities 市</text>
<text x="${edge + 4}" y="${edge / 2 + 10}">${last.cpu.toFixed(0)} cpu s</text>
</svg>
`
}

const args = process.argv.slice(2)
const curve: Curve = []
const rows = await measureRows({ extent: extentOf(args), say: (line) => console.log(line), curve })
for (const { goal, measured, verdict } of rows)
  console.log(`${verdict.padEnd(12)} ${goal}\n             ${measured}`)
if (args.includes('--write')) {
  const docs = join(import.meta.dirname, '../../docs')
  mkdirSync(join(docs, 'pictures'), { recursive: true })
  writeFileSync(join(docs, 'bench-planner.md'), page(rows, args))
  if (curve.length > 0) writeFileSync(join(docs, 'pictures/planner-curve.svg'), curveSvg(curve))
}
