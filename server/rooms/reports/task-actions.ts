// reports actions: the task list, its file, the days behind a number, a split by hand, a doctor's own task (PLN-7, P23).
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports-tasks.ts'
import { may } from '../../../domain/access/roles.ts'
import { countsWholeDaysOnly, type Programme, rulesOf } from '../../../domain/programme/programme.ts'
import { isCumulative, METRIC_NAMES } from '../../../domain/reports/targets.ts'
import { leavesOf, type Task, tasksOf, weightWords } from '../../../domain/reports/tasks.ts'
import { addMonths, monthOf } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { allProgrammes, checkReach, concerns, programmeOn } from '../programme/door.ts'
import * as store from './store-tasks.ts'
import { groundOf, inForce, overAll, type Reckoned, reckon, type Summary, summaryOf } from './task-cascade.ts'
import { linesOf } from './task-list.ts'
import { taskSheet } from './task-sheet.ts'

type Where = { programmeId: string; regionId?: string | undefined; taskId?: string | undefined }

async function documentFor(
  context: Context,
  { programmeId, regionId }: Where,
  today: string,
): Promise<Programme> {
  const row = (await allProgrammes(context.trx)).find((p) => p.id === programmeId)
  if (!row || !(await concerns(context.trx, context.actor, row))) throw refuse('not-found', { what: '项目' })
  if (regionId) await checkReach(context, { programmeId, regionId }, 'read')
  return (await programmeOn(context.trx, programmeId, today)).document
}

function taskIn(document: Programme, taskId: string | undefined): Task | undefined {
  const tasks = tasksOf(document)
  if (!taskId) return tasks[0]
  const task = tasks.find((t) => t.id === taskId)
  if (!task) throw refuse('not-found', { what: '任务' })
  return task
}

const taskView = (r: Summary): contract.TaskView => ({
  id: r.task.id,
  metric: r.task.metric,
  name: r.task.name,
  unit: r.task.unit,
  from: r.task.from,
  by: r.task.by,
  total: r.total,
  arithmetic: r.arithmetic,
  citation: r.citation,
  clauses: r.task.rule.clauses,
  each: r.task.each,
})

/** The region a reader splits for: the chosen one or the bureau's own, where it is the programme's. */
function splitRegion({ actor }: Context, document: Programme, regionId: string | undefined): string | null {
  if (!may(actor.role, 'task.split') || !actor.divisionCode) return null
  const region = regionId ?? actor.divisionCode.padEnd(6, '0')
  const code = divisionOf(region)
  return code.startsWith(document.division) && code.startsWith(actor.divisionCode) && code.length >= 4
    ? region
    : null
}

type Body = { bodyId: string; name: string; amount: number; minimum: string }

/** Among whom a region splits, what it has to split and how it stands; null where that is not its to do. */
function bodiesOf(r: Reckoned, region: string): { target: number; bodies: Body[] } | null {
  const code = divisionOf(region)
  const words = (ids: ReadonlySet<string>): string =>
    weightWords(r.leaves.filter((l) => l.weight > 0 && ids.has(l.unitId)))
  if (code.length === 6)
    return {
      target: r.cascade.counties.get(code) ?? 0,
      bodies: r.units
        .filter((u) => u.regionId === code)
        .map((u) => ({
          bodyId: u.id,
          name: u.name,
          amount: r.cascade.units.get(u.id) ?? 0,
          minimum: words(new Set([u.id])),
        })),
    }
  const counties = [...r.cascade.counties].filter(([county]) => county.startsWith(code))
  return {
    target: r.total,
    bodies: counties.map(([county, amount]) => ({
      bodyId: county,
      name: r.countyNames.get(county) ?? county,
      amount,
      minimum: words(new Set(r.units.filter((u) => u.regionId === county).map((u) => u.id))),
    })),
  }
}

/** P23: a split begins with a month to come; before the programme begins, with its first. */
function monthsFor(task: Task, today: string): { firstMonth: string; lastMonth: string } {
  const firstMonth = today < task.from ? monthOf(task.from) : addMonths(monthOf(today), 1)
  return { firstMonth, lastMonth: monthOf(task.by) }
}

