// Exits as a reader sees them, and what the plan's thresholds let be proposed (ASM-9).
import type { ExitCaseView, ExitProposalView } from '../../../contract/assessments-exit.ts'
import {
  decideExit,
  EXIT_ACTS,
  type ExitAct,
  type ExitCase,
  type ExitKind,
  type ExitOutcome,
  type ExitState,
} from '../../../domain/assessments/exit.ts'
import {
  type ExitFact,
  type ExitProposal,
  exitProposals,
} from '../../../domain/assessments/exit-proposals.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import type { ExitTerms } from '../../../domain/programme/exit-terms.ts'
import { citation, ruleOf } from '../../../domain/programme/programme.ts'
import { daysBetween } from '../../../domain/shared/calendar.ts'
import type { Context } from '../../platform/action.ts'
import { daysStillPublished, postingsOf } from '../dispatch/door.ts'
import { findOrganisations } from '../organisations/door.ts'
import { findPractitioners } from '../people/door.ts'
import { programmeOn } from '../programme/door.ts'
import { casesOf, planOf, resultFor } from './joint-view.ts'
import * as store from './store-exit.ts'

export type Where = { regionId: string; programmeId: string }

/** The plan's terms of an exit with its clause; null where it has none. */
export async function exitRule({ trx, today }: Pick<Context, 'trx' | 'today'>, programmeId: string) {
  const { document } = await programmeOn(trx, programmeId, today)
  const rule = ruleOf(document, 'exit')
  if (!rule?.terms) return { document, terms: null, rule: null }
  const inferred = rule.source.inferred || rule.terms.inferred
  return {
    document,
    terms: rule.terms,
    rule: { citation: citation(document, rule), clauses: rule.clauses, inferred },
  }
}

/** Joint assessments that are final and were not passed, of every cycle that has begun. */
async function failedAssessments(context: Context, where: Where): Promise<ExitFact[]> {
  const { rule, cycles } = await planOf(context, where.programmeId)
  if (!rule) return []
  const facts: ExitFact[] = []
  for (const cycle of cycles)
    for (const one of await casesOf(context, where, { rule, cycle })) {
      const { total, grade } = resultFor(one)
      if (!one.row || one.standing.state !== 'final' || grade !== 'failed') continue
      facts.push({
        signal: 'assessment',
        ref: one.row.id,
        day: one.standing.publishedOn ?? cycle.to,
        words: `${cycle.id} 起的周期，${total} 分`,
        unitId: one.candidate.unit_id,
        hospitalId: one.candidate.hospital_id,
        practitionerId: one.candidate.practitioner_id,
      })
    }
  return facts
}

const sameSubject = (
  a: Pick<ExitProposal, 'kind' | 'unitId' | 'hospitalId' | 'practitionerId' | 'department'>,
) => [a.kind, a.unitId, a.hospitalId, a.practitionerId ?? '', a.department ?? ''].join(' ')

/** What may be proposed today: facts that stood in an earlier case, and subjects of an open one, are left out. */
export async function proposalsNow(
  context: Context,
  where: Where,
  terms: ExitTerms,
): Promise<ExitProposal[]> {
  const { document } = await programmeOn(context.trx, where.programmeId, context.today)
  const postings = (await postingsOf(context.trx, where)).map((p) => ({
    unitId: p.unit_id,
    hospitalId: p.hospital_id,
    practitionerId: p.practitioner_id,
    department: p.specialty_text,
  }))
  const before = await store.exitsIn(context.trx, where)
  const used = new Set(
    before
      .filter((row) => row.state === 'closed')
      .flatMap((row) =>
        (row.facts as unknown as { facts: ExitFact[] }).facts.map((f) => `${row.kind} ${f.signal} ${f.ref}`),
      ),
  )
  const open = new Set(
    before
      .filter((row) => row.state !== 'closed' && row.state !== 'withdrawn')
      .map((row) =>
        sameSubject({
          kind: row.kind as ExitKind,
          unitId: row.unit_id,
          hospitalId: row.hospital_id,
          practitionerId: row.practitioner_id,
          department: row.department,
        }),
      ),
  )
  const facts = [
    ...(await store.exitFacts(context.trx, where, { from: document.period.from, to: context.today })),
    ...(await failedAssessments(context, where)),
  ]
  return exitProposals(terms, postings, facts)
    .filter((one) => !open.has(sameSubject(one)))
    .filter((one) => one.facts.some((fact) => !used.has(`${one.kind} ${fact.signal} ${fact.ref}`)))
}

const PAGES: Record<ExitFact['signal'], (fact: Pick<ExitFact, 'ref' | 'day'>) => string> = {
  absence: () => '/roster/leave/absences',
  measure: ({ ref }) => `/supervision/measures?measure=${ref}`,
  violation: () => '/assessments/exit?show=violations',
  assessment: ({ ref }) => `/assessments/joint?assessment=${ref}`,
}

type Names = { people: ReadonlyMap<string, string>; bodies: ReadonlyMap<string, string> }
async function namesOf({ trx }: Context, subjects: readonly ExitProposal[]): Promise<Names> {
  const people = [
    ...new Set(
      subjects.flatMap((one) => [
        ...one.doctors,
        ...one.facts.flatMap((f) => f.practitionerId ?? []),
        ...(one.practitionerId ? [one.practitionerId] : []),
      ]),
    ),
  ]
  const bodies = [...new Set(subjects.flatMap((one) => [one.unitId, one.hospitalId]))]
  return {
    people: new Map(
      people.length ? (await findPractitioners(trx, { ids: people })).map((p) => [p.id, p.name]) : [],
    ),
    bodies: new Map(
      bodies.length ? (await findOrganisations(trx, { ids: bodies })).map((o) => [o.id, o.name]) : [],
    ),
  }
}

