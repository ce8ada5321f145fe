// dispatch actions: planning runs and trials, comparing plans, taking a trial over (SCH-1, PLN-11).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/dispatch-planning.ts'
import { refuse } from '../../../contract/problems.ts'
import { checkPlan } from '../../../domain/dispatch/check-plan.ts'
import type { PlanProblem } from '../../../domain/dispatch/plan.ts'
import { applyWhatIf } from '../../../domain/dispatch/what-if.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { checkReach } from '../programme/door.ts'
import { compareRun } from './compare-runs.ts'
import { refuseWhenPublished } from './frozen.ts'
import { cancelRun, planSentence, runningIn, savePlan, startRun } from './planning.ts'
import { planOf, runView, type Wish, wishOf, wishWords } from './run-view.ts'
import { problemOf, readSituation, type Situation } from './situation.ts'
import * as store from './store/runs.ts'

const LIMIT_SECONDS = 60

async function runRow(
  context: Context,
  regionId: string,
  id: string,
  act: 'read' | 'write' = 'read',
): Promise<store.RunRow> {
  const found = await store.runById(context.trx, regionId, id)
  if (!found) throw refuse('not-found', { what: '排班任务' })
  await checkReach(context, { regionId, programmeId: found.programme_id }, act)
  return found
}

const whereOf = (run: store.RunRow) => ({ regionId: run.region_id, programmeId: run.programme_id })

/** The problem a run solves: the programme's rules, and what a trial changes of them. */
async function problemOfWish(context: Context, s: Situation, wish: Wish): Promise<PlanProblem> {
  const problem = await problemOf(context.trx, s, { ...wish, timeLimitSeconds: LIMIT_SECONDS })
  return wish.change ? applyWhatIf(problem, wish.change) : problem
}

function refuseUnplannable(s: Situation): void {
  const { from, to } = s.programme.period
  const outside = s.months.find((m) => m < monthOf(from) || m > monthOf(to))
  if (outside) throw refuse('outside-programme', { date: outside, from, to })
  if (s.units.length === 0) throw refuse('nothing-to-plan', { why: '本项目在本县还没有受援单位' })
  if (s.practitioners.length === 0) throw refuse('nothing-to-plan', { why: '还没有可派的医师' })
}

const startPlanning = action(contract.startPlanning, {
  allow: 'roster.plan',
  async run(context, { params, body }) {
    const { trx, services, actor, request } = context
    await checkReach(context, params, 'write')
    const busy = runningIn(params) ?? (await store.openRun(trx, params))
    if (busy) throw refuse('busy-elsewhere', { month: busy.months.join('、') })
    const months = [...new Set(body.months)].sort()
    // a trial changes nothing, so that a published month may be thought about too
    if (!body.trial) for (const month of months) await refuseWhenPublished(context, params, month)
    const situation = await readSituation(trx, params, months)
    refuseUnplannable(situation)
    const wish: Wish = {
      keepPostings: body.keepPostings,
      rotation: body.rotation,
      ...(body.trial && body.change ? { change: body.change } : {}),
    }
    const problem = await problemOfWish(context, situation, wish)
    if (problem.doctors.length === 0) throw refuse('nothing-to-plan', { why: '试算中没有留下可派的医师' })
    const runId = uuidv7()
    const kind = body.trial ? 'trial' : 'plan'
    await store.insertRun(trx, params, {
      id: runId,
      kind,
      wish,
      months,
      by: actor.accountId,
      now: context.now,
    })
    context.afterCommit(() =>
      startRun({
        services,
        scope: actor.scope,
        actor,
        requestId: request.id,
        runId,
        situation,
        problem,
        trial: body.trial,
      }),
    )
    context.say({
      zh: `开始${body.trial ? '试算' : '自动排班'} ${months.join('、')}（${wishWords(wish, namesOf(situation)).join('，')}）`,
      subject: { type: 'roster', id: `${params.programmeId}/${months[0]}` },
      regionId: params.regionId,
    })
    return runView(await runRow(context, params.regionId, runId), namesOf(situation))
  },
})

const namesOf = (s: Situation): Map<string, string> => new Map(s.practitioners.map((p) => [p.id, p.name]))

const getPlanningRun = action(contract.getPlanningRun, {
  allow: 'roster.read',
  run: async (context, { params }) => runView(await runRow(context, params.regionId, params.id), new Map()),
})

const listPlanningRuns = action(contract.listPlanningRuns, {
  allow: 'roster.plan',
  async run(context, { params, query }) {
    await checkReach(context, params, 'read')
    const names = namesOf(await readSituation(context.trx, params, [query.month]))
    return { items: (await store.runsOf(context.trx, params, query.month)).map((row) => runView(row, names)) }
  },
})

const cancelPlanning = action(contract.cancelPlanning, {
  allow: 'roster.plan',
  async run(context, { params }) {
    const found = runView(await runRow(context, params.regionId, params.id, 'write'), new Map())
    if (found.status !== 'running') return found
    if (!cancelRun(params.id))
      await store.updateRun(context.trx, params.regionId, params.id, {
        status: 'cancelled',
        ended_at: context.now,
      })
    context.say({
      zh: '取消自动排班',
      subject: { type: 'planningRun', id: params.id },
      regionId: params.regionId,
    })
    return { ...found, status: 'cancelled' as const }
  },
})

const comparePlanningRun = action(contract.comparePlanningRun, {
  allow: 'roster.plan',
  async run(context, { params, query }) {
    const row = await runRow(context, params.regionId, params.id)
    const other = query.with === 'roster' ? null : await runRow(context, params.regionId, query.with)
    if (!planOf(row) || (other && !planOf(other))) throw refuse('not-found', { what: '排班方案' })
    return compareRun(context.trx, row, other)
  },
})

const adoptPlanningRun = action(contract.adoptPlanningRun, {
  allow: 'roster.plan',
  async run(context, { params }) {
    const { trx, now } = context
    const row = await runRow(context, params.regionId, params.id, 'write')
    const plan = planOf(row)
    if (!plan) throw refuse('not-found', { what: '排班方案' })
    const where = whereOf(row)
    const busy = runningIn(where)
    if (busy) throw refuse('busy-elsewhere', { month: busy.months.join('、') })
    for (const month of row.months) await refuseWhenPublished(context, where, month)
    const situation = await readSituation(trx, where, row.months)
    const problem = await problemOfWish(context, situation, wishOf(row))
    // people, leave and locks may have changed since the trial: a stale plan is told, never saved
    const [stale] = checkPlan(problem, plan)
    if (stale) throw refuse('plan-outdated', { why: `${stale.text}（${stale.clause}）` })
    await savePlan(trx, situation, { problem, plan }, now)
    await store.markAdopted(trx, params.regionId, params.id, now)
    context.say(planSentence(situation, plan, '采用试算方案'))
    return runView(await runRow(context, params.regionId, params.id), namesOf(situation))
  },
})

export const planningActions: Action[] = [
  startPlanning,
  listPlanningRuns,
  getPlanningRun,
  cancelPlanning,
  comparePlanningRun,
  adoptPlanningRun,
]
