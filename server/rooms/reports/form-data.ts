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
import type { Context } from '../../platform/action.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { postingsOf } from '../dispatch/door.ts'
import { divisionNames, findOrganisations } from '../organisations/door.ts'
import { programmeOn } from '../programme/door.ts'
import { beneficiariesOf, type CountedCard, countedCards } from './store-cards.ts'
import type { LedgerFilter } from './store-ledger.ts'
import * as ledger from './store-ledger.ts'

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
  /** Which rows of a long form; all of them where not given. */
  window?: { offset: number; limit: number } | undefined
}
/** `count` is of all rows, also where the data hold a window of them; its totals are of all too. */
export type FilledForm = { definition: FormDefinition; data: FormData; rowIds: string[]; count: number }

type FigureName =
  | 'consultations'
  | 'case_discussions'
  | 'teaching_rounds'
  | 'lectures'
  | 'trainee_visits'
  | 'special_group_services'
  | 'home_visits'
  | 'leaflets'
  | 'notice_clicks'
  | 'screen_notices'

export const ownershipLabel = (ownership: string | null): string =>
  ownership ? OWNERSHIP_WORDS[ownership as Ownership].formLabel : ''
export const kindLabel = (kind: string): string =>
  KIND_WORDS[(findKind(kind) ?? kind) as OrganisationKind]?.formLabel ?? kind

