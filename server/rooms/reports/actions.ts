// reports actions: what is due and why, how the year stands, marking packages as filed.
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports.ts'
import { may } from '../../../domain/access/roles.ts'
import {
  citation,
  countsWholeDaysOnly,
  type Programme,
  rulesOf,
} from '../../../domain/programme/programme.ts'
import { METRIC_NAMES, standingOf } from '../../../domain/reports/targets.ts'
import { concernsRole, periodLabel, type Task, tasksOf } from '../../../domain/reports/tasks.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { findOrganisations } from '../organisations/door.ts'
import { allProgrammes, checkReach, concerns, programmeOn } from '../programme/door.ts'
import { countNewFeedback, openTellings } from '../publicity/door.ts'
import { formActions } from './form-actions.ts'
import { measure } from './measure.ts'
import * as store from './store.ts'

type Where = { programmeId: string; regionId: string }

async function tasksIn(
  context: Context,
  where: Where,
  today: string,
): Promise<{ tasks: Task[]; document: Programme }> {
  const { document } = await programmeOn(context.trx, where.programmeId, today)
  const filings = await store.filingsOf(context.trx, where)
  const own = filings.map((f) => ({
    packageId: f.package_id,
    period: f.period,
    filedOn: shanghaiDay(f.filed_at),
    filedAt: f.filed_at.toISOString(),
  }))
  const changes = (await store.leaveChanges(context.trx, where)).map(({ month, since }) => ({
    month,
    on: shanghaiDay(since),
    at: since.toISOString(),
  }))
  const tasks = tasksOf(document, own, today, changes).filter((t) => concernsRole(context.actor.role, t))
  return { tasks, document }
}

const view = (where: Where, document: Programme, t: Task) => ({
  ...t,
  ...where,
  key: `${where.programmeId}/${t.packageId}/${t.period}`,
  programme: document.shortName,
  periodLabel: periodLabel(t.period),
  filedAt: t.filedOn,
})

/** The county a reader stands in: chosen, or the reader's own, or the programme's when it is one county's. */
function regionFor(context: Context, division: string, chosen: string | undefined): string | undefined {
  if (chosen) return chosen
  if (division.length === 6) return division
  return context.actor.divisionCode?.length === 6 ? context.actor.divisionCode : undefined
}

/** Whoever answers for the county is shown all of it; a hospital or a unit only where its own rows are. */
const seesWhole = ({ actor }: Context): boolean =>
  actor.scope.kind === 'division' || actor.role === 'allianceOffice'

async function unitsInSight(context: Context, where: store.Where) {
  const all = await findOrganisations(context.trx, { programmeId: where.programmeId, side: 'receiving' })
  const units = all.filter((u) => u.active && u.division_code.startsWith(where.regionId ?? ''))
  if (seesWhole(context)) return units
  const seen = new Set((await store.posted(context.trx, where)).map((p) => p.unit_id))
  return units.filter((u) => seen.has(u.id))
}

const getToday = action(contract.getToday, {
  allow: 'report.read',
  async run(context, { query }) {
    const today = query.on ?? context.today
    const programmes = []
    for (const p of await allProgrammes(context.trx))
      if (
        (!query.programmeId || p.id === query.programmeId) &&
        (await concerns(context.trx, context.actor, p))
      )
        programmes.push(p)
    const tasks = []
    for (const p of programmes) {
      const region = regionFor(context, p.division_code, query.regionId) ?? p.division_code.padEnd(6, '0')
      const found = await tasksIn(context, { programmeId: p.id, regionId: region }, today)
      tasks.push(...found.tasks.map((t) => view({ programmeId: p.id, regionId: region }, found.document, t)))
    }
    const [chosen] = programmes
    const month = query.month ?? monthOf(today)
    const region = chosen ? regionFor(context, chosen.division_code, query.regionId) : undefined
    const standing =
      chosen && query.programmeId
        ? await store.monthStanding(context.trx, { programmeId: chosen.id, regionId: region }, month, today)
        : undefined
    const units =
      chosen && query.programmeId
        ? await unitsInSight(context, { programmeId: chosen.id, regionId: region })
        : []
    const summary = standing
      ? {
          month,
          units: units.length,
          covered: standing.covered,
          duties: standing.duties,
          recorded: standing.recorded,
          missingCards: Math.max(0, standing.due - standing.recorded),
          duplicates: standing.duplicates,
          toConfirm: standing.to_confirm,
        }
      : null
    const untold =
      region && query.programmeId && may(context.actor.role, 'publicity.read')
        ? await openTellings(context, { programmeId: query.programmeId, regionId: region })
        : null
    const unanswered =
      region && may(context.actor.role, 'feedback.answer') ? await countNewFeedback(context, region) : 0
    return {
      today,
      tasks,
      month: summary,
      hints: summary
        ? [...hintOfTelling(untold), ...hintOfFeedback(unanswered), ...hintsOf(summary, month)]
        : [],
    }
  },
})

