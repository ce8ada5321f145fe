// Who is looked at: a share always drawn by lot alone, so that nobody is never checked; the rest weighted by what the other
// rooms know (SUP-2, SUP-3, peers 20). All in whole numbers from one recorded seed: the same frame and seed give the same
// picks on any machine, and each pick says why.

import { RISK_SIGNALS, type RiskPoints, type RiskSignal } from '../programme/oversight.ts'

export type Signals = Partial<Record<RiskSignal, number>>
/** One who may be picked; the frame is kept with its draw. */
export type FrameEntry = { id: string; name: string; signals: Signals; points: number }
export type Picked = {
  id: string
  why: 'all' | 'random' | 'risk' | 'ring'
  points: number
  signals: Signals
}

/** Hex digits of a cryptographic hash; handed in, since the domain knows no library. */
export type Hash = (text: string) => string

/** At most this many of one kind count: one bad month does not outweigh everything else for good. */
const MOST_COUNTED = 5
export const pointsOf = (signals: Signals, points: RiskPoints): number =>
  RISK_SIGNALS.reduce((sum, signal) => sum + Math.min(MOST_COUNTED, signals[signal] ?? 0) * points[signal], 0)

const byKey = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))

/** The words over which a frame's hash is made: any changed entry is another frame. */
export const frameText = (frame: readonly FrameEntry[]): string =>
  byKey(frame, (one) => one.id)
    .map(({ id, points, signals }) => `${id} ${points} ${RISK_SIGNALS.map((s) => signals[s] ?? 0).join(',')}`)
    .join('\n')

type Draw = { seed: string; size: number; randomPercent: number }

/** How many of `size` are drawn by lot alone: at least one, whatever the share. */
export const randomShare = (size: number, percent: number): number =>
  size === 0 ? 0 : Math.min(size, Math.max(1, Math.ceil((size * percent) / 100)))

function weighted(frame: readonly FrameEntry[], text: string, hash: Hash): FrameEntry | undefined {
  const total = frame.reduce((sum, one) => sum + one.points, 0)
  if (total === 0) return undefined
  let at = Number(BigInt(`0x${hash(text)}`) % BigInt(total))
  return frame.find((one) => {
    at -= one.points
    return at < 0
  })
}

/** Draws `size` of the frame; fewer when it holds fewer. */
export function drawPicks(
  frame: readonly FrameEntry[],
  { seed, size, randomPercent }: Draw,
  hash: Hash,
): Picked[] {
  const ordered = byKey(frame, (one) => hash(`${seed}/lot/${one.id}`))
  const wanted = Math.min(size, frame.length)
  const lots = ordered.slice(0, randomShare(wanted, randomPercent))
  const picks: Picked[] = lots.map(({ id, points, signals }) => ({ id, why: 'random', points, signals }))
  let left = byKey(
    frame.filter((one) => !lots.includes(one)),
    (one) => one.id,
  )
  while (picks.length < wanted) {
    const risky = weighted(left, `${seed}/risk/${picks.length}`, hash)
    const chosen = risky ?? ordered.find((one) => left.includes(one))
    if (!chosen) break
    picks.push({
      id: chosen.id,
      why: risky ? 'risk' : 'random',
      points: chosen.points,
      signals: chosen.signals,
    })
    left = left.filter((one) => one !== chosen)
  }
  return picks
}

/** Who looks at whom among colleagues: a ring in drawn order, so that each is seen once and nobody sees herself. */
export function drawRing(ids: readonly string[], seed: string, hash: Hash): { by: string; of: string }[] {
  const ring = byKey([...new Set(ids)], (id) => hash(`${seed}/ring/${id}`))
  if (ring.length < 2) return []
  return ring.map((by, i) => ({ by, of: ring[(i + 1) % ring.length] ?? by }))
}
