// Planning runs: solved in a worker thread, checked by the independent checker, saved in one transaction.
import { v7 as uuidv7 } from 'uuid'
import type { Scope } from '../../../domain/access/roles.ts'
import { checkPlan } from '../../../domain/dispatch/check-plan.ts'
import type { Plan, PlanProblem } from '../../../domain/dispatch/plan.ts'
import { solveInWorker } from '../../../optimiser/run-in-worker.ts'
import type { Progress } from '../../../optimiser/solve.ts'
import type { Services } from '../../platform/action.ts'
import type { Actor } from '../../platform/actor.ts'
import { writeAudit } from '../../platform/audit.ts'
import { inScope, type Trx } from '../../platform/database.ts'
import type { Situation } from './situation.ts'
import type { Where } from './store/postings.ts'
import * as rosters from './store/rosters.ts'
import * as runs from './store/runs.ts'

type Job = { controller: AbortController; where: Where; months: string[] }
const running = new Map<string, Job>()

/** The run under way in a county's programme, if any. */
export function runningIn(where: Where): { id: string; months: string[] } | undefined {
  for (const [id, job] of running)
    if (job.where.regionId === where.regionId && job.where.programmeId === where.programmeId)
      return { id, months: job.months }
  return undefined
}

export function cancelRun(id: string): boolean {
  const job = running.get(id)
  job?.controller.abort()
  return job !== undefined
}

/** SCH-2: a month that was published while the computer was planning keeps what was published. */
async function refuseWhenPublished(trx: Trx, s: Situation): Promise<void> {
  for (const month of s.months)
    if ((await rosters.lockRoster(trx, s.where, month))?.status === 'published')
      throw new Error(`${month} was published meanwhile`)
}

type Solved = { problem: PlanProblem; plan: Plan }

/** Replaces the drafts of the months by the plan's duties; locked duties keep their place and id. */
export async function savePlan(trx: Trx, s: Situation, { problem, plan }: Solved, now: Date): Promise<void> {
  const violations = checkPlan(problem, plan)
  if (violations.length)
    throw new Error(`checker: ${violations.map((v) => `${v.rule} ${v.text}`).join('; ')}`)
  await refuseWhenPublished(trx, s)
  const current = await rosters.dutiesOf(trx, s.where, s.months)
  const locked = new Set(
    current.filter((d) => d.locked).map((d) => `${d.practitioner_id} ${d.unit_id} ${d.day}`),
  )
  await rosters.deleteDuties(
    trx,
    s.where.regionId,
    current.filter((d) => !d.locked).map((d) => d.id),
  )
  const hospitalOf = new Map(s.practitioners.map((p) => [p.id, p.organisation_id]))
  const mismatched = new Map(plan.mismatches.map((m) => [`${m.doctor} ${m.unit}`, m.text]))
  const known = new Map(s.postings.map((p) => [`${p.practitioner_id} ${p.unit_id}`, p.mismatch_reason]))
  await rosters.insertDuties(
    trx,
    plan.duties
      .filter((d) => !locked.has(`${d.doctor} ${d.unit} ${d.date}`))
      .map((d) => {
        const pair = `${d.doctor} ${d.unit}`
        return {
          ...s.where,
          id: uuidv7(),
          month: d.date.slice(0, 7),
          unitId: d.unit,
          hospitalId: hospitalOf.get(d.doctor) ?? '',
          practitionerId: d.doctor,
          day: d.date,
          half: d.half,
          homeVisitHalf: d.homeVisit,
          locked: false,
          mismatchReason: known.get(pair) ?? mismatched.get(pair) ?? null,
          // Duties locked by hand keep their place above; a lock that comes here is a pair of 附件2.
          reasons: d.reasons.map((r) =>
            r.code === 'lock' ? { ...r, text: '人员安排表（附件2）中的派驻关系' } : r,
          ),
          alternatives: d.alternatives,
        }
      }),
    now,
  )
  const { status, objective, bound, gap, seconds } = plan
  for (const month of s.months) {
    const proof = {
      status,
      objective,
      bound,
      gap,
      seconds,
      uncovered: plan.uncovered.filter((u) => u.month === month),
      shortfalls: plan.shortfalls,
    }
    await rosters.ensureRoster(trx, s.where, month, { programmeVersion: s.programmeVersion, now, proof })
  }
}

