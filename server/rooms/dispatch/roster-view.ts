// A month's roster as pages read it.
import type { DutyView, RosterView } from '../../../contract/dispatch.ts'
import type { Conflict, Remedy } from '../../../domain/dispatch/plan.ts'
import { citation, type Programme, rulesOf } from '../../../domain/programme/programme.ts'
import { daysOf, isWorkday } from '../../../domain/shared/calendar.ts'
import type { Situation } from './situation.ts'
import type { DutyRow, RosterRow } from './store/rosters.ts'

type Names = Map<string, string>
type StoredAlternative = { doctor: string; extraCost: number | null; rule?: string }
type StoredUncovered = {
  unit: string
  conflicts: Conflict[]
  remedy?: Remedy | null
}
type Proof = {
  status?: string
  objective?: number
  bound?: number
  gap?: number
  seconds?: number
  uncovered?: StoredUncovered[]
}

export function dutyView(row: DutyRow, names: Names): DutyView {
  const half = row.half === 'am' || row.half === 'pm' ? row.half : 'day'
  const alternatives = (row.alternatives as StoredAlternative[]).map((a) => ({
    practitionerId: a.doctor,
    name: names.get(a.doctor) ?? '',
    extraCost: a.extraCost,
    rule: a.rule ?? null,
  }))
  return {
    id: row.id,
    unitId: row.unit_id,
    practitionerId: row.practitioner_id,
    hospitalId: row.hospital_id,
    day: row.day,
    half,
    homeVisitHalf: row.home_visit_half === 'am' || row.home_visit_half === 'pm' ? row.home_visit_half : null,
    locked: row.locked,
    status: row.status === 'published' || row.status === 'cancelled' ? row.status : 'planned',
    mismatchReason: row.mismatch_reason,
    reasons: row.reasons as DutyView['reasons'],
    alternatives,
  }
}

function minimumOf(programme: Programme): RosterView['minimum'] {
  const rule = rulesOf(programme, 'minimumDuty').find((r) => r.per === 'month')
  return rule
    ? { daysPerMonth: rule.days, upTo: rule.upTo ?? null, citation: citation(programme, rule) }
    : null
}

const needText = (s: Situation, unitId: string): string => {
  const demands = s.demands.filter((d) => d.unit_id === unitId).map((d) => d.specialty_text)
  return (demands.length ? demands : s.postings.filter((p) => p.unit_id === unitId).map((p) => p.need_text))
    .slice(0, 3)
    .join('、')
}

/** 若放宽…，可由…前往: the planner's remedy for a unit-month it could not cover. */
function remedyWords({ duties, conflicts }: Remedy, names: Names): string {
  const nameOf = (id: string) => names.get(id) ?? id
  const rules = conflicts.map((c) => `“${c.text}”（${c.who.map(nameOf).join('、')}，${c.clause}）`).join('和')
  const visits = duties.map((d) => `${nameOf(d.doctor)} ${d.date}`).join('、')
  return `若放宽${rules}，可由 ${visits} 前往`
}

/** The month with its calendar, its people and its proof; conflicts name people instead of ids. */
export function rosterView(s: Situation, month: string, roster: RosterRow | undefined): RosterView {
  const names: Names = new Map([
    ...s.practitioners.map((p) => [p.id, p.name] as const),
    ...s.units.map((u) => [u.id, u.name] as const),
  ])
  const proof = (roster?.proof ?? {}) as Proof
  return {
    ...s.where,
    month,
    status: roster ? (roster.status === 'published' ? 'published' : 'draft') : 'none',
    version: roster?.version ?? 0,
    publishedAt: roster?.published_at?.toISOString() ?? null,
    proof: proof.status
      ? {
          status: proof.status,
          objective: proof.objective ?? null,
          bound: proof.bound ?? null,
          gap: proof.gap ?? null,
          seconds: proof.seconds ?? 0,
        }
      : null,
    days: daysOf(month).map((day) => ({
      day,
      workday: isWorkday(day, s.holidays),
      holiday: s.holidays.names.get(day) ?? null,
    })),
    units: s.units.map((u) => ({ id: u.id, name: u.name, kind: u.kind, need: needText(s, u.id) })),
    practitioners: s.practitioners.map((p) => ({
      id: p.id,
      name: p.name,
      title: p.title_text,
      specialty: p.specialty_text,
      hospitalId: p.organisation_id,
      hospital: p.organisation,
    })),
    duties: s.duties.filter((d) => d.month === month).map((d) => dutyView(d, names)),
    uncovered: (proof.uncovered ?? []).map((u) => ({
      unitId: u.unit,
      conflicts: u.conflicts.map((c) => ({
        rule: c.text,
        clause: c.clause,
        who: c.who.map((id) => names.get(id) ?? id).join('、'),
      })),
      remedy: u.remedy ? remedyWords(u.remedy, names) : null,
    })),
    minimum: minimumOf(s.programme),
  }
}
