// The frame of a survey: whom it may call, one person once (SVY-1, SVY-2). A row is a keyed name and the unit, nothing else, so
// that the frame can be published; its hash is fixed before anybody names the seed (R19).

/** A resident as the day cards know her: one for every card that names her. */
export type Candidate = {
  /** Her record on one card. */
  id: string
  cardId: string
  day: string
  unitId: string
  /** The same person on every card; it says nothing to whoever reads it. */
  person: string
  hasPhone: boolean
  /** The consent to be called is in force for this record. */
  consents: boolean
}

export const LEFT_OUT = ['noConsent', 'noPhone', 'double'] as const
export type LeftOut = (typeof LEFT_OUT)[number]

/** One row of a frame: `key` stands for a person, in this survey alone. */
export type FrameRow = { key: string; stratum: string }
export type Chosen = Candidate & { key: string }
export type Frame = { rows: Chosen[]; left: Record<LeftOut, number> }

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Whom a survey may call. Records without consent or number are left out; of several records of one person the newest
 * stands for her, because she is asked about what she remembers best.
 */
export function frameOf(candidates: readonly Candidate[], keyOf: (person: string) => string): Frame {
  const left: Record<LeftOut, number> = { noConsent: 0, noPhone: 0, double: 0 }
  const newest = new Map<string, Candidate>()
  for (const one of candidates) {
    if (!one.consents) left.noConsent += 1
    else if (!one.hasPhone) left.noPhone += 1
    else {
      const known = newest.get(one.person)
      if (known) left.double += 1
      if (!known || byText(known.day + known.id, one.day + one.id) < 0) newest.set(one.person, one)
    }
  }
  const rows = [...newest.values()].map((one) => ({ ...one, key: keyOf(one.person) }))
  return { rows: rows.sort((a, b) => byText(a.key, b.key)), left }
}

/** The frame as bytes everybody writes alike: a line a row in the order of the keys. */
export function canonicalFrame(rows: readonly FrameRow[]): string {
  const lines = rows.map(({ key, stratum }) => `${key}\t${stratum}`).sort(byText)
  return ['xunzhen-survey-frame/1', ...lines, ''].join('\n')
}

/** How many rows each stratum has, by its id. */
export function strataOf(rows: readonly FrameRow[]): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const { stratum } of rows) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1)
  return new Map([...sizes].sort(([a], [b]) => byText(a, b)))
}
