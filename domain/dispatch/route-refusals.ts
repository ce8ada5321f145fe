// What makes a route problem unfit to be solved, beyond the shape of its fields. A stop that nobody can reach
// in time is no refusal: it is left out with the rule against it.
import { type Problem, problems } from '../shared/problem.ts'
import { minutesOf, type RoutePosition, type RouteProblem, type RouteWindow } from './route.ts'

export const routeProblemSays = problems({
  'routes-not-json': {
    zh: '文件不是有效的 JSON：{why}',
    en: 'The file is not valid JSON: {why}',
    remedyZh: '请检查文件内容和编码（UTF-8）。',
    remedyEn: 'Check the text and its encoding (UTF-8).',
  },
  'routes-unknown-key': {
    zh: '“{path}”有不认识的字段：{keys}',
    en: '"{path}" has unknown keys: {keys}',
    remedyZh: '请对照 docs/route-problem.schema.json 改正拼写或删除。',
    remedyEn: 'Mend the spelling or remove them; see docs/route-problem.schema.json.',
  },
  'routes-invalid-value': {
    zh: '“{path}”的值不对：{why}',
    en: '"{path}" is not valid: {why}',
    remedyZh: '请对照 docs/route-problem.schema.json 修改。',
    remedyEn: 'Mend it; see docs/route-problem.schema.json.',
  },
  'routes-empty': {
    zh: '没有{what}，无法安排路线。',
    en: 'There are no {what}: nothing to route.',
    remedyZh: '请至少填写一支队伍（车辆）和一个地点。',
    remedyEn: 'Give at least one vehicle and one stop.',
  },
  'routes-duplicate-id': {
    zh: '编号“{id}”重复（{what}）。',
    en: 'The id "{id}" is used twice among {what}.',
    remedyZh: '请为每一项使用不同的编号。',
    remedyEn: 'Give every entry its own id.',
  },
  'routes-window-order': {
    zh: '“{path}”的开始时间晚于结束时间。',
    en: '"{path}" ends before it begins.',
    remedyZh: '请改正 from 和 to；不支持跨过午夜。',
    remedyEn: 'Mend from and to; nothing runs past midnight.',
  },
  'routes-position-kind': {
    zh: '“{path}”的位置写法与 travel 不符：{wanted}。',
    en: '"{path}" does not fit travel: {wanted}.',
    remedyZh: 'greatCircle 用 [经度, 纬度]，matrix 用矩阵的行号（从 0 起）。',
    remedyEn: 'greatCircle takes [longitude, latitude], matrix takes a row counted from 0.',
  },
  'routes-matrix-missing': {
    zh: 'travel 没有给出 minutes 或 km 矩阵。',
    en: 'travel gives neither a minutes nor a km matrix.',
    remedyZh: '请至少给出一个矩阵。',
    remedyEn: 'Give at least one of them.',
  },
  'routes-matrix-shape': {
    zh: '矩阵 {name} 不是方阵，或与另一个矩阵大小不同。',
    en: 'The matrix {name} is not square, or not as large as the other.',
    remedyZh: '每一行的个数须等于行数。',
    remedyEn: 'Every row has as many numbers as there are rows.',
  },
})

const at = (path: string) => ({ path })

/** Refusals of a well-formed problem; none for a sound one. */
export function routeProblemFaults(problem: RouteProblem): Problem[] {
  return [...listFaults(problem), ...timeFaults(problem), ...placeFaults(problem)]
}

function listFaults({ vehicles, stops }: RouteProblem): Problem[] {
  return Object.entries({ vehicles, stops }).flatMap(([what, list]) => {
    if (list.length === 0) return [routeProblemSays('routes-empty', { what }, at(what))]
    const met = new Set<string>()
    return list.flatMap(({ id }, k) => {
      const again = met.has(id)
      met.add(id)
      return again ? [routeProblemSays('routes-duplicate-id', { id, what }, at(`${what}[${k}].id`))] : []
    })
  })
}

function timeFaults({ vehicles, stops }: RouteProblem): Problem[] {
  const found: Problem[] = []
  const look = ({ from, to }: RouteWindow, path: string) => {
    if (minutesOf(from) > minutesOf(to))
      found.push(routeProblemSays('routes-window-order', { path }, at(path)))
  }
  vehicles.forEach(({ shift }, k) => {
    look(shift, `vehicles[${k}].shift`)
  })
  stops.forEach(({ windows }, k) => {
    windows.forEach((window, n) => {
      look(window, `stops[${k}].windows[${n}]`)
    })
  })
  return found
}

function placeFaults(problem: RouteProblem): Problem[] {
  const { travel } = problem
  const places: [RoutePosition, string][] = [
    ...problem.vehicles.map(({ start }, k): [RoutePosition, string] => [start, `vehicles[${k}].start`]),
    ...problem.vehicles.flatMap(({ end }, k): [RoutePosition, string][] =>
      end === null ? [] : [[end, `vehicles[${k}].end`]],
    ),
    ...problem.stops.map(({ at: place }, k): [RoutePosition, string] => [place, `stops[${k}].at`]),
  ]
  const kind = (path: string, wanted: string) =>
    routeProblemSays('routes-position-kind', { path, wanted }, at(path))
  if (travel.by === 'greatCircle')
    return places.flatMap(([place, path]) =>
      typeof place === 'number' ? [kind(path, '[longitude, latitude]')] : [],
    )
  const rows = (travel.minutes ?? travel.km)?.length ?? 0
  const found = Object.entries({ minutes: travel.minutes, km: travel.km }).flatMap(([name, matrix]) =>
    matrix && (matrix.length !== rows || matrix.some((row) => row.length !== rows))
      ? [routeProblemSays('routes-matrix-shape', { name }, at(`travel.${name}`))]
      : [],
  )
  if (!travel.minutes && !travel.km) found.push(routeProblemSays('routes-matrix-missing', {}, at('travel')))
  return [
    ...found,
    ...places.flatMap(([place, path]) =>
      typeof place === 'number' && place < rows ? [] : [kind(path, `0–${rows - 1}`)],
    ),
  ]
}
