// A cycle's assessments as they stand: who is in it, the points given and derived, the signatures, and what the reader may do.
import type { AssessmentRow } from '../../../contract/assessments-joint.ts'
import { refuse } from '../../../contract/problems.ts'
import {
  ASSESSMENT_ACTS,
  type AssessmentAct,
  cyclesOf,
  refusalOf,
  resultOf,
  type Standing,
  type Step,
  standingOf,
} from '../../../domain/assessments/joint.ts'
import type { AssessmentPlan, Cycle, Signer } from '../../../domain/programme/assessment.ts'
import { type RuleOf, ruleOf } from '../../../domain/programme/programme.ts'
import type { Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { findOrganisations } from '../organisations/door.ts'
import { findPractitioners } from '../people/door.ts'
import { programmeOn } from '../programme/door.ts'
import * as store from './store-joint.ts'

/** The plan's rule and the cycles that have begun; null where the plan has none. */
export async function planOf(context: Context, programmeId: string) {
  const { document } = await programmeOn(context.trx, programmeId, context.today)
  const rule = ruleOf(document, 'assessment')
  return { document, rule, cycles: rule ? cyclesOf(rule, document.period, context.today) : [] }
}

export function cycleNamed(cycles: readonly Cycle[], id: string): Cycle {
  const cycle = cycles.find((one) => one.id === id)
  if (!cycle) throw refuse('not-found', { what: `${id} 起的考核周期` })
  return cycle
}

/** For whom a reader speaks when she gives points or signs: the body she stands in. */
export function sideOf(
  { actor }: Pick<Context, 'actor'>,
  at: { unitId: string; hospitalId: string; practitionerId: string },
): Step['side'] | null {
  if (actor.role === 'doctor') return actor.practitionerId === at.practitionerId ? 'doctor' : null
  if (actor.role === 'bureau') return 'bureau'
  if (actor.role === 'receivingUnit' && actor.organisationId === at.unitId) return 'receivingUnit'
  return actor.role === 'hospital' && actor.organisationId === at.hospitalId ? 'supportingUnit' : null
}

const PERMITTED: Record<AssessmentAct, readonly Step['side'][]> = {
  mark: ['receivingUnit', 'supportingUnit'],
  sign: ['receivingUnit', 'supportingUnit'],
  appeal: ['doctor'],
  uphold: ['bureau'],
  reject: ['bureau'],
}

export type Case = {
  candidate: store.CandidateRow
  row: store.AssessmentRow | null
  steps: store.StepRow[]
  plan: AssessmentPlan
  standing: Standing
  cycle: Cycle
}

const stepOf = (row: store.StepRow): Step => ({
  act: row.act,
  side: row.side,
  by: row.by,
  on: shanghaiDay(row.at),
  ...(row.content.marks ? { marks: row.content.marks } : {}),
})

/** Every assessment of a cycle, begun or not, under the rule it was begun with. */
export async function casesOf(
  context: Context,
  where: store.Where,
  { rule, cycle }: { rule: RuleOf<'assessment'>; cycle: Cycle },
): Promise<Case[]> {
  const to = cycle.to < context.today ? cycle.to : context.today
  const found = await store.candidates(context.trx, where, { from: cycle.from, to })
  const rows = await store.assessmentsOf(context.trx, { ...where, cycle: cycle.id })
  const steps = Map.groupBy(
    await store.stepsOf(
      context.trx,
      where.regionId,
      rows.map((row) => row.id),
    ),
    (step) => step.assessment_id,
  )
  const begun = new Map(rows.map((row) => [`${row.practitioner_id} ${row.unit_id}`, row]))
  return found.map((candidate) => {
    const row = begun.get(`${candidate.practitioner_id} ${candidate.unit_id}`) ?? null
    const own = (row && steps.get(row.id)) ?? []
    const plan = row?.rule ?? rule
    return {
      candidate,
      row,
      steps: own,
      plan,
      cycle,
      standing: standingOf(plan, own.map(stepOf), context.today),
    }
  })
}

const tenth = (n: number): number => Math.round(n * 10) / 10

/** What the records say: the share of published duties that were recorded, the mean of the monthly checks. */
const derivedOf = (c: store.CandidateRow) => ({
  attendance: c.duties === 0 ? null : tenth((c.recorded / c.duties) * 100),
  monthly: c.score === null ? null : tenth(c.score),
})
export const resultFor = (one: Case) => resultOf(one.plan, one.standing.marks, derivedOf(one.candidate))

export type Names = {
  people: ReadonlyMap<string, { name: string; title_text: string; organisation: string }>
  units: ReadonlyMap<string, string>
}
export async function namesFor(context: Context, cases: readonly Case[]): Promise<Names> {
  const ids = (of: (c: Case) => string): string[] => [...new Set(cases.map(of))]
  if (cases.length === 0) return { people: new Map(), units: new Map() }
  const people = await findPractitioners(context.trx, { ids: ids((c) => c.candidate.practitioner_id) })
  const units = await findOrganisations(context.trx, { ids: ids((c) => c.candidate.unit_id) })
  return { people: new Map(people.map((p) => [p.id, p])), units: new Map(units.map((u) => [u.id, u.name])) }
}

/** What the reader may do to an assessment as it stands; the same rule decides when she does it. */
function allowedActs(context: Context, one: Case): AssessmentAct[] {
  const { candidate: c } = one
  const side = sideOf(context, {
    unitId: c.unit_id,
    hospitalId: c.hospital_id,
    practitionerId: c.practitioner_id,
  })
  if (!side) return []
  const { accountId, practitionerId } = context.actor
  return ASSESSMENT_ACTS.filter(
    (act) =>
      PERMITTED[act].includes(side) &&
      refusalOf(
        one.plan,
        one.standing,
        { act, side, by: accountId, practitionerId },
        {
          practitionerId: c.practitioner_id,
          today: context.today,
          cycleTo: one.cycle.to,
        },
      ) === null,
  )
}

export function rowView(context: Context, one: Case, names: Names): AssessmentRow {
  const { candidate: c, standing, plan, steps } = one
  const person = names.people.get(c.practitioner_id)
  const result = resultFor(one)
  const hands = new Map(steps.map((step) => [step.by, step.name]))
  const signed = Object.entries(standing.signed) as [Signer, { by: string; on: string }][]
  return {
    id: one.row?.id ?? null,
    practitionerId: c.practitioner_id,
    name: person?.name ?? '',
    title: person?.title_text ?? '',
    hospital: person?.organisation ?? '',
    unitId: c.unit_id,
    unit: names.units.get(c.unit_id) ?? '',
    state: standing.state,
    parts: result.parts.map((part) => ({
      ...part,
      about: plan.parts.find((p) => p.id === part.id)?.about ?? '',
    })),
    total: result.total,
    grade: result.grade,
    signed: signed.map(([side, { by, on }]) => ({ side, by: hands.get(by) ?? '', on })),
    appealUntil: standing.appealUntil,
    steps: steps.map((step) => ({
      act: step.act,
      by: step.name,
      at: step.at.toISOString(),
      words: step.words,
    })),
    basis: {
      duties: c.duties,
      recorded: c.recorded,
      checks: c.checks,
      absences: c.absences,
      measures: c.measures,
    },
    may: allowedActs(context, one),
  }
}
