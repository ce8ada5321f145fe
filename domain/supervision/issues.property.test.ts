// Whatever is tried by whomever in whatever order: nothing closes that was not looked at again by somebody else than who
// mended it, nothing goes on without evidence, and no finding is lost by merging (ISS-3, ISS-5).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../shared/calendar.ts'
import {
  decideIssue,
  ISSUE_SCOPES,
  ISSUE_STATES,
  ISSUE_TRANSITIONS,
  type Issue,
  type IssueActor,
  type IssueAsk,
  isOverdue,
  type Owner,
} from './issues.ts'

const TODAY = '2024-05-20'
const fresh = (id: string): Issue => ({
  id,
  state: 'open',
  scope: null,
  rootCause: '',
  owner: null,
  dueOn: null,
  reporters: [],
})
const actors: IssueActor[] = [
  { accountId: 'bureau-1', role: 'bureau', organisationId: null },
  { accountId: 'bureau-2', role: 'bureau', organisationId: null },
  { accountId: 'office-1', role: 'allianceOffice', organisationId: 'office' },
  { accountId: 'hospital-1', role: 'hospital', organisationId: 'hospital' },
  { accountId: 'unit-1', role: 'receivingUnit', organisationId: 'unit' },
  { accountId: 'other-1', role: 'receivingUnit', organisationId: 'other' },
  { accountId: 'doctor-1', role: 'doctor', organisationId: 'hospital' },
]
const owner = fc.constantFrom<Owner>(
  { role: 'bureau', organisationId: null },
  { role: 'hospital', organisationId: 'hospital' },
  { role: 'receivingUnit', organisationId: 'unit' },
  { role: 'allianceOffice', organisationId: 'office' },
)
const dueOn = fc.integer({ min: -10, max: 30 }).map((n) => addDays(TODAY, n))
type Step = { at: number; who: IssueActor; ask: IssueAsk | { act: 'merge'; toward: number } }
const ask = fc.oneof(
  fc.record({
    act: fc.constant('classify' as const),
    scope: fc.constantFrom(...ISSUE_SCOPES),
    rootCause: fc.constantFrom('', ' ', '没有专人管'),
  }),
  fc.record({ act: fc.constant('assign' as const), owner, dueOn }),
  fc.record({ act: fc.constant('report' as const), evidence: fc.integer({ min: 0, max: 2 }) }),
  fc.constant({ act: 'pass' as const }),
  fc.constant({ act: 'fail' as const }),
  fc.record({ act: fc.constant('reopen' as const), dueOn }),
  fc.record({ act: fc.constant('merge' as const), toward: fc.integer({ min: 0, max: 3 }) }),
)
const at = fc.integer({ min: 0, max: 3 })
const by = (n: number) => fc.constant(actors[n] as IssueActor)
const does = <A extends IssueAsk>(n: number, what: A) => fc.record({ at, who: by(n), ask: fc.constant(what) })
/** Steps that people would take, and any nonsense between them. */
const step: fc.Arbitrary<Step> = fc.oneof(
  does(0, { act: 'classify', scope: 'individual', rootCause: '' }),
  does(2, { act: 'classify', scope: 'common', rootCause: '没有专人管' }),
  does(0, { act: 'assign', owner: { role: 'receivingUnit', organisationId: 'unit' }, dueOn: '2024-06-03' }),
  does(4, { act: 'report', evidence: 1 }),
  does(1, { act: 'pass' }),
  fc.record({ at, who: fc.constantFrom(...actors), ask }),
)