/** PUB-7: what residents said waits for an answer. */
function hintOfFeedback(count: number) {
  if (count === 0) return []
  return [
    {
      code: 'feedback',
      zh: `${count} 条群众反馈待答复`,
      en: `${count} words of residents wait for an answer`,
      link: '/desk/roster/feedback',
    },
  ]
}

/** LV-7: residents are told of a change before the day. */
function hintOfTelling(untold: { open: number; late: number } | null) {
  if (!untold?.open) return []
  const { open, late } = untold
  return [
    {
      code: 'untold',
      zh: `排班变更还有 ${open} 项没有登记告知群众${late ? `，其中 ${late} 项已逾期` : ''}`,
      en: `${open} tellings of roster changes are open${late ? `, ${late} of them late` : ''}`,
      link: '/desk/roster/publication',
    },
  ]
}

type Standing = {
  units: number
  covered: number
  duties: number
  missingCards: number
  duplicates: number
  toConfirm: number
}

function hintsOf(s: Standing, month: string) {
  const hints: { code: string; zh: string; en: string; link: string }[] = []
  const add = (code: string, zh: string, en: string, link: string): number =>
    hints.push({ code, zh, en, link })
  if (s.duties === 0)
    add('not-planned', `${periodLabel(month)}还没有排班`, `${month} is not planned yet`, '/desk/roster')
  else if (s.covered < s.units)
    add(
      'uncovered',
      `还有 ${s.units - s.covered} 家受援单位未安排`,
      `${s.units - s.covered} units are uncovered`,
      '/desk/roster',
    )
  if (s.missingCards > 0)
    add(
      'cards-missing',
      `${s.missingCards} 个已到期的值班日还没有日志卡`,
      `${s.missingCards} duty days have no card yet`,
      '/desk/cards',
    )
  if (s.duplicates > 0)
    add(
      'duplicates',
      `${s.duplicates} 张重复的日志卡等待合并`,
      `${s.duplicates} duplicate cards wait to be merged`,
      '/desk/cards',
    )
  if (s.toConfirm > 0)
    add(
      'to-confirm',
      `${s.toConfirm} 张日志卡等待受援单位确认`,
      `${s.toConfirm} cards wait for confirmation`,
      '/desk/cards',
    )
  return hints
}

const getBoard = action(contract.getBoard, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const today = query.on ?? context.today
    const { document } = await programmeOn(context.trx, params.programmeId, today)
    const programme = (await allProgrammes(context.trx)).find((p) => p.id === params.programmeId)
    if (!programme || !(await concerns(context.trx, context.actor, programme)))
      throw refuse('not-found', { what: '项目' })
    const where = {
      programmeId: params.programmeId,
      regionId: query.regionId,
      wholeDaysOnly: countsWholeDaysOnly(document),
    }
    const units = await unitsInSight(context, where)
    const measured = new Map<string, Awaited<ReturnType<typeof measure>>>()
    const targets = []
    // A county's target cannot be judged by one hospital's rows.
    for (const rule of seesWhole(context) ? rulesOf(document, 'target') : []) {
      // A milestone counts what had been done by its date, also when it is looked at later.
      const until = today < rule.by ? today : rule.by
      const figures =
        measured.get(until) ??
        (await measure(context.trx, where, { from: document.period.from, until }, units.length))
      measured.set(until, figures)
      const actual = figures[rule.metric] ?? null
      targets.push({
        ruleId: rule.id,
        name: METRIC_NAMES[rule.metric].zh,
        metric: rule.metric,
        actual,
        unit: rule.unit,
        by: rule.by,
        per: rule.per,
        ...standingOf(rule, document, actual, today),
        arithmetic: rule.arithmetic ?? null,
        citation: citation(document, rule),
        clauses: rule.clauses,
      })
    }
    const days = await store.personDays(context.trx, where, today)
    const duties = await store.dutiesByMonth(context.trx, where)
    const months = [...new Set([...days.map((d) => d.month ?? ''), ...duties.map((d) => d.month ?? '')])]
      .filter(Boolean)
      .sort()
    const sumDays = (month: string): number =>
      days.filter((d) => d.month === month).reduce((n, d) => n + d.days, 0)
    return {
      programmeId: params.programmeId,
      targets,
      months: months.map((month) => ({
        month,
        personDays: sumDays(month),
        duties: duties.filter((d) => d.month === month).reduce((n, d) => n + d.duties, 0),
      })),
      units: units.map((u) => {
        const own = days.filter((d) => d.unit_id === u.id)
        return {
          unitId: u.id,
          unit: u.name,
          months: Object.fromEntries(own.map((d) => [d.month ?? '', d.days])),
          total: own.reduce((n, d) => n + d.days, 0),
        }
      }),
    }
  },
})

