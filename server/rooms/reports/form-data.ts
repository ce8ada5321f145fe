// Fills the official forms from the ledger: nothing on them is typed (RPT-10), each row knows its facts.
import { refuse } from '../../../contract/problems.ts'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import type { FormData, FormDefinition, FormRow } from '../../../domain/forms/form.ts'
import {
  findKind,
  KIND_WORDS,
  type OrganisationKind,
  OWNERSHIP_WORDS,
  type Ownership,
} from '../../../domain/organisations/kinds.ts'
import { maskName, maskPhone } from '../../../domain/people/masking.ts'
import { countsWholeDaysOnly } from '../../../domain/programme/programme.ts'
import { spanOf } from '../../../domain/reports/dues.ts'
import { isMonth } from '../../../domain/shared/calendar.ts'
import { type ActivityKind, workloadOf } from '../../../domain/visits/day-card.ts'
import type { Context } from '../../platform/action.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { postingsOf } from '../dispatch/door.ts'
import { divisionNames, findOrganisations } from '../organisations/door.ts'
import { programmeOn } from '../programme/door.ts'
import * as store from './store.ts'

export type FormRequest = {
  regionId: string
  programmeId: string
  formId: string
  period: string
  unitId?: string | undefined
  /** Only what doctors of this hospital did, or what was done at these units. */
  hospitalId?: string | undefined
  unitIds?: readonly string[] | undefined
  /** The last day of the ledger that counts; today's end where not given. */
  until?: string | undefined
  filler?: string | undefined
  filledOn?: string | undefined
}
export type FilledForm = { definition: FormDefinition; data: FormData; rowIds: string[] }

const ownershipLabel = (ownership: string | null): string =>
  ownership ? OWNERSHIP_WORDS[ownership as Ownership].formLabel : ''
const kindLabel = (kind: string): string =>
  KIND_WORDS[(findKind(kind) ?? kind) as OrganisationKind]?.formLabel ?? kind

/** The receiving units of a programme in a county, in the order of the staffing schedule, then by division. */
async function unitsInOrder(context: Context, request: FormRequest) {
  const units = (
    await findOrganisations(context.trx, { programmeId: request.programmeId, side: 'receiving' })
  ).filter((u) => u.division_code.startsWith(divisionOf(request.regionId)) && u.active)
  const postings = await postingsOf(context.trx, request)
  const place = new Map(postings.map((p, i) => [p.unit_id, i]))
  const ordered = [...units].sort(
    (a, b) =>
      (place.get(a.id) ?? 9999) - (place.get(b.id) ?? 9999) || a.division_code.localeCompare(b.division_code),
  )
  return ordered.filter(
    (u) =>
      (!request.unitId || u.id === request.unitId) && (!request.unitIds || request.unitIds.includes(u.id)),
  )
}

/** A hospital's table lists the units it has to do with; other units are not its to report. */
const ownUnits = <U extends { id: string }>(
  request: FormRequest,
  units: readonly U[],
  seen: ReadonlySet<string>,
): U[] => (request.hospitalId ? units.filter((u) => seen.has(u.id)) : [...units])

type Place = { city: string; county: string }
/** 地市 and 区县 of a row, by its county's code. */
type PlaceOf = (code: string) => Place
type Fill = (
  context: Context,
  request: FormRequest,
  placeOf: PlaceOf,
) => Promise<{ rows: FormRow[]; rowIds: string[]; totals?: Record<string, number> }>

