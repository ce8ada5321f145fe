// SUP-8: when a unit's word about a duty makes a no-show, or takes one back. The unit may say it more than once, from two
// desks, and a phone may tell late: what counts is the order in which things happened, by the server's reckoning, while what
// was told already stands on the marks themselves.

export type Told = {
  kind: 'no-show' | 'no-show-withdrawn' /** The mark that told the no-show. */
  opened: string
}
export type Verdict = { id: string; verdict: 'present' | 'absent'; at: string; told: Told | null }

/** Whether the unit's last word, as things happened, is an absence. */
export function standsAbsent(verdicts: readonly Pick<Verdict, 'id' | 'verdict' | 'at'>[]): boolean {
  const last = verdicts.reduce<Pick<Verdict, 'id' | 'verdict' | 'at'> | null>(
    (found, one) =>
      found === null || one.at > found.at || (one.at === found.at && one.id > found.id) ? one : found,
    null,
  )
  return last?.verdict === 'absent'
}

/** The no-show that was told and not taken back, whatever order the words are read in. */
function openNoShow(verdicts: readonly Verdict[]): string | null {
  const told = verdicts.flatMap((one) => one.told ?? [])
  const back = new Set(told.filter(({ kind }) => kind === 'no-show-withdrawn').map(({ opened }) => opened))
  return told.find(({ kind, opened }) => kind === 'no-show' && !back.has(opened))?.opened ?? null
}

/** What a further word of the unit has to tell: a no-show that now stands, one that no longer does, or nothing new. */
export function toldBy(before: readonly Verdict[], said: Omit<Verdict, 'told'>): Told | null {
  const open = openNoShow(before)
  const absent = standsAbsent([...before, said])
  if (open === null && absent) return { kind: 'no-show', opened: said.id }
  if (open !== null && !absent) return { kind: 'no-show-withdrawn', opened: open }
  return null
}
