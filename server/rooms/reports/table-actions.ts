// reports actions: tables of a bureau's own layout (FRM-6) — kept as versions, filled from the ledger, taken away as files.
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports-tables.ts'
import { may } from '../../../domain/access/roles.ts'
import { type CustomTable, checkCustomTable, ROW_NAMES } from '../../../domain/forms/custom-table.ts'
import { layoutOf } from '../../../domain/forms/layout.ts'
import { periodLabel, spanOf } from '../../../domain/reports/dues.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { writeFormPdf } from '../../platform/documents/pdf.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { standsIn } from '../organisations/door.ts'
import { checkReach } from '../programme/door.ts'
import { factOf, SHOWN } from './cell-facts.ts'
import { checkLength, figuresOfCard } from './form-data.ts'
import { formView } from './form-view.ts'
import { OFFICIAL } from './long-form.ts'
import { type CountedCard, countedCard, countedCards } from './store-cards.ts'
import { sumsBetween } from './store-ledger.ts'
import * as store from './store-tables.ts'
import { fillingOf, fillTable, filterOfRow, headingsOf } from './table-data.ts'
import type { TableRequest } from './table-rows.ts'

const NEW = 0

/** A county's tables are for those who stand in it or above it; who keeps them stands there herself. */
async function checkCounty({ actor, trx }: Context, regionId: string): Promise<void> {
  const division = divisionOf(regionId)
  const { scope } = actor
  const inside =
    scope.kind === 'division'
      ? division.startsWith(scope.division)
      : scope.kind === 'organisations' && (await standsIn(trx, scope.organisations, division))
  if (!inside) throw refuse('not-found', { what: '本县的自定义表' })
}

const view = (row: store.TableRow, regionId: string): contract.KeptTable => ({
  id: row.id,
  regionId: row.region_id,
  name: row.name,
  version: row.version,
  table: {
    ...row.layout,
    columns: [...row.layout.columns],
    notes: [...row.layout.notes],
    signs: [...row.layout.signs],
  },
  by: row.by,
  at: row.made_at.toISOString(),
  retired: row.retired,
  own: row.region_id === regionId,
})

const listCustomTables = action(contract.listCustomTables, {
  allow: 'report.read',
  async run(context, { params }) {
    await checkCounty(context, params.regionId)
    const rows = await store.tablesOf(context.trx, params.regionId)
    return {
      items: rows.map((row) => view(row, params.regionId)),
      mayEdit: may(context.actor.role, 'table.write') && context.actor.scope.kind === 'division',
    }
  },
})

/** @throws refusal that names what is wrong with each column */
function checkLayout(table: CustomTable): void {
  const found = checkCustomTable(table)
  if (found.length > 0) throw refuse('table-refused', { count: found.length }, { problems: found })
}

const saveCustomTable = action(contract.saveCustomTable, {
  allow: 'table.write',
  async run(context, { params, body }) {
    await checkCounty(context, params.regionId)
    checkLayout(body.table)
    const { trx, actor, now } = context
    const rows = (await store.tablesOf(trx, params.regionId)).filter((t) => t.region_id === params.regionId)
    const before = body.id ? rows.find((row) => row.id === body.id) : undefined
    if (body.id && !before) throw refuse('not-found', { what: '自定义表' })
    if (before && before.version !== body.version)
      throw refuse('changed-meanwhile', { what: `“${before.name}”` })
    if (rows.some((row) => row.id !== body.id && !row.retired && row.name === body.name))
      throw refuse('already-exists', { what: `叫“${body.name}”的表` })
    const version = (before?.version ?? NEW) + 1
    const id = body.id ?? uuidv7()
    const kept = { regionId: params.regionId, id, version, name: body.name, table: body.table }
    if (!(await store.insertTable(trx, { ...kept, retired: body.retired, by: actor.accountId, now })))
      throw refuse('changed-meanwhile', { what: `“${body.name}”` })
    const act = body.retired ? '停用' : version === 1 ? '新建' : '修改'
    context.say({
      zh: `${act}自定义表“${body.name}”（${ROW_NAMES[body.table.rowsBy]}，${body.table.columns.length} 列），第 ${version} 版`,
      subject: { type: 'customTable', id },
      regionId: params.regionId,
    })
    const saved = (await store.tablesOf(trx, params.regionId)).find((row) => row.id === id)
    if (!saved) throw refuse('not-found', { what: '自定义表' })
    return view(saved, params.regionId)
  },
})

type Asked = { params: { regionId: string; programmeId: string; period: string }; tableId: string }

async function requestOf(
  context: Context,
  { params, tableId }: Asked,
): Promise<TableRequest & { name: string }> {
  await checkReach(context, params, 'read')
  checkSpan(params.period)
  const row = (await store.tablesOf(context.trx, params.regionId)).find((t) => t.id === tableId)
  if (!row) throw refuse('not-found', { what: '自定义表' })
  return { ...params, table: row.layout, version: row.version, name: row.name }
}

function checkSpan(period: string): void {
  if (!spanOf(period)) throw refuse('invalid-value', { path: 'period', why: '期间如 2024-05、2024-Q2、2024' })
}

const FORM = 'custom-table' as const

