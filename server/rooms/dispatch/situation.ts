// Gathers what planning and checking a county's months need: rules, units, doctors, demand, habits, locks.

import { refuse } from '../../../contract/problems.ts'
import {
  buildProblem,
  type PlanningDoctor,
  type PlanningUnit,
} from '../../../domain/dispatch/build-problem.ts'
import type { Ownership, PastDuty, PlanLock, PlanProblem } from '../../../domain/dispatch/plan.ts'
import { findSpecialty } from '../../../domain/people/specialties.ts'
import type { Programme } from '../../../domain/programme/programme.ts'
import {
  addMonths,
  daysOf,
  type HolidayTable,
  UnknownHolidayYear,
  yearOf,
} from '../../../domain/shared/calendar.ts'
import type { Trx } from '../../platform/database.ts'
import { findOrganisations, type OrganisationRow } from '../organisations/door.ts'
import { findPractitioners, type PractitionerRow } from '../people/door.ts'
import { holidayTable, programmeOn, programmeVersion } from '../programme/door.ts'
import { type AbsenceRow, absencesIn } from './store/absences.ts'
import { busyDays } from './store/busy.ts'
import * as postings from './store/postings.ts'
import * as rosters from './store/rosters.ts'

export type Situation = {
  where: postings.Where
  months: string[]
  programme: Programme
  programmeVersion: number
  holidays: HolidayTable & { names: Map<string, string> }
  units: OrganisationRow[]
  practitioners: PractitionerRow[]
  demands: postings.DemandRow[]
  postings: postings.PostingRow[]
  duties: rosters.DutyRow[]
  past: rosters.DutyRow[]
  absences: Absence[]
}

/** A span in which a doctor is away or a unit closed. */
export type Absence = Pick<AbsenceRow, 'practitioner_id' | 'unit_id' | 'starts_on' | 'ends_on'>

const HABIT_MONTHS = 6

/** Reads everything about the months of a programme in a county. */
export async function readSituation(trx: Trx, where: postings.Where, months: string[]): Promise<Situation> {
  const first = months[0] ?? ''
  const roster = await rosters.rosterOf(trx, where, first)
  // SCH-2: a published month stays under the rules it was made by.
  const { document: programme, version } =
    roster?.status === 'published'
      ? await programmeVersion(trx, where.programmeId, roster.programme_version)
      : await programmeOn(trx, where.programmeId, `${first}-01`)
  const holidays = await holidayTable(trx)
  for (const month of months)
    if (!holidays.years.has(yearOf(month))) throw refuse('holiday-year-unknown', { year: yearOf(month) })
  const members = await findOrganisations(trx, { programmeId: where.programmeId, side: 'receiving' })
  const posted = await postings.postingsOf(trx, where)
  const doctors = await findPractitioners(trx, { programmeId: where.programmeId })
  const postedIds = new Set(posted.map((p) => p.practitioner_id))
  const past = Array.from({ length: HABIT_MONTHS }, (_, i) => addMonths(first, -HABIT_MONTHS + i))
  return {
    where,
    months,
    programme,
    programmeVersion: version,
    holidays,
    units: members.filter((u) => u.active && u.division_code.startsWith(where.regionId)),
    // Who may be sent: whoever is posted to this county, and the other doctors of the county's own hospitals.
    practitioners: doctors.filter(
      (d) => d.active && (postedIds.has(d.id) || d.division_code.startsWith(where.regionId)),
    ),
    demands: await postings.demandsOf(trx, where),
    postings: posted,
    duties: await rosters.dutiesOf(trx, where, months),
    past: await rosters.dutiesOf(trx, where, past),
    absences: await absencesIn(trx, where.regionId, spanOf(months)),
  }
}

/** The first and the last day of months. */
function spanOf(months: readonly string[]): { from: string; to: string } {
  const sorted = [...months].sort()
  return { from: `${sorted[0]}-01`, to: daysOf(sorted.at(-1) ?? '').at(-1) ?? '' }
}

