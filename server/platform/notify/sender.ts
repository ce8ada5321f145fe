// The sender: after a commit that queued something, and every few seconds, takes what is due in hand, tries it once within a
// time limit and writes down what came of it. Claims are rows, so that several servers may run; what a dead sender held is
// found by its claim having run out. Stopping waits for the attempts under way.
import { randomUUID } from 'node:crypto'
import { QUIET_DEFAULT, type QuietHours, retryDelay } from '../../../domain/notices/channels.ts'
import { decideSending, settleAttempt } from '../../../domain/notices/sending.ts'
import type { Services } from '../action.ts'
import { inScope, type Trx } from '../database.ts'
import { type Deliver, deliver, hostOf } from './prepare.ts'
import * as store from './store-sender.ts'

/** Longer than any attempt takes, so that a living sender is never taken for a dead one. */
const CLAIM = 60_000
const EVERY = 5000
const AT_ONCE = 4
const STORE_TRIES = 3

type Options = { deliver?: Deliver; random?: () => number; limitMs?: number }
export type Sender = {
  /** Sends what is due until nothing is; answers when done. */
  wake: () => Promise<void>
  start: () => void
  stop: () => Promise<void>
}
type Held = store.DueRow & { token: string }

function quietOf(row: store.DueRow): QuietHours {
  return (row.transport as { quiet?: QuietHours } | null)?.quiet ?? QUIET_DEFAULT
}

/** Decides on one locked message; answers it if it is to be sent. */
async function take(trx: Trx, row: store.DueRow, now: Date): Promise<Held | null> {
  const due = {
    kind: row.kind,
    channelKind: row.channel_kind,
    urgent: row.urgent,
    attempts: row.attempts,
    abandoned: row.state === 'sending',
    unclear: row.unclear,
    takenBack: row.taken_back,
    first: row.first,
    channel: row.channel_id ? (row.channel ?? { active: false, removed: true }) : null,
    hasTransport: row.transport !== null || row.channel_kind === 'wecom' || row.channel_kind === 'dingtalk',
    quiet: quietOf(row),
  }
  const decision = decideSending(due, now, hostOf(row))
  switch (decision.do) {
    case 'send': {
      const token = randomUUID()
      await store.claim(trx, row, { token, until: new Date(now.getTime() + CLAIM) })
      return { ...row, attempts: row.attempts + 1, unclear: row.unclear || due.abandoned, token }
    }
    case 'wait':
      await store.postpone(trx, row, decision.until, due.abandoned)
      return null
    case 'cancel':
    case 'park': {
      const state = decision.do === 'cancel' ? ('cancelled' as const) : ('parked' as const)
      const ending = { state, unclear: decision.unclear ?? false, reason: decision.reason, nextAt: now }
      await store.endLocked(trx, row, ending, now)
      return null
    }
  }
}

export function createSender(
  { db, clock, config, log }: Pick<Services, 'db' | 'clock' | 'config' | 'log'>,
  { deliver: attempt = deliver, random = Math.random, limitMs }: Options = {},
): Sender {
  let stopped = false
  let again = false
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  const takeDue = (): Promise<{ held: Held[]; full: boolean }> =>
    inScope(db, { kind: 'system' }, async (trx) => {
      const now = clock.now()
      const rows = await store.lockDue(trx, now, AT_ONCE)
      const held: Held[] = []
      for (const row of rows) {
        const mine = await take(trx, row, now)
        if (mine) held.push(mine)
      }
      return { held, full: rows.length === AT_ONCE }
    })

  const settle = (row: Held, outcome: Awaited<ReturnType<Deliver>>): Promise<void> =>
    inScope(db, { kind: 'system' }, async (trx) => {
      const now = clock.now()
      const next = settleAttempt(
        { kind: row.kind, channelKind: row.channel_kind, attempts: row.attempts },
        outcome,
      )
      const nextAt = new Date(now.getTime() + retryDelay(row.attempts, random()))
      const ending = {
        ...next,
        unclear: next.state !== 'sent' && (next.unclear || row.unclear),
        reason: outcome.kind === 'sent' ? null : outcome.reason,
        nextAt,
      }
      await store.endAttempt(trx, row, ending, { now, token: row.token })
      if (outcome.kind !== 'sent' && outcome.away) await store.postponeOthers(trx, row, nextAt)
    })

  /** What the other side took must be written down: a database that is away for a moment is asked again. */
  const settleSurely = async (row: Held, outcome: Awaited<ReturnType<Deliver>>): Promise<void> => {
    for (let i = 1; ; i += 1)
      try {
        await settle(row, outcome)
        return
      } catch (error) {
        if (i === STORE_TRIES) throw error
        await new Promise((resolve) => setTimeout(resolve, 500 * i))
      }
  }

  const round = async (): Promise<void> => {
    const { held, full } = await takeDue()
    if (full) again = true
    const around = {
      home: config.home,
      publicUrl: config.publicUrl,
      now: clock.now(),
      ...(limitMs ? { limitMs } : {}),
    }
    await Promise.all(held.map(async (row) => settleSurely(row, await attempt(row, around))))
  }

  const run = async (): Promise<void> => {
    try {
      while (again && !stopped) {
        again = false
        await round()
      }
    } catch (error) {
      // the row's own words never stand in the log: what failed here is the store
      log('sending notices failed', { error: String((error as Error).stack ?? error) })
    } finally {
      running = null
    }
  }

  const wake = (): Promise<void> => {
    if (stopped) return Promise.resolve()
    again = true
    running ??= run()
    return running ?? Promise.resolve()
  }

  return {
    wake,
    start: () => {
      timer = setInterval(() => void wake(), EVERY)
      timer.unref()
      void wake()
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
