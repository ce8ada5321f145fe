// Fills a table of a layout of one's own from the ledger (FRM-6): whose rows the layout says, numbers as every form has them.
import { type CustomTable, columnKey, definitionOf, headingOf } from '../../../domain/forms/custom-table.ts'
import type { FormRow } from '../../../domain/forms/form.ts'
import { countsWholeDaysOnly } from '../../../domain/programme/programme.ts'
import { periodLabel, spanOf } from '../../../domain/reports/dues.ts'
import type { Context } from '../../platform/action.ts'
import { findOrganisations } from '../organisations/door.ts'
import { programmeOn } from '../programme/door.ts'
import {
  activityOf,
  checkLength,
  type FilledForm,
  figuresOf,
  ownershipLabel,
  placesOf,
  workloadFilter,
  workloadRow,
} from './form-data.ts'
import { countedCards } from './store-cards.ts'
import type { LedgerFigures, LedgerFilter } from './store-ledger.ts'
import { sumsBetween } from './store-ledger.ts'
import { doctorsBy, doctorsIn } from './store-tables.ts'
import { type Filling, rowsOf, type TableRequest } from './table-rows.ts'

/** The numbers of a row by column; null before the period has begun: officials tell 0 from blank. */
function numbersOf(
  { filter, wholeDaysOnly, context }: Filling,
  sums: LedgerFigures | undefined,
  doctors: number | undefined,
): FormRow {
  if (filter.from > context.today) return {}
  const of = (name: keyof LedgerFigures): number => Number(sums?.[name] ?? 0)
  return {
    ...(doctors === undefined ? {} : { doctors }),
    personDays: wholeDaysOnly ? of('whole_days') : of('person_days'),
    ...figuresOf((sums ?? {}) as Parameters<typeof figuresOf>[0]),
    skillTrainings: of('skill_trainings'),
    roundFunds: of('expenses_fen') / 100,
  }
}

const showsDoctors = (table: CustomTable): boolean => table.columns.some((c) => c.field === 'doctors')

const HALVES: Record<string, string> = { am: '上午', pm: '下午', day: '全天' }

async function cardRows(filling: Filling): Promise<{ rows: FormRow[]; ids: string[]; count: number }> {
  const { context, request, filter, placeOf } = filling
  const { cards: count } = await sumsBetween(context.trx, filter)
  if (!request.window) checkLength(count)
  const cards = await countedCards(context.trx, filter, request.window)
  const rows = cards.map((card) => ({
    ...workloadRow(card, [], placeOf),
    half: HALVES[card.half ?? ''] ?? '',
    ownership: ownershipLabel(card.ownership),
    skillTrainings: Number(card.skill_trainings ?? 0),
    roundFunds: Number(card.expenses_fen ?? 0) / 100,
  }))
  return { rows, ids: cards.map((c) => c.id ?? ''), count }
}

async function addedUpRows(filling: Filling): Promise<{ rows: FormRow[]; ids: string[]; count: number }> {
  const { context, request, filter } = filling
  const { table, window } = request
  const all = await rowsOf(filling)
  if (!window) checkLength(all.length)
  const shown = window ? all.slice(window.offset, window.offset + window.limit) : all
  const { rowsBy } = table
  const counted =
    rowsBy !== 'card' && rowsBy !== 'doctor' && showsDoctors(table)
      ? await doctorsBy(context.trx, filter, rowsBy)
      : null
  const rows = shown.map(({ key, words, figures }) => ({
    ...words,
    ...numbersOf(filling, figures, counted ? (counted.get(key) ?? 0) : undefined),
  }))
  return { rows, ids: shown.map((row) => row.key), count: all.length }
}

export async function fillingOf(
  context: Context,
  request: TableRequest,
): Promise<Filling & { name: string }> {
  const filter = workloadFilter({ ...request, formId: 'custom-table' })
  const { document } = await programmeOn(context.trx, request.programmeId, filter.from)
  const { placeOf, name } = await placesOf(context, request)
  return { context, request, filter, placeOf, name, wholeDaysOnly: countsWholeDaysOnly(document) }
}

/** Totals are SQL's over all rows; a doctor who stands in several of them counts once. */
async function totalsOf(filling: Filling): Promise<Record<string, number>> {
  const { context, request, filter } = filling
  const sums = await sumsBetween(context.trx, filter)
  const doctors = showsDoctors(request.table) ? await doctorsIn(context.trx, filter) : undefined
  return numbersOf(filling, sums, doctors) as Record<string, number>
}

/**
 * Fills a table for a month, a quarter or a year.
 * @throws refusal when the period is none or the table is longer than can be held whole
 */
export async function fillTable(context: Context, request: TableRequest): Promise<FilledForm> {
  const filling = await fillingOf(context, request)
  const { table, period } = request
  const { rows, ids, count } = table.rowsBy === 'card' ? await cardRows(filling) : await addedUpRows(filling)
  const unit = request.unitId
    ? (await findOrganisations(context.trx, { ids: [request.unitId] }))[0]?.name
    : undefined
  const { document } = await programmeOn(context.trx, request.programmeId, context.today)
  return {
    definition: definitionOf(table, request.version, periodLabel(period)),
    data: {
      county: filling.name,
      year: Number(period.slice(0, 4)),
      ...(/^\d{4}-\d{2}$/.test(period) ? { month: period } : {}),
      activity: activityOf(document.name),
      programme: request.programmeId,
      head: { unit: unit ?? '', reporter: request.filler ?? '' },
      rows,
      part: { before: request.window?.offset ?? 0, totals: await totalsOf(filling) },
    },
    rowIds: ids,
    count,
  }
}

/** Which cards stand behind a row: its unit's, its doctor's, its month's … ; all of the table for the total row. */
export function filterOfRow(
  { filter, request }: Filling,
  rowId: string,
): LedgerFilter & { practitionerId?: string } {
  if (rowId === 'total') return filter
  switch (request.table.rowsBy) {
    case 'unit':
      return { ...filter, unitId: rowId }
    case 'hospital':
      return { ...filter, hospitalId: rowId }
    case 'doctor':
      return { ...filter, practitionerId: rowId }
    case 'county':
      return { ...filter, regionId: rowId }
    case 'month': {
      const span = spanOf(rowId)
      return span ? { ...filter, ...span } : filter
    }
    case 'card':
      return filter
  }
}

export const headingsOf = (table: CustomTable): Map<string, string> =>
  new Map(table.columns.map((column, i) => [columnKey(column, i), headingOf(column)]))
