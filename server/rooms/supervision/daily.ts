// Once a day: draws what the calendar owes, and tells what is late: checks nobody did, mendings past their term, leads that
// are due (P7). Each is told once; nothing closes or takes effect by waiting.

import type { CheckKind } from '../../../domain/programme/oversight.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { CHECK_KIND_NAMES, periodWords } from '../../../domain/supervision/checks.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database.ts'
import { drawDueChecks } from './draws.ts'
import { ownerOfRow } from './issue-view.ts'
import { lateTasks } from './store-checks.ts'
import { issuesDueBetween } from './store-issues.ts'
import { leadsDueBy } from './store-leads.ts'
import { bureauOf, ownerOf, type Recipient, shortly, tell } from './tell.ts'

/** Days back: a server that was off for a while tells what is still true, not all that ever was. */
const DAYS_BACK = 31
/** Days before a lead is due on which the bureau is told. */
const LEAD_DAYS_AHEAD = 2

async function tellLateChecks(trx: Trx, today: string, now: Date): Promise<void> {
  for (const late of await lateTasks(trx, { from: addDays(today, -DAYS_BACK), to: today })) {
    const recipient: Recipient = late.owed_organisation_id
      ? { role: late.owed_role as 'hospital', organisationId: late.owed_organisation_id }
      : bureauOf(late.owed_division)
    await tell(
      trx,
      {
        regionId: late.region_id,
        programmeId: late.programme_id,
        kind: 'checks-late',
        params: {
          check: CHECK_KIND_NAMES[late.kind as CheckKind].zh,
          period: periodWords(late.period),
          count: Number(late.count),
          until: late.due_on,
        },
        event: `checks-late/${late.draw_id}/${late.region_id}`,
        subject: { type: 'checkDraw', id: late.draw_id },
        recipients: [recipient],
      },
      now,
    )
  }
}

async function tellLateIssues(trx: Trx, today: string, now: Date): Promise<void> {
  for (const issue of await issuesDueBetween(trx, { from: addDays(today, -DAYS_BACK), to: today })) {
    const owner = ownerOfRow(issue)
    if (!owner || !issue.due_on) continue
    await tell(
      trx,
      {
        regionId: issue.region_id,
        programmeId: issue.programme_id,
        kind: 'issue-overdue',
        params: {
          body: issue.owner_organisation ?? '卫健局',
          what: shortly(issue.what),
          until: issue.due_on,
        },
        event: `issue-overdue/${issue.id}/${issue.due_on}`,
        subject: { type: 'issue', id: issue.id },
        recipients: owner.organisationId
          ? [ownerOf(issue.region_id, owner), bureauOf(issue.region_id)]
          : [bureauOf(issue.region_id)],
      },
      now,
    )
  }
}

async function tellDueLeads(trx: Trx, today: string, now: Date): Promise<void> {
  const span = { from: addDays(today, -DAYS_BACK), to: addDays(today, LEAD_DAYS_AHEAD) }
  for (const due of await leadsDueBy(trx, span)) {
    if (!due.due_on) continue
    await tell(
      trx,
      {
        regionId: due.region_id,
        programmeId: due.programme_id,
        kind: 'lead-due',
        params: { count: Number(due.count), until: due.due_on },
        event: `lead-due/${due.region_id}/${due.programme_id}/${due.due_on}/${due.due_on < today ? 'late' : 'soon'}`,
        subject: { type: 'lead', id: due.first },
        recipients: [bureauOf(due.region_id)],
      },
      now,
    )
  }
}

/** The day's work of supervision; answers how many checks were drawn. */
export async function superviseToday(trx: Trx, now: Date): Promise<number> {
  const today = shanghaiDay(now)
  const drawn = await drawDueChecks(trx, now)
  await tellLateChecks(trx, today, now)
  await tellLateIssues(trx, today, now)
  await tellDueLeads(trx, today, now)
  return drawn
}
