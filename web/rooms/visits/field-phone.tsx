// The opened phone as its pages see it: the sealed store, the sync runner, and the days it carries.
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import type { DayCardView } from '../../../contract/visits.ts'
import { type FieldBundle, getFieldBundle } from '../../../contract/visits-field.ts'
import { pendingCount } from '../../offline/outbox.ts'
import { keepBundle, readBundle, type Unlocked } from '../../offline/store.ts'
import type { Surroundings } from '../../offline/surroundings.ts'
import type { SyncRunner, SyncState } from '../../offline/sync.ts'
import { call } from '../../shell/call.ts'

const DAYS = 'days'

type Held = {
  unlocked: Unlocked
  around: Surroundings
  runner: SyncRunner
  /** Null until something was ever carried here. */
  bundle: FieldBundle | null
  keepCard: (card: DayCardView) => Promise<void>
  keepPresence: (mark: FieldBundle['presence'][number]) => Promise<void>
  refresh: () => Promise<void>
  leave: () => void
}
const PhoneContext = createContext<Held | null>(null)

export function usePhone(): Held {
  const held = useContext(PhoneContext)
  if (!held) throw new Error('outside an opened phone')
  return held
}

export function useSync(): SyncState {
  const { runner } = usePhone()
  return useSyncExternalStore(runner.subscribe, runner.getSnapshot)
}

/** Reads the days again, unless something waits to be sent: the server does not know of it yet. */
async function fetchDays(unlocked: Unlocked): Promise<FieldBundle | null> {
  if ((await pendingCount(unlocked)) > 0) return null
  const bundle = await call(getFieldBundle, {})
  if ((await pendingCount(unlocked)) > 0) return null
  await keepBundle(unlocked, DAYS, bundle)
  return bundle
}

export function PhoneProvider({
  unlocked,
  around,
  runner,
  onLeave,
  children,
}: {
  unlocked: Unlocked
  around: Surroundings
  runner: SyncRunner
  onLeave: () => void
  children: ReactNode
}) {
  const [bundle, setBundle] = useState<FieldBundle | null>(null)
  const { pending, online } = useSyncExternalStore(runner.subscribe, runner.getSnapshot)
  const refresh = useCallback(async () => {
    const read = await fetchDays(unlocked).catch(() => null)
    if (read) setBundle(read)
  }, [unlocked])
  useEffect(() => {
    void readBundle<FieldBundle>(unlocked, DAYS).then((kept) => {
      if (kept) setBundle((now) => now ?? kept.value)
    })
  }, [unlocked])
  // whatever was sent comes back as the server has it, and so does what others changed meanwhile
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    fetchDays(unlocked).then(
      (read) => {
        if (read && !gone) setBundle(read)
      },
      // no network after all: what is carried stays
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [pending, online, unlocked])
  /** What was done here shows at once, on the disk and on the page, until the server has answered. */
  const keep = useCallback(
    async (change: (kept: FieldBundle) => FieldBundle) => {
      const kept = (await readBundle<FieldBundle>(unlocked, DAYS))?.value ?? bundle
      if (!kept) return
      const next = change(kept)
      await keepBundle(unlocked, DAYS, next)
      setBundle(next)
    },
    [unlocked, bundle],
  )
  const keepCard = useCallback(
    (card: DayCardView) =>
      keep((kept) => ({ ...kept, cards: [...kept.cards.filter((one) => one.id !== card.id), card] })),
    [keep],
  )
  const keepPresence = useCallback(
    (mark: FieldBundle['presence'][number]) =>
      keep((kept) => ({ ...kept, presence: [...kept.presence, mark] })),
    [keep],
  )
  const held = useMemo(
    () => ({ unlocked, around, runner, bundle, keepCard, keepPresence, refresh, leave: onLeave }),
    [unlocked, around, runner, bundle, keepCard, keepPresence, refresh, onLeave],
  )
  return <PhoneContext value={held}>{children}</PhoneContext>
}
