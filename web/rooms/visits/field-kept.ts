// Small things a phone keeps sealed beside its days: how far its clock is off, and whether a position goes with 报到.
import { useCallback, useEffect, useRef, useState } from 'react'
import { keepBundle, readBundle, type Unlocked } from '../../offline/store.ts'
import type { Surroundings } from '../../offline/surroundings.ts'

const CLOCK = 'clock'
const GIVES = 'gives-position'

/** Keeps how far the server's clock is ahead of this phone's (ms), as heard just now. */
export const keepClock = (
  unlocked: Unlocked,
  around: Pick<Surroundings, 'now'>,
  serverAt: string,
): Promise<void> => keepBundle(unlocked, CLOCK, Date.parse(serverAt) - around.now())

/** The server's time as this phone last heard of it; `heard` changes when it may have heard again. */
export function useServerClock(unlocked: Unlocked, around: Surroundings, heard: unknown): () => number {
  const ahead = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever something was heard
  useEffect(() => {
    void readBundle<number>(unlocked, CLOCK).then((kept) => {
      if (kept) ahead.current = kept.value
    })
  }, [unlocked, heard])
  return useCallback(() => around.now() + ahead.current, [around])
}

/** Off until its owner switches it on. */
export function useGives(unlocked: Unlocked): { gives: boolean; setGives: (on: boolean) => Promise<void> } {
  const [gives, show] = useState(false)
  useEffect(() => {
    void readBundle<boolean>(unlocked, GIVES).then((kept) => show(kept?.value ?? false))
  }, [unlocked])
  const setGives = useCallback(
    async (on: boolean) => {
      await keepBundle(unlocked, GIVES, on)
      show(on)
    },
    [unlocked],
  )
  return { gives, setGives }
}