const fillCustomTable = action(contract.fillCustomTable, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const { page, pageSize, tableId, ...head } = query
    const request = await requestOf(context, { params, tableId })
    const window = { offset: (page - 1) * pageSize, limit: pageSize }
    const { definition, data, rowIds, count } = await fillTable(context, { ...request, ...head, window })
    return formView(layoutOf(definition, data), rowIds, {
      formId: FORM,
      period: params.period,
      count,
      page,
      pageSize,
    })
  },
})

/** Rows of a preview: enough to judge a layout by. */
const TRIED = 20

const tryCustomTable = action(contract.tryCustomTable, {
  allow: 'table.write',
  async run(context, { params, body }) {
    await checkReach(context, params, 'read')
    checkSpan(params.period)
    const problems = checkCustomTable(body.table)
    if (problems.length > 0) return { problems, form: null }
    const request = { ...params, table: body.table, version: NEW, window: { offset: 0, limit: TRIED } }
    const { definition, data, rowIds, count } = await fillTable(context, request)
    const about = { formId: FORM, period: params.period, count, page: 1, pageSize: TRIED }
    return { problems, form: formView(layoutOf(definition, data), rowIds, about) }
  },
})

type Head = { unitId?: string | undefined; filler?: string | undefined; most?: number }
async function wholeLayout(context: Context, asked: Asked, { most, ...head }: Head) {
  const request = await requestOf(context, asked)
  const { count } = await fillTable(context, { ...request, ...head, window: { offset: 0, limit: 1 } })
  checkLength(count, most)
  const { definition, data } = await fillTable(context, { ...request, ...head })
  return { layout: layoutOf(definition, data), name: request.name }
}
const fileName = (name: string, period: string, ending: string): string =>
  `${name}（${periodLabel(period)}）.${ending}`

const getCustomTableXlsx = action(contract.getCustomTableXlsx, {
  allow: 'report.read',
  async run(context, { params, query: { tableId, ...head } }) {
    const { layout, name } = await wholeLayout(context, { params, tableId }, head)
    const file = fileName(name, params.period, 'xlsx')
    context.say({ zh: `下载 ${file}`, regionId: params.regionId })
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    return { bytes: await writeFormXlsx(layout), fileName: file, type }
  },
})

const getCustomTablePdf = action(contract.getCustomTablePdf, {
  allow: 'report.read',
  async run(context, { params, query: { tableId, ...head } }) {
    const { layout, name } = await wholeLayout(context, { params, tableId }, { ...head, most: OFFICIAL })
    const file = fileName(name, params.period, 'pdf')
    context.say({ zh: `下载 ${file}`, regionId: params.regionId })
    const bytes = await writeFormPdf(layout, { fontFolder: context.services.config.fontFolder })
    return { bytes, fileName: file, type: 'application/pdf' }
  },
})

const figureOf = (card: CountedCard | undefined, column: string): number | null => {
  if (!card) return null
  const figures: Record<string, number> = {
    ...figuresOfCard(card),
    skillTrainings: Number(card.skill_trainings ?? 0),
    roundFunds: Number(card.expenses_fen ?? 0) / 100,
  }
  return figures[column] ?? null
}

const EXPLAINED: Record<string, string> = {
  personDays: '每位医师下基层工作 1 天，记为 1 人次；同一天的上下午只计一次。',
  doctors: '有下列日志卡的医师，每人只计一次。',
}

/** The number itself, as the table shows it. */
async function numberAt(
  context: Context,
  request: TableRequest,
  { rowId, column }: { rowId: string; column: string },
): Promise<number | null> {
  const { data, rowIds } = await fillTable(context, request)
  const row = rowId === 'total' ? data.part?.totals : data.rows[rowIds.indexOf(rowId)]
  const value = row?.[column]
  return typeof value === 'number' ? value : null
}

/** The cards behind a number: those of its unit, doctor, month … that anyone may open who sees them. */
const getCustomTableFacts = action(contract.getCustomTableFacts, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const { tableId, rowId, column, ...head } = query
    const request = { ...(await requestOf(context, { params, tableId })), ...head }
    const filling = await fillingOf(context, request)
    const filter = filterOfRow(filling, rowId)
    const one = request.table.rowsBy === 'card' && rowId !== 'total'
    const found = one
      ? [await countedCard(context.trx, filter, rowId)].flatMap((card) => card ?? [])
      : await countedCards(context.trx, filter, { limit: SHOWN })
    const wordOf = (card: CountedCard): string | number =>
      figureOf(card, column) ?? (column === 'personDays' ? '1 人次' : '')
    const heading = headingsOf(request.table).get(column) ?? column
    return {
      explanation: EXPLAINED[column] ?? `“${heading}”由下列日志卡汇总，合计由系统计算（RPT-10）。`,
      citation: null,
      total: one ? figureOf(found[0], column) : await numberAt(context, request, { rowId, column }),
      cards: found.length < SHOWN ? found.length : (await sumsBetween(context.trx, filter)).cards,
      facts: found.map((card) => factOf(card, String(wordOf(card)))),
    }
  },
})

export const tableActions: Action[] = [
  listCustomTables,
  saveCustomTable,
  fillCustomTable,
  tryCustomTable,
  getCustomTableXlsx,
  getCustomTablePdf,
  getCustomTableFacts,
]
