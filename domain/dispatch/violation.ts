// A hard rule that a plan or one of its duties breaks, with its clause and the words for people.
import { PLAN_RULES, type PlanRule } from './plan-rules.ts'

export type Violation = {
  rule: PlanRule
  clause: string
  who: string[]
  /** The day or month it happens in; null when it concerns the whole plan. */
  when: string | null
  text: string
}

export function violation(rule: PlanRule, who: string[], when: string | null): Violation {
  const { clause, zh } = PLAN_RULES[rule]
  return { rule, clause, who, when, text: when ? `${when}：${zh}` : zh }
}
