// funding actions: the claims of a month, the list for finance, and claims beside what the day cards say (FIN-1, FIN-2).
import * as contract from '../../../contract/funding-expenses.ts'
import { refuse } from '../../../contract/problems.ts'
import { may } from '../../../domain/access/roles.ts'
import { type ExpenseKind, sumByKind } from '../../../domain/funding/expenses.ts'
import { lastDayOf } from '../../../domain/shared/calendar.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { allProgrammes, concerns } from '../programme/door.ts'
import { cardExpenses } from '../visits/door.ts'
import { claimSheet } from './claim-sheet.ts'
import { claimActor, dayKey, rowsOf } from './claim-view.ts'
import * as store from './store-expenses.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
type Query = { programmeId: string; regionId?: string | undefined; month: string; state?: string | undefined }

async function spanOf(context: Context, query: Query) {
  const programme = (await allProgrammes(context.trx)).find((p) => p.id === query.programmeId)
  if (!programme || !(await concerns(context.trx, context.actor, programme)))
    throw refuse('not-found', { what: '项目' })
  return { ...query, from: `${query.month}-01`, to: lastDayOf(query.month) }
}

async function monthOfClaims(context: Context, query: Query) {
  const span = await spanOf(context, query)
  const cards = await cardExpenses(context.trx, span)
  const claims = await store.claimsBetween(context.trx, span)
  return { cards, claims, rows: await rowsOf(context, claims, cards) }
}

const listClaims = action(contract.listClaims, {
  allow: 'expense.read',
  async run(context, { query }) {
    const { state, ...all } = query
    const { cards, claims, rows } = await monthOfClaims(context, all)
    const mayClaim = may(context.actor.role, 'expense.claim')
    const claimed = new Set(claims.filter((c) => c.state !== 'cancelled').map(dayKey))
    const me = claimActor(context.actor)
    const open = cards.filter(
      (c) =>
        mayClaim &&
        !claimed.has(dayKey(c)) &&
        (c.practitioner_id === me.practitionerId || c.hospital_id === me.hospitalId),
    )
    return {
      items: state ? rows.filter((row) => row.state === state) : rows,
      openDays: open.slice(0, 500).map((c) => ({
        regionId: c.region_id,
        cardId: c.id,
        day: c.day,
        practitioner: { id: c.practitioner_id, name: c.practitioner },
        hospital: { id: c.hospital_id, name: c.hospital },
        unit: { id: c.unit_id, name: c.unit },
        card: { transport: c.transport_fen, lodging: c.lodging_fen, supplies: c.supplies_fen },
      })),
      mayClaim,
    }
  },
})

const getClaimsXlsx = action(contract.getClaimsXlsx, {
  allow: 'expense.read',
  async run(context, { query }) {
    const { rows } = await monthOfClaims(context, query)
    const parts = await store.partsOf(
      context.trx,
      rows.map((r) => ({ region_id: r.regionId, id: r.id })),
    )
    const shown = rows.filter((r) => r.state !== 'cancelled')
    const name = `下基层费用报销清单（${query.month}）.xlsx`
    context.say({
      zh: `下载 ${name}：${shown.length} 份`,
      ...(query.regionId ? { regionId: query.regionId } : {}),
    })
    return {
      bytes: await writeFormXlsx(claimSheet(shown, parts.lines, query.month)),
      fileName: name,
      type: XLSX,
    }
  },
})

const getExpenseTotals = action(contract.getExpenseTotals, {
  allow: 'expense.read',
  async run(context, { query }) {
    const span = await spanOf(context, query)
    const cards = Map.groupBy(await cardExpenses(context.trx, span), (c) => c.hospital_id)
    const sums = Map.groupBy(await store.claimSums(context.trx, span), (s) => s.hospital_id)
    const items = [...new Set([...cards.keys(), ...sums.keys()])].map((id): contract.ExpenseTotal => {
      const own = cards.get(id) ?? []
      const claimed = sums.get(id) ?? []
      const of = (states: readonly string[]): number =>
        claimed.filter((s) => states.includes(s.state)).reduce((sum, s) => sum + s.fen, 0)
      const card = (key: 'transport_fen' | 'lodging_fen' | 'supplies_fen'): number =>
        own.reduce((sum, c) => sum + c[key], 0)
      return {
        hospital: { id, name: own[0]?.hospital ?? claimed[0]?.hospital ?? '' },
        cards: own.length,
        cardFen: {
          transport: card('transport_fen'),
          lodging: card('lodging_fen'),
          supplies: card('supplies_fen'),
        },
        claims: new Set(claimed.flatMap((s) => s.claims)).size,
        kinds: sumByKind(claimed.map((s): { kind: ExpenseKind; fen: number } => s)),
        states: {
          open: of(['draft', 'returned']),
          submitted: of(['submitted']),
          approved: of(['approved']),
          paid: of(['paid']),
        },
      }
    })
    return { items: items.sort((a, b) => a.hospital.name.localeCompare(b.hospital.name, 'zh')) }
  },
})

export const expenseListActions: Action[] = [listClaims, getClaimsXlsx, getExpenseTotals]
