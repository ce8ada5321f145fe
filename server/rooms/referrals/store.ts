// referrals store: what villages need, and every move of it (ORD-1).
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database.ts'

const orders = (db: Db | Trx) =>
  db
    .selectFrom('visit_orders as o')
    .innerJoin('organisations as v', 'v.id', 'o.village_id')
    .innerJoin('organisations as u', 'u.id', 'o.unit_id')
    .selectAll('o')
    .select(['v.name as village', 'u.name as unit'])
    .select(
      sql<string>`coalesce((select m.reason from visit_order_moves m where m.region_id = o.region_id and m.order_id = o.id order by m.made_at desc, m.id desc limit 1), '')`.as(
        'reason',
      ),
    )

export async function orderById(db: Db | Trx, regionId: string, id: string) {
  return orders(db).where('o.region_id', '=', regionId).where('o.id', '=', id).executeTakeFirst()
}
export type OrderRow = NonNullable<Awaited<ReturnType<typeof orderById>>>

/** Newest first, at most `most`. */
export async function listOrders(
  db: Db | Trx,
  filter: { regionId?: string | undefined; state?: string | undefined },
  most: number,
): Promise<OrderRow[]> {
  let query = orders(db).orderBy('o.day', 'desc').orderBy('o.id', 'desc').limit(most)
  if (filter.regionId) query = query.where('o.region_id', '=', filter.regionId)
  if (filter.state) query = query.where('o.state', '=', filter.state)
  return query.execute()
}

export type OrderWrite = {
  regionId: string
  id: string
  villageId: string
  unitId: string
  group: string
  initials: string
  problem: string
  specialty: string | null
  urgency: string
  wish: string
  contact: { name: string | null; phone: string | null; way: string; version: number } | null
  day: string
  by: string
  at: Date
  deviceAt: Date | null
}
export async function insertOrder(trx: Trx, o: OrderWrite): Promise<void> {
  await trx
    .insertInto('visit_orders')
    .values({
      region_id: o.regionId,
      id: o.id,
      village_id: o.villageId,
      unit_id: o.unitId,
      state: 'recorded',
      patient_group: o.group,
      initials: o.initials,
      problem: o.problem,
      specialty: o.specialty,
      urgency: o.urgency,
      wish: o.wish,
      contact_name: o.contact?.name ?? null,
      contact_phone: o.contact?.phone ?? null,
      contact_way: o.contact?.way ?? null,
      contact_version: o.contact?.version ?? null,
      day: o.day,
      made_by: o.by,
      made_at: o.at,
      device_at: o.deviceAt,
    })
    .execute()
}

type Move = {
  regionId: string
  orderId: string
  id: string
  state: string
  reason: string
  by: string
  at: Date
  deviceAt: Date | null
}
/** Moves an order and keeps the move; where it ends, whom to tell is forgotten. */
export async function moveOrder(trx: Trx, move: Move, forget: boolean): Promise<void> {
  await trx
    .updateTable('visit_orders')
    .set({ state: move.state, ...(forget ? { contact_name: null, contact_phone: null } : {}) })
    .where('region_id', '=', move.regionId)
    .where('id', '=', move.orderId)
    .execute()
  await addMove(trx, move)
}
export async function addMove(trx: Trx, move: Move): Promise<void> {
  await trx
    .insertInto('visit_order_moves')
    .values({
      region_id: move.regionId,
      id: move.id,
      order_id: move.orderId,
      state: move.state,
      reason: move.reason,
      made_by: move.by,
      made_at: move.at,
      device_at: move.deviceAt,
    })
    .execute()
}

/** Holds back every other move of this order until this one is done. */
export async function lockOrder(trx: Trx, regionId: string, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`visit order ${regionId} ${id}`}, 0))`.execute(
    trx,
  )
}
