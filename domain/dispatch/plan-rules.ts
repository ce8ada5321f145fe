// The hard rules of a plan by name, with the clause each comes from and the words for people.
// The checker, the optimiser's conflicts and the pages' instant feedback all use these names.
import type { Conflict } from './plan.ts'

export const PLAN_RULES = {
  workday: { clause: 'LV-9', zh: '不是工作日（周末或法定节假日）' },
  unavailable: { clause: 'LV-1', zh: '医师当天不可派出' },
  'own-clinic': { clause: 'SCH-1', zh: '医师当天在本院固定坐诊' },
  'closed-date': { clause: 'PLN-2', zh: '受援单位当天不接诊' },
  'no-common-day': { clause: 'SCH-1', zh: '当月没有医师与受援单位都可用的工作日' },
  'one-unit-a-day': { clause: 'WRK-11', zh: '同一天只能在一个受援单位' },
  'doctor-max-days': { clause: 'TGT-7', zh: '超过医师每月最多下派天数' },
  'unit-min-days': { clause: 'TGT-7', zh: '受援单位当月天数不足' },
  'unit-max-days': { clause: 'TGT-7', zh: '超过受援单位每月最多天数' },
  'title-floor': { clause: 'MAT-1', zh: '职称低于工作方案要求' },
  'max-units-per-doctor': { clause: 'MAT-5', zh: '医师当月支援的单位过多' },
  'max-doctors-per-unit': { clause: 'MAT-9', zh: '受援单位当月接收的医师过多' },
  'min-days-per-doctor-at-unit': { clause: 'TGT-9', zh: '医师当月在该单位的天数太少' },
  'rotation-fixed': { clause: 'PLN-8', zh: '工作方案要求各月由同一医师支援' },
  'resident-days': { clause: 'PLN-8', zh: '驻点医师当月应在岗的工作日没有排满' },
  'one-team': { clause: 'MAT-9', zh: '同一受援单位当月的医师须来自同一支援医院' },
  'equal-exchange': { clause: 'PLN-9', zh: '等额对调：当月可上派的人员不足，下派与上派人数须相等' },
  lock: { clause: 'SCH-2', zh: '已锁定的安排' },
  'year-min-days': { clause: 'TGT-13', zh: '医师年度下基层天数不足' },
  'mismatch-forbidden': { clause: 'MAT-4', zh: '专业与需求不符，且工作方案不允许' },
  'home-visit': { clause: 'TGT-8', zh: '当月送医上门半天数不足' },
  'outside-months': { clause: 'PLN-1', zh: '日期不在本次计划的月份内' },
  'unknown-reference': { clause: 'SEC-3', zh: '医师或受援单位不在名单中' },
  'duplicate-duty': { clause: 'WRK-11', zh: '同一天同一单位重复安排' },
  'time-limit': { clause: 'SCH-1', zh: '在规定的计算时间内没有找到安排' },
} as const satisfies Record<string, { clause: string; zh: string }>

export type PlanRule = keyof typeof PLAN_RULES

/** A rule that stands against something, naming whom it concerns (ids of doctors and units). */
export function conflict(rule: PlanRule, who: readonly string[]): Conflict {
  return { rule, clause: PLAN_RULES[rule].clause, who: [...who], text: PLAN_RULES[rule].zh }
}
