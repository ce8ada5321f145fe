// The goals of the planner's bench as a list of rows; a new goal is a new entry. Each measures and judges.
import { NATION_CITIES } from './generate.ts'
import { type Bench, gapOf, mean, measured, most, type Row, range, verdict } from './measuring.ts'
import { assignments, flow, models, repairs, routes } from './rows-beside.ts'

function counties({ extent, say }: Bench): Row {
  const cold = range(extent.counties).map((seed) => measured({ size: 'county', seed: 100 + seed }, say))
  const warm = range(Math.min(5, extent.counties)).map((seed) =>
    measured({ size: 'county', seed: 100 + seed, isWarm: true }, say),
  )
  const proven = cold.filter(({ status }) => status === 'optimal').length
  const [slow, quick] = [most(cold.map(({ seconds }) => seconds)), mean(warm.map(({ seconds }) => seconds))]
  return {
    goal: '1. county, unseen seeds: the joint optimum on 95 %; 1 s cold, 0.1 s warm',
    measured: `${proven} of ${cold.length} proven; cold at most ${slow.toFixed(2)} s, warm ${quick.toFixed(2)} s on average`,
    verdict: verdict(proven >= 0.95 * cold.length && slow <= 1 && quick <= 0.1),
  }
}

function cities({ extent, say }: Bench): Row {
  const goal = '2. city: within 1.002 of the bound in 10 s (matching proven in 15 s)'
  if (extent.cities === 0) return { goal, measured: '', verdict: 'not measured' }
  const runs = range(extent.cities).map((seed) =>
    measured({ size: 'city', seed, gap: 0.002, seconds: 30 }, say),
  )
  const worst = most(runs.map(gapOf))
  const slow = most(runs.map(({ seconds }) => seconds))
  return {
    goal,
    measured: `gap at most ${(worst * 100).toFixed(2)} %, ${slow.toFixed(1)} s, ${Math.round(most(runs.map((r) => r.megabytes)))} MB`,
    verdict: verdict(worst <= 0.002 && slow <= 10),
  }
}

function province(bench: Bench, withLongStays: boolean): Row {
  const { extent, say } = bench
  const goal = withLongStays
    ? '4. province with stays of four days: every city within 1.002 in 10 s on 2 cores'
    : '3. province, stays of up to two days: every city proven in 7 s on 2 cores'
  if (extent.provinceCities === 0) return { goal, measured: '', verdict: 'not measured' }
  const asked = { size: 'provinceCity' as const, withLongStays, gap: withLongStays ? 0.002 : 0, seconds: 30 }
  const runs = range(extent.provinceCities).map((city) => measured({ ...asked, city }, say))
  const cpu = (9 * mean(runs.map((one) => one.cpu))) / 2
  const worst = most(runs.map(gapOf))
  return {
    goal,
    measured: `${runs.length} of nine cities: gap at most ${(worst * 100).toFixed(2)} %, ${mean(runs.map((one) => one.cpu)).toFixed(1)} cpu s each, so ${cpu.toFixed(0)} s for nine on 2 cores`,
    verdict: verdict(withLongStays ? worst <= 0.002 && cpu <= 10 : worst <= 1e-6 && cpu <= 7),
  }
}

function nation({ extent, say, curve }: Bench): Row {
  const goal = '5. nation, 340 cities: draft in 20 s, the whole within 1.002 in 10 min on 2 cores and 2 GB'
  if (extent.nationCities === 0) return { goal, measured: '', verdict: 'not measured' }
  const runs = range(extent.nationCities).map((city) =>
    measured({ size: 'nation', city, gap: 0.002, seconds: 20 }, say),
  )
  const drafts = range(extent.nationCities).map((city) =>
    measured({ size: 'nation', city, draftOnly: true }, say),
  )
  let cpu = 0
  runs.forEach((one, k) => {
    cpu += one.cpu
    curve.push({ cities: k + 1, cpu })
  })
  const whole = (NATION_CITIES * cpu) / runs.length / 2
  const draft = (NATION_CITIES * mean(drafts.map((one) => one.cpu))) / 2
  const objective = runs.reduce((sum, one) => sum + one.objective, 0)
  const bound = runs.reduce((sum, one) => sum + one.bound, 0)
  const gap = gapOf({ objective, bound })
  return {
    goal,
    measured: `${runs.length} cities: gap ${(gap * 100).toFixed(2)} % together, ${(cpu / runs.length).toFixed(1)} cpu s each; 340 by that: draft ${draft.toFixed(0)} s, whole ${(whole / 60).toFixed(0)} min; ${Math.round(most(runs.map((r) => r.megabytes)))} MB a thread`,
    verdict: verdict(gap <= 0.002 && whole <= 600 && draft <= 20),
  }
}

/** All rows in order. */
export async function measureRows(bench: Bench): Promise<Row[]> {
  return [
    counties(bench),
    cities(bench),
    province(bench, false),
    province(bench, true),
    nation(bench),
    models(bench),
    await assignments(bench),
    flow(bench),
    {
      goal: '6. native HiGHS at 1.6 × its cpu; Timefold at 30 s',
      measured: 'not reachable here',
      verdict: 'not measured',
    },
    routes(bench, 'solomon'),
    routes(bench, 'prizes'),
    ...(await repairs(bench)),
  ]
}
