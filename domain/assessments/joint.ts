// The joint assessment at a cycle's end (ASM-2): points of its parts, two signatures over the same points, publication, appeal.
// Nobody assesses herself; a changed mark takes the signatures off; nothing is final while an appeal may still come. Pure.
import type { AssessmentPart, AssessmentPlan, Cycle, Signer } from '../programme/assessment.ts'
import { addDays, addMonths, lastDayOf } from '../shared/calendar.ts'

/** The cycles of a programme that have begun by a day. */
export function cyclesOf(
  plan: Pick<AssessmentPlan, 'cycleMonths'>,
  period: { from: string; to: string },
  today: string,
): Cycle[] {
  const cycles: Cycle[] = []
  const last = period.to.slice(0, 7)
  for (let month = period.from.slice(0, 7); month <= last; month = addMonths(month, plan.cycleMonths)) {
    const from = cycles.length === 0 ? period.from : `${month}-01`
    const end = lastDayOf(addMonths(month, plan.cycleMonths - 1))
    if (from <= today) cycles.push({ id: month, from, to: end < period.to ? end : period.to })
  }
  return cycles
}

export const ASSESSMENT_STATES = ['open', 'signing', 'published', 'appealed', 'final'] as const
export type AssessmentState = (typeof ASSESSMENT_STATES)[number]
export const ASSESSMENT_ACTS = ['mark', 'sign', 'appeal', 'uphold', 'reject'] as const
export type AssessmentAct = (typeof ASSESSMENT_ACTS)[number]

/** From a state, what may be done and where it may lead; `final` is reached by the days for an appeal passing, or a rejection. */
export const TRANSITIONS: Record<
  AssessmentState,
  Partial<Record<AssessmentAct, readonly AssessmentState[]>>
> = {
  open: { mark: ['open'], sign: ['signing', 'published'] },
  signing: { mark: ['open'], sign: ['published'] },
  published: { appeal: ['appealed'] },
  appealed: { uphold: ['open'], reject: ['final'] },
  final: {},
}

/** A step as it was taken; `at` is a calendar day in Asia/Shanghai. */
export type Step = {
  act: AssessmentAct
  by: string
  side: Signer | 'doctor' | 'bureau'
  on: string
  /** Points by part that were given, with `mark`. */
  marks?: Readonly<Record<string, number>>
}

export type Standing = {
  state: AssessmentState
  marks: Readonly<Record<string, number>>
  signed: Partial<Record<Signer, { by: string; on: string }>>
  publishedOn: string | null
  /** The last day on which the doctor may appeal. */
  appealUntil: string | null
}

/** Where an assessment stands after its steps, on a day. Steps that the table does not allow are not taken. */
export function standingOf(plan: AssessmentPlan, steps: readonly Step[], today: string): Standing {
  let standing: Standing = { state: 'open', marks: {}, signed: {}, publishedOn: null, appealUntil: null }
  for (const step of steps) {
    if (!TRANSITIONS[standing.state][step.act]) continue
    standing = after(plan, standing, step)
  }
  const over = standing.state === 'published' && standing.appealUntil !== null && today > standing.appealUntil
  return over ? { ...standing, state: 'final' } : standing
}

function after(plan: AssessmentPlan, standing: Standing, step: Step): Standing {
  switch (step.act) {
    case 'mark':
      return { ...standing, state: 'open', marks: { ...standing.marks, ...step.marks }, signed: {} }
    case 'sign': {
      const signed = { ...standing.signed, [step.side]: { by: step.by, on: step.on } }
      const all = plan.signers.every((side) => signed[side])
      return all
        ? {
            ...standing,
            state: 'published',
            signed,
            publishedOn: step.on,
            appealUntil: addDays(step.on, plan.appealDays),
          }
        : { ...standing, state: 'signing', signed }
    }
    case 'appeal':
      return { ...standing, state: 'appealed' }
    case 'uphold':
      return { ...standing, state: 'open', signed: {}, publishedOn: null, appealUntil: null }
    case 'reject':
      return { ...standing, state: 'final' }
  }
}

export type Refusal =
  | 'self'
  | 'wrongState'
  | 'notSigner'
  | 'signedAlready'
  | 'sameHand'
  | 'marksMissing'
  | 'appealOver'
  | 'notOver'

type Asked = {
  act: AssessmentAct
  side: Step['side']
  /** The account, and the person behind it if it is a doctor's. */
  by: string
  practitionerId: string | null
}