/** The days of the months that an absence takes from a doctor or a unit. */
function daysTaken(s: Pick<Situation, 'absences' | 'months'>, id: string): string[] {
  const spans = s.absences.filter((a) => a.practitioner_id === id || a.unit_id === id)
  if (spans.length === 0) return []
  return s.months
    .flatMap(daysOf)
    .filter((day) => spans.some((span) => span.starts_on <= day && day <= span.ends_on))
}

const positionOf = (o: { longitude: number | null; latitude: number | null } | undefined) =>
  o && o.longitude !== null && o.latitude !== null ? ([o.longitude, o.latitude] as [number, number]) : null

/** What a unit asks for: its own demands, else the need its posting names (附件2 需求专业). */
export function needsOf(s: Pick<Situation, 'demands' | 'postings'>, unitId: string): PlanningUnit['needs'] {
  const own = s.demands.filter((d) => d.unit_id === unitId)
  if (own.length)
    return own.flatMap((d) =>
      d.specialty_code
        ? [
            {
              specialtyCode: d.specialty_code,
              weight: d.weight,
              preferredWeekday: d.preferred_weekday,
              preferredOrdinal: d.preferred_ordinal,
            },
          ]
        : [],
    )
  const code = s.postings.find((p) => p.unit_id === unitId)?.need_code
  return code ? [{ specialtyCode: code, weight: 1, preferredWeekday: null, preferredOrdinal: null }] : []
}

function pastDuties(s: Situation): PastDuty[] {
  const groups = Map.groupBy(s.past, (d) => `${d.practitioner_id} ${d.unit_id} ${d.month}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first
      ? [
          {
            doctor: first.practitioner_id,
            unit: first.unit_id,
            month: first.month,
            dates: group.map((d) => d.day),
          },
        ]
      : []
  })
}

export type PlanningWish = {
  keepPostings: boolean
  rotation?: 'fixed' | 'monthly' | undefined
  extraDays?: number | undefined
  timeLimitSeconds: number
}

/** The planning problem of the situation; locked duties stay, and the postings' pairs when the clerk wishes so. */
export async function problemOf(trx: Trx, s: Situation, wish: PlanningWish): Promise<PlanProblem> {
  const busy = await busyDays(
    trx,
    s.practitioners.map((p) => p.id),
    s.months,
    s.duties.map((d) => d.id),
  )
  const doctors: PlanningDoctor[] = s.practitioners.map((p) => ({
    id: p.id,
    hospitalId: p.organisation_id,
    specialtyCode: p.specialty_code ?? findSpecialty(p.specialty_text)?.code ?? null,
    titleCode: p.title_code,
    unavailable: [...new Set([...(busy.get(p.id) ?? []), ...daysTaken(s, p.id)])],
    ownClinicWeekdays: p.own_clinic_weekdays,
    at: positionOf({ longitude: p.longitude, latitude: p.latitude }),
  }))
  const locked: PlanLock[] = s.duties
    .filter((d) => d.locked)
    .map((d) => ({ doctor: d.practitioner_id, unit: d.unit_id, date: d.day }))
  const kept: PlanLock[] = wish.keepPostings
    ? s.postings.flatMap((p) =>
        s.months.map((month) => ({ doctor: p.practitioner_id, unit: p.unit_id, month })),
      )
    : []
  try {
    return buildProblem({
      programme: s.programme,
      months: s.months,
      holidays: s.holidays,
      units: s.units.map((u) => ({
        id: u.id,
        name: u.name,
        divisionCode: u.division_code,
        needs: needsOf(s, u.id),
        closed: daysTaken(s, u.id),
        marketWeekdays: u.market_weekdays,
        at: positionOf(u),
      })),
      doctors,
      hospitals: [
        ...new Map(
          s.practitioners.map((p) => [
            p.organisation_id,
            { id: p.organisation_id, name: p.organisation, ownership: p.ownership as Ownership | null },
          ]),
        ).values(),
      ],
      locks: [...locked, ...kept],
      previous: pastDuties(s),
      rotation: wish.rotation,
      extraDays: wish.extraDays,
      timeLimitSeconds: wish.timeLimitSeconds,
    })
  } catch (error) {
    if (error instanceof UnknownHolidayYear) throw refuse('holiday-year-unknown', { year: error.year })
    throw error
  }
}