describe('issues', () => {
  it('close by somebody else only, with evidence, with a root cause where common; merging loses none', () => {
    const seen = { closed: 0, merged: 0, common: 0 }
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 70 }), (steps) => {
        const issues = [0, 1, 2, 3].map((n) => fresh(`i${n}`))
        const into = new Map<string, string>()
        const reported = new Map<string, { by: IssueActor; evidence: number }>()
        for (const { at, who, ask: asked } of steps) {
          const issue = issues[at] as Issue
          const wish: IssueAsk =
            asked.act === 'merge' && 'toward' in asked
              ? { act: 'merge', into: issues[asked.toward] ?? null }
              : (asked as IssueAsk)
          const decision = decideIssue(issue, wish, who, TODAY)
          if (!decision.ok) continue
          const next = decision.issue
          expect(next.state).toBe(ISSUE_TRANSITIONS[issue.state][wish.act])
          issues[at] = next
          if (wish.act === 'report') reported.set(issue.id, { by: who, evidence: wish.evidence })
          if (wish.act === 'merge') {
            seen.merged++
            into.set(issue.id, wish.into?.id ?? '')
          }
          if (next.state === 'closed') {
            seen.closed++
            if (next.scope === 'common') seen.common++
            const mended = reported.get(issue.id)
            // re-checked, by a manager, who neither mended it nor stands in the body that did
            expect(wish.act).toBe('pass')
            expect(mended?.evidence).toBeGreaterThan(0)
            expect(['bureau', 'allianceOffice']).toContain(who.role)
            expect(next.reporters).not.toContain(who.accountId)
            if (next.owner?.organisationId) expect(who.organisationId).not.toBe(next.owner.organisationId)
            expect(next.scope).not.toBeNull()
            expect(next.scope === 'common' ? next.rootCause.trim() : 'own').not.toBe('')
          }
          if (wish.act === 'assign' || wish.act === 'reopen')
            expect((next.dueOn ?? '') >= TODAY, 'a term in the past').toBe(true)
        }
        // each finding stands in just one issue that still goes its way, or was closed
        for (const issue of issues) {
          let root = issue.id
          for (let hops = 0; into.has(root); hops++) {
            expect(hops).toBeLessThan(issues.length)
            root = into.get(root) ?? ''
          }
          expect(issues.find((one) => one.id === root)?.state).not.toBe('merged')
        }
      }),
      { numRuns: 6_000 },
    )
    expect(seen.closed).toBeGreaterThan(50)
    expect(seen.merged).toBeGreaterThan(200)
    expect(seen.common).toBeGreaterThan(10)
  })
  it('has a way out of every state but merged, and tells what is late', () => {
    for (const state of ISSUE_STATES)
      expect(Object.keys(ISSUE_TRANSITIONS[state]).length > 0).toBe(state !== 'merged')
    expect(isOverdue({ state: 'assigned', dueOn: '2024-05-19' }, TODAY)).toBe(true)
    expect(isOverdue({ state: 'assigned', dueOn: TODAY }, TODAY)).toBe(false)
    expect(isOverdue({ state: 'reported', dueOn: '2024-05-01' }, TODAY)).toBe(false)
  })
  it.each([
    [
      'a term before today',
      { act: 'assign', owner: { role: 'bureau', organisationId: null }, dueOn: '2024-05-19' },
      'issue-due-passed',
    ],
    [
      'a common one without its cause',
      { act: 'classify', scope: 'common', rootCause: ' ' },
      'issue-no-root-cause',
    ],
    ['a re-check of what nobody mended', { act: 'pass' }, 'issue-closed'],
  ] as const)('refuses %s', (_, wish, why) => {
    const issue: Issue = { ...fresh('i'), scope: 'individual' }
    expect(decideIssue(issue, wish, actors[0] as IssueActor, TODAY)).toEqual({ ok: false, why })
  })
  it('tells an owner that it is not hers to close', () => {
    const issue: Issue = {
      ...fresh('i'),
      state: 'reported',
      owner: { role: 'receivingUnit', organisationId: 'unit' },
      reporters: ['unit-1'],
    }
    expect(decideIssue(issue, { act: 'pass' }, actors[4] as IssueActor, TODAY)).toEqual({
      ok: false,
      why: 'issue-own-recheck',
    })
  })
})
