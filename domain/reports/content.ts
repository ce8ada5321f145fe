// What a report says, sealed: the forms as they were filled from the ledger at a moment, the words written to them, who
// answers for it. A sealed version never changes; its hash covers every byte of it and the version before (RPT-7, RPT-9).
import type { FormData } from '../forms/form.ts'
import type { Part } from './dues.ts'
import type { Level } from './obligations.ts'

export type SealedForm = {
  formId: string
  /** Version of the form's definition it was filled by. */
  version: number
  /** What the form itself is about: a year for 附件1 and 附件2, a month for 附件3. */
  period: string
  data: FormData
  /** The fact each row stands for, in the order of the rows: a day card, a unit, a posting. */
  rowIds: readonly string[]
}
export type Narrative = { title: string; text: string }
/** RPT-9: 填报人, 审核人, 负责人. */
export type Signers = { filler: string; reviewer: string; leader: string }
export type Answer = { code: string; question: string; answer: string }
/** A report of the level below that this one stands on, by its sealed version. */
export type Included = { bodyId: string; name: string; version: number; hash: string }

export type ReportContent = {
  schema: 1
  programmeId: string
  packageId: string
  period: string
  part: Part
  body: { id: string; name: string; level: Level }
  /** The last day of the ledger in it, and the server's moment it was read. */
  coversTo: string
  readAt: string
  /** Days of the period were still to come (RPT-2). */
  provisional: boolean
  forms: readonly SealedForm[]
  narratives: readonly Narrative[]
  signers: Signers
  answers: readonly Answer[]
  includes: readonly Included[]
  /** Bodies of the level below whose reports were not accepted when this was sealed. */
  missing: readonly string[]
}

/** JSON with its keys in order and nothing undefined: the same content is the same text on every machine. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as Record<string, unknown>)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