async function summaryRows(
  context: Context,
  request: FormRequest,
  placeOf: PlaceOf,
): Promise<{ rows: FormRow[]; rowIds: string[] }> {
  const { document } = await programmeOn(context.trx, request.programmeId, context.today)
  const days = await store.personDays(
    context.trx,
    { ...request, wholeDaysOnly: countsWholeDaysOnly(document) },
    request.until ?? `${request.period}-12-31`,
  )
  const posted = (await postingsOf(context.trx, request)).filter((p) => p.hospital_id === request.hospitalId)
  const seen = new Set([...posted.map((p) => p.unit_id), ...days.map((d) => d.unit_id ?? '')])
  const units = ownUnits(request, await unitsInOrder(context, request), seen)
  const rows = units.map((unit) => {
    // A month without a person-day stays blank before it has passed and is 0 after: officials tell the two apart.
    const cells = Array.from({ length: 12 }, (_, i) => {
      const month = `${request.period}-${String(i + 1).padStart(2, '0')}`
      const count = days.find((d) => d.unit_id === unit.id && d.month === month)?.days
      return [`month${i + 1}`, count ?? (month < context.today.slice(0, 7) ? 0 : null)] as const
    })
    return { ...placeOf(unit.division_code), receivingUnit: unit.name, ...Object.fromEntries(cells) }
  })
  return { rows, rowIds: units.map((u) => u.id) }
}

async function scheduleRows(
  context: Context,
  request: FormRequest,
  placeOf: PlaceOf,
): Promise<{ rows: FormRow[]; rowIds: string[] }> {
  const postings = (await postingsOf(context.trx, request)).filter(
    (p) =>
      (!request.unitId || p.unit_id === request.unitId) &&
      (!request.unitIds || request.unitIds.includes(p.unit_id)) &&
      (!request.hospitalId || p.hospital_id === request.hospitalId),
  )
  const rows = postings.map((p) => ({
    ...placeOf(p.region_id),
    receivingUnit: p.unit,
    receivingPhone: p.unit_phone,
    receivingKind: kindLabel(p.unit_kind),
    needSpecialty: p.need_text,
    supportingUnit: p.hospital,
    ownership: ownershipLabel(p.ownership),
    doctorName: p.practitioner,
    specialty: p.specialty_text,
    title: p.title_text,
    mobile: maskPhone(p.mobile),
  }))
  return { rows, rowIds: postings.map((p) => p.id) }
}

type Counts = {
  day_card_id: string | null
  kind: string | null
  count: number | null
  participants: number | null
}

export function workloadOfCard(card: store.CountedCard, counts: readonly Counts[]) {
  const own = counts.filter((c) => c.day_card_id === card.id)
  return workloadOf(
    own.map((c) => ({
      kind: (c.kind ?? 'guidance') as ActivityKind,
      count: c.count ?? 0,
      participants: c.participants ?? 0,
    })),
    card.home_visit_records ?? 0,
  )
}

/** 附件3's numbers of one card by column; the form and the facts behind its cells read the same ones. */
export function figuresOfCard(card: store.CountedCard, counts: readonly Counts[]) {
  const w = workloadOfCard(card, counts)
  return {
    consultations: w.consultations,
    caseDiscussions: w.caseDiscussions,
    teachingRounds: w.teachingRounds,
    lectures: w.lectures,
    trainedStaff: w.traineeVisits,
    specialGroupServed: w.specialGroupServices,
    homeVisits: w.homeVisits,
    leaflets: card.leaflets ?? 0,
    noticeClicks: card.notice_clicks ?? 0,
    screenNotices: card.screen_notices ?? 0,
  }
}

async function workloadRows(
  context: Context,
  request: FormRequest,
  placeOf: PlaceOf,
): Promise<{ rows: FormRow[]; rowIds: string[]; totals: Record<string, number> }> {
  const span = spanOf(request.period)
  if (!span) throw refuse('invalid-value', { path: 'period', why: '期间如 2024-05' })
  const filter = {
    ...request,
    from: span.from,
    to: request.until && request.until < span.to ? request.until : span.to,
  }
  const cards = await store.countedCards(context.trx, filter)
  const counts = await store.activityCounts(context.trx, filter)
  const names = await store.beneficiariesOf(
    context.trx,
    request.regionId,
    cards.flatMap((c) => (c.id ? [c.id] : [])),
  )
  const countsByCard = Map.groupBy(counts, (c) => c.day_card_id)
  const namesByCard = Map.groupBy(names, (b) => b.day_card_id)
  const rows = cards.map((card) => {
    const people = (namesByCard.get(card.id) ?? []).map(
      (b) => `${maskName(b.name ?? '')}${b.phone ? ` ${maskPhone(b.phone)}` : ''}`,
    )
    return {
      doctorName: card.practitioner,
      title: card.title_text,
      specialty: card.specialty_text,
      supportingUnit: card.hospital,
      ownership: ownershipLabel(card.ownership),
      roundFunds: null,
      ...placeOf(card.region_id ?? ''),
      receivingUnit: card.unit,
      dutyDay: card.day,
      ...figuresOfCard(card, countsByCard.get(card.id) ?? []),
      otherServices: card.other_services,
      beneficiaries:
        people.length > 3
          ? `${people.slice(0, 3).join('；')} 等${people.length}人（另附页）`
          : people.join('；'),
      expertStudio: card.expert_studio,
      otherWork: card.other_work,
    }
  })
  // FRM-4: 巡诊经费仅需填报合计数; money is kept in fen and printed in yuan.
  const fen = cards.reduce((sum, c) => sum + (c.expenses_fen ?? 0), 0)
  return { rows, rowIds: cards.flatMap((c) => (c.id ? [c.id] : [])), totals: { roundFunds: fen / 100 } }
}

