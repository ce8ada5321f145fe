// What the leave room says upwards; app.ts wires who hears it, in the same transaction.
import type { Context } from '../../platform/action.ts'
import type { LeaveRow } from './store.ts'

/** A published day changed by a leave that was granted, or by one that was revoked. */
export type RosterChange = { leave: LeaveRow; why: 'granted' | 'revoked' }
type Listener = (context: Context, change: RosterChange) => Promise<void>

const listeners = new Set<Listener>()
export const hearRosterChanges = (listener: Listener): void => void listeners.add(listener)

export async function sayRosterChange(context: Context, change: RosterChange): Promise<void> {
  for (const listener of listeners) await listener(context, change)
}
