// The village's own orders on its phone: read from the server when nothing waits, changed here first, sealed like all else.
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { CallInput, CallOutput } from '../../../contract/endpoint.ts'
import {
  listVisitOrders,
  recordVisitOrder,
  type VisitOrder,
  withdrawVisitOrder,
} from '../../../contract/referrals.ts'
import { pendingCount, record } from '../../offline/outbox.ts'
import { keepBundleIfSent, readBundle, type Unlocked } from '../../offline/store.ts'
import { call } from '../../shell/call.ts'
import { usePhone } from '../visits/door.ts'

const ORDERS = 'visit-orders'
type Carried = CallOutput<typeof listVisitOrders>
export type NewOrder = CallInput<typeof recordVisitOrder>['body']

/** Reads them again, unless something waits to be sent: the server does not know of it yet. */
async function fetchOrders(unlocked: Unlocked): Promise<Carried | null> {
  if ((await pendingCount(unlocked)) > 0) return null
  const read = await call(listVisitOrders, { query: {} })
  return (await keepBundleIfSent(unlocked, ORDERS, read)) ? read : null
}

export function useOrders() {
  const { unlocked, around, runner } = usePhone()
  const { pending, online } = useSyncExternalStore(runner.subscribe, runner.getSnapshot)
  const [carried, setCarried] = useState<Carried | null>(null)
  useEffect(() => {
    void readBundle<Carried>(unlocked, ORDERS).then((kept) => {
      if (kept) setCarried((now) => now ?? kept.value)
    })
  }, [unlocked])
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    fetchOrders(unlocked).then(
      (read) => {
        if (read && !gone) setCarried(read)
      },
      // no network after all: what is carried stays
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [pending, online, unlocked])

  const changed = useCallback(
    async (change: (items: VisitOrder[]) => VisitOrder[]): Promise<Carried | null> => {
      const kept = (await readBundle<Carried>(unlocked, ORDERS))?.value ?? carried
      return kept && { ...kept, items: change(kept.items) }
    },
    [unlocked, carried],
  )
  const add = async (order: NewOrder, line: string): Promise<void> => {
    const home = carried?.home
    if (!home) return
    const id = uuidv7()
    const deviceAt = new Date(around.now()).toISOString()
    const value = await changed((items) => [
      {
        regionId: home.regionId,
        id,
        state: 'recorded',
        day: carried.today,
        village: { id: home.villageId, name: home.village },
        unit: home.unit,
        group: order.group,
        initials: order.initials ?? '',
        problem: order.problem,
        specialty: order.specialty ?? null,
        urgency: order.urgency,
        wish: order.wish,
        contact: order.contact ? { name: order.contact.name, phone: order.contact.phone } : null,
        reason: '',
        age: 0,
        doubles: [],
      },
      ...items,
    ])
    await record(
      unlocked,
      around,
      {
        endpoint: recordVisitOrder,
        input: { params: { regionId: home.regionId, id }, body: { ...order, deviceAt } },
      },
      { line, ...(value ? { bundle: { key: ORDERS, value } } : {}) },
    )
    if (value) setCarried(value)
    runner.wake()
  }
  const withdraw = async (order: VisitOrder, reason: string, line: string): Promise<void> => {
    const deviceAt = new Date(around.now()).toISOString()
    const value = await changed((items) =>
      items.map((one) => (one.id === order.id ? { ...one, state: 'withdrawn', reason, contact: null } : one)),
    )
    await record(
      unlocked,
      around,
      {
        endpoint: withdrawVisitOrder,
        input: { params: { regionId: order.regionId, id: order.id }, body: { reason, deviceAt } },
      },
      { line, ...(value ? { bundle: { key: ORDERS, value } } : {}) },
    )
    if (value) setCarried(value)
    runner.wake()
  }
  return { carried, add, withdraw }
}
