// Reads the ledger for a document: for whom, which days, every count. What is reckoned from it is reckoned in the domain.
import { refuse } from '../../../contract/problems.ts'
import {
  citation,
  countsWholeDaysOnly,
  type Programme,
  type Reporter,
  rulesOf,
} from '../../../domain/programme/programme.ts'
import type { DocumentKind } from '../../../domain/reports/documents/document.ts'
import {
  type Counts,
  type DocumentFacts,
  factsOf,
  type HospitalLedger,
  type Ledger,
  type TargetLedger,
  type UnitLedger,
} from '../../../domain/reports/documents/facts.ts'
import { isMonthly, KIND_NAMES, needsWhole, spanOf } from '../../../domain/reports/documents/kinds.ts'
import { draftNarratives } from '../../../domain/reports/documents/sections.ts'
import { periodLabel } from '../../../domain/reports/dues.ts'
import { METRIC_NAMES, standingOf } from '../../../domain/reports/targets.ts'
import { addMonths, lastDayOf, monthOf } from '../../../domain/shared/calendar.ts'
import { workloadOf } from '../../../domain/visits/day-card.ts'
import type { Context } from '../../platform/action.ts'
import { divisionNames, findOrganisations, type OrganisationRow } from '../organisations/door.ts'
import { programmeOn } from '../programme/door.ts'
import { latePackages } from './late-packages.ts'
import { type Measures, measure } from './measure.ts'
import * as store from './store-documents.ts'

export type DocumentRequest = {
  regionId: string
  programmeId: string
  organisationId?: string | undefined
}
/** Who writes: the county's own body, an alliance for its county, or one organisation. */
export type Writer = {
  side: Reporter
  name: string
  /** Under which its words are kept; null is the county's own. */
  organisationId: string | null
  whole: boolean
  place: string
  /** Leading digits of the division the numbers are of. */
  under: string
}
type Span = { key: string; label: string; from: string; to: string }
type Measured = { context: Context; document: Programme; writer: Writer; span: Span; asOf: string }

const BODY = /卫生健康|卫健|管理委员会/
const divisionOf = (regionId: string): string => regionId.replace(/(00)+$/, '')

async function organisationOf(
  context: Context,
  request: DocumentRequest,
): Promise<OrganisationRow | undefined> {
  const { actor } = context
  const asked =
    actor.scope.kind === 'division'
      ? request.organisationId
      : (request.organisationId ?? actor.organisationId)
  if (!asked) return undefined
  if (actor.scope.kind === 'organisations' && !actor.scope.organisations.includes(asked))
    throw refuse('not-found', { what: '单位' })
  const found = (await findOrganisations(context.trx, { ids: [asked] }))[0]
  if (!found) throw refuse('not-found', { what: '单位' })
  return found
}

/** Whose document is asked for; an organisation sees its own alone. */
export async function writerOf(
  context: Context,
  request: DocumentRequest,
  document: Programme,
): Promise<Writer> {
  const under = divisionOf(request.regionId)
  const names = await divisionNames(context.trx, [under])
  const place = names.get(under) ?? document.name
  const organisation = await organisationOf(context, request)
  const office = context.actor.role === 'allianceOffice'
  if (organisation && (!office || organisation.id !== context.actor.organisationId)) {
    const members = await findOrganisations(context.trx, { programmeId: document.id, side: 'receiving' })
    const receiving = members.some((m) => m.id === organisation.id)
    return {
      side: receiving ? 'receivingUnit' : 'supportingUnit',
      name: organisation.name,
      organisationId: organisation.id,
      whole: false,
      place,
      under,
    }
  }
  if (organisation)
    return {
      side: 'allianceOffice',
      name: document.alliance?.name ?? organisation.name,
      organisationId: organisation.id,
      whole: true,
      place,
      under,
    }
  if (context.actor.scope.kind !== 'division') throw refuse('not-found', { what: '单位' })
  const issuer = document.documents[0]?.issuer ?? ''
  const name = under === document.division && BODY.test(issuer) ? issuer : `${place}卫生健康局`
  return { side: 'bureau', name, organisationId: null, whole: true, place, under }
}

