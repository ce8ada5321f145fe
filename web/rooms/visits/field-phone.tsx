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
import { pendingCount, type RecordOptions } from '../../offline/outbox.ts'
import { keepBundleIfSent, readBundle, type Unlocked } from '../../offline/store.ts'
import type { Surroundings } from '../../offline/surroundings.ts'
import type { SyncRunner, SyncState } from '../../offline/sync.ts'
import { call } from '../../shell/call.ts'
import { keepClock, useGives, useServerClock } from './field-kept.ts'

const DAYS = 'days'

/** What was done here, as the pages will show it: `keep` goes to the disk with the record, then `show` it. */
type Shown = { keep: Pick<RecordOptions, 'bundle'>; show: () => void }
type Held = {
  unlocked: Unlocked
  around: Surroundings
  runner: SyncRunner
  /** Null until something was ever carried here. */
  bundle: FieldBundle | null
  withCard: (card: DayCardView) => Promise<Shown>
  withPresence: (mark: FieldBundle['presence'][number]) => Promise<Shown>
  /** Anything else of what is carried. */
  withBundle: (change: (kept: FieldBundle) => FieldBundle) => Promise<Shown>
  refresh: () => Promise<void>
  /** The server's time as far as this phone knows it: its own clock, put right when it last heard of it (R7). */
  serverNow: () => number
  /** Whether a position goes with 报到; its owner switched it on. */
  gives: boolean
  setGives: (on: boolean) => Promise<void>
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
async function fetchDays(unlocked: Unlocked, around: Surroundings): Promise<FieldBundle | null> {
  if ((await pendingCount(unlocked)) > 0) return null
  const bundle = await call(getFieldBundle, {})
  await keepClock(unlocked, around, bundle.readAt)
  return (await keepBundleIfSent(unlocked, DAYS, bundle)) ? bundle : null
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
  const { pending, photos, online } = useSyncExternalStore(runner.subscribe, runner.getSnapshot)
  const refresh = useCallback(async () => {
    const read = await fetchDays(unlocked, around).catch(() => null)
    if (read) setBundle(read)
  }, [unlocked, around])
  useEffect(() => {
    void readBundle<FieldBundle>(unlocked, DAYS).then((kept) => {
      if (kept) setBundle((now) => now ?? kept.value)
    })
  }, [unlocked])
  // whatever was sent comes back as the server has it, and so does what others changed meanwhile
  // biome-ignore lint/correctness/useExhaustiveDependencies: a photograph that arrived is read again too
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    fetchDays(unlocked, around).then(
      (read) => {
        if (read && !gone) setBundle(read)
      },
      // no network after all: what is carried stays
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [pending, photos, online, unlocked, around])
  /** What was done here shows at once, on the disk and on the page, until the server has answered. */
  const showing = useCallback(
    async (change: (kept: FieldBundle) => FieldBundle): Promise<Shown> => {
      const kept = (await readBundle<FieldBundle>(unlocked, DAYS))?.value ?? bundle
      if (!kept) return { keep: {}, show: () => undefined }
      const value = change(kept)
      return { keep: { bundle: { key: DAYS, value } }, show: () => setBundle(value) }
    },
    [unlocked, bundle],
  )
  const withCard = useCallback(
    (card: DayCardView) =>
      showing((kept) => ({ ...kept, cards: [...kept.cards.filter((one) => one.id !== card.id), card] })),
    [showing],
  )
  const withPresence = useCallback(
    (mark: FieldBundle['presence'][number]) =>
      showing((kept) => ({ ...kept, presence: [...kept.presence, mark] })),
    [showing],
  )
  const serverNow = useServerClock(unlocked, around, bundle)
  const { gives, setGives } = useGives(unlocked)
  const held = useMemo(
    () => ({
      unlocked,
      around,
      runner,
      bundle,
      withCard,
      withPresence,
      withBundle: showing,
      refresh,
      leave: onLeave,
    }),
    [unlocked, around, runner, bundle, withCard, withPresence, showing, refresh, onLeave],
  )
  const all = useMemo(() => ({ ...held, serverNow, gives, setGives }), [held, serverNow, gives, setGives])
  return <PhoneContext value={all}>{children}</PhoneContext>
}
