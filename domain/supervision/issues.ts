// An issue's way from its finding to its closing, as a table anybody can read (ISS-3, ISS-5): said to be common or one unit's
// own, given to an owner with a term, mended with evidence, looked at again by somebody else, closed. Nothing closes unseen.

export const ISSUE_STATES = ['open', 'assigned', 'reported', 'closed', 'merged'] as const
export type IssueState = (typeof ISSUE_STATES)[number]
export const ISSUE_STATE_NAMES: Record<IssueState, { zh: string; en: string }> = {
  open: { zh: '待分派', en: 'to assign' },
  assigned: { zh: '整改中', en: 'being mended' },
  reported: { zh: '待复查', en: 'to re-check' },
  closed: { zh: '已销号', en: 'closed' },
  merged: { zh: '已并入共性问题', en: 'part of a common one' },
}
export const ISSUE_ACTS = ['classify', 'assign', 'report', 'pass', 'fail', 'reopen', 'merge'] as const
export type IssueAct = (typeof ISSUE_ACTS)[number]
export const ISSUE_SCOPES = ['individual', 'common'] as const
export type IssueScope = (typeof ISSUE_SCOPES)[number]
export const ISSUE_SCOPE_NAMES: Record<IssueScope, { zh: string; en: string }> = {
  individual: { zh: '个性问题', en: 'of one unit' },
  common: { zh: '共性问题', en: 'common' },
}

export const ISSUE_TRANSITIONS: Record<IssueState, Partial<Record<IssueAct, IssueState>>> = {
  open: { classify: 'open', assign: 'assigned', merge: 'merged' },
  // assigned anew: another owner or term, with its reason
  assigned: { classify: 'assigned', assign: 'assigned', report: 'reported', merge: 'merged' },
  reported: { pass: 'closed', fail: 'assigned' },
  closed: { reopen: 'assigned' },
  merged: {},
}

export const OWNER_ROLES = ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'] as const
export type OwnerRole = (typeof OWNER_ROLES)[number]
export type Owner = { role: OwnerRole; organisationId: string | null }

export type Issue = {
  id: string
  state: IssueState
  scope: IssueScope | null
  rootCause: string
  owner: Owner | null
  dueOn: string | null
  /** Accounts that ever reported it mended. */
  reporters: readonly string[]
}
export type IssueActor = { accountId: string; role: string; organisationId: string | null }

/** What an act brings along. */
export type IssueAsk =
  | { act: 'classify'; scope: IssueScope; rootCause: string }
  | { act: 'assign'; owner: Owner; dueOn: string }
  | { act: 'report'; evidence: number }
  | { act: 'pass' }
  | { act: 'fail' }
  | { act: 'reopen'; dueOn: string }
  | { act: 'merge'; into: Pick<Issue, 'id' | 'state' | 'scope'> | null }

export type IssueRefusal =
  | 'issue-closed'
  | 'issue-not-yours'
  | 'issue-own-recheck'
  | 'issue-unclassified'
  | 'issue-no-root-cause'
  | 'issue-due-passed'
  | 'mending-without-evidence'
  | 'issue-merge-wrong'
export type IssueDecision = { ok: true; issue: Issue } | { ok: false; why: IssueRefusal }

const MANAGERS: readonly string[] = ['bureau', 'allianceOffice']
export const isOwner = (owner: Owner | null, actor: IssueActor): boolean =>
  owner !== null &&
  owner.role === actor.role &&
  (owner.organisationId === null || owner.organisationId === actor.organisationId)

/** Whoever mended it does not judge it: not the person, and not her body where it has colleagues elsewhere to ask. */
const judgesHerself = ({ owner, reporters }: Issue, actor: IssueActor): boolean =>
  reporters.includes(actor.accountId) ||
  (owner !== null && owner.organisationId !== null && owner.organisationId === actor.organisationId)

function whoNot(issue: Issue, act: IssueAct, actor: IssueActor): IssueRefusal | null {
  if (act === 'report') return isOwner(issue.owner, actor) ? null : 'issue-not-yours'
  if (!MANAGERS.includes(actor.role)) {
    // the owner who tries to close what is hers is told so, not that she lacks a role
    const closes = act === 'pass' || act === 'fail'
    return closes && isOwner(issue.owner, actor) ? 'issue-own-recheck' : 'issue-not-yours'
  }
  if (act === 'pass' || act === 'fail') return judgesHerself(issue, actor) ? 'issue-own-recheck' : null
  return null
}

function whatNot(issue: Issue, ask: IssueAsk, today: string): IssueRefusal | null {
  switch (ask.act) {
    case 'classify':
      return ask.scope === 'common' && !ask.rootCause.trim() ? 'issue-no-root-cause' : null
    case 'assign':
      if (issue.scope === null) return 'issue-unclassified'
      return ask.dueOn < today ? 'issue-due-passed' : null
    case 'reopen':
      return ask.dueOn < today ? 'issue-due-passed' : null
    case 'report':
      return ask.evidence > 0 ? null : 'mending-without-evidence'
    case 'merge': {
      const { into } = ask
      const open = into?.state === 'open' || into?.state === 'assigned'
      return into && open && into.scope === 'common' && into.id !== issue.id ? null : 'issue-merge-wrong'
    }
    case 'pass':
    case 'fail':
      return null
  }
}

/** Where an act leads, or why it is not to be done. */
export function decideIssue(issue: Issue, ask: IssueAsk, actor: IssueActor, today: string): IssueDecision {
  const state = ISSUE_TRANSITIONS[issue.state][ask.act]
  if (!state) return { ok: false, why: 'issue-closed' }
  const why = whoNot(issue, ask.act, actor) ?? whatNot(issue, ask, today)
  if (why) return { ok: false, why }
  const part: Partial<Issue> =
    ask.act === 'classify'
      ? { scope: ask.scope, rootCause: ask.rootCause }
      : ask.act === 'assign'
        ? { owner: ask.owner, dueOn: ask.dueOn }
        : ask.act === 'reopen'
          ? { dueOn: ask.dueOn }
          : ask.act === 'report'
            ? { reporters: [...issue.reporters, actor.accountId] }
            : {}
  return { ok: true, issue: { ...issue, ...part, state } }
}

/** Whether its term has passed with nothing reported. */
export const isOverdue = ({ state, dueOn }: Pick<Issue, 'state' | 'dueOn'>, today: string): boolean =>
  state === 'assigned' && dueOn !== null && dueOn < today