function versionsIn(r: Reckoned, region: string | null, today: string): contract.ShareVersion[] {
  if (!region) return []
  const current = inForce(r.versions, region, today)?.id
  return r.versions
    .filter((v) => v.region_id === region)
    .map((v) => ({
      version: v.version,
      effectiveFrom: v.effective_from,
      target: v.target,
      sum: v.shares.reduce((n, s) => n + s.amount, 0),
      reason: v.reason,
      by: v.maker,
      at: v.made_at.toISOString(),
      inForce: v.id === current,
      shares: v.shares.map((s) => ({ bodyId: s.body_id, amount: s.amount })),
    }))
    .reverse()
}

async function tasksView(context: Context, where: Where, today: string): Promise<contract.Tasks> {
  const document = await documentFor(context, where, today)
  const chosen = taskIn(document, where.taskId)
  const { r, tasks } = await overAll(context, async (trx) => {
    const ground = await groundOf(trx, document)
    return {
      tasks: tasksOf(document).map((task) =>
        summaryOf(ground, task, task.target === null ? leavesOf(document, task, ground.posted) : []),
      ),
      r: chosen ? await reckon(trx, ground, chosen, today) : undefined,
    }
  })
  const region = r && !r.task.each ? splitRegion(context, document, where.regionId) : null
  const split = r && region ? bodiesOf(r, region) : null
  return {
    today,
    tasks: tasks.map(taskView),
    taskId: r?.task.id ?? null,
    lines: r ? linesOf(r, { scope: context.actor.scope, regionId: where.regionId }, today) : [],
    undivided: rulesOf(document, 'target')
      .filter((rule) => isCumulative(rule.metric) && !tasks.some((one) => one.task.id === rule.id))
      .map((rule) => METRIC_NAMES[rule.metric]),
    hand: r && region && split ? { regionId: region, ...monthsFor(r.task, context.today), ...split } : null,
    versions: r ? versionsIn(r, region, today) : [],
  }
}

const getTasks = action(contract.getTasks, {
  allow: 'task.read',
  run: async (context, { params, query }) =>
    tasksView(context, { ...params, ...query }, query.on ?? context.today),
})

const getTasksXlsx = action(contract.getTasksXlsx, {
  allow: 'task.read',
  async run(context, { params, query }) {
    const today = query.on ?? context.today
    const view = await tasksView(context, { ...params, ...query }, today)
    const task = view.tasks.find((t) => t.id === view.taskId)
    if (!task) throw refuse('not-found', { what: '任务' })
    const { document } = await programmeOn(context.trx, params.programmeId, today)
    const sheet = taskSheet(document, task, {
      level: query.level,
      lines: view.lines.filter((l) => l.level === query.level),
      today,
    })
    context.say({ zh: `下载 ${sheet.title}` })
    return {
      bytes: await writeFormXlsx(sheet),
      fileName: `${sheet.title}.xlsx`,
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    }
  },
})

const BY_LEVEL = {
  county: 'regionId',
  unit: 'unitId',
  hospital: 'hospitalId',
  doctor: 'practitionerId',
} as const
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const getTaskFacts = action(contract.getTaskFacts, {
  allow: 'task.read',
  async run(context, { params, query }) {
    const today = query.on ?? context.today
    const where = { ...params, regionId: query.regionId }
    const document = await documentFor(context, where, today)
    const task = taskIn(document, params.taskId)
    const fits = query.level === 'county' ? /^\d{6}$/.test(query.bodyId) : UUID.test(query.bodyId)
    if (!task || !fits) throw refuse('not-found', { what: '任务' })
    // the reader's own rows: row-level security says which
    const { total, rows } = await store.factsOf(
      context.trx,
      {
        programmeId: params.programmeId,
        metric: task.metric,
        wholeDaysOnly: countsWholeDaysOnly(document),
        from: task.from,
        until: today < task.by ? today : task.by,
      },
      { regionId: query.regionId, [BY_LEVEL[query.level]]: query.bodyId },
    )
    return {
      total,
      facts: rows.map((f) => ({
        regionId: f.region_id,
        dayCardId: f.day_card_id,
        day: f.day,
        practitioner: f.practitioner,
        unit: f.unit,
        value: f.value,
      })),
    }
  },
})

type Shares = readonly { bodyId: string; amount: number }[]

