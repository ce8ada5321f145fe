// 退出 with due process (ASM-8, ASM-9): proposed on facts, noticed, heard or its days over, decided by somebody else, and closed
// only when the unit has another doctor or the bureau says why not. Pure.
import type { ExitTerms } from '../programme/exit-terms.ts'

export const EXIT_KINDS = ['doctor', 'department', 'hospital'] as const
export type ExitKind = (typeof EXIT_KINDS)[number]
export const EXIT_STATES = ['proposed', 'noticed', 'replied', 'rematching', 'closed', 'withdrawn'] as const
export type ExitState = (typeof EXIT_STATES)[number]
export const EXIT_ACTS = ['notice', 'withdraw', 'reply', 'decide', 'rematch', 'waive'] as const
export type ExitAct = (typeof EXIT_ACTS)[number]
export const EXIT_OUTCOMES = ['keep', 'warn', 'adjust', 'end'] as const
export type ExitOutcome = (typeof EXIT_OUTCOMES)[number]

export const EXIT_STATE_NAMES: Record<ExitState, { zh: string; en: string }> = {
  proposed: { zh: '已提出，待告知', en: 'proposed, not yet noticed' },
  noticed: { zh: '已告知，待陈述申辩', en: 'noticed, reply awaited' },
  replied: { zh: '已陈述申辩，待决定', en: 'replied, to be decided' },
  rematching: { zh: '已决定，待接替', en: 'decided, successor awaited' },
  closed: { zh: '已办结', en: 'closed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
}
export const EXIT_OUTCOME_NAMES: Record<ExitOutcome, { zh: string; en: string }> = {
  keep: { zh: '维持帮受关系', en: 'kept' },
  warn: { zh: '警示，维持帮受关系', en: 'warned and kept' },
  adjust: { zh: '调整帮受关系', en: 'adjusted' },
  end: { zh: '解除帮受关系', en: 'ended' },
}

/** From a state, what may be done and where it may lead. */
export const EXIT_TRANSITIONS: Record<ExitState, Partial<Record<ExitAct, readonly ExitState[]>>> = {
  proposed: { notice: ['noticed'], withdraw: ['withdrawn'] },
  noticed: {
    reply: ['noticed', 'replied'],
    decide: ['closed', 'rematching'],
    withdraw: ['withdrawn'],
  },
  replied: { reply: ['replied'], decide: ['closed', 'rematching'], withdraw: ['withdrawn'] },
  rematching: { rematch: ['rematching', 'closed'], waive: ['closed'] },
  closed: {},
  withdrawn: {},
}

export type ExitCase = {
  kind: ExitKind
  state: ExitState
  /** Last day on which a reply is waited for; null before the notice. */
  replyBy: string | null
  proposedBy: string
  unitId: string
  hospitalId: string
  practitionerId: string | null
  /** Places that the decision left empty and nobody took yet. */
  empty: number
}
export type ExitActor = {
  accountId: string
  role: string
  organisationId: string | null
  practitionerId: string | null
}
export type ExitAsked = { act: ExitAct; outcome?: ExitOutcome | undefined }
export type ExitRefusal = 'exit-closed' | 'exit-not-yours' | 'exit-unheard' | 'exit-own-proposal'
export type ExitDecision = { ok: true; state: ExitState; late: boolean } | { ok: false; why: ExitRefusal }

/** Whether the case is about the actor, her hospital or the unit she serves. */
function concerned(one: ExitCase, actor: ExitActor): boolean {
  if (one.practitionerId !== null && actor.practitionerId === one.practitionerId) return true
  return (
    actor.organisationId !== null &&
    (actor.organisationId === one.unitId || actor.organisationId === one.hospitalId)
  )
}

/** Whether the actor speaks as the one the case is about: the doctor herself, or the hospital of a department or its own. */
const speaksForSubject = (one: ExitCase, actor: ExitActor): boolean =>
  one.kind === 'doctor'
    ? actor.practitionerId !== null && actor.practitionerId === one.practitionerId
    : actor.organisationId === one.hospitalId

/** Where an act leads on a day (Asia/Shanghai), or why it is not to be done. */
export function decideExit(
  one: ExitCase,
  { act, outcome = 'keep' }: ExitAsked,
  actor: ExitActor,
  { today, otherDecides }: { today: string } & Pick<ExitTerms, 'otherDecides'>,
): ExitDecision {
  if (!EXIT_TRANSITIONS[one.state][act]) return { ok: false, why: 'exit-closed' }
  const late = one.replyBy !== null && today > one.replyBy
  if (act === 'reply') {
    if (!concerned(one, actor)) return { ok: false, why: 'exit-not-yours' }
    // what her hospital or the unit says is kept, and does not stand in for her own word
    return { ok: true, state: speaksForSubject(one, actor) ? 'replied' : one.state, late }
  }
  if (actor.role !== 'bureau' || concerned(one, actor)) return { ok: false, why: 'exit-not-yours' }
  switch (act) {
    case 'notice':
      return { ok: true, state: 'noticed', late: false }
    case 'withdraw':
      return { ok: true, state: 'withdrawn', late: false }
    case 'decide':
      if (otherDecides && actor.accountId === one.proposedBy) return { ok: false, why: 'exit-own-proposal' }
      if (one.state === 'noticed' && !late) return { ok: false, why: 'exit-unheard' }
      return { ok: true, state: outcome === 'keep' || outcome === 'warn' ? 'closed' : 'rematching', late }
    case 'rematch':
      return { ok: true, state: one.empty > 1 ? 'rematching' : 'closed', late: false }
    case 'waive':
      return { ok: true, state: 'closed', late: false }
  }
}