/** The receiving units of a programme in a county, in the order of the staffing schedule, then by division. */
export async function unitsInOrder(context: Context, request: FormRequest) {
  const { programmeId } = request
  const under = divisionOf(request.regionId)
  const units = (await findOrganisations(context.trx, { programmeId, side: 'receiving', under })).filter(
    (u) => u.active,
  )
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
export type PlaceOf = (code: string) => Place
type Filled = { rows: FormRow[]; rowIds: string[]; count: number; totals?: Record<string, number> }
type Fill = (context: Context, request: FormRequest, placeOf: PlaceOf) => Promise<Filled>

/** The window of a list that is at hand whole. */
const cut = <T>(request: FormRequest, rows: readonly T[]): T[] =>
  request.window ? rows.slice(request.window.offset, request.window.offset + request.window.limit) : [...rows]

async function summaryRows(context: Context, request: FormRequest, placeOf: PlaceOf): Promise<Filled> {
  const { document } = await programmeOn(context.trx, request.programmeId, context.today)
  const days = await ledger.personDays(
    context.trx,
    { ...request, wholeDaysOnly: countsWholeDaysOnly(document) },
    request.until ?? `${request.period}-12-31`,
  )
  const posted = (await postingsOf(context.trx, request)).filter((p) => p.hospital_id === request.hospitalId)
  const seen = new Set([...posted.map((p) => p.unit_id), ...days.map((d) => d.unit_id)])
  const units = ownUnits(request, await unitsInOrder(context, request), seen)
  const counted = new Map(days.map((d) => [d.unit_id, d.months]))
  const months = Array.from({ length: 12 }, (_, i) => `${request.period}-${String(i + 1).padStart(2, '0')}`)
  const shown = cut(request, units)
  const rows = shown.map((unit) => {
    // A month without a person-day stays blank before it has passed and is 0 after: officials tell the two apart.
    const cells = months.map((month, i) => {
      const count = counted.get(unit.id)?.[month]
      return [`month${i + 1}`, count ?? (month < context.today.slice(0, 7) ? 0 : null)] as const
    })
    return { ...placeOf(unit.division_code), receivingUnit: unit.name, ...Object.fromEntries(cells) }
  })
  const listed = new Set(units.map((u) => u.id))
  const totals = Object.fromEntries(
    months.flatMap((month, i) => {
      const own = days.flatMap((d) => (listed.has(d.unit_id) ? (d.months[month] ?? []) : []))
      const stated = own.length > 0 || month < context.today.slice(0, 7)
      return stated ? [[`month${i + 1}`, own.reduce((n, d) => n + d, 0)]] : []
    }),
  )
  return { rows, rowIds: shown.map((u) => u.id), count: units.length, totals }
}

async function scheduleRows(context: Context, request: FormRequest, placeOf: PlaceOf): Promise<Filled> {
  const postings = (await postingsOf(context.trx, request)).filter(
    (p) =>
      (!request.unitId || p.unit_id === request.unitId) &&
      (!request.unitIds || request.unitIds.includes(p.unit_id)) &&
      (!request.hospitalId || p.hospital_id === request.hospitalId),
  )
  const shown = cut(request, postings)
  const rows = shown.map((p) => ({
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
  return { rows, rowIds: shown.map((p) => p.id), count: postings.length }
}

/** 附件3's numbers of one card by column; the form and the facts behind its cells read the same ones. */
export const figuresOfCard = (card: CountedCard): Record<string, number> =>
  figuresOf(card as Record<FigureName, number>)

export function figuresOf(card: Record<FigureName, number>): Record<string, number> {
  return {
    consultations: Number(card.consultations ?? 0),
    caseDiscussions: Number(card.case_discussions ?? 0),
    teachingRounds: Number(card.teaching_rounds ?? 0),
    lectures: Number(card.lectures ?? 0),
    trainedStaff: Number(card.trainee_visits ?? 0),
    specialGroupServed: Number(card.special_group_services ?? 0),
    homeVisits: Number(card.home_visits ?? 0),
    leaflets: Number(card.leaflets ?? 0),
    noticeClicks: Number(card.notice_clicks ?? 0),
    screenNotices: Number(card.screen_notices ?? 0),
  }
}

type People = Awaited<ReturnType<typeof beneficiariesOf>>

/** A card as 附件3 prints it. */
export function workloadRow(card: CountedCard, beneficiaries: People, placeOf: PlaceOf): FormRow {
  const people = beneficiaries
    .slice(0, 3)
    .map((b) => `${maskName(b.name ?? '')}${b.phone ? ` ${maskPhone(b.phone)}` : ''}`)
    .join('；')
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
    ...figuresOfCard(card),
    otherServices: card.other_services,
    beneficiaries: beneficiaries.length > 3 ? `${people} 等${beneficiaries.length}人（另附页）` : people,
    expertStudio: card.expert_studio,
    otherWork: card.other_work,
  }
}

/** The days of the ledger that 附件3 of a period stands on. */
export function workloadFilter(request: FormRequest): LedgerFilter {
  const span = spanOf(request.period)
  if (!span) throw refuse('invalid-value', { path: 'period', why: '期间如 2024-05' })
  const to = request.until && request.until < span.to ? request.until : span.to
  return { ...request, from: span.from, to }
}

/** A form that is held whole, to be printed or sealed; a longer one is downloaded as a table or made county by county. */
const WHOLE = 20_000

/** @throws refusal; nothing is ever cut off silently */
export function checkLength(rows: number, most = WHOLE): void {
  if (rows > most) throw refuse('form-too-long', { rows: String(rows), most: String(most) })
}

async function workloadRows(context: Context, request: FormRequest, placeOf: PlaceOf): Promise<Filled> {
  const filter = workloadFilter(request)
  const sums = await ledger.sumsBetween(context.trx, filter)
  if (!request.window) checkLength(sums.cards)
  const cards = await countedCards(context.trx, filter, request.window)
  const ids = cards.flatMap((c) => (c.id ? [c.id] : []))
  const people = Map.groupBy(await beneficiariesOf(context.trx, request.regionId, ids), (b) => b.day_card_id)
  return {
    rows: cards.map((card) => workloadRow(card, people.get(card.id) ?? [], placeOf)),
    rowIds: ids,
    count: sums.cards,
    totals: workloadTotals(sums),
  }
}

/** All of 附件3's sums by column. FRM-4: 巡诊经费仅需填报合计数; money is kept in fen and printed in yuan. */
export const workloadTotals = (
  sums: Awaited<ReturnType<typeof ledger.sumsBetween>>,
): Record<string, number> => ({
  ...figuresOf(sums),
  roundFunds: sums.expenses_fen / 100,
  expertStudio: sums.studio_cards,
})

/** The county itself, or those below a city or province in which the programme's units stand. */
export async function countiesBelow(
  context: Context,
  programmeId: string,
  division: string,
): Promise<string[]> {
  if (division.length >= 6) return [division]
  const units = await findOrganisations(context.trx, { programmeId, under: division })
  return [...new Set(units.map((u) => u.division_code.slice(0, 6)))]
}

/** Names of the region and of the places its rows stand in. */
export async function placesOf(context: Context, request: Pick<FormRequest, 'programmeId' | 'regionId'>) {
  const own = divisionOf(request.regionId)
  const codes = await countiesBelow(context, request.programmeId, own)
  const names = await divisionNames(context.trx, [own, ...codes, ...codes.map((code) => code.slice(0, 4))])
  const placeOf: PlaceOf = (code) => ({
    city: names.get(code.slice(0, 4)) ?? '',
    county: names.get(code.slice(0, 6)) ?? '',
  })
  return { placeOf, name: names.get(own) ?? '' }
}

/** Refuses a period that is not of the form's kind, or no month or year at all. */
export function checkPeriod(
  { formId, period }: Pick<FormRequest, 'formId' | 'period'>,
  { orYear = false } = {},
): void {
  const monthly = formId === 'workload-return'
  const year = /^2\d{3}$/.test(period)
  const right = monthly ? (isMonth(period) && period >= '2000') || (orYear && year) : year
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
  const { placeOf, name } = await placesOf(context, request)
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
    county: name,
    year,
    ...(isMonth(request.period) ? { month: request.period } : {}),
    activity: activityOf(document.name),
    programme: request.programmeId,
    head: { unit: unit ?? '', reporter: request.filler ?? '', reportedOn: request.filledOn ?? '' },
    rows: filled.rows,
    // a whole form adds up its own rows, but for what no row carries
    ...(filled.totals && !request.window && filled.totals.roundFunds !== undefined
      ? { totals: { roundFunds: filled.totals.roundFunds } }
      : {}),
    ...(request.window ? { part: { before: request.window.offset, totals: filled.totals ?? {} } } : {}),
  }
  return { definition, data, rowIds: filled.rowIds, count: filled.count }
}

/** The campaign's name as the official titles quote it: “千名医师万人次下基层”, else 医师下基层. */
export function activityOf(name: string): string {
  return /“([^”]*下基层)”/.exec(name)?.[1] ?? '医师下基层'
}
