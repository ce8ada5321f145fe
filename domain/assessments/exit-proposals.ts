// What the records say: of whom the plan's thresholds let an exit be proposed, with every fact behind it (ASM-9). Pure.
import { EXIT_SIGNALS, type ExitSignal, type ExitTerms } from '../programme/exit-terms.ts'
import type { ExitKind } from './exit.ts'

export const EXIT_SIGNAL_NAMES: Record<ExitSignal, { zh: string; en: string }> = {
  absence: { zh: '认定的未到岗', en: 'absences that count' },
  measure: { zh: '生效的处理措施', en: 'measures in force' },
  violation: { zh: '已签收的违规违纪或不履职报告', en: 'acknowledged reports of breaches' },
  assessment: { zh: '联合考核不合格', en: 'assessments not passed' },
}

/** A posting in force. */
export type ExitPosting = {
  unitId: string
  hospitalId: string
  practitionerId: string
  department: string
}
/** A fact on record; of a hospital as a whole where no doctor is named. `ref` names it within its signal. */
export type ExitFact = {
  signal: ExitSignal
  ref: string
  day: string
  words: string
  /** Where it happened; null where it is about the doctor wherever she serves. */
  unitId: string | null
  hospitalId: string
  practitionerId: string | null
}
export type ExitMet = { signal: ExitSignal; count: number; threshold: number }
export type ExitProposal = {
  kind: ExitKind
  unitId: string
  hospitalId: string
  practitionerId: string | null
  department: string | null
  met: ExitMet[]
  /** Doctors past a threshold, where it is proposed of a department or a hospital. */
  doctors: string[]
  facts: ExitFact[]
}

function metBy(facts: readonly ExitFact[], { thresholds }: ExitTerms): ExitMet[] {
  return EXIT_SIGNALS.flatMap((signal) => {
    const threshold = thresholds[signal]
    const count = facts.filter((fact) => fact.signal === signal).length
    return threshold !== undefined && count >= threshold ? [{ signal, count, threshold }] : []
  })
}

/** Proposals in the order of units: doctors, departments, hospitals. A fact of a posting that has ended proposes nothing. */
export function exitProposals(
  terms: ExitTerms,
  postings: readonly ExitPosting[],
  facts: readonly ExitFact[],
): ExitProposal[] {
  const doctors = postings.flatMap((posting): { of: ExitPosting; proposal: ExitProposal }[] => {
    const own = facts.filter(
      (fact) =>
        fact.practitionerId === posting.practitionerId &&
        (fact.unitId === null || fact.unitId === posting.unitId),
    )
    const met = metBy(own, terms)
    const { unitId, hospitalId, practitionerId } = posting
    const proposal: ExitProposal = {
      kind: 'doctor',
      unitId,
      hospitalId,
      practitionerId,
      department: null,
      met,
      doctors: [],
      facts: own,
    }
    return met.length === 0 ? [] : [{ of: posting, proposal }]
  })
  const groups = (keyOf: (posting: ExitPosting) => string) => [...Map.groupBy(postings, keyOf).values()]
  const together = (kind: 'department' | 'hospital', group: readonly ExitPosting[]): ExitProposal[] => {
    const [first] = group
    if (!first) return []
    const past = doctors.filter((one) => group.includes(one.of))
    const bodys =
      kind === 'hospital'
        ? facts.filter(
            (fact) =>
              fact.practitionerId === null &&
              fact.hospitalId === first.hospitalId &&
              fact.unitId === first.unitId,
          )
        : []
    const met = metBy(bodys, terms)
    if (past.length < terms.doctorsTogether && met.length === 0) return []
    return [
      {
        kind,
        unitId: first.unitId,
        hospitalId: first.hospitalId,
        practitionerId: null,
        department: kind === 'department' ? first.department : null,
        met,
        doctors: past.map((one) => one.of.practitionerId),
        facts: [...bodys, ...past.flatMap((one) => one.proposal.facts)],
      },
    ]
  }
  return [
    ...doctors.map((one) => one.proposal),
    ...groups((p) => `${p.unitId} ${p.hospitalId} ${p.department}`).flatMap((g) => together('department', g)),
    ...groups((p) => `${p.unitId} ${p.hospitalId}`).flatMap((g) => together('hospital', g)),
  ]
}
