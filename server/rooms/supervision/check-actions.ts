// supervision actions: the form of a check, writing one down, reading those that were done (SUP-1, SUP-2, SUP-4 to SUP-6, SUP-10).
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import { supervisionProblems } from '../../../contract/problems-supervision.ts'
import * as contract from '../../../contract/supervision.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import type { CheckKind } from '../../../domain/programme/oversight.ts'
import { problems } from '../../../domain/shared/problem.ts'
import { type CheckRefusal, refusalsOf } from '../../../domain/supervision/check-record.ts'
import {
  type ChecklistAnswer,
  type ChecklistItem,
  checklistOf,
  scoreOf,
} from '../../../domain/supervision/checklists.ts'
import { CHECK_KIND_NAMES, type CheckMeans, kindsOf, targetOf } from '../../../domain/supervision/checks.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { type PostingRow, postingsOf } from '../dispatch/door.ts'
import { organisationById } from '../organisations/door.ts'
import { checkReach } from '../programme/door.ts'
import { namedOf, owesIt } from './draw-actions.ts'
import { addEvidence, checkEvidence } from './evidence.ts'
import * as store from './store-checks.ts'
import { insertIssue, insertIssueAct } from './store-issues.ts'
import { bureauOf, tell } from './tell.ts'

type Body = Parameters<Parameters<typeof action<typeof contract.recordCheck>>[1]['run']>[1]['body']
type At = { regionId: string; id: string }

/** Postings of a county that the reader has in sight, one for each whom she may look at. */
async function inSight(
  context: Context,
  at: { regionId: string; programmeId: string },
): Promise<PostingRow[]> {
  return postingsOf(context.trx, at)
}

const getCheckForm = action(contract.getCheckForm, {
  allow: 'supervision.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const target = targetOf(params.kind, context.actor.role)
    const postings = await inSight(context, params)
    const seen = new Map(postings.map((p) => [target === 'unit' ? p.unit_id : p.practitioner_id, p]))
    const { id, version, items } = checklistOf(params.kind)
    return {
      checklist: { id, version, items: [...items] },
      target,
      targets: [...seen.values()].map((p) => ({
        unit: { id: p.unit_id, name: p.unit },
        hospital: target === 'doctor' ? { id: p.hospital_id, name: p.hospital } : null,
        practitioner: target === 'doctor' ? { id: p.practitioner_id, name: p.practitioner } : null,
      })),
    }
  },
})

const sayOf = problems(supervisionProblems)

/** One thing that stands against it is told as itself; several as a list with their places. */
function refuseCheck(found: readonly CheckRefusal[]): Error {
  const [first] = found
  if (found.length === 1 && first)
    return refuse(first.why, { what: first.what }, { place: { path: first.path } })
  return refuse(
    'check-refused',
    { count: found.length },
    { problems: found.map(({ why, what, path }) => sayOf(why, { what }, { path })) },
  )
}

/** The task it does, if it does one: the checker's own, of the same target, not done before. */
async function taskFor(context: Context, at: At, body: Body): Promise<store.TaskRow | null> {
  if (!body.taskId) return null
  const task = await store.taskById(context.trx, at.regionId, body.taskId)
  if (!task || !owesIt(context, task)) throw refuse('check-not-owed')
  const same =
    task.kind === body.kind && task.unit_id === body.unitId && task.practitioner_id === body.practitionerId
  if (!same) throw refuse('check-not-owed')
  if (task.check_id && task.check_id !== at.id) throw refuse('check-done-already')
  return task
}

/** Who is looked at; a checker of an organisation or a doctor looks at whom she has in sight, or at whom a task names. */
async function subjectOf(context: Context, at: At, body: Body, task: store.TaskRow | null) {
  const unit = await organisationById(context.trx, body.unitId)
  if (!unit) throw refuse('not-found', { what: '受援单位' })
  const unitRegionId = unit.division_code.slice(0, 6)
  if (unitRegionId !== at.regionId) throw refuse('check-other-county', {}, { place: { path: 'body.unitId' } })
  if (task) return { unit, unitRegionId, hospitalId: task.hospital_id }
  const postings = await inSight(context, { regionId: at.regionId, programmeId: body.programmeId })
  const posting = postings.find(
    (p) => p.unit_id === unit.id && (!body.practitionerId || p.practitioner_id === body.practitionerId),
  )
  // a colleague's review comes by its ring alone, and a posting out of sight is not hers to look at
  if (!posting || context.actor.role === 'doctor')
    throw refuse(
      context.actor.role === 'doctor' && body.practitionerId === context.actor.practitionerId
        ? 'check-of-oneself'
        : 'check-not-owed',
    )
  return { unit, unitRegionId, hospitalId: body.practitionerId ? posting.hospital_id : null }
}