/** Why an act may not be done; null where it may. */
export function refusalOf(
  plan: AssessmentPlan,
  standing: Standing,
  asked: Asked,
  about: { practitionerId: string; today: string; cycleTo: string },
): Refusal | null {
  const { act, side } = asked
  const herself = asked.practitionerId === about.practitionerId
  if (herself && act !== 'appeal') return 'self'
  if (act === 'appeal' && standing.state === 'final' && !herself) return 'wrongState'
  if (!TRANSITIONS[standing.state][act])
    return act === 'appeal' && standing.publishedOn ? 'appealOver' : 'wrongState'
  if (act === 'mark' || act === 'sign') {
    if (!(plan.signers as readonly string[]).includes(side)) return 'notSigner'
  }
  if (act === 'sign') {
    // points may be given early; what is signed is the whole cycle
    if (about.today <= about.cycleTo) return 'notOver'
    if (missingMarks(plan, standing.marks).length > 0) return 'marksMissing'
    if (standing.signed[side as Signer]) return 'signedAlready'
    if (Object.values(standing.signed).some((one) => one.by === asked.by)) return 'sameHand'
  }
  if (act === 'appeal' && !herself) return 'notSigner'
  return null
}

/** Parts that people give points for and nobody has. */
export const missingMarks = (
  plan: AssessmentPlan,
  marks: Readonly<Record<string, number>>,
): AssessmentPart[] => plan.parts.filter((part) => part.from === 'marks' && marks[part.id] === undefined)

/** What the records say of the parts that nobody gives points for; null where nothing was recorded. */
export type Derived = { attendance: number | null; monthly: number | null }
export type PartResult = {
  id: string
  name: string
  weight: number
  from: AssessmentPart['from']
  points: number | null
  score: number | null
}
export type Grade = 'excellent' | 'passed' | 'failed'
export type Result = { parts: PartResult[]; total: number | null; grade: Grade | null }

const tenth = (n: number): number => Math.round(n * 10) / 10

/** The points of each part, weighed; a total only once every part has points. Points are of 100. */
export function resultOf(
  plan: AssessmentPlan,
  marks: Readonly<Record<string, number>>,
  derived: Derived,
): Result {
  const parts = plan.parts.map((part): PartResult => {
    const points = part.from === 'marks' ? (marks[part.id] ?? null) : derived[part.from]
    return {
      id: part.id,
      name: part.name,
      weight: part.weight,
      from: part.from,
      points,
      score: points === null ? null : tenth((points * part.weight) / 100),
    }
  })
  const known = parts.every((part) => part.points !== null)
  // weighed before rounding: rounded parts need not add up to the rounded whole
  const total = known
    ? tenth(parts.reduce((n, part) => n + ((part.points ?? 0) * part.weight) / 100, 0))
    : null
  const grade =
    total === null
      ? null
      : total >= plan.excellentAt
        ? 'excellent'
        : total >= plan.passAt
          ? 'passed'
          : 'failed'
  return { parts, total, grade }
}

export type Candidate = {
  practitionerId: string
  total: number | null
  grade: Grade | null
  final: boolean
  /** Absences without leave that were decided, and measures in force, within the cycle. */
  absences: number
  measures: number
}
export type Excellence = Candidate & {
  chosen: boolean
  why: 'notFinal' | 'score' | 'absence' | 'measure' | 'share' | null
}

/** The list of the excellent by stated criteria (ASM-10): final, above the score, without absence or measure, within the share. */
export function excellenceOf(plan: AssessmentPlan, candidates: readonly Candidate[]): Excellence[] {
  const most = Math.floor((candidates.length * plan.excellentPercent) / 100)
  const why = (one: Candidate): Excellence['why'] => {
    if (!one.final) return 'notFinal'
    if (one.grade !== 'excellent') return 'score'
    if (one.absences > 0) return 'absence'
    return one.measures > 0 ? 'measure' : null
  }
  const order = (a: Candidate, b: Candidate): number =>
    (b.total ?? -1) - (a.total ?? -1) || (a.practitionerId < b.practitionerId ? -1 : 1)
  const sorted = [...candidates].sort(order)
  const fit = sorted.filter((one) => why(one) === null)
  const last = fit[Math.min(most, fit.length) - 1]
  return sorted.map((one): Excellence => {
    const reason = why(one)
    // who has the same score as the last within the share is not left to the alphabet
    const within = last !== undefined && (one.total ?? -1) >= (last.total ?? 0)
    return reason === null && !within
      ? { ...one, chosen: false, why: 'share' }
      : { ...one, chosen: reason === null, why: reason }
  })
}