const STAGES = { draft: '初排', matching: '匹配医师与单位', calendar: '安排日期', explanation: '生成理由' }

function progressText(p: Progress): string {
  const gap = p.objective > 0 ? ((p.objective - p.bound) / p.objective) * 100 : 0
  return `${STAGES[p.stage]}，已用 ${p.seconds.toFixed(1)} 秒，距最优不超过 ${Math.max(0, gap).toFixed(2)}%`
}

export function planSentence(s: Situation, plan: Plan, act: string) {
  const proof = plan.status === 'optimal' ? '已证明最优' : `差距 ${(plan.gap * 100).toFixed(2)}%`
  return {
    zh: `${act} ${s.months.join('、')}：${plan.duties.length} 个值班日，${proof}，未覆盖 ${plan.uncovered.length}`,
    subject: { type: 'roster', id: `${s.where.programmeId}/${s.months[0]}` },
    regionId: s.where.regionId,
  }
}

type Start = {
  services: Services
  scope: Scope
  actor: Actor
  requestId: string
  runId: string
  situation: Situation
  problem: PlanProblem
  /** A trial keeps its plan to itself. */
  trial: boolean
}

async function work(
  { services, scope, actor, requestId, runId, situation, problem, trial }: Start,
  signal: AbortSignal,
): Promise<void> {
  const { regionId } = situation.where
  const update = (change: Parameters<typeof runs.updateRun>[3]): Promise<void> =>
    inScope(services.db, scope, (trx) => runs.updateRun(trx, regionId, runId, change))
  let lastSaid = 0
  const plan = await solveInWorker(problem, {
    signal,
    onProgress: (progress) => {
      const moment = Date.now()
      if (moment - lastSaid < 300) return
      lastSaid = moment
      update({ progress: progressText(progress) }).catch(() => undefined)
    },
  })
  if (signal.aborted) return
  const now = services.clock.now()
  await inScope(services.db, scope, async (trx) => {
    if (!trial) {
      await savePlan(trx, situation, { problem, plan }, now)
      await writeAudit(trx, {
        actor,
        now,
        request: { id: requestId, ip: '' },
        action: 'startPlanning',
        sentence: planSentence(situation, plan, '自动排班'),
      })
    }
    await runs.updateRun(trx, regionId, runId, {
      status: 'done',
      progress: '完成',
      plan,
      ended_at: now,
    })
  })
}

/** Starts a run in the background; its state is read from the database. */
export function startRun(start: Start): void {
  const controller = new AbortController()
  const { runId, services, scope, situation } = start
  running.set(runId, { controller, where: situation.where, months: situation.months })
  const end = (change: { status: string; error?: string }): Promise<void> =>
    inScope(services.db, scope, (trx) =>
      runs.updateRun(trx, situation.where.regionId, runId, { ...change, ended_at: services.clock.now() }),
    )
  work(start, controller.signal)
    .then(() => (controller.signal.aborted ? end({ status: 'cancelled' }) : undefined))
    .catch(async (error: unknown) => {
      if (controller.signal.aborted) return end({ status: 'cancelled' })
      services.log('planning failed', { runId, error: (error as Error).stack })
      return end({ status: 'failed', error: '排班计算失败，原有排班未改动。请稍后重试或联系管理员。' })
    })
    .catch((error: unknown) => services.log('planning run not closed', { runId, error: String(error) }))
    .finally(() => running.delete(runId))
}

/** Aborts every run, for an orderly stop. */
export function stopRuns(): void {
  for (const job of running.values()) job.controller.abort()
}
