// supervision actions: issues raised, classified, given to an owner, mended, looked at again, closed (ISS-3, ISS-5).
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/supervision-issues.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import { provesSomething } from '../../../domain/supervision/evidence.ts'
import {
  decideIssue,
  ISSUE_STATE_NAMES,
  type Issue,
  type IssueAsk,
  type IssueScope,
  type IssueState,
} from '../../../domain/supervision/issues.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { postingsOf } from '../dispatch/door.ts'
import { organisationById } from '../organisations/door.ts'
import { checkReach } from '../programme/door.ts'
import { addEvidence, checkEvidence } from './evidence.ts'
import { issueDetail, issueLine, issueOf } from './issue-view.ts'
import * as store from './store-issues.ts'
import { leadById } from './store-leads.ts'
import { bureauOf, ownerOf, shortly, tell } from './tell.ts'

type At = { regionId: string; id: string }
type Body = Parameters<Parameters<typeof action<typeof contract.actOnIssue>>[1]['run']>[1]['body']
const MOST = 1_000

const listIssues = action(contract.listIssues, {
  allow: 'supervision.read',
  async run(context, { query }) {
    const { trx, today } = context
    const rows = await store.issuesIn(trx, { ...query, most: MOST + 1 })
    const shown = rows.slice(0, MOST)
    const acts = Map.groupBy(
      await store.actsOfIssues(
        trx,
        [...new Set(shown.map((row) => row.region_id))],
        shown.map((row) => row.id),
      ),
      (one) => one.issue_id,
    )
    const parts = Map.groupBy(
      shown.filter((row) => row.merged_into),
      (row) => row.merged_into,
    )
    return {
      today,
      items: shown.map((row) =>
        issueLine(context, row, { acts: acts.get(row.id) ?? [], parts: parts.get(row.id)?.length ?? 0 }),
      ),
      more: rows.length > MOST,
    }
  },
})

async function read(context: Context, at: At): Promise<store.IssueRow> {
  const row = await store.issueById(context.trx, at)
  if (!row) throw refuse('not-found', { what: '问题' })
  return row
}

const getIssue = action(contract.getIssue, {
  allow: 'supervision.read',
  run: async (context, { params }) => issueDetail(context, await read(context, params)),
})

