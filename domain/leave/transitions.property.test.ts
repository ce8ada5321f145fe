// Whatever is tried by whomever in whatever order: no leave is granted without its consents, nobody speaks twice or for
// herself, a late one has its own approver, and every grant tells the residents (LV-3 to LV-7, P3, P7).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../shared/calendar.ts'
import { isAfter, type Moment } from './rules.ts'
import {
  type Body,
  decide,
  holdersOfLeave,
  LEAVE_ACTS,
  LEAVE_STATES,
  type Leave,
  type LeaveAct,
  type LeaveActor,
  TRANSITIONS,
} from './transitions.ts'

const DAY = '2024-06-13'
const bureauBy: Moment = { day: '2024-06-10', time: '17:30' }
const fresh: Leave = {
  state: 'consenting',
  day: DAY,
  requestedBy: 'doctor-1',
  practitionerId: 'p1',
  needed: ['supportingUnit', 'receivingUnit'],
  consents: [],
  approvedBy: null,
  filed: [],
}
const bodies: Body[] = ['supportingUnit', 'receivingUnit', 'bureau', 'requester']
const actor = fc.record({
  accountId: fc.constantFrom('doctor-1', 'hospital-1', 'unit-1', 'bureau-1', 'bureau-2'),
  practitionerId: fc.constantFrom('p1', 'p2', null),
  body: fc.constantFrom(...bodies),
})
const when = { hours: fc.integer({ min: 0, max: 20 }), level: fc.constantFrom('city', 'province') }
const person = (accountId: string, body: Body) => fc.constant({ accountId, practitionerId: null, body })
/** Steps that people would take, and any nonsense between them. */
const step = fc.oneof(
  fc.record({ act: fc.constant('consent' as const), actor: person('hospital-1', 'supportingUnit'), ...when }),
  fc.record({ act: fc.constant('consent' as const), actor: person('unit-1', 'receivingUnit'), ...when }),
  fc.record({ act: fc.constant('approve' as const), actor: person('bureau-2', 'bureau'), ...when }),
  fc.record({ act: fc.constant('grant' as const), actor: person('bureau-1', 'bureau'), ...when }),
  fc.record({ act: fc.constantFrom(...LEAVE_ACTS), actor, ...when }),
)

describe('a leave', () => {
  it('is never granted without its consents, by others, each once; and whoever grants tells', () => {
    let grants = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let leave = fresh
        let hours = 9
        let wasLate = false
        const log: { act: LeaveAct; actor: LeaveActor }[] = []
        for (const { act, actor: who, hours: later, level } of steps) {
          hours += later
          const now: Moment = {
            day: addDays('2024-06-07', Math.floor(hours / 24)),
            time: `${String(hours % 24).padStart(2, '0')}:00`,
          }
          const before = leave
          const decision = decide(leave, act, who, { now, bureauBy, level })
          if (!decision.ok) continue
          leave = decision.leave
          log.push({ act, actor: who })
          expect(TRANSITIONS[before.state][act]).toContain(leave.state)
          if (before.state === 'consenting' && leave.state !== 'consenting' && act === 'consent')
            wasLate = isAfter(now, bureauBy)
          if (act === 'grant') {
            grants++
            expect(decision.effects).toEqual(expect.arrayContaining(['repair', 'tellResidents']))
            expect(leave.consents.map((given) => given.body).sort()).toEqual([...fresh.needed].sort())
            expect(new Set(leave.consents.map((given) => given.accountId)).size).toBe(2)
            if (wasLate) expect(log.some((one) => one.act === 'approve')).toBe(true)
            expect(leave.approvedBy).not.toBe(who.accountId)
          }
          if (act !== 'withdraw') {
            expect(who.accountId).not.toBe(leave.requestedBy)
            expect(who.practitionerId).not.toBe(leave.practitionerId)
          }
        }
        const consents = log.filter((one) => one.act === 'consent').map((one) => one.actor.body)
        expect(new Set(consents).size).toBe(consents.length)
      }),
      { numRuns: 5_000 },
    )
    expect(grants).toBeGreaterThan(100)
  })
  it('reaches every state of the table by its acts', () => {
    const say = (leave: Leave, act: LeaveAct, [body, accountId, day]: [Body, string, string?]): Leave => {
      const now = { day: day ?? '2024-06-07', time: '09:00' }
      const decision = decide(
        leave,
        act,
        { accountId, practitionerId: null, body },
        { now, bureauBy, level: 'city' },
      )
      if (!decision.ok) throw new Error(decision.why)
      return decision.leave
    }
    const one = say(fresh, 'consent', ['receivingUnit', 'unit-1'])
    const both = say(one, 'consent', ['supportingUnit', 'hospital-1'])
    const late = say(one, 'consent', ['supportingUnit', 'hospital-1', '2024-06-12'])
    const granted = say(both, 'grant', ['bureau', 'bureau-1'])
    const reached = [
      one,
      both,
      late,
      granted,
      say(both, 'refuse', ['bureau', 'bureau-1']),
      say(one, 'withdraw', ['requester', 'doctor-1']),
      say(granted, 'revoke', ['bureau', 'bureau-1']),
    ].map((leave) => leave.state)
    expect(new Set(reached)).toEqual(new Set(LEAVE_STATES))
    expect(say(granted, 'file', ['bureau', 'bureau-1']).filed).toEqual(['city'])
    expect(holdersOfLeave(one)).toEqual(['supportingUnit'])
    expect(holdersOfLeave(late)).toEqual(['bureau'])
  })
  it.each([
    ['consent after it was withdrawn', { state: 'withdrawn', act: 'consent', why: 'leave-closed' }],
    ['a hospital that grants', { state: 'deciding', act: 'grant', why: 'leave-not-yours' }],
  ] as const)('%s', (_, { state, act, why }) => {
    const who = { accountId: 'x', practitionerId: null, body: 'supportingUnit' as const }
    const now = { day: '2024-06-07', time: '09:00' }
    expect(decide({ ...fresh, state }, act, who, { now, bureauBy })).toEqual({ ok: false, why })
  })
})