/** Each body once, none missing, none of elsewhere. */
function checkBodies(shares: Shares, bodies: readonly Body[]): void {
  const known = new Map(bodies.map((b) => [b.bodyId, b.name]))
  const seen = new Set<string>()
  for (const { bodyId } of shares) {
    if (!known.has(bodyId) || seen.has(bodyId))
      throw refuse('shares-bodies', { body: known.get(bodyId) ?? bodyId }, { place: { path: 'body.shares' } })
    seen.add(bodyId)
  }
  const missing = bodies.find((b) => !seen.has(b.bodyId))
  if (missing) throw refuse('shares-bodies', { body: missing.name }, { place: { path: 'body.shares' } })
}

const saveTaskShares = action(contract.saveTaskShares, {
  allow: 'task.split',
  async run(context, { params, body }) {
    const { trx, today, now, actor } = context
    await checkReach(context, params, 'write')
    const { document } = await programmeOn(trx, params.programmeId, today)
    const task = taskIn(document, params.taskId)
    if (!task || task.each || splitRegion(context, document, params.regionId) !== params.regionId)
      throw refuse('not-found', { what: '可分解的任务' })
    const { firstMonth, lastMonth } = monthsFor(task, today)
    if (body.from < firstMonth || body.from > lastMonth)
      throw refuse(
        'shares-month',
        { day: `${body.from}-01`, from: `${firstMonth}-01`, to: `${lastMonth}-01` },
        { place: { path: 'body.from' } },
      )
    await store.lockShares(trx, `${params.regionId} ${params.programmeId} ${task.id}`)
    // what is to be split is what the level above gives from that month on
    const then = await overAll(context, async (whole) =>
      reckon(whole, await groundOf(whole, document), task, `${body.from}-01`),
    )
    const newest = then.versions.filter((v) => v.region_id === params.regionId).at(-1)?.version ?? 0
    if (newest !== body.after) throw refuse('shares-changed', { version: newest })
    const split = bodiesOf(then, params.regionId)
    if (!split) throw refuse('not-found', { what: '可分解的任务' })
    checkBodies(body.shares, split.bodies)
    const sum = body.shares.reduce((n, s) => n + s.amount, 0)
    if (sum !== split.target && body.confirmedSum !== sum)
      throw refuse(
        'shares-sum',
        { sum, target: split.target, difference: Math.abs(sum - split.target) },
        { place: { path: 'body.shares' } },
      )
    const id = uuidv7()
    await store.insertShares(
      trx,
      {
        regionId: params.regionId,
        id,
        programmeId: params.programmeId,
        ruleId: task.id,
        version: newest + 1,
        effectiveFrom: `${body.from}-01`,
        target: split.target,
        reason: body.reason,
        by: actor.accountId,
        at: now,
      },
      body.shares,
    )
    context.say({
      zh: `调整任务分解：${document.shortName} ${task.name.zh}，自 ${body.from}-01 起第 ${newest + 1} 版，合计 ${sum}${sum === split.target ? '' : `（应分解 ${split.target}，已确认）`}，${body.reason}`,
      subject: { type: 'targetShares', id },
      regionId: params.regionId,
    })
    return tasksView(context, { ...params }, today)
  },
})

const getMyTasks = action(contract.getMyTasks, {
  allow: 'task.own',
  async run(context) {
    const { today, actor } = context
    const items: contract.MyTasks['items'] = []
    const mine = new Set(await store.myProgrammes(context.trx))
    for (const p of (await allProgrammes(context.trx)).filter((one) => mine.has(one.id))) {
      const { document } = await programmeOn(context.trx, p.id, today)
      const task = tasksOf(document).find((t) => t.metric === 'personDays')
      // last year's is no task any more
      if (!task || task.by.slice(0, 4) < today.slice(0, 4)) continue
      const r = await overAll(context, async (trx) => reckon(trx, await groundOf(trx, document), task, today))
      const [line] = linesOf(r, { scope: actor.scope, regionId: undefined }, today)
      if (!line || line.share + line.done === 0) continue
      const { level: _level, bodyId: _body, name: _name, of: _of, unassigned: _unassigned, ...rest } = line
      items.push({ programmeId: p.id, programme: document.shortName, by: task.by, ...rest })
    }
    return { items }
  },
})

export const taskActions: Action[] = [getTasks, getTasksXlsx, getTaskFacts, saveTaskShares, getMyTasks]
