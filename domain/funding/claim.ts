// A claim's way as a table anybody can read (FIN-1): the doctor or her hospital hands it in, another person of her own
// hospital approves it, it is paid. Nothing is approved by whoever had a hand in it, nor by the doctor whose claim it is.

export const CLAIM_STATES = ['draft', 'submitted', 'returned', 'approved', 'paid', 'cancelled'] as const
export type ClaimState = (typeof CLAIM_STATES)[number]
export const CLAIM_ACTS = ['save', 'submit', 'recall', 'cancel', 'approve', 'return', 'pay', 'unpay'] as const
export type ClaimAct = (typeof CLAIM_ACTS)[number]

export const CLAIM_TRANSITIONS: Record<ClaimState, Partial<Record<ClaimAct, ClaimState>>> = {
  draft: { save: 'draft', submit: 'submitted', cancel: 'cancelled' },
  submitted: { recall: 'draft', approve: 'approved', return: 'returned' },
  returned: { save: 'returned', submit: 'submitted', cancel: 'cancelled' },
  approved: { return: 'returned', pay: 'paid' },
  paid: { unpay: 'approved' },
  cancelled: {},
}

/** Acts of whoever claims; all others are the home unit's. */
const CLAIMANT: readonly ClaimAct[] = ['save', 'submit', 'recall', 'cancel']
/** Acts that say why. */
export const NEEDS_NOTE: readonly ClaimAct[] = ['return', 'cancel', 'unpay']

export type ClaimFacts = {
  state: ClaimState
  practitionerId: string
  hospitalId: string
  /** Accounts that wrote or handed it in. */
  hands: readonly string[]
}
export type ClaimActor = {
  accountId: string
  practitionerId: string | null
  /** The hospital whose medical office she acts for; null for everybody else. */
  hospitalId: string | null
}
export type ClaimRefusal = 'claim-wrong-state' | 'claim-not-yours' | 'claim-own'

/** Where an act leads, or why it is refused. */
export function decideClaim(
  claim: ClaimFacts,
  act: ClaimAct,
  actor: ClaimActor,
): ClaimState | { refused: ClaimRefusal } {
  const next = CLAIM_TRANSITIONS[claim.state][act]
  const own = actor.practitionerId === claim.practitionerId
  const home = actor.hospitalId === claim.hospitalId
  if (CLAIMANT.includes(act) ? !own && !home : !home)
    return { refused: own ? 'claim-own' : 'claim-not-yours' }
  if (!next) return { refused: 'claim-wrong-state' }
  // P3: separation stands in the rule, not in the page
  if (['approve', 'pay'].includes(act) && (own || claim.hands.includes(actor.accountId)))
    return { refused: 'claim-own' }
  return next
}

/** What an actor may do now, for the page. */
export function claimActsOf(claim: ClaimFacts, actor: ClaimActor): ClaimAct[] {
  return CLAIM_ACTS.filter((act) => typeof decideClaim(claim, act, actor) === 'string')
}