async function raiseFindings(
  context: Context,
  at: At,
  body: Body,
  hospitalId: string | null,
): Promise<string[]> {
  const { trx, actor, now } = context
  const by = {
    accountId: actor.accountId,
    role: actor.role,
    organisationId: actor.organisationId,
    practitionerId: actor.practitionerId,
  }
  const raised: string[] = []
  for (const [i, finding] of body.findings.entries()) {
    // the same check told twice raises the same issues
    const issueId = uuidv5(`finding/${i}`, at.id)
    const actId = uuidv5(`finding-act/${i}`, at.id)
    await insertIssue(
      trx,
      {
        regionId: at.regionId,
        id: issueId,
        programmeId: body.programmeId,
        source: 'check',
        checkId: at.id,
        leadId: null,
        itemKey: finding.itemKey,
        unitId: body.unitId,
        hospitalId,
        practitionerId: body.practitionerId,
        what: finding.what,
        raisedOn: body.doneOn,
        by,
      },
      now,
    )
    const of = { regionId: at.regionId, issueId }
    await insertIssueAct(
      trx,
      { ...of, id: actId, act: 'raise', state: 'open', note: '', by: actor.accountId, role: actor.role },
      now,
    )
    await addEvidence(context, { ...of, actId }, finding.evidence)
    raised.push(issueId)
  }
  return raised
}

const recordCheck = action(contract.recordCheck, {
  allow: 'check.record',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    await checkReach(context, { ...params, programmeId: body.programmeId }, 'read')
    if (!kindsOf(actor.role).includes(body.kind)) throw refuse('check-not-owed')
    const told = await store.checkById(trx, params.regionId, params.id)
    if (told) {
      const issues = await store.issuesOfChecks(trx, [params.regionId], [params.id])
      return { score: told.score, issues: issues.map((one) => one.id) }
    }
    const task = await taskFor(context, params, body)
    const { unit, unitRegionId, hospitalId } = await subjectOf(context, params, body, task)
    const target = body.practitionerId ? 'doctor' : 'unit'
    if (target !== (task?.target ?? targetOf(body.kind, actor.role))) throw refuse('check-not-owed')
    const checklist = checklistOf(body.kind)
    const found = refusalsOf(
      { ...body, target, regionId: params.regionId, unitRegionId },
      checklist.items,
      actor,
      today,
    )
    if (found.length) throw refuseCheck(found)
    await checkEvidence(
      context,
      params.regionId,
      body.findings.flatMap((one) => one.evidence),
    )
    const score = scoreOf(checklist.items, body.answers)
    await store.insertCheck(
      trx,
      {
        ...params,
        ...body,
        hospitalId,
        checklist,
        score,
        by: {
          role: actor.role,
          division: actor.divisionCode,
          organisationId: actor.organisationId,
          practitionerId: actor.practitionerId,
          accountId: actor.accountId,
        },
      },
      now,
    )
    const issues = await raiseFindings(context, params, body, hospitalId)
    if (issues.length && actor.role !== 'bureau')
      await tell(
        trx,
        {
          regionId: params.regionId,
          programmeId: body.programmeId,
          kind: 'check-found',
          params: { body: actor.name, check: CHECK_KIND_NAMES[body.kind].zh, count: issues.length },
          event: `check-found/${params.id}`,
          subject: { type: 'issue', id: issues[0] ?? uuidv7() },
          recipients: [bureauOf(params.regionId)],
          by: actor.accountId,
        },
        now,
      )
    context.say({
      zh: `登记${CHECK_KIND_NAMES[body.kind].zh}：${unit.name} ${body.doneOn}${score === null ? '' : `，${score} 分`}${issues.length ? `，发现问题 ${issues.length} 个` : ''}`,
      subject: { type: 'check', id: params.id },
      regionId: params.regionId,
    })
    return { score, issues }
  },
})

const MOST = 500

function checkView(row: store.CheckRow, issueIds: string[]): contract.CheckView {
  const { items } = row.checklist as { items: ChecklistItem[] }
  const answers = row.answers as Record<string, ChecklistAnswer>
  return {
    regionId: row.region_id,
    id: row.id,
    programmeId: row.programme_id,
    kind: row.kind as CheckKind,
    target: row.target === 'doctor' ? 'doctor' : 'unit',
    unit: { id: row.unit_id, name: row.unit },
    practitioner: namedOf(row.practitioner_id, row.practitioner),
    means: row.means as CheckMeans,
    doneOn: row.done_on,
    people: row.people,
    score: row.score,
    note: maskNumbersButDays(row.note),
    byRole: row.by_role,
    by: row.by_name,
    items: items.flatMap((item) => {
      const answer = answers[item.key]
      return answer ? [{ ...item, answer }] : []
    }),
    issueIds,
  }
}

const listChecks = action(contract.listChecks, {
  allow: 'supervision.read',
  async run({ trx }, { query }) {
    const rows = await store.checksIn(trx, { ...query, most: MOST + 1 })
    const shown = rows.slice(0, MOST)
    const regions = [...new Set(shown.map((row) => row.region_id))]
    const issues = Map.groupBy(
      await store.issuesOfChecks(
        trx,
        regions,
        shown.map((row) => row.id),
      ),
      (one) => one.check_id,
    )
    return {
      items: shown.map((row) =>
        checkView(
          row,
          (issues.get(row.id) ?? []).map((one) => one.id),
        ),
      ),
      more: rows.length > MOST,
    }
  },
})

export const checkActions: Action[] = [getCheckForm, recordCheck, listChecks]
