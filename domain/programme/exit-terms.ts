// From what on a programme lets an exit be proposed, and the terms of its hearing (ASM-9), as its file says it. Where the plan
// names no figure, the file marks them as inferred; none of them stands in code.

export const EXIT_SIGNALS = ['absence', 'measure', 'violation', 'assessment'] as const
export type ExitSignal = (typeof EXIT_SIGNALS)[number]

export type ExitTerms = {
  /** Working days to reply, from the day after the notice. */
  replyWorkdays: number
  /** How many facts of a kind within the programme's period; a kind that is not named proposes nothing. */
  thresholds: Partial<Record<ExitSignal, number>>
  /** So many doctors of one department or hospital at a unit, each past a threshold, propose it of the whole. */
  doctorsTogether: number
  /** Whoever proposed a case does not decide it. */
  otherDecides: boolean
  /** The figures are derived, not written in the plan. */
  inferred: boolean
}
