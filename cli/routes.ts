// `bin/xunzhen routes PROBLEM.json --out ROUTES.json`: reads a route problem, finds the day's routes, checks
// them on their own road and writes them whole or not at all. `-` stands for standard input or output.
import { parseRouteProblem, routeSchemas } from '../contract/route-problem.ts'
import type { RouteProblem, Routes } from '../domain/dispatch/route.ts'
import { checkRoutes } from '../domain/dispatch/route-check.ts'
import { routeProblemSays } from '../domain/dispatch/route-refusals.ts'
import { solveRoutes } from '../optimiser/routes/solve-routes.ts'
import { type FileCommand, runFileCommand, type Streams, standardStreams } from './file-command.ts'

const USAGE = `用法 usage: xunzhen routes PROBLEM.json --out ROUTES.json
  PROBLEM.json  一天的送医路线问题（格式见 docs/route-problem.schema.json），- 表示标准输入
  --out         路线文件（格式见 docs/routes.schema.json），- 表示标准输出
  --schemas DIR 只写出两个 JSON Schema
退出码 exit codes: 0 完成（含有未到访地点）  1 文件读写失败  2 问题被拒绝  3 内部错误  64 用法错误
`

const STATUS: Record<Routes['status'], string> = {
  optimal: '已证明最优 proven optimal',
  feasible: '可行，未证明最优 feasible, not proven',
}

function summaryOf(problem: RouteProblem, routes: Routes): string {
  const stops = new Map(problem.stops.map(({ id, name }) => [id, name || id]))
  const vehicles = new Map(problem.vehicles.map(({ id, name }) => [id, name || id]))
  const { summary } = routes
  return [
    `状态 status: ${STATUS[routes.status]}`,
    `目标值 objective: ${routes.objective}（路线 routes ${summary.travelCost}，未到访 left out ${summary.lost}）`,
    `到访 visited: ${summary.visited}/${summary.stops}；里程 km: ${summary.km}；行车 minutes: ${summary.minutes}`,
    ...routes.routes.map(
      (route) =>
        `路线 route: ${vehicles.get(route.vehicle)} ${route.leave} → ${route.stops
          .map(({ stop, begin }) => `${stops.get(stop)} ${begin}`)
          .join(' → ')} → ${route.return}（${route.km} km）`,
    ),
    ...routes.unserved.map(
      ({ stop, extraCost, reasons }) =>
        `未到访 left out: ${stops.get(stop)} — ${reasons
          .map(({ text, vehicle }) => (vehicle ? `${vehicles.get(vehicle)}：${text}` : text))
          .join('；')}${extraCost === null ? '' : `（加入需多花 ${extraCost} 分）`}`,
    ),
    '',
  ].join('\n')
}

/** Runs the command and gives its exit status (see USAGE). */
export function run(
  args: string[],
  streams: Streams = standardStreams,
  solve: (problem: RouteProblem) => Routes = solveRoutes,
): Promise<number> {
  const command: FileCommand<RouteProblem, Routes> = {
    usage: USAGE,
    schemas: routeSchemas,
    notJson: (why) => routeProblemSays('routes-not-json', { why }),
    parse: parseRouteProblem,
    solve,
    check: checkRoutes,
    summary: summaryOf,
  }
  return runFileCommand(command, args, streams)
}