async function findTask(
  context: Context,
  p: { regionId: string; programmeId: string; packageId: string; period: string },
) {
  const found = await tasksIn(context, p, context.today)
  const task = found.tasks.find((t) => t.packageId === p.packageId && t.period === p.period)
  if (!task) throw refuse('not-found', { what: '报送任务' })
  return { task, document: found.document }
}

async function withdrawFiling(
  { trx }: Context,
  at: { regionId: string; programmeId: string; packageId: string; period: string },
): Promise<void> {
  const filing = (await store.filingsOf(trx, at)).find(
    (f) => f.package_id === at.packageId && f.period === at.period,
  )
  if (!filing) throw refuse('not-found', { what: '报送登记' })
  await store.deleteFiling(trx, at.regionId, filing.id)
}

const filePackage = action(contract.filePackage, {
  allow: 'report.file',
  async run(context, { params, body }) {
    await checkReach(context, params, 'read')
    const { task } = await findTask(context, params)
    if (task.filedOn)
      throw refuse('already-exists', { what: `“${task.name}（${periodLabel(task.period)}）”的报送登记` })
    // P11: the server's day decides whether it was in time; nobody types a filing date.
    await store.insertFiling(context.trx, {
      ...params,
      id: uuidv7(),
      organisationId: context.actor.organisationId,
      dueOn: task.dueOn,
      now: context.now,
      by: context.actor.accountId,
      note: body.note,
    })
    context.say({
      zh: `登记报送 ${task.name}（${periodLabel(task.period)}）`,
      subject: { type: 'reportPackage', id: `${params.programmeId}/${params.packageId}/${params.period}` },
      regionId: params.regionId,
    })
    const after = await findTask(context, params)
    return view({ programmeId: params.programmeId, regionId: params.regionId }, after.document, after.task)
  },
})

const unfilePackage = action(contract.unfilePackage, {
  allow: 'report.file',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    await withdrawFiling(context, params)
    context.say({
      zh: '撤销报送登记',
      subject: { type: 'reportPackage', id: `${params.programmeId}/${params.packageId}/${params.period}` },
      regionId: params.regionId,
    })
    return undefined
  },
})

const halfOf = (half: string | null): 'am' | 'pm' | null => (half === 'am' || half === 'pm' ? half : null)

const getDutyRipple = action(contract.getDutyRipple, {
  allow: 'roster.read',
  async run({ trx }, { params }) {
    const found = await store.rippleOf(trx, params.regionId, params.id)
    if (!found) throw refuse('not-found', { what: '已公布的值班' })
    const { duty, publications, filings, remaining } = found
    return {
      homeVisitHalf: halfOf(duty.home_visit_half),
      publications: publications.flatMap((row) =>
        row.channel && row.published_at
          ? [{ channel: row.channel, unit: row.unit, at: row.published_at.toISOString() }]
          : [],
      ),
      filings: filings.map((row) => ({ packageId: row.package_id, filedAt: row.filed_at.toISOString() })),
      remaining,
    }
  },
})

export const reportActions: Action[] = [
  getDutyRipple,
  getToday,
  getBoard,
  filePackage,
  unfilePackage,
  ...formActions,
]
