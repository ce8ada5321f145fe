// The hard rules of mobile rounds by name, with their clauses; and which of them keep one team from one
// village in one quarter whatever else is planned.
import {
  type Quarter,
  type RoundConflict,
  type RoundsProblem,
  type RoundTeam,
  type RoundVillage,
  remotenessKm,
} from './rounds.ts'

export const ROUND_RULES = {
  'team-min': { clause: 'TGT-3', zh: '该队本季度巡诊村数不足' },
  'team-max': { clause: 'MOB-2', zh: '超过该队每季度巡诊村数' },
  'twice-before-once': { clause: 'MOB-2', zh: '还有可去的村一次未去，不能重复去同一村' },
  'once-a-quarter': { clause: 'MOB-2', zh: '同一季度一个村只去一次' },
  'closed-quarter': { clause: 'MOB-2', zh: '该村本季度道路不通或不便接待' },
  'team-closed': { clause: 'MOB-1', zh: '该队本季度不出队' },
  'other-area': { clause: 'MOB-2', zh: '不在该队负责的乡镇' },
  'not-remote': { clause: 'MOB-2', zh: '不属于边远村' },
  'unknown-reference': { clause: 'SEC-3', zh: '队伍、村或季度不在名单中' },
  arithmetic: { clause: 'MOB-2', zh: '分值前后不符' },
  'time-limit': { clause: 'MOB-2', zh: '在规定的计算时间内没有找到安排' },
} as const satisfies Record<string, { clause: string; zh: string }>

export type RoundRule = keyof typeof ROUND_RULES

export function roundConflict(rule: RoundRule, who: readonly string[]): RoundConflict {
  return { rule, clause: ROUND_RULES[rule].clause, who: [...who], text: ROUND_RULES[rule].zh }
}

/** The months of a quarter, 1–12. */
const monthsOf = (quarter: Quarter) => [1, 2, 3].map((k) => (Number(quarter.slice(6)) - 1) * 3 + k)

/** The rule that keeps a team from a village in a quarter by itself; null when it could go. */
export function ruleAgainst(
  problem: RoundsProblem,
  team: RoundTeam,
  village: RoundVillage,
  quarter: Quarter,
): RoundRule | null {
  if (team.closedQuarters.includes(quarter)) return 'team-closed'
  if (team.townships !== null && !team.townships.includes(village.township)) return 'other-area'
  const { remoteKmAtLeast } = problem.rules
  if (remoteKmAtLeast !== null && remotenessKm(problem, village) < remoteKmAtLeast) return 'not-remote'
  const open = monthsOf(quarter).some((month) => village.reachableMonths.includes(month))
  return !open || village.closedQuarters.includes(quarter) ? 'closed-quarter' : null
}
