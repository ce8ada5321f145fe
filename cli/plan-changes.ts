// Says what changed between two plans in the words of a clerk, for `xunzhen plan … --compare OLD.json`.
import type { Plan, PlanProblem } from '../domain/dispatch/plan.ts'
import { comparePlans } from '../domain/dispatch/plan-compare.ts'

const SHOWN = 40

/** The difference in words: points first, then unit by unit, doctors before days. */
export function changesInWords(problem: PlanProblem, before: Plan, after: Plan): string {
  const difference = comparePlans(before, after)
  const names = new Map(problem.units.map((unit) => [unit.id, unit.name]))
  const sign = difference.objective <= 0 ? '不差于 at least as good as' : '差于 worse than'
  const terms = difference.terms
    .filter((t) => t.difference !== 0)
    .map((t) => `${t.term} ${t.difference > 0 ? '+' : ''}${Math.round(t.difference * 10) / 10}`)
  const doctors = difference.units.filter((u) => u.doctorsChanged > 0)
  const days = difference.units.filter((u) => u.doctorsChanged === 0)
  const lines = [
    `与对比方案相比 compared: ${sign}（${difference.objective > 0 ? '+' : ''}${difference.objective}）`,
    ...(terms.length ? [`  代价变化 costs: ${terms.join('，')}`] : []),
    `  换医师的单位 other doctors: ${doctors.length}；只换日期 other days: ${days.length}`,
    ...doctors.slice(0, SHOWN).map((u) => {
      const first = u.months.find((m) => m.doctors.before.join() !== m.doctors.after.join())
      const who = first
        ? `${first.doctors.before.join('、') || '无'} → ${first.doctors.after.join('、') || '无'}`
        : ''
      return `  ${names.get(u.unit) ?? u.unit}: ${who}（${u.doctorsChanged} 个月 months）`
    }),
    ...(doctors.length > SHOWN ? [`  … 其余 ${doctors.length - SHOWN} 家 more`] : []),
    ...difference.newlyUncovered.map(
      (x) => `  不再覆盖 no longer covered: ${names.get(x.unit) ?? x.unit} ${x.month}`,
    ),
    ...difference.newlyCovered.map(
      (x) => `  新增覆盖 newly covered: ${names.get(x.unit) ?? x.unit} ${x.month}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}
