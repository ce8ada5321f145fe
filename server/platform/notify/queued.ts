// Which transactions put something into the outbox, so that the sender is woken once such a one is committed.
import type { Trx } from '../database.ts'

const queued = new WeakSet<Trx>()
export const noteQueued = (trx: Trx): void => void queued.add(trx)
export const hasQueued = (trx: Trx): boolean => queued.has(trx)