const raiseIssue = action(contract.raiseIssue, {
  allow: 'issue.raise',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    await checkReach(context, { ...params, programmeId: body.programmeId }, 'read')
    if (!body.evidence.some(provesSomething))
      throw refuse(
        'finding-without-evidence',
        { what: shortly(body.what) },
        { place: { path: 'body.evidence' } },
      )
    await checkEvidence(context, params.regionId, body.evidence)
    const lead = body.leadId ? await leadById(trx, { regionId: params.regionId, id: body.leadId }) : null
    if (body.leadId && !lead) throw refuse('not-found', { what: '线索' })
    const unit = body.unitId ? await organisationById(trx, body.unitId) : null
    if (body.unitId && !unit?.division_code.startsWith(params.regionId)) throw refuse('check-other-county')
    const inSight = await postingsOf(trx, { regionId: params.regionId, programmeId: body.programmeId })
    const posting = body.practitionerId
      ? inSight.find((one) => one.practitioner_id === body.practitionerId)
      : null
    if (body.practitionerId && !posting) throw refuse('not-found', { what: '派驻医师' })
    // a body speaks of whom it works with, not of everybody in the county
    const known = !body.unitId || inSight.some((one) => one.unit_id === body.unitId)
    if (actor.scope.kind === 'organisations' && !known) throw refuse('not-found', { what: '受援单位' })
    const isNew = await store.insertIssue(
      trx,
      {
        ...params,
        programmeId: body.programmeId,
        source: lead ? 'lead' : 'other',
        checkId: null,
        leadId: body.leadId,
        itemKey: null,
        unitId: body.unitId,
        hospitalId: posting?.hospital_id ?? null,
        practitionerId: body.practitionerId,
        what: body.what,
        raisedOn: today,
        by: {
          accountId: actor.accountId,
          role: actor.role,
          organisationId: actor.organisationId,
          practitionerId: actor.practitionerId,
        },
      },
      now,
    )
    if (!isNew) return undefined
    const of = { regionId: params.regionId, issueId: params.id, actId: uuidv5('raise', params.id) }
    await store.insertIssueAct(
      trx,
      {
        regionId: of.regionId,
        issueId: of.issueId,
        id: of.actId,
        act: 'raise',
        state: 'open',
        note: '',
        by: actor.accountId,
        role: actor.role,
      },
      now,
    )
    await addEvidence(context, of, body.evidence)
    context.say({
      zh: `登记问题：${maskNumbersButDays(body.what)}`,
      subject: { type: 'issue', id: params.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

const ACT_WORDS: Record<Body['act'], string> = {
  classify: '问题定性',
  assign: '分派整改',
  report: '报请复查',
  pass: '复查通过、销号',
  fail: '复查未通过',
  reopen: '重新整改',
  merge: '并入共性问题',
}

async function askOf(context: Context, at: At, body: Body): Promise<IssueAsk> {
  switch (body.act) {
    case 'classify':
      return { act: 'classify', scope: body.scope, rootCause: body.rootCause }
    case 'assign':
      return { act: 'assign', owner: body.owner, dueOn: body.dueOn }
    case 'report':
      return { act: 'report', evidence: body.evidence.filter(provesSomething).length }
    case 'reopen':
      return { act: 'reopen', dueOn: body.dueOn }
    case 'merge': {
      const into = await store.issueById(context.trx, { regionId: at.regionId, id: body.into })
      return {
        act: 'merge',
        into:
          (into && {
            id: into.id,
            state: into.state as IssueState,
            scope: into.scope as IssueScope | null,
          }) ||
          null,
      }
    }
    case 'pass':
    case 'fail':
      return { act: body.act }
  }
}

/** What an act changes in the issue's own row. */
function changeOf(body: Body, issue: Issue) {
  switch (body.act) {
    case 'classify':
      return { scope: body.scope, root_cause: body.rootCause }
    case 'assign':
      return {
        owner_role: body.owner.role,
        owner_organisation_id: body.owner.organisationId,
        owner_name: body.ownerName,
        measure: body.measure,
        due_on: body.dueOn,
      }
    case 'reopen':
      return { due_on: issue.dueOn }
    case 'merge':
      return { merged_into: body.into }
    case 'report':
    case 'pass':
    case 'fail':
      return {}
  }
}

/** An owner is a body of the programme, the alliance's office, or the bureau itself. */
async function checkOwner(context: Context, row: store.IssueRow, body: Body): Promise<void> {
  if (body.act !== 'assign') return
  const { owners } = await issueDetail(context, row)
  const known = owners.some(
    (one) => one.role === body.owner.role && (one.organisation?.id ?? null) === body.owner.organisationId,
  )
  if (!known) throw refuse('not-found', { what: '责任单位' })
}

async function tellStep(context: Context, row: store.IssueRow, issue: Issue, body: Body): Promise<void> {
  const { trx, actor, now } = context
  const base = {
    regionId: row.region_id,
    programmeId: row.programme_id,
    subject: { type: 'issue' as const, id: row.id },
    by: actor.accountId,
  }
  const what = shortly(row.what)
  const owner = issue.owner && ownerOf(row.region_id, issue.owner)
  if ((body.act === 'assign' || body.act === 'reopen' || body.act === 'fail') && owner && issue.dueOn)
    await tell(
      trx,
      body.act === 'fail'
        ? {
            ...base,
            kind: 'issue-settled',
            params: { what, outcome: '未通过，请继续整改' },
            event: `issue-failed/${row.id}/${now.toISOString()}`,
            recipients: [owner],
          }
        : {
            ...base,
            kind: 'issue-assigned',
            params: { what, until: issue.dueOn },
            event: `issue-assigned/${row.id}/${now.toISOString()}`,
            recipients: [owner],
          },
      now,
    )
  if (body.act === 'report')
    await tell(
      trx,
      {
        ...base,
        kind: 'issue-reported',
        params: { what, body: row.owner_organisation ?? actor.name },
        event: `issue-reported/${row.id}/${now.toISOString()}`,
        recipients: [bureauOf(row.region_id)],
      },
      now,
    )
  if (body.act === 'pass' && owner)
    await tell(
      trx,
      {
        ...base,
        kind: 'issue-settled',
        params: { what, outcome: '通过，已销号' },
        event: `issue-closed/${row.id}/${now.toISOString()}`,
        recipients: [owner],
      },
      now,
    )
}

const actOnIssue = action(contract.actOnIssue, {
  allow: 'issue.act',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    await store.lockIssue(trx, params)
    const row = await read(context, params)
    const acts = await store.actsOfIssues(trx, [params.regionId], [params.id])
    const before = issueOf(row, acts)
    const decision = decideIssue(before, await askOf(context, params, body), actor, today)
    if (!decision.ok)
      throw refuse(decision.why, {
        state: ISSUE_STATE_NAMES[before.state].zh,
        day: 'dueOn' in body ? body.dueOn : '',
      })
    await checkOwner(context, row, body)
    const evidence = 'evidence' in body ? body.evidence : []
    await checkEvidence(context, params.regionId, evidence)
    const { issue } = decision
    const of = { regionId: params.regionId, issueId: params.id, actId: uuidv7() }
    await store.setIssue(trx, params, { ...changeOf(body, issue), state: issue.state }, now)
    await store.insertIssueAct(
      trx,
      {
        regionId: of.regionId,
        issueId: of.issueId,
        id: of.actId,
        act: body.act,
        state: issue.state,
        note: body.note,
        by: actor.accountId,
        role: actor.role,
      },
      now,
    )
    await addEvidence(context, of, evidence)
    if (body.act === 'report')
      await store.insertResults(
        trx,
        of,
        body.results.map((one) => ({ ...one, id: uuidv7() })),
      )
    const after = await read(context, params)
    await tellStep(context, after, issue, body)
    context.say({
      zh: `${ACT_WORDS[body.act]}：${shortly(row.what)}`,
      subject: { type: 'issue', id: params.id },
      regionId: params.regionId,
      details: { act: body.act, state: issue.state },
    })
    return issueDetail(context, after)
  },
})

export const issueActions: Action[] = [listIssues, getIssue, raiseIssue, actOnIssue]
