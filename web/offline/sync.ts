// The runner of the outbox: sends while there is something to send, rests after failures, wakes at start, when the
// network or the page comes back and by a timer (there is no background sync in WeChat or Safari). Its state is for
// `useSyncExternalStore(runner.subscribe, runner.getSnapshot)`: the sync line is always in sight.
import type { Problem } from '../../domain/shared/problem.ts'
import { CallRefused } from '../shell/call.ts'
import { pendingCount, refusedCount } from './outbox.ts'
import { phoneProblem } from './phone-problems.ts'
import { forgetPhotoRest } from './photo-send.ts'
import { photoCount } from './photos.ts'
import type { Unlocked } from './store.ts'
import { browserSurroundings, type Surroundings } from './surroundings.ts'
import { forgetBackoff, MOST_BACKOFF_MS } from './sync-batch.ts'
import { newPace, type Pace, type Sent, sendOnce } from './sync-send.ts'
import { sealOff } from './vault-leave.ts'

export type SyncState = {
  online: boolean
  pending: number
  /** Photographs that wait to be sent, after the acts. */
  photos: number
  /** Not accepted, waiting for a person: refused and conflicting ones. */
  refused: number
  sending: boolean
  /** The server's time of the last upload (ISO), kept over restarts. */
  lastSuccessAt: string | null
  needsSignIn: boolean
  /** What stands in the way at the moment. */
  problem: Problem | null
}

export type SyncRunner = {
  getSnapshot: () => SyncState
  subscribe: (listener: () => void) => () => void
  /** Sends now, whatever was resting; also after signing in again. */
  wake: () => void
  stop: () => void
}

/** How often an idle runner looks for work of other tabs. */
const IDLE_MS = 30_000
const BUSY_MS = 5_000

const START: SyncState = {
  online: true,
  pending: 0,
  photos: 0,
  refused: 0,
  sending: false,
  lastSuccessAt: null,
  needsSignIn: false,
  problem: null,
}

function observable(first: SyncState) {
  let state = first
  const listeners = new Set<() => void>()
  return {
    get: (): SyncState => state,
    set(part: Partial<SyncState>): void {
      const next = { ...state, ...part }
      const same = (Object.keys(next) as (keyof SyncState)[]).every((name) => next[name] === state[name])
      if (same) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
type Observable = ReturnType<typeof observable>

async function recount(unlocked: Unlocked, state: Observable): Promise<void> {
  const [pending, refused, photos] = await Promise.all([
    pendingCount(unlocked),
    refusedCount(unlocked),
    photoCount(unlocked),
  ])
  const last = await unlocked.store.run((db) => db.meta.get('lastSuccessAt'))
  state.set({ pending, refused, photos, lastSuccessAt: (last?.value as string | undefined) ?? null })
}

type Turn = { unlocked: Unlocked; around: Surroundings; state: Observable; pace: Pace; stopped: boolean }

/** R27: this phone was reported lost; it closes itself at the first contact with the server. */
async function giveUpPhone(turn: Turn): Promise<null> {
  turn.stopped = true
  await sealOff(turn.unlocked)
  return null
}

/** Sends until nothing is due; returns after how long to look again, null to wait for an occasion. */
async function drain(turn: Turn): Promise<number | null> {
  const { unlocked, around, state, pace } = turn
  while (!turn.stopped) {
    const sent: Sent = await sendOnce(unlocked, around, pace)
    if (sent.kind === 'progress' && sent.at)
      await unlocked.store.run((db) => db.meta.put({ name: 'lastSuccessAt', value: sent.at }))
    await recount(unlocked, state)
    switch (sent.kind) {
      case 'progress':
        state.set({ problem: null, needsSignIn: false })
        break
      case 'idle':
        state.set({ problem: null })
        return IDLE_MS
      case 'resting':
        return sent.waitMs
      case 'busy':
        return BUSY_MS
      case 'failed':
        // How long it rests stands in the store, where the next look finds it.
        state.set({ problem: sent.problem })
        if (sent.problem.code === 'device-revoked') return giveUpPhone(turn)
        break
      case 'signIn':
        state.set({ problem: sent.problem, needsSignIn: true })
        return null
    }
  }
  return null
}

/** One turn of the runner. `fresh`: something changed outside, so nothing rests any more and the browser's word that it is offline is put to the test. */
async function takeTurn(turn: Turn, fresh: boolean): Promise<number | null> {
  const { unlocked, around, state } = turn
  try {
    if (fresh) await Promise.all([forgetBackoff(unlocked), forgetPhotoRest(unlocked)])
    await recount(unlocked, state)
    if (!fresh && (state.get().needsSignIn || !around.isOnline())) return IDLE_MS
    state.set({ sending: state.get().pending + state.get().photos > 0 })
    return await drain(turn)
  } catch (error) {
    // The store failed, or the account was locked meanwhile: said aloud, and tried again.
    const own = error instanceof CallRefused ? (error.refusal as Problem) : phoneProblem('store-failed')
    if (!turn.stopped) state.set({ problem: own })
    return MOST_BACKOFF_MS
  } finally {
    state.set({ sending: false })
  }
}

/** Starts sending what is in the outbox of an unlocked account. Call `stop()` before locking it. */
export function startSync(unlocked: Unlocked, around: Surroundings = browserSurroundings()): SyncRunner {
  const state = observable({ ...START, online: around.isOnline() })
  const turn: Turn = { unlocked, around, state, pace: newPace(), stopped: false }
  let running = false
  let asked: 'no' | 'plain' | 'fresh' = 'no'
  let cancelTimer = (): void => undefined

  async function go(how: 'plain' | 'fresh'): Promise<void> {
    if (asked !== 'fresh') asked = how
    if (running) return
    running = true
    cancelTimer()
    let wait: number | null = null
    while (asked !== 'no' && !turn.stopped) {
      const fresh = asked === 'fresh'
      asked = 'no'
      wait = await takeTurn(turn, fresh)
    }
    running = false
    if (!turn.stopped && wait !== null) cancelTimer = around.after(wait, () => void go('plain'))
  }
  const wake = (): void => void go('fresh')
  const offs = [
    around.on('online', wake),
    around.on('online', () => state.set({ online: true })),
    around.on('offline', () => state.set({ online: false })),
    around.on('visible', wake),
    unlocked.store.onChange(() => void go('plain')),
  ]
  wake()
  return {
    getSnapshot: state.get,
    subscribe: state.subscribe,
    wake,
    stop: () => {
      turn.stopped = true
      cancelTimer()
      for (const off of offs) off()
    },
  }
}
