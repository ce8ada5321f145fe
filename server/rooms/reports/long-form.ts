// A form of more rows than a page is set for, as a plain workbook: 附件3 of a city's or a province's month or year. County by
// county and month by month from the ledger into a file, so that memory stays flat; the sums are SQL's.
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileAnswer } from '../../../contract/endpoint.ts'
import { refuse } from '../../../contract/problems.ts'
import { type FormLayout, type LayoutValue, layoutOf } from '../../../domain/forms/layout.ts'
import { addMonths, lastDayOf } from '../../../domain/shared/calendar.ts'
import type { Context } from '../../platform/action.ts'
import { writeLongXlsx } from '../../platform/documents/xlsx-rows.ts'
import { type FilledForm, type FormRequest, placesOf, workloadFilter, workloadRow } from './form-data.ts'
import { beneficiariesOf, countedCards } from './store-cards.ts'
import { countiesWithCards, type LedgerFilter } from './store-ledger.ts'

/** Rows up to which the official form is set whole, with its merged header and print layout. */
export const OFFICIAL = 2000
const AT_ONCE = 2
/** Rows held in memory at a time. */
const HELD = 1000
let running = 0

type County = { region_id: string; cards: number }

/** The parts a table is written in: a county at once, or by months where that were too many rows to hold. */
function* partsOf(filter: LedgerFilter, counties: readonly County[]): Generator<LedgerFilter> {
  for (const { region_id: regionId, cards } of counties)
    if (cards <= HELD) yield { ...filter, regionId }
    else yield* monthsOf({ ...filter, regionId })
}

function* monthsOf(filter: LedgerFilter): Generator<LedgerFilter> {
  for (let month = filter.from.slice(0, 7); month <= filter.to.slice(0, 7); month = addMonths(month, 1)) {
    const [first, last] = [`${month}-01`, lastDayOf(month)]
    yield {
      ...filter,
      from: first < filter.from ? filter.from : first,
      to: last > filter.to ? filter.to : last,
    }
  }
}

/** Every row as the form prints it, one part ahead of whoever writes it down. */
async function* rowsInParts(
  context: Context,
  request: FormRequest,
  filled: FilledForm,
): AsyncGenerator<LayoutValue[][]> {
  const filter = workloadFilter(request)
  const { placeOf } = await placesOf(context, request)
  const load = async (part: LedgerFilter) => {
    const cards = await countedCards(context.trx, part)
    const ids = cards.flatMap((c) => (c.id ? [c.id] : []))
    const people = await beneficiariesOf(context.trx, part.regionId ?? '', ids)
    return { cards, people: Map.groupBy(people, (b) => b.day_card_id) }
  }
  let before = 0
  const counties = await countiesWithCards(context.trx, filter)
  const parts = partsOf(filter, counties)
  const take = () => {
    const { value, done } = parts.next()
    const loading = done ? null : load(value)
    // its failure is heard when its turn comes
    loading?.catch(() => undefined)
    return loading
  }
  let next = take()
  while (next) {
    const { cards, people } = await next
    next = take()
    const rows = cards.map((card) => workloadRow(card, people.get(card.id) ?? [], placeOf))
    const data = { ...filled.data, rows, part: { before, totals: {} } }
    before += rows.length
    yield layoutOf(filled.definition, data).rows
  }
}

/** The header in one line, as the import reads it, below the title. */
function headOf(layout: FormLayout): LayoutValue[][] {
  const labels = layout.columns.map((_, c) => {
    const cell = layout.header.cells.filter((h) => h.c === c && h.colspan === 1).at(-1)
    return cell?.label ?? ''
  })
  return [[`${layout.annexLabel} ${layout.title}`], labels]
}

const footOf = ({ total, notes }: FormLayout): LayoutValue[][] => [
  ...(total ? [[total.label, ...Array.from({ length: total.span - 1 }, () => null), ...total.values]] : []),
  ...notes.map((note) => [`备注：${note}`]),
]

/**
 * Writes a long 附件3 into a file of its own, which is taken away once it is sent.
 * @throws refusal when others are being written already or the reader has gone away
 */
export async function longFormXlsx(
  context: Context,
  request: FormRequest,
  filled: FilledForm,
): Promise<Pick<FileAnswer, 'type'> & { path: string }> {
  if (running >= AT_ONCE) throw refuse('exports-busy', { most: String(AT_ONCE) })
  const path = join(tmpdir(), `xunzhen-${randomUUID()}.xlsx`)
  const layout = layoutOf(filled.definition, filled.data)
  const { signal } = context.request
  running += 1
  try {
    await writeLongXlsx(
      path,
      {
        name: layout.annexLabel,
        widths: layout.widths,
        head: headOf(layout),
        parts: rowsInParts(context, request, filled),
        foot: footOf(layout),
      },
      signal,
    )
  } catch (error) {
    await rm(path, { force: true })
    throw signal?.aborted ? refuse('nobody-waits') : error
  } finally {
    running -= 1
  }
  return { path, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
}
