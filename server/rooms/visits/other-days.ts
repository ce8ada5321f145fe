// What the doctors of some cards recorded on their earlier days, for the question whether a day was copied (P24).

import { addDays } from '../../../domain/shared/calendar.ts'
import { ACTIVITY_KINDS, type Activity } from '../../../domain/visits/day-card.ts'
import { COPY_DAYS } from '../../../domain/visits/questions.ts'
import type { Db, Trx } from '../../platform/database.ts'
import type { CardRow } from './store.ts'

/** By practitioner. */
export type OtherDays = ReadonlyMap<string, { day: string; activities: Activity[] }[]>

/** Every card of those practitioners from `COPY_DAYS` days before the first card to the last one. */
export async function otherDaysOf(
  db: Db | Trx,
  cards: readonly Pick<CardRow, 'region_id' | 'practitioner_id' | 'day'>[],
): Promise<OtherDays> {
  const days = cards.map((card) => card.day).sort()
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) return new Map()
  const rows = await db
    .selectFrom('day_cards as c')
    .innerJoin('day_card_activities as a', (join) =>
      join.onRef('a.region_id', '=', 'c.region_id').onRef('a.day_card_id', '=', 'c.id'),
    )
    .select(['c.id', 'c.practitioner_id', 'c.day', 'a.kind', 'a.count', 'a.participants'])
    .where('c.region_id', 'in', [...new Set(cards.map((card) => card.region_id))])
    .where('c.practitioner_id', 'in', [...new Set(cards.map((card) => card.practitioner_id))])
    .where('c.day', '>=', addDays(first, -COPY_DAYS))
    .where('c.day', '<=', last)
    .where('c.status', 'not in', ['merged', 'duplicate'])
    .execute()
  const found = new Map<string, { day: string; activities: Activity[] }[]>()
  for (const group of Map.groupBy(rows, (row) => row.id).values()) {
    const [one] = group
    if (!one) continue
    const activities = group.flatMap((row) => {
      const kind = ACTIVITY_KINDS.find((known) => known === row.kind)
      return kind
        ? [{ kind, count: row.count, participants: row.participants, title: '', online: false }]
        : []
    })
    found.set(one.practitioner_id, [...(found.get(one.practitioner_id) ?? []), { day: one.day, activities }])
  }
  return found
}
