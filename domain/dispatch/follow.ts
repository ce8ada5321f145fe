// Which duty takes whose place when a published month changes (PUB-3): so that a moved day is told as moved, not as one
// that vanished and one that appeared, and a subscribed calendar knows it by the same name.

type Placed = { unitId: string; practitionerId: string; day: string }

/** The likeliest first: another doctor on the same day, the same doctor on another day, whatever the unit gets instead. */
const LIKENESS: readonly ((gone: Placed, come: Placed) => boolean)[] = [
  (gone, come) => gone.day === come.day && gone.practitionerId === come.practitionerId,
  (gone, come) => gone.day === come.day,
  (gone, come) => gone.practitionerId === come.practitionerId,
  () => true,
]

/** For each coming duty the leaving one of the same unit whose place it takes; each place is taken once. */
export function followOf<G extends Placed, C extends Placed>(
  gone: readonly G[],
  come: readonly C[],
): Map<C, G> {
  const found = new Map<C, G>()
  const taken = new Set<G>()
  for (const alike of LIKENESS)
    for (const one of come) {
      if (found.has(one)) continue
      const place = gone.find((g) => !taken.has(g) && g.unitId === one.unitId && alike(g, one))
      if (!place) continue
      found.set(one, place)
      taken.add(place)
    }
  return found
}
