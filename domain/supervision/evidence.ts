// What proves a finding or a mending (ISS-5): words written on the spot, a photograph or paper, or the record of another
// room. An opinion is no evidence: words have to say what was seen.

export const EVIDENCE_KINDS = ['statement', 'attachment', 'record'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]
export const RECORD_TYPES = ['duty', 'lead', 'check'] as const
export type RecordType = (typeof RECORD_TYPES)[number]

export type Evidence =
  | { kind: 'statement'; text: string }
  | { kind: 'attachment'; fileId: string; text: string }
  | { kind: 'record'; recordType: RecordType; recordId: string; text: string }

/** Letters below which words say nothing of what was seen. */
const FEWEST_LETTERS = 6
const letters = (text: string): number => [...text.replace(/[\s\p{P}]/gu, '')].length

export function provesSomething(evidence: Evidence): boolean {
  if (evidence.kind === 'statement') return letters(evidence.text) >= FEWEST_LETTERS
  return true
}
