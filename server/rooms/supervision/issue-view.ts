// An issue as pages read it: where it stands, what the reader may do, how it came there with what proved it.
import type { IssueLine, IssueView } from '../../../contract/supervision-issues.ts'
import { may } from '../../../domain/access/roles.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import type { CheckKind } from '../../../domain/programme/oversight.ts'
import { ruleOf } from '../../../domain/programme/programme.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { CHECK_KIND_NAMES } from '../../../domain/supervision/checks.ts'
import {
  decideIssue,
  ISSUE_ACTS,
  type Issue,
  type IssueAct,
  type IssueAsk,
  type IssueScope,
  type IssueState,
  isOverdue,
  isOwner,
  type Owner,
  type OwnerRole,
} from '../../../domain/supervision/issues.ts'
import type { Context } from '../../platform/action.ts'
import { alliancesAmong, findOrganisations } from '../organisations/door.ts'
import { membersOf, programmeOn } from '../programme/door.ts'
import { namedOf } from './draw-actions.ts'
import { evidenceView } from './evidence.ts'
import * as store from './store-issues.ts'

export const ownerOfRow = (row: store.IssueRow): Owner | null =>
  row.owner_role ? { role: row.owner_role as OwnerRole, organisationId: row.owner_organisation_id } : null

/** The issue as its rules see it. */
export function issueOf(row: store.IssueRow, acts: readonly store.IssueActRow[]): Issue {
  return {
    id: row.id,
    state: row.state as IssueState,
    scope: row.scope as IssueScope | null,
    rootCause: row.root_cause,
    owner: ownerOfRow(row),
    dueOn: row.due_on,
    reporters: acts.filter((one) => one.issue_id === row.id && one.act === 'report').map((one) => one.by),
  }
}

/** An asking that nothing but the reader or the state stands against. */
function trial(act: IssueAct, today: string): IssueAsk {
  switch (act) {
    case 'classify':
      return { act, scope: 'individual', rootCause: '' }
    case 'assign':
      return { act, owner: { role: 'bureau', organisationId: null }, dueOn: today }
    case 'report':
      return { act, evidence: 1 }
    case 'reopen':
      return { act, dueOn: today }
    case 'merge':
      return { act, into: { id: '', state: 'open', scope: 'common' } }
    case 'pass':
    case 'fail':
      return { act }
  }
}

function mayDo({ actor, today }: Pick<Context, 'actor' | 'today'>, issue: Issue): IssueAct[] {
  if (!may(actor.role, 'issue.act')) return []
  return ISSUE_ACTS.filter((act) => decideIssue(issue, trial(act, today), actor, today).ok)
}

const TURN: Record<IssueState, readonly IssueAct[]> = {
  open: ['assign', 'classify'],
  assigned: ['report'],
  reported: ['pass'],
  closed: [],
  merged: [],
}

export const sourceWords = (row: Pick<store.IssueRow, 'source' | 'check_kind'>): string =>
  row.source === 'check'
    ? CHECK_KIND_NAMES[row.check_kind as CheckKind].zh
    : row.source === 'lead'
      ? '投诉线索'
      : '日常发现'

export function issueLine(
  context: Pick<Context, 'actor' | 'today'>,
  row: store.IssueRow,
  { acts, parts }: { acts: readonly store.IssueActRow[]; parts: number },
): IssueLine {
  const issue = issueOf(row, acts)
  const doing = mayDo(context, issue)
  const owner = issue.owner
  return {
    regionId: row.region_id,
    id: row.id,
    programmeId: row.programme_id,
    source: row.source as IssueLine['source'],
    checkId: row.check_id,
    unit: namedOf(row.unit_id, row.unit),
    hospital: namedOf(row.hospital_id, row.hospital),
    practitioner: namedOf(row.practitioner_id, row.practitioner),
    what: maskNumbersButDays(row.what),
    scope: issue.scope,
    rootCause: maskNumbersButDays(row.root_cause),
    measure: maskNumbersButDays(row.measure),
    owner: owner && {
      role: owner.role,
      organisation: namedOf(row.owner_organisation_id, row.owner_organisation),
      person: row.owner_name,
    },
    dueOn: row.due_on,
    overdue: isOverdue(issue, context.today),
    state: issue.state,
    mergedInto: row.merged_into,
    raisedOn: row.raised_on,
    raisedBy: row.raiser,
    parts,
    mayDo: doing,
    mine:
      TURN[issue.state].some((act) => doing.includes(act)) &&
      (issue.state !== 'assigned' || isOwner(owner, context.actor)),
  }
}

/** Bodies an issue may be given to, and its usual term. */
async function assignable(context: Context, row: store.IssueRow) {
  const { document } = await programmeOn(context.trx, row.programme_id, context.today)
  const usualDueOn = addDays(context.today, ruleOf(document, 'oversight')?.mendingDays ?? 0)
  if (!may(context.actor.role, 'issue.act') || !['bureau', 'allianceOffice'].includes(context.actor.role))
    return { owners: [], usualDueOn }
  const members = await membersOf(context.trx, row.programme_id)
  const known = await findOrganisations(context.trx, { programmeId: row.programme_id })
  const offices = await alliancesAmong(
    context.trx,
    known.map((one) => one.id),
  )
  const sideOf = new Map(members.map((one) => [one.organisation_id, one.side]))
  const concerned = new Set([row.unit_id, row.hospital_id])
  const bodies = known
    .filter((one) => sideOf.get(one.id) === 'supporting' || one.division_code.startsWith(row.region_id))
    .map((one) => ({
      role: sideOf.get(one.id) === 'supporting' ? ('hospital' as const) : ('receivingUnit' as const),
      organisation: { id: one.id, name: one.name },
    }))
    // whom it is about comes first
    .toSorted((a, b) => Number(concerned.has(b.organisation.id)) - Number(concerned.has(a.organisation.id)))
  return {
    owners: [
      ...bodies,
      ...offices.flatMap((one) =>
        one.office_id
          ? [{ role: 'allianceOffice' as const, organisation: { id: one.office_id, name: one.office } }]
          : [],
      ),
      { role: 'bureau' as const, organisation: null },
    ],
    usualDueOn,
  }
}

export async function issueDetail(context: Context, row: store.IssueRow): Promise<IssueView> {
  const [regions, ids] = [[row.region_id], [row.id]]
  const acts = await store.actsOfIssues(context.trx, regions, ids)
  const evidence = Map.groupBy(await store.evidenceOfIssues(context.trx, regions, ids), (one) => one.act_id)
  const results = Map.groupBy(await store.resultsOfIssues(context.trx, regions, ids), (one) => one.act_id)
  const parts = await store.partsOf(context.trx, row.region_id, row.id)
  return {
    ...issueLine(context, row, { acts, parts: parts.length }),
    acts: acts.map((one) => ({
      id: one.id,
      act: one.act,
      note: maskNumbersButDays(one.note),
      by: one.by_name,
      at: one.at.toISOString(),
      evidence: (evidence.get(one.id) ?? []).map(evidenceView),
      results: (results.get(one.id) ?? []).map((r) => ({
        kind: r.kind === 'institution' ? ('institution' as const) : ('outcome' as const),
        name: maskNumbersButDays(r.name),
        number: r.number,
        madeOn: r.made_on,
      })),
    })),
    partOf: parts.map((one) => ({ id: one.id, what: maskNumbersButDays(one.what), unit: one.unit ?? '' })),
    ...(await assignable(context, row)),
  }
}
