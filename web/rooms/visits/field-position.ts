// A position, once, at 报到, if its owner switched it on: with a time limit, and never in the way.
const LIMIT_MS = 6_000

export type Position = { longitude: number; latitude: number; accuracyMetres: number }

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** Where the phone is now, or null: refused, not known, too slow, or `skip` was faster. */
export function takePosition(skip: Promise<void>): Promise<Position | null> {
  const { geolocation } = navigator as { geolocation?: Geolocation }
  if (!geolocation) return Promise.resolve(null)
  const found = new Promise<Position | null>((resolve) => {
    // the browser's own limit does not count the time somebody thinks about its question
    setTimeout(() => resolve(null), LIMIT_MS)
    geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          longitude: rounded(coords.longitude),
          latitude: rounded(coords.latitude),
          accuracyMetres: Math.min(100_000, Math.ceil(coords.accuracy)),
        }),
      () => resolve(null),
      { timeout: LIMIT_MS, maximumAge: 60_000 },
    )
  })
  return Promise.race([found, skip.then(() => null)])
}
