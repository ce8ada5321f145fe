// Reported numbers against the ledger (RPT-2): what a month's newest report counted, what the ledger counts now, and the very
// days that make the difference. Reported plus added minus removed is the ledger, always.
export type SealedMonth = {
  version: number
  part: 'main' | 'supplement'
  /** Person-days of the unit as the report counted them. */
  count: number
  /** The day cards it was made of, with their labels. */
  days: ReadonlyMap<string, string>
}
export type LedgerDay = {
  id: string
  label: string /** Counts as a person-day by the programme's rule. */
  counts: boolean
}
export type Explained = { dayCardId: string; label: string; why: 'added' | 'removed' | 'half' }
export type ReconciledMonth = {
  month: string
  reported: number | null
  version: number | null
  part: 'main' | 'supplement' | null
  ledger: number
  explained: Explained[]
}

/** One unit's month. Without a report every counted day is added; half days the rule leaves out are named, not counted. */
export function reconcileMonth(
  month: string,
  sealed: SealedMonth | null,
  ledger: readonly LedgerDay[],
): ReconciledMonth {
  const counted = ledger.filter((d) => d.counts)
  const before = sealed?.days ?? new Map<string, string>()
  const now = new Set(counted.map((d) => d.id))
  const halves = new Set(ledger.filter((d) => !d.counts).map((d) => d.id))
  const added = counted
    .filter((d) => !before.has(d.id))
    .map((d): Explained => ({ dayCardId: d.id, label: d.label, why: 'added' }))
  const removed = [...before]
    .filter(([id]) => !now.has(id))
    .map(([id, label]): Explained => ({ dayCardId: id, label, why: halves.has(id) ? 'half' : 'removed' }))
  return {
    month,
    reported: sealed?.count ?? null,
    version: sealed?.version ?? null,
    part: sealed?.part ?? null,
    ledger: counted.length,
    explained: sealed ? [...added, ...removed] : added,
  }
}
