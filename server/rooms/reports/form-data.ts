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
import { isMonth, lastDayOf } from '../../../domain/shared/calendar.ts'
import { type ActivityKind, workloadOf } from '../../../domain/visits/day-card.ts'
import type { Context } from '../../platform/action.ts'
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
  ).filter((u) => u.division_code.startsWith(request.regionId) && u.active)
  const postings = await postingsOf(context.trx, request)
  const place = new Map(postings.map((p, i) => [p.unit_id, i]))
  const ordered = [...units].sort(
    (a, b) =>
      (place.get(a.id) ?? 9999) - (place.get(b.id) ?? 9999) || a.division_code.localeCompare(b.division_code),
  )
  return request.unitId ? ordered.filter((u) => u.id === request.unitId) : ordered
}

type Place = { city: string; county: string }
type Fill = (
  context: Context,
  request: FormRequest,
  place: Place,
) => Promise<{ rows: FormRow[]; rowIds: string[]; totals?: Record<string, number> }>

async function summaryRows(
  context: Context,
  request: FormRequest,
  place: Place,
): Promise<{ rows: FormRow[]; rowIds: string[] }> {
  const units = await unitsInOrder(context, request)
  const { document } = await programmeOn(context.trx, request.programmeId, context.today)
  const days = await store.personDays(
    context.trx,
    { ...request, wholeDaysOnly: countsWholeDaysOnly(document) },
    `${request.period}-12-31`,
  )
  const rows = units.map((unit) => {
    // A month without a person-day stays blank before it has passed and is 0 after: officials tell the two apart.
    const cells = Array.from({ length: 12 }, (_, i) => {
      const month = `${request.period}-${String(i + 1).padStart(2, '0')}`
      const count = days.find((d) => d.unit_id === unit.id && d.month === month)?.days
      return [`month${i + 1}`, count ?? (month < context.today.slice(0, 7) ? 0 : null)] as const
    })
    return { ...place, receivingUnit: unit.name, ...Object.fromEntries(cells) }
  })
  return { rows, rowIds: units.map((u) => u.id) }
}

async function scheduleRows(
  context: Context,
  request: FormRequest,
  place: Place,
): Promise<{ rows: FormRow[]; rowIds: string[] }> {
  const postings = (await postingsOf(context.trx, request)).filter(
    (p) => !request.unitId || p.unit_id === request.unitId,
  )
  const rows = postings.map((p) => ({
    ...place,
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
  place: Place,
): Promise<{ rows: FormRow[]; rowIds: string[]; totals: Record<string, number> }> {
  const filter = { ...request, from: `${request.period}-01`, to: lastDayOf(request.period) }
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
      ...place,
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

/** Fills a form for a period: a year ('2024') for 附件1 and 附件2, a month ('2024-05') for 附件3. */
export async function fillForm(context: Context, request: FormRequest): Promise<FilledForm> {
  const definition = formDefinition(request.formId)
  if (!definition) throw refuse('not-found', { what: '表格' })
  checkPeriod(request)
  const monthly = request.formId === 'workload-return'
  const { document } = await programmeOn(
    context.trx,
    request.programmeId,
    monthly ? `${request.period}-01` : context.today,
  )
  const names = await divisionNames(context.trx, [request.regionId, request.regionId.slice(0, 4)])
  const county = names.get(request.regionId) ?? ''
  const place = { city: names.get(request.regionId.slice(0, 4)) ?? '', county }
  const fills: Record<string, Fill> = {
    'support-summary': summaryRows,
    'staffing-schedule': scheduleRows,
    'workload-return': workloadRows,
  }
  const fill = fills[request.formId]
  if (!fill) throw refuse('not-found', { what: '表格' })
  const filled = await fill(context, request, place)
  const unit = request.unitId
    ? (await findOrganisations(context.trx, { ids: [request.unitId] }))[0]?.name
    : undefined
  const year = Number(request.period.slice(0, 4))
  const data: FormData = {
    county,
    year,
    ...(monthly ? { month: request.period } : {}),
    activity: activityOf(document.name),
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
