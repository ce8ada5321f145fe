// reports actions: what is due and why, how the year stands, marking packages as filed.
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports.ts'
import { may } from '../../../domain/access/roles.ts'
import { citation, countsWholeDaysOnly, rulesOf } from '../../../domain/programme/programme.ts'
import { periodLabel } from '../../../domain/reports/dues.ts'
import { METRIC_NAMES, standingOf } from '../../../domain/reports/targets.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { findOrganisations, reportersInForce } from '../organisations/door.ts'
import { allProgrammes, concerns, programmeOn } from '../programme/door.ts'
import { countNewFeedback, openTellings } from '../publicity/door.ts'
import { chainActions } from './chain-actions.ts'
import { documentActions } from './document-actions.ts'
import { federationActions } from './federation/actions.ts'
import { formActions } from './form-actions.ts'
import { inspectionActions } from './inspection.ts'
import { measure } from './measure.ts'
import { reconcileActions } from './reconcile-actions.ts'
import { rollUpActions } from './rollup-actions.ts'
import { seesWhole } from './sight.ts'
import * as store from './store.ts'
import { personDays, type UnitMonths } from './store-ledger.ts'
import { tableActions } from './table-actions.ts'
import { taskActions } from './task-actions.ts'

/** The county a reader stands in: chosen, or the reader's own, or the programme's when it is one county's. */
function regionFor(context: Context, division: string, chosen: string | undefined): string | undefined {
  if (chosen) return chosen
  if (division.length === 6) return division
  return context.actor.divisionCode?.length === 6 ? context.actor.divisionCode : undefined
}

async function unitsInSight(context: Context, where: store.Where) {
  const all = await findOrganisations(context.trx, { programmeId: where.programmeId, side: 'receiving' })
  const units = all.filter((u) => u.active && u.division_code.startsWith(divisionOf(where.regionId ?? '')))
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
    const unnamed =
      chosen && query.programmeId && seesWhole(context) && may(context.actor.role, 'reporter.write')
        ? await unitsWithoutReporter(context, chosen.id, units)
        : 0
    return {
      today,
      month: summary,
      hints: summary
        ? [
            ...hintOfTelling(untold),
            ...hintOfFeedback(unanswered),
            ...hintsOf(summary, month),
            ...hintOfReporters(unnamed),
          ]
        : [],
    }
  },
})

async function unitsWithoutReporter(
  { trx, actor }: Context,
  programmeId: string,
  units: readonly { id: string }[],
): Promise<number> {
  const named = new Set((await reportersInForce(trx, programmeId)).map((r) => r.organisation_id))
  // an office answers for its members; the rows of others are not hers to see
  const own = actor.scope.kind === 'organisations' ? new Set(actor.scope.organisations) : null
  return units.filter((u) => !named.has(u.id) && (own === null || own.has(u.id))).length
}

/** ORG-6: each receiving unit names who hands its reports in. */
function hintOfReporters(count: number) {
  if (count === 0) return []
  return [
    {
      code: 'no-reporter',
      zh: `${count} 家受援单位还没有指定信息报送人`,
      en: `${count} receiving units have named no reporter yet`,
      link: '/desk/people',
    },
  ]
}

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

/** Person-days of all units by month. */
function monthSums(days: readonly UnitMonths[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { months } of days)
    for (const [month, n] of Object.entries(months)) sums.set(month, (sums.get(month) ?? 0) + n)
  return sums
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
    const days = await personDays(context.trx, where, today)
    const duties = await store.dutiesByMonth(context.trx, where)
    const sums = monthSums(days)
    const months = [...new Set([...sums.keys(), ...duties.map((d) => d.month ?? '')])].filter(Boolean).sort()
    const byUnit = new Map(days.map((d) => [d.unit_id, d.months]))
    return {
      programmeId: params.programmeId,
      targets,
      months: months.map((month) => ({
        month,
        personDays: sums.get(month) ?? 0,
        duties: duties.filter((d) => d.month === month).reduce((n, d) => n + d.duties, 0),
      })),
      units: units.map((u) => {
        const own = byUnit.get(u.id) ?? {}
        const total = Object.values(own).reduce((n, d) => n + d, 0)
        return { unitId: u.id, unit: u.name, months: own, total }
      }),
    }
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
      filings: filings.flatMap((row) =>
        row.filed_at ? [{ packageId: row.package_id, filedAt: row.filed_at.toISOString() }] : [],
      ),
      remaining,
    }
  },
})

export const reportActions: Action[] = [
  getDutyRipple,
  getToday,
  getBoard,
  ...formActions,
  ...chainActions,
  ...federationActions,
  ...reconcileActions,
  ...inspectionActions,
  ...documentActions,
  ...rollUpActions,
  ...tableActions,
  ...taskActions,
]