function aboutView(one: ExitProposal, { people, bodies }: Names): ExitProposalView {
  const unit = bodies.get(one.unitId) ?? ''
  const hospital = bodies.get(one.hospitalId) ?? ''
  const doctor = one.practitionerId ? (people.get(one.practitionerId) ?? '') : null
  const whose = one.kind === 'doctor' ? `${doctor}（${hospital}）` : `${hospital}${one.department ?? ''}`
  return {
    kind: one.kind,
    unit: { id: one.unitId, name: unit },
    hospital: { id: one.hospitalId, name: hospital },
    practitioner: one.practitionerId && doctor !== null ? { id: one.practitionerId, name: doctor } : null,
    department: one.department,
    subject: `${whose}对${unit}的帮扶`,
    met: one.met,
    doctors: one.doctors.map((id) => people.get(id) ?? ''),
    facts: one.facts.map((fact) => ({
      signal: fact.signal,
      ref: fact.ref,
      day: fact.day,
      words: maskNumbersButDays(fact.words),
      doctor: fact.practitionerId ? (people.get(fact.practitionerId) ?? null) : null,
      page: PAGES[fact.signal](fact),
    })),
  }
}

export async function proposalViews(
  context: Context,
  proposals: readonly ExitProposal[],
): Promise<ExitProposalView[]> {
  const names = await namesOf(context, proposals)
  return proposals.map((one) => aboutView(one, names))
}

export const caseOf = (row: store.ExitRow, places: readonly store.PlaceRow[]): ExitCase => ({
  kind: row.kind as ExitKind,
  state: row.state as ExitState,
  replyBy: row.reply_by,
  proposedBy: row.proposed_by,
  unitId: row.unit_id,
  hospitalId: row.hospital_id,
  practitionerId: row.practitioner_id,
  empty: places.filter((place) => place.successor_id === null).length,
})
export const termsOf = (row: store.ExitRow): ExitTerms => row.terms as unknown as ExitTerms
/** What was kept of a proposal when the case was opened. */
type Kept = Pick<ExitProposal, 'met' | 'doctors' | 'facts'> & { inferred: boolean; clauses: string[] }
const keptOf = (row: store.ExitRow): Kept => row.facts as unknown as Kept

const PERMITTED: Partial<Record<ExitAct, readonly string[]>> = {
  reply: ['hospital', 'receivingUnit', 'doctor'],
}
/** What the reader may do as the case stands; the same rule decides when she does it. */
function allowed(
  { actor, today }: Context,
  row: store.ExitRow,
  places: readonly store.PlaceRow[],
): ExitAct[] {
  const one = caseOf(row, places)
  return EXIT_ACTS.filter(
    (act) =>
      (PERMITTED[act] ?? ['bureau']).includes(actor.role) &&
      decideExit(one, { act }, actor, { today, otherDecides: termsOf(row).otherDecides }).ok,
  )
}

/** Before the notice a case is the bureau's own; afterwards whoever it concerns reads it. */
const readable = ({ actor }: Context, row: store.ExitRow): boolean =>
  ['bureau', 'inspector'].includes(actor.role) || row.reply_by !== null

export async function exitViews(context: Context, all: readonly store.ExitRow[]): Promise<ExitCaseView[]> {
  const rows = all.filter((row) => readable(context, row))
  const acts = Map.groupBy(await store.actsOfExits(context.trx, rows), (one) => one.case_id)
  const places = Map.groupBy(await store.placesOfExits(context.trx, rows), (one) => one.case_id)
  const subjects = rows.map((row): ExitProposal => {
    const { met, doctors, facts } = keptOf(row)
    return {
      kind: row.kind as ExitKind,
      unitId: row.unit_id,
      hospitalId: row.hospital_id,
      practitionerId: row.practitioner_id,
      department: row.department,
      met,
      doctors,
      facts,
    }
  })
  const names = await namesOf(context, subjects)
  const views: ExitCaseView[] = []
  for (const [i, row] of rows.entries()) {
    const own = places.get(row.id) ?? []
    const subject = subjects[i]
    if (!subject) continue
    const { inferred, clauses } = keptOf(row)
    views.push({
      ...aboutView(subject, names),
      regionId: row.region_id,
      id: row.id,
      programmeId: row.programme_id,
      grounds: maskNumbersButDays(row.grounds),
      rule: { citation: row.citation, clauses, inferred },
      state: row.state as ExitState,
      outcome: row.outcome as ExitOutcome | null,
      replyBy: row.reply_by,
      replyWorkdays: termsOf(row).replyWorkdays,
      daysToReply: row.reply_by ? daysBetween(context.today, row.reply_by) : null,
      proposedAt: row.proposed_at.toISOString(),
      mayDo: allowed(context, row, own),
      acts: (acts.get(row.id) ?? []).map((act) => ({
        act: act.act,
        outcome: act.outcome as ExitOutcome | null,
        words: maskNumbersButDays(act.words),
        late: act.late,
        by: act.by_name,
        at: act.at.toISOString(),
      })),
      places: await placeViews(context, row, own),
    })
  }
  return views
}

async function placeViews(
  context: Context,
  row: store.ExitRow,
  places: readonly store.PlaceRow[],
): Promise<ExitCaseView['places']> {
  const views: ExitCaseView['places'] = []
  for (const place of places)
    views.push({
      id: place.id,
      doctor: place.doctor,
      need: place.need_text,
      successor: place.successor,
      daysLeft: await daysStillPublished(context, {
        practitionerId: place.practitioner_id,
        unitId: row.unit_id,
      }),
    })
  return views
}
