// How a programme assesses the doctors it sends, as its file says it (ASM-2, ASM-12): parts with their weights, who signs, from
// which score on it is passed or excellent. None of the figures stands in code; a changed one is a new version of the plan.

/** Where a part's points come from: given by the signers, the share of published duties that were recorded, the monthly checks. */
export const PART_SOURCES = ['marks', 'attendance', 'monthly'] as const
export type PartSource = (typeof PART_SOURCES)[number]
export const SIGNERS = ['receivingUnit', 'supportingUnit'] as const
export type Signer = (typeof SIGNERS)[number]

export type AssessmentPart = {
  id: string
  name: string
  weight: number
  from: PartSource
  about?: string | undefined
}
export type AssessmentPlan = {
  name: string
  /** Months of a cycle; cycles follow each other from the programme's first month. */
  cycleMonths: number
  parts: AssessmentPart[]
  signers: Signer[]
  passAt: number
  excellentAt: number
  /** At most this share of a cycle's doctors is excellent (ASM-10). */
  excellentPercent: number
  appealDays: number
}

/** Months of the cycles of a programme: 2024-03 … 2024-08 as { from, to }, days inclusive. */
export type Cycle = { id: string; from: string; to: string }
