// A claim as it is shown: its lines beside what the day card says, who had a hand in it, what the reader may do next.
import type { ClaimRow, ClaimView } from '../../../contract/funding-expenses.ts'
import {
  type ClaimAct,
  type ClaimActor,
  type ClaimFacts,
  type ClaimState,
  claimActsOf,
} from '../../../domain/funding/claim.ts'
import {
  type CardFigures,
  differencesOf,
  type ExpenseKind,
  sumByKind,
} from '../../../domain/funding/expenses.ts'
import type { Context } from '../../platform/action.ts'
import type { Actor } from '../../platform/actor.ts'
import { cardExpenses } from '../visits/door.ts'
import * as store from './store-expenses.ts'

export const claimActor = (actor: Actor): ClaimActor => ({
  accountId: actor.accountId,
  practitionerId: actor.role === 'doctor' ? actor.practitionerId : null,
  hospitalId: actor.role === 'hospital' ? actor.organisationId : null,
})

type CardRow = Awaited<ReturnType<typeof cardExpenses>>[number]
const figuresOf = (card: CardRow): CardFigures => ({
  transport: card.transport_fen,
  lodging: card.lodging_fen,
  supplies: card.supplies_fen,
})
export const dayKey = (of: {
  region_id: string
  practitioner_id: string
  unit_id: string
  day: string
}): string => `${of.region_id}/${of.practitioner_id}/${of.unit_id}/${of.day}`

type Own = {
  lines: { kind: ExpenseKind; fen: number; issuer: string; number: string; note: string }[]
  photos: store.Parts['photos']
  moves: store.Parts['moves']
}

/** The parts of each claim by its id. */
function partsById(parts: store.Parts): (id: string) => Own {
  const lines = Map.groupBy(parts.lines, (l) => l.claim_id)
  const photos = Map.groupBy(parts.photos, (p) => p.claim_id)
  const moves = Map.groupBy(parts.moves, (m) => m.claim_id)
  return (id) => ({
    lines: (lines.get(id) ?? []).map((l) => ({
      kind: l.kind as ExpenseKind,
      fen: l.amount_fen,
      issuer: l.issuer,
      number: l.number,
      note: l.note,
    })),
    photos: photos.get(id) ?? [],
    moves: moves.get(id) ?? [],
  })
}

export const factsOf = (row: store.ClaimRow, moves: store.Parts['moves']): ClaimFacts => ({
  state: row.state as ClaimState,
  practitionerId: row.practitioner_id,
  hospitalId: row.hospital_id,
  hands: moves.filter((m) => m.act === 'save' || m.act === 'submit').map((m) => m.made_by),
})

function rowOf(actor: Actor, row: store.ClaimRow, own: Own, card: CardRow | undefined): ClaimRow {
  const [last] = own.moves
  const figures = card ? figuresOf(card) : null
  return {
    regionId: row.region_id,
    id: row.id,
    programmeId: row.programme_id,
    day: row.day,
    practitioner: { id: row.practitioner_id, name: row.practitioner },
    hospital: { id: row.hospital_id, name: row.hospital },
    unit: { id: row.unit_id, name: row.unit },
    state: row.state as ClaimState,
    totalFen: own.lines.reduce((sum, l) => sum + l.fen, 0),
    kinds: sumByKind(own.lines),
    card: figures,
    differs: differencesOf(own.lines, figures).length > 0,
    difference: row.difference,
    photos: own.photos.length,
    mayDo: claimActsOf(factsOf(row, own.moves), claimActor(actor)),
    last: last
      ? { act: last.act as ClaimAct, by: last.by, at: last.made_at.toISOString(), note: last.note }
      : null,
  }
}

/** Claims of one programme as rows, each beside its card. */
export async function rowsOf(
  context: Context,
  rows: readonly store.ClaimRow[],
  cards: readonly CardRow[],
): Promise<ClaimRow[]> {
  const own = partsById(await store.partsOf(context.trx, rows))
  const byDay = new Map(cards.map((card) => [dayKey(card), card]))
  return rows.map((row) => rowOf(context.actor, row, own(row.id), byDay.get(dayKey(row))))
}

export async function viewOf(context: Context, row: store.ClaimRow): Promise<ClaimView> {
  const own = partsById(await store.partsOf(context.trx, [row]))(row.id)
  const [card] = await cardExpenses(context.trx, {
    programmeId: row.programme_id,
    regionId: row.region_id,
    from: row.day,
    to: row.day,
    practitionerId: row.practitioner_id,
    unitId: row.unit_id,
  })
  return {
    ...rowOf(context.actor, row, own, card),
    version: row.version,
    cardId: card?.id ?? null,
    lines: own.lines,
    pictures: own.photos.map(({ sha256, size }) => ({ sha256, size })),
    moves: own.moves.map((m) => ({
      act: m.act as ClaimAct,
      state: m.state as ClaimState,
      by: m.by,
      at: m.made_at.toISOString(),
      note: m.note,
      totalFen: m.total_fen,
    })),
  }
}
