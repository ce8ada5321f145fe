// A planning run as pages read it: what was asked for in words, how it went, its headline figures.
import type { PlanningRunView } from '../../../contract/dispatch-planning.ts'
import type { Plan } from '../../../domain/dispatch/plan.ts'
import type { TriedWeight, WhatIf } from '../../../domain/dispatch/what-if.ts'
import type { RunRow } from './store/runs.ts'

export type Wish = {
  keepPostings: boolean
  rotation?: 'fixed' | 'monthly' | undefined
  change?: WhatIf
}

export const wishOf = (run: RunRow): Wish => ({ keepPostings: false, ...(run.wish as Partial<Wish>) })

/** The plan of a finished run; runs from before plans were kept have a summary only. */
export function planOf(run: RunRow): Plan | null {
  const plan = run.plan as Plan | null
  return run.status === 'done' && plan && Array.isArray(plan.duties) ? plan : null
}

const FLOORS: Record<string, string> = {
  resident: '住院医师',
  attending: '主治医师',
  associateChief: '副主任医师',
  chief: '主任医师',
}
const WEIGHTS: Record<TriedWeight, string> = {
  specialty: '专业对口',
  title: '职称高',
  distance: '路程近',
  fairness: '轮次公平',
  continuity: '同一医师',
  weekday: '固定时间',
}

/** What a run was asked for, a phrase for each departure from the programme's own numbers. */
export function wishWords(wish: Wish, names: ReadonlyMap<string, string>): string[] {
  const { change = {} } = wish
  const words = [wish.keepPostings ? '保留附件2派驻关系' : '重新匹配']
  if (wish.rotation) words.push(wish.rotation === 'fixed' ? '各月同一医师' : '按月轮换')
  if (change.unitDays)
    words.push(
      change.unitDays.min === change.unitDays.max
        ? `每单位每月${change.unitDays.min}天`
        : `每单位每月${change.unitDays.min}–${change.unitDays.max}天`,
    )
  if (change.doctorDays !== undefined) words.push(`每位医师每月至多${change.doctorDays}天`)
  if (change.maxUnitsPerDoctor !== undefined) words.push(`每位医师至多${change.maxUnitsPerDoctor}家单位`)
  if (change.maxDoctorsPerUnit !== undefined) words.push(`每家单位至多${change.maxDoctorsPerUnit}名医师`)
  if (change.titleFloor !== undefined)
    words.push(change.titleFloor ? `职称不低于${FLOORS[change.titleFloor]}` : '不限职称')
  if (change.mismatch) words.push(change.mismatch === 'forbidden' ? '不许专业不符' : '容许专业不符')
  if (change.municipalShare !== undefined)
    words.push(
      change.municipalShare === null
        ? '不要求市属占比'
        : `市属占比不低于${Math.round(change.municipalShare * 100)}%`,
    )
  for (const id of change.without ?? []) words.push(`假设${names.get(id) ?? '某医师'}不参加`)
  for (const [weight, factor] of Object.entries(change.weights ?? {}))
    words.push(`“${WEIGHTS[weight as TriedWeight]}”的分量×${factor}`)
  return words
}

export function runView(run: RunRow, names: ReadonlyMap<string, string>): PlanningRunView {
  const status =
    run.status === 'done' || run.status === 'failed' || run.status === 'cancelled'
      ? run.status
      : ('running' as const)
  const plan = planOf(run)
  return {
    id: run.id,
    kind: run.kind === 'trial' ? 'trial' : 'plan',
    months: run.months,
    status,
    progress: run.progress,
    error: run.error,
    startedAt: run.created_at.toISOString(),
    endedAt: run.ended_at?.toISOString() ?? null,
    adoptedAt: run.adopted_at?.toISOString() ?? null,
    wish: wishWords(wishOf(run), names),
    headline: plan && {
      status: plan.status,
      objective: plan.objective,
      gap: plan.gap,
      seconds: plan.seconds,
      duties: plan.duties.length,
      uncovered: plan.uncovered.length,
      mismatches: plan.mismatches.length,
    },
  }
}
