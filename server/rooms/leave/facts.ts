// What a leave is judged by: the programme's rule on the duty's day, the moment, and in whose name the actor speaks.
import { refuse } from '../../../contract/problems.ts'
import { ROLE_NAMES } from '../../../domain/access/roles.ts'
import {
  CONSENTERS,
  type Consenter,
  filingLevels,
  type LeaveRule,
  lastMoment,
  type Moment,
} from '../../../domain/leave/rules.ts'
import { type Body, LEAVE_STATES, type Leave, type LeaveState } from '../../../domain/leave/transitions.ts'
import { ruleOf } from '../../../domain/programme/programme.ts'
import { addDays, type HolidayTable } from '../../../domain/shared/calendar.ts'
import type { Context } from '../../platform/action.ts'
import { shanghaiDay, shanghaiTime } from '../../platform/clock.ts'
import { type DutyRow, daysTaken } from '../dispatch/door.ts'
import { holidayTable, programmeOn } from '../programme/door.ts'
import type { ActRow, LeaveRow } from './store.ts'

/** The bodies in the words of refusals and notices. */
export const BODY_WORDS: Record<Body, string> = {
  supportingUnit: '派出单位',
  receivingUnit: '受援单位',
  bureau: ROLE_NAMES.bureau.zh,
  requester: '请假人',
}
export const bodyWords = (bodies: readonly Body[]): string =>
  bodies.map((body) => BODY_WORDS[body]).join('、')

export const momentOf = (at: Date): Moment => ({ day: shanghaiDay(at), time: shanghaiTime(at) })

/** Hours that a body may take before others may act in its place (P7). */
const BEAR_HOURS = 24

/** The leave rule of a duty's programme. A programme that says nothing of leave has none to ask for by this road. */
export async function ruleFor(context: Context, duty: DutyRow) {
  const { document } = await programmeOn(context.trx, duty.programme_id, duty.day)
  const rule = ruleOf(document, 'leave')
  if (!rule) throw refuse('leave-no-rule', { programme: document.name })
  return { rule, period: document.period }
}

export function momentsFor(duty: DutyRow, rule: LeaveRule, holidays: HolidayTable) {
  return {
    bureauBy: lastMoment(duty.day, rule.bureauLeadDays, rule, holidays),
    filingBy: lastMoment(duty.day, rule.filingLeadDays, rule, holidays),
    levels: filingLevels(rule),
  }
}

/** Days around a duty on which a replacement is looked at. */
const REACH_DAYS = 62

/** Beside what the replacement dates of a doctor's duties are judged; the duties are of one county, the earliest first. */
export async function replacementGround(context: Context, duties: readonly DutyRow[]) {
  const [first, last] = [duties[0], duties.at(-1)]
  const holidays = await holidayTable(context.trx)
  if (!first || !last) return { today: context.today, taken: new Set<string>(), holidays }
  const span = { from: addDays(first.day, -REACH_DAYS), to: addDays(last.day, REACH_DAYS) }
  const doctor = { regionId: first.region_id, practitionerId: first.practitioner_id }
  return { today: context.today, taken: await daysTaken(context.trx, doctor, span), holidays }
}

const consenterOf = (text: string): Consenter | undefined => CONSENTERS.find((known) => known === text)
const stateOf = (text: string): LeaveState => LEAVE_STATES.find((known) => known === text) ?? 'refused'

/** The request and its acts as the rules see them. */
export function leaveOf(row: LeaveRow, acts: readonly ActRow[]): Leave {
  const own = acts.filter((act) => act.leave_id === row.id)
  return {
    state: stateOf(row.state),
    day: row.day,
    requestedBy: row.requested_by,
    practitionerId: row.practitioner_id,
    needed: row.needed.flatMap((text) => consenterOf(text) ?? []),
    consents: own.flatMap((act) => {
      const body = act.act === 'consent' ? consenterOf(act.body) : undefined
      return body ? [{ body, accountId: act.by }] : []
    }),
    approvedBy: own.find((act) => act.act === 'approve')?.by ?? null,
    filed: own.flatMap((act) => (act.act === 'file' && act.level ? [act.level] : [])),
  }
}

export const bureauByOf = (row: LeaveRow): Moment => ({ day: row.bureau_by_day, time: row.cut_off })

export const isOverdue = (row: LeaveRow, now: Date): boolean =>
  ['consenting', 'exception', 'deciding'].includes(row.state) &&
  now.getTime() - row.since.getTime() > BEAR_HOURS * 3_600_000

/** In whose name an actor may speak on a leave, and whether that is in somebody else's place (P7). */
export function bodiesOf(
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  row: LeaveRow,
  delegated: ReadonlySet<string>,
): { body: Body; inPlace: boolean }[] {
  const { scope } = actor
  const within = (organisation: string): boolean =>
    scope.kind === 'organisations' && scope.organisations.includes(organisation)
  const found: { body: Body; inPlace: boolean }[] = []
  if (actor.accountId === row.requested_by || actor.practitionerId === row.practitioner_id)
    found.push({ body: 'requester', inPlace: false })
  if (actor.role === 'hospital' && within(row.hospital_id))
    found.push({ body: 'supportingUnit', inPlace: false })
  if (actor.role === 'receivingUnit' && within(row.unit_id))
    found.push({ body: 'receivingUnit', inPlace: false })
  if (actor.role === 'bureau') found.push({ body: 'bureau', inPlace: false })
  if (actor.role === 'bureau' || actor.role === 'allianceOffice')
    for (const [body, organisation] of [
      ['supportingUnit', row.hospital_id],
      ['receivingUnit', row.unit_id],
    ] as const)
      if (delegated.has(organisation) || isOverdue(row, now)) found.push({ body, inPlace: true })
  return found
}
