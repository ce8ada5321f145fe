// The rules of a day route by name, with the clause where one of the plans asks for it, and words for people.
import type { RouteReason } from './route.ts'

export const ROUTE_RULES = {
  'time-window': { clause: 'HOM-2', zh: '不在可上门的时间内' },
  shift: { clause: 'SCH-1', zh: '出车时段内来不及往返' },
  'max-minutes': { clause: null, zh: '超过全天最长在外时间' },
  capacity: { clause: null, zh: '超过车辆可承载量' },
  'too-dear': { clause: null, zh: '绕行代价高于不去的损失' },
  'day-full': { clause: null, zh: '单独可去，但与当天其他安排合不下' },
  'visited-twice': { clause: 'HOM-2', zh: '同一地点安排了两次' },
  'left-out-silently': { clause: 'HOM-2', zh: '没有安排也没有说明原因' },
  'vehicle-twice': { clause: 'SCH-1', zh: '同一队同一天有两条路线' },
  'unknown-reference': { clause: 'SEC-3', zh: '名单中没有此队伍或地点' },
  arithmetic: { clause: 'SCH-1', zh: '时间、里程或分值前后不符' },
} as const satisfies Record<string, { clause: string | null; zh: string }>

export type RouteRule = keyof typeof ROUTE_RULES

export function routeReason(rule: RouteRule, vehicle: string | null): RouteReason {
  const { clause, zh } = ROUTE_RULES[rule]
  return { rule, clause, text: zh, vehicle }
}
