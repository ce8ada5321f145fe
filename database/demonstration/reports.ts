// Reports of the month before, handed in and reviewed by the acts themselves: what the clerk saw in April. The demonstration's
// own unit and hospital are left to do theirs, so that a first look finds something late.
import type { ReportView } from '../../contract/reports-chain.ts'
import * as contract from '../../contract/reports-chain.ts'
import type { Action, Services } from '../../server/platform/action.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { inScope } from '../../server/platform/database.ts'
import { actorOf } from '../../server/rooms/access/actors.ts'
import { reportActions } from '../../server/rooms/reports/actions.ts'

type Account = { id: string; name: string; login: string }
type Day = { day: string; time: string }
const REQUEST = { id: 'demonstration', ip: '', token: null, device: '', secure: false }
const [PROGRAMME, REGION, PERIOD] = ['yongding-2024', '350803', '2024-04']
const HANDED_IN = 14

const named = (endpoint: { id: string }): Action => {
  const found = reportActions.find((a) => a.endpoint.id === endpoint.id)
  if (!found) throw new Error(`no action ${endpoint.id}`)
  return found
}

/** What an account does at a moment of the past, through the room's own act. */
function deskOf(services: Services, actor: Actor, { day, time }: Day) {
  const then = { ...services, clock: { now: () => new Date(`${day}T${time}:00+08:00`) } }
  return async <T>(endpoint: { id: string }, received: object): Promise<T> =>
    (await named(endpoint).perform(then, actor, REQUEST, received)).answer as T
}

/** Hands in April for most units in their place, as a bureau does by telephone; another person accepts them, one goes back. */
export async function writeDemoReports(
  services: Services,
  people: { bureau: Account; leader: Account },
): Promise<void> {
  const [bureau, leader] = await inScope(services.db, { kind: 'system' }, (trx) =>
    Promise.all([actorOf(trx, people.bureau), actorOf(trx, people.leader)]),
  )
  if (!bureau || !leader) return
  const at = (actor: Actor, day: string, time: string) => deskOf(services, actor, { day, time })
  const owed = await at(
    bureau,
    '2024-04-20',
    '09:00',
  )<{ items: contract.ObligationView[] }>(contract.listObligations, {
    query: { programmeId: PROGRAMME, regionId: REGION, side: 'receiver' },
  })
  const monthly = owed.items.filter(
    (o) =>
      o.packageId === 'monthly-return' &&
      o.period === PERIOD &&
      o.part === 'main' &&
      !/湖雷|永定区医院|总医院/.test(o.body.name),
  )
  for (const [i, o] of monthly.slice(0, HANDED_IN).entries()) {
    const params = {
      regionId: REGION,
      programmeId: PROGRAMME,
      packageId: o.packageId,
      period: PERIOD,
      part: 'main',
      bodyId: o.body.id,
    }
    const day = i === HANDED_IN - 1 ? '2024-04-24' : `2024-04-${20 + (i % 3)}`
    const clerk = at(bureau, day, `${10 + (i % 6)}:${10 + i}`)
    const seen = await clerk<ReportView>(contract.getReport, { params })
    await clerk(contract.actOnReport, {
      params,
      body: {
        act: 'submit',
        stamp: seen.stamp,
        note: '单位电话核对后代报',
        comments: [],
        answers: seen.questions.map((q) => ({
          code: q.place?.column ? `${q.code}/${q.place.column}` : q.code,
          answer: '已与单位核对，属实',
        })),
      },
    })
    const reviewer = at(leader, '2024-04-25', `${10 + (i % 7)}:${20 + i}`)
    const after = await reviewer<ReportView>(contract.getReport, { params })
    const returned = i === HANDED_IN - 2
    await reviewer(contract.actOnReport, {
      params,
      body: {
        act: returned ? 'return' : 'accept',
        stamp: after.stamp,
        note: '',
        comments: returned
          ? [
              {
                formId: 'support-summary',
                rowId: o.body.id,
                field: 'month4',
                text: '请核对 4 月人次与签到记录',
              },
            ]
          : [],
        answers: [],
        ...(returned ? { resubmitBy: '2024-04-29' } : {}),
      },
    })
  }
}