/** The county itself, or those below a city or province in which the programme's units stand. */
async function countiesBelow(context: Context, programmeId: string, division: string): Promise<string[]> {
  if (division.length >= 6) return [division]
  const units = await findOrganisations(context.trx, { programmeId, under: division })
  return [...new Set(units.map((u) => u.division_code.slice(0, 6)))]
}

/** Refuses a period that is not of the form's kind, or no month or year at all. */
export function checkPeriod({ formId, period }: Pick<FormRequest, 'formId' | 'period'>): void {
  const monthly = formId === 'workload-return'
  const right = monthly ? isMonth(period) && period >= '2000' : /^2\d{3}$/.test(period)
  if (!right)
    throw refuse(
      'invalid-value',
      { path: 'period', why: monthly ? '本表按月填报，期间如 2024-05' : '本表按年填报，期间如 2024' },
      { place: { path: 'params.period' } },
    )
}

/** Fills a form for a period: a year ('2024') for 附件1 and 附件2, a month, quarter or year for 附件3. */
export async function fillForm(context: Context, request: FormRequest): Promise<FilledForm> {
  const definition = formDefinition(request.formId)
  if (!definition) throw refuse('not-found', { what: '表格' })
  const monthly = request.formId === 'workload-return'
  const { document } = await programmeOn(
    context.trx,
    request.programmeId,
    monthly ? (spanOf(request.period)?.from ?? context.today) : context.today,
  )
  const own = divisionOf(request.regionId)
  const codes = await countiesBelow(context, request.programmeId, own)
  const names = await divisionNames(context.trx, [own, ...codes, ...codes.map((code) => code.slice(0, 4))])
  const placeOf: PlaceOf = (code) => ({
    city: names.get(code.slice(0, 4)) ?? '',
    county: names.get(code.slice(0, 6)) ?? '',
  })
  const fills: Record<string, Fill> = {
    'support-summary': summaryRows,
    'staffing-schedule': scheduleRows,
    'workload-return': workloadRows,
  }
  const fill = fills[request.formId]
  if (!fill) throw refuse('not-found', { what: '表格' })
  const filled = await fill(context, request, placeOf)
  const unit = request.unitId
    ? (await findOrganisations(context.trx, { ids: [request.unitId] }))[0]?.name
    : undefined
  const year = Number(request.period.slice(0, 4))
  const data: FormData = {
    county: names.get(own) ?? '',
    year,
    ...(isMonth(request.period) ? { month: request.period } : {}),
    activity: activityOf(document.name),
    programme: request.programmeId,
    head: { unit: unit ?? '', reporter: request.filler ?? '', reportedOn: request.filledOn ?? '' },
    rows: filled.rows,
    ...(filled.totals ? { totals: filled.totals } : {}),
  }
  return { definition, data, rowIds: filled.rowIds }
}

/** The campaign's name as the official titles quote it: “千名医师万人次下基层”, else 医师下基层. */
function activityOf(name: string): string {
  return /“([^”]*下基层)”/.exec(name)?.[1] ?? '医师下基层'
}
