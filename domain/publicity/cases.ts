// A typical case's way, as a table anybody can read (PUB-5): written by a unit, a hospital or the bureau, approved by a person
// of the bureau who wrote none of it, public only as it was approved, withdrawn at once with a reason.

export const CASE_STATES = ['draft', 'submitted', 'returned', 'approved', 'published', 'withdrawn'] as const
export type CaseState = (typeof CASE_STATES)[number]
export const CASE_ACTS = ['submit', 'recall', 'return', 'approve', 'publish', 'withdraw', 'revise'] as const
export type CaseAct = (typeof CASE_ACTS)[number]

/** From a state, what may be done and where it leads. */
export const CASE_TRANSITIONS: Record<CaseState, Partial<Record<CaseAct, CaseState>>> = {
  draft: { submit: 'submitted' },
  submitted: { recall: 'draft', return: 'returned', approve: 'approved' },
  returned: { submit: 'submitted' },
  approved: { publish: 'published', withdraw: 'withdrawn' },
  published: { withdraw: 'withdrawn' },
  // what went wrong is mended as a new text, which is approved anew under the next version
  withdrawn: { revise: 'draft' },
}

/** Whose step it is: the body that wrote it, or the health bureau. */
export type CaseBody = 'author' | 'bureau'
const BODIES: Record<CaseAct, readonly CaseBody[]> = {
  submit: ['author'],
  recall: ['author'],
  revise: ['author'],
  return: ['bureau'],
  approve: ['bureau'],
  publish: ['bureau'],
  withdraw: ['author', 'bureau'],
}
const NEEDS_NOTE: readonly CaseAct[] = ['return', 'withdraw']

/** The text is written in these states alone. */
export const isOpenText = (state: CaseState): boolean => state === 'draft' || state === 'returned'

export type CaseStanding = {
  state: CaseState
  /** Accounts that ever wrote in it. */
  writers: readonly string[]
}
export type CaseActor = { accountId: string; bodies: readonly CaseBody[] }
export type CaseRefusal = 'case-closed' | 'case-not-yours' | 'case-own' | 'case-needs-note'
export type CaseDecision = { ok: true; state: CaseState } | { ok: false; why: CaseRefusal }

/** Where an act leads, or why it is not to be done (PUB-5). */
export function decideCase(
  standing: CaseStanding,
  act: CaseAct,
  actor: CaseActor,
  note: string,
): CaseDecision {
  const no = (why: CaseRefusal): CaseDecision => ({ ok: false, why })
  const state = CASE_TRANSITIONS[standing.state][act]
  if (!state) return no('case-closed')
  if (!BODIES[act].some((body) => actor.bodies.includes(body))) return no('case-not-yours')
  // separation stands in the rule, not in the page: four eyes on what residents will read
  if (act === 'approve' && standing.writers.includes(actor.accountId)) return no('case-own')
  if (NEEDS_NOTE.includes(act) && !note.trim()) return no('case-needs-note')
  return { ok: true, state }
}

/** What an actor may do now, notes aside. */
export const actsOpenTo = (standing: CaseStanding, actor: CaseActor): CaseAct[] =>
  CASE_ACTS.filter((act) => decideCase(standing, act, actor, '-').ok)
