// supervision: what waits for the reader, counted from the very lists she will open.
import * as contract from '../../../contract/supervision.ts'
import { may } from '../../../domain/access/roles.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { type Action, action } from '../../platform/action.ts'
import { owesIt } from './draw-actions.ts'
import { issueLine } from './issue-view.ts'
import { measuresWaiting } from './measure-actions.ts'
import { tasksIn } from './store-checks.ts'
import { actsOfIssues, issuesIn } from './store-issues.ts'
import { leadsIn } from './store-leads.ts'

const MOST = 2_000
const DAYS_BACK = 92
const first = (days: readonly (string | null)[]): string | null =>
  days.filter((day) => day !== null).toSorted((a, b) => a.localeCompare(b))[0] ?? null

const getSupervisionTodo = action(contract.getSupervisionTodo, {
  allow: 'supervision.read',
  async run(context, { query }) {
    const { trx, actor, today } = context
    const tasks = (await tasksIn(trx, { ...query, from: addDays(today, -DAYS_BACK) })).filter(
      (task) => !task.check_id && owesIt(context, task),
    )
    const rows = (await issuesIn(trx, { ...query, most: MOST })).filter(
      (row) => row.state !== 'closed' && row.state !== 'merged',
    )
    const acts = Map.groupBy(
      await actsOfIssues(
        trx,
        [...new Set(rows.map((row) => row.region_id))],
        rows.map((row) => row.id),
      ),
      (one) => one.issue_id,
    )
    const issues = rows
      .map((row) => issueLine(context, row, { acts: acts.get(row.id) ?? [], parts: 0 }))
      .filter((one) => one.mine)
    const leads =
      may(actor.role, 'lead.write') && query.regionId
        ? (
            await leadsIn(trx, { regionId: query.regionId, programmeId: query.programmeId, most: MOST })
          ).filter((row) => row.state === 'open')
        : []
    const late = (day: string | null): boolean => day !== null && day < today
    return {
      checks: {
        open: tasks.length,
        late: tasks.filter((task) => late(task.due_on)).length,
        dueOn: first(tasks.map((task) => task.due_on)),
      },
      issues: { mine: issues.length, overdue: issues.filter((one) => one.overdue).length },
      leads: {
        open: leads.length,
        late: leads.filter((row) => late(row.due_on)).length,
        dueOn: first(leads.map((row) => row.due_on)),
      },
      measures: await measuresWaiting(context, query.programmeId),
    }
  },
})

export const todoActions: Action[] = [getSupervisionTodo]
