// A leave's way, as a table anybody can read (LV-3 to LV-7). Nothing is ever granted by waiting; nobody decides about
// her own leave; a late one needs an approver of its own besides the one who grants.
import { type Consenter, isAfter, type Moment } from './rules.ts'

export const LEAVE_STATES = [
  'consenting',
  'exception',
  'deciding',
  'granted',
  'refused',
  'withdrawn',
  'revoked',
] as const
export type LeaveState = (typeof LEAVE_STATES)[number]
export const LEAVE_ACTS = ['consent', 'approve', 'grant', 'refuse', 'withdraw', 'revoke', 'file'] as const
export type LeaveAct = (typeof LEAVE_ACTS)[number]

/** From a state, what may be done and where it may lead. */
export const TRANSITIONS: Record<LeaveState, Partial<Record<LeaveAct, readonly LeaveState[]>>> = {
  consenting: {
    consent: ['consenting', 'exception', 'deciding'],
    refuse: ['refused'],
    withdraw: ['withdrawn'],
  },
  exception: { approve: ['deciding'], refuse: ['refused'], withdraw: ['withdrawn'] },
  deciding: { grant: ['granted'], refuse: ['refused'], withdraw: ['withdrawn'] },
  granted: { file: ['granted'], revoke: ['revoked'] },
  refused: {},
  withdrawn: {},
  revoked: {},
}

/** Whose turn it is: bodies that consent, the health bureau, or the one who asked. */
export type Body = Consenter | 'bureau' | 'requester'
const BODY_OF: Record<LeaveState, Partial<Record<LeaveAct, readonly Body[]>>> = {
  consenting: {
    consent: ['supportingUnit', 'receivingUnit'],
    refuse: ['supportingUnit', 'receivingUnit', 'bureau'],
    withdraw: ['requester'],
  },
  exception: { approve: ['bureau'], refuse: ['bureau'], withdraw: ['requester'] },
  deciding: { grant: ['bureau'], refuse: ['bureau'], withdraw: ['requester'] },
  granted: { file: ['bureau'], revoke: ['bureau'] },
  refused: {},
  withdrawn: {},
  revoked: {},
}

export type Leave = {
  state: LeaveState
  day: string
  requestedBy: string
  /** The doctor whose leave it is. */
  practitionerId: string
  needed: readonly Consenter[]
  consents: readonly { body: Consenter; accountId: string }[]
  /** Who approved that it comes late. */
  approvedBy: string | null
  filed: readonly string[]
}
export type LeaveActor = { accountId: string; practitionerId: string | null; body: Body }
export type Refusal =
  | 'leave-closed'
  | 'leave-not-yours'
  | 'leave-own'
  | 'leave-said-already'
  | 'leave-same-person'
  | 'leave-day-passed'
/** What follows from an act, to be done in its transaction. */
export type Effect = 'repair' | 'tellResidents' | 'tellBodies' | 'restore'
export type Decision = { ok: true; leave: Leave; effects: readonly Effect[] } | { ok: false; why: Refusal }

const no = (why: Refusal): Decision => ({ ok: false, why })

function whyNot(leave: Leave, act: LeaveAct, actor: LeaveActor, today: string): Refusal | null {
  if (!TRANSITIONS[leave.state][act]) return 'leave-closed'
  if (!BODY_OF[leave.state][act]?.includes(actor.body)) return 'leave-not-yours'
  const own = actor.accountId === leave.requestedBy || actor.practitionerId === leave.practitionerId
  if (actor.body === 'requester') return own ? null : 'leave-not-yours'
  // P3: separation stands in the rule, not in the page
  if (own) return 'leave-own'
  if (act === 'consent' && leave.consents.some((given) => given.body === actor.body))
    return 'leave-said-already'
  if (act === 'consent' && leave.consents.some((given) => given.accountId === actor.accountId))
    return 'leave-same-person'
  if (act === 'grant' && leave.approvedBy === actor.accountId) return 'leave-same-person'
  if (['consent', 'approve', 'grant'].includes(act) && today > leave.day) return 'leave-day-passed'
  return null
}

const complete = (leave: Pick<Leave, 'needed' | 'consents'>): boolean =>
  leave.needed.every((body) => leave.consents.some((given) => given.body === body))

/** Where a consent leads: the bureau is asked when the last one is there; that moment counts, not the first wish (LV-5). */
export function stateAfterConsent(
  leave: Pick<Leave, 'needed' | 'consents'>,
  { now, bureauBy }: { now: Moment; bureauBy: Moment },
): 'consenting' | 'exception' | 'deciding' {
  if (!complete(leave)) return 'consenting'
  return isAfter(now, bureauBy) ? 'exception' : 'deciding'
}

/** Where an act leads. `bureauBy` is the last moment at which the bureau is asked in time (LV-5). */
export function decide(
  leave: Leave,
  act: LeaveAct,
  actor: LeaveActor,
  { now, bureauBy, level }: { now: Moment; bureauBy: Moment; level?: string },
): Decision {
  const why = whyNot(leave, act, actor, now.day)
  if (why) return no(why)
  const to = (state: LeaveState, effects: readonly Effect[], part: Partial<Leave> = {}): Decision => ({
    ok: true,
    leave: { ...leave, ...part, state },
    effects,
  })
  switch (act) {
    case 'consent': {
      const consents = [...leave.consents, { body: actor.body as Consenter, accountId: actor.accountId }]
      const state = stateAfterConsent({ ...leave, consents }, { now, bureauBy })
      return to(state, state === 'consenting' ? [] : ['tellBodies'], { consents })
    }
    case 'approve':
      return to('deciding', ['tellBodies'], { approvedBy: actor.accountId })
    case 'grant':
      return to('granted', ['repair', 'tellBodies', 'tellResidents'])
    case 'refuse':
      return to('refused', ['tellBodies'])
    case 'withdraw':
      return to('withdrawn', ['tellBodies'])
    case 'revoke':
      return to('revoked', ['restore', 'tellBodies', 'tellResidents'])
    case 'file':
      return level && !leave.filed.includes(level)
        ? to('granted', [], { filed: [...leave.filed, level] })
        : no('leave-said-already')
  }
}

/** Who has to act now, in the order they are named to people. */
export function holdersOfLeave(leave: Pick<Leave, 'state' | 'needed' | 'consents'>): Body[] {
  if (leave.state === 'consenting')
    return leave.needed.filter((body) => !leave.consents.some((given) => given.body === body))
  return leave.state === 'exception' || leave.state === 'deciding' ? ['bureau'] : []
}