/** The days a document counts. @throws refusal outside the programme, before its begin, or where it is not the writer's */
function checkSpan(
  context: Context,
  document: Programme,
  writer: Writer,
  asked: { kind: DocumentKind; period: string },
): Span {
  if (needsWhole(asked.kind) && !writer.whole)
    throw refuse('document-not-yours', { name: KIND_NAMES[asked.kind].zh })
  const span = spanOf(document, asked.kind, asked.period)
  if (!span)
    throw refuse('document-outside', {
      period: asked.period,
      from: document.period.from,
      to: document.period.to,
    })
  if (span.from > context.today) throw refuse('document-not-begun', { period: span.label })
  return span
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((n, row) => n + of(row), 0)

async function countsIn({ context, document, writer }: Measured, days: store.Days): Promise<Counts> {
  const sight = sightOf(document, writer)
  const { trx } = context
  const people = await store.spanRows(trx, sight, days)
  const duties = await store.dutyRows(trx, sight, { ...days, asOf: days.to })
  const cards = await store.cardSums(trx, sight, days)
  const away = await store.awayCounts(trx, sight, days)
  const work = workloadOf(
    cards.activities.map((a) => ({ kind: a.kind as never, count: a.count, participants: a.participants })),
    0,
  )
  const due = sum(duties, (d) => d.due)
  const missing = sum(duties, (d) => d.missing)
  return {
    personDays: sum(people, (p) => p.days),
    doctors: new Set(people.map((p) => p.practitioner_id)).size,
    unitsServed: new Set(people.map((p) => p.unit_id)).size,
    duties: sum(duties, (d) => d.duties),
    due,
    recorded: due - missing,
    missing,
    toConfirm: cards.to_confirm,
    ...work,
    // Card by card, so that a visit never counts twice (WRK-8).
    homeVisits: cards.home_visits,
    leaflets: cards.leaflets,
    noticeClicks: cards.notice_clicks,
    screenNotices: cards.screen_notices,
    expensesYuan: cards.expenses_fen / 100,
    ...away,
  }
}

const sightOf = (document: Programme, writer: Writer): store.Sight => ({
  programmeId: document.id,
  under: writer.under,
  organisationId: writer.whole ? null : writer.organisationId,
  wholeDaysOnly: countsWholeDaysOnly(document),
})

type Bodies = { units: UnitLedger[]; hospitals: HospitalLedger[]; months: Ledger['months'] }

async function bodiesIn(given: Measured, next: string | null): Promise<Bodies> {
  const { context, document, writer, span, asOf } = given
  const { trx } = context
  const sight = sightOf(document, writer)
  const until = next ? lastDayOf(next) : asOf
  const people = await store.personDayRows(trx, sight, asOf)
  const inSpan = await store.spanRows(trx, sight, { from: span.from, to: asOf })
  const duties = await store.dutyRows(trx, sight, { from: document.period.from, to: until, asOf })
  const spanDuties = await store.dutyRows(trx, sight, { from: span.from, to: asOf, asOf })
  const posted = await store.postedByUnit(trx, sight)
  const members = await findOrganisations(trx, { programmeId: document.id })
  const named = new Map(members.map((m) => [m.id, m]))
  const seenUnits = new Set([...people, ...duties].map((row) => row.unit_id).concat([...posted.keys()]))
  const receiving = (await findOrganisations(trx, { programmeId: document.id, side: 'receiving' })).filter(
    (u) =>
      u.active &&
      u.division_code.startsWith(writer.under) &&
      (writer.side === 'bureau' || seenUnits.has(u.id)),
  )
  const counties = await divisionNames(trx, [...new Set(receiving.map((u) => u.division_code.slice(0, 6)))])
  const units = receiving.map((u): UnitLedger => {
    const mine = <T extends { unit_id: string }>(rows: readonly T[]): T[] =>
      rows.filter((row) => row.unit_id === u.id)
    return {
      id: u.id,
      name: u.name,
      county: writer.under.length < 6 ? (counties.get(u.division_code.slice(0, 6)) ?? '') : '',
      posted: posted.get(u.id) ?? 0,
      personDays: sum(mine(inSpan), (r) => r.days),
      total: sum(mine(people), (r) => r.days),
      duties: sum(mine(spanDuties), (r) => r.duties),
      missing: sum(mine(spanDuties), (r) => r.missing),
      nextDuties: sum(
        mine(duties).filter((r) => r.month === next),
        (r) => r.duties,
      ),
    }
  })
  const hospitalIds = [...new Set([...people, ...spanDuties].map((row) => row.hospital_id))]
  const hospitals = hospitalIds.map((id): HospitalLedger => {
    const own = inSpan.filter((r) => r.hospital_id === id)
    return {
      id,
      name: named.get(id)?.name ?? '',
      doctors: new Set(own.map((r) => r.practitioner_id)).size,
      personDays: sum(own, (r) => r.days),
      total: sum(
        people.filter((r) => r.hospital_id === id),
        (r) => r.days,
      ),
      missing: sum(
        spanDuties.filter((r) => r.hospital_id === id),
        (r) => r.missing,
      ),
    }
  })
  const keys = [...new Set([...people, ...duties].map((row) => row.month))]
    .filter((month) => month <= monthOf(asOf))
    .sort()
  const months = keys.map((month) => ({
    month,
    personDays: sum(
      people.filter((r) => r.month === month),
      (r) => r.days,
    ),
    duties: sum(
      duties.filter((r) => r.month === month),
      (r) => r.duties,
    ),
  }))
  return { units, hospitals: writer.whole ? hospitals : [], months }
}

/** A county's targets cannot be judged from one body's rows. */
async function targetsIn(given: Measured, units: number): Promise<TargetLedger[]> {
  const { context, document, writer, asOf } = given
  if (!writer.whole) return []
  const measured = new Map<string, Measures>()
  const out: TargetLedger[] = []
  for (const rule of rulesOf(document, 'target')) {
    const until = asOf < rule.by ? asOf : rule.by
    const known =
      measured.get(until) ??
      (await measure(
        context.trx,
        {
          programmeId: document.id,
          regionId: writer.under.length === 6 ? writer.under : undefined,
          wholeDaysOnly: countsWholeDaysOnly(document),
        },
        { from: document.period.from, until },
        units,
      ))
    measured.set(until, known)
    const actual = known[rule.metric] ?? null
    out.push({
      ruleId: rule.id,
      name: METRIC_NAMES[rule.metric].zh,
      metric: rule.metric,
      unit: rule.unit,
      actual,
      ...standingOf(rule, document, actual, asOf),
      by: rule.by,
      arithmetic: rule.arithmetic ?? null,
      citation: citation(document, rule),
    })
  }
  return out
}

function minimumOf(document: Programme): Ledger['minimum'] {
  const rule = rulesOf(document, 'minimumDuty').find((r) => r.per === 'month' && r.by === 'doctor')
  return rule ? { days: rule.days, citation: citation(document, rule) } : null
}

async function previousOf(given: Measured): Promise<Ledger['previous']> {
  const { context, document, writer, span } = given
  const month = addMonths(monthOf(span.from), -1)
  // Only a month is compared with the one before it.
  if (span.key.length !== 7 || monthOf(span.from) !== span.key || month < monthOf(document.period.from))
    return null
  const rows = await store.spanRows(context.trx, sightOf(document, writer), {
    from: `${month}-01`,
    to: lastDayOf(month),
  })
  return { label: periodLabel(month), personDays: sum(rows, (r) => r.days) }
}

/** Everything a document of a kind and period says, as the ledger stands at this moment. */
export async function documentFacts(
  context: Context,
  document: Programme,
  writer: Writer,
  asked: { kind: DocumentKind; period: string },
): Promise<DocumentFacts> {
  const span = checkSpan(context, document, writer, asked)
  const asOf = context.today < span.to ? context.today : span.to
  const given: Measured = { context, document, writer, span, asOf }
  const following = isMonthly(asked.kind) ? addMonths(asked.period, 1) : null
  const next = following && following <= monthOf(document.period.to) ? following : null
  const { units, hospitals, months } = await bodiesIn(given, next)
  const [plan] = document.documents
  return factsOf({
    programme: {
      id: document.id,
      name: document.name,
      number: plan?.number ?? '',
      title: plan?.title ?? document.name,
      from: document.period.from,
      to: document.period.to,
    },
    place: writer.place,
    body: { side: writer.side, name: writer.name },
    whole: writer.whole,
    period: span,
    asOf,
    span: await countsIn(given, { from: span.from, to: asOf }),
    total: await countsIn(given, { from: document.period.from, to: asOf }),
    previous: await previousOf(given),
    units,
    hospitals,
    targets: await targetsIn(given, units.length),
    months,
    packages: await latePackages(context, document.id, writer, { from: span.from, asOf }),
    next: next ? { month: next, label: periodLabel(next), duties: sum(units, (u) => u.nextDuties) } : null,
    minimum: minimumOf(document),
    feedback: writer.whole
      ? await store.feedbackCounts(context.trx, writer.under, { from: span.from, to: asOf })
      : null,
    cases: (
      await store.approvedCases(context.trx, sightOf(document, writer), { from: span.from, to: asOf })
    ).map((one) => ({
      title: one.title,
      text: [one.done, one.effect].filter(Boolean).join('\n'),
      from: one.units.join('、'),
    })),
    survey: writer.whole
      ? await store.surveyFigures(context.trx, sightOf(document, writer), { from: span.from, to: asOf })
      : null,
  })
}

/**
 * RPT-1, RPT-3, RPT-4: the narrative fields of a report package, drafted from the ledger: title → text. `organisationId`
 * names the body that owes it; without it the county's own. A period that has not begun drafts nothing.
 */
export async function draftPackageNarratives(
  context: Context,
  asked: DocumentRequest & { period: string; titles: readonly string[] },
): Promise<Record<string, string>> {
  const { document } = await programmeOn(context.trx, asked.programmeId, context.today)
  const kind: DocumentKind = asked.period.length === 7 ? 'monthlyNarrative' : 'annualReport'
  const period = /^\d{4}(-\d{2})?$/.test(asked.period) ? asked.period : asked.period.slice(0, 4)
  const span = spanOf(document, kind, period)
  if (!span || span.from > context.today) return Object.fromEntries(asked.titles.map((title) => [title, '']))
  const writer = await writerOf(context, asked, document)
  return draftNarratives(await documentFacts(context, document, writer, { kind, period }), asked.titles)
}
