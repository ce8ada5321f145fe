// The month's hard rules in the browser: the same checker as the server's, so that a drag answers at once.
// The server knows more (duties in other counties) and has the last word.
import { useMemo } from 'react'
import { listDemands, listPostings, type RosterView } from '../../../contract/dispatch.ts'
import { listAbsences } from '../../../contract/dispatch-repair.ts'
import { listPractitioners } from '../../../contract/people.ts'
import { getProgramme, listHolidays } from '../../../contract/programme.ts'
import { buildProblem } from '../../../domain/dispatch/build-problem.ts'
import { checkDuty } from '../../../domain/dispatch/check-plan.ts'
import type { PlanProblem } from '../../../domain/dispatch/plan.ts'
import type { Violation } from '../../../domain/dispatch/violation.ts'
import { findSpecialty } from '../../../domain/people/specialties.ts'
import type { Programme } from '../../../domain/programme/programme.ts'
import { daysOf } from '../../../domain/shared/calendar.ts'
import { useCall } from '../../shell/query.ts'

export type Place = { unitId: string; practitionerId: string; day: string }
export type Check = (place: Place, except: string | null) => Violation[]

/** A checker of one placement, or null while its facts are still being read. */
export function useRosterCheck(roster: RosterView | undefined, enabled: boolean): Check | null {
  const ready = enabled && Boolean(roster)
  const month = roster?.month ?? '2000-01'
  const where = { regionId: roster?.regionId ?? '', programmeId: roster?.programmeId ?? '' }
  const programme = useCall(
    getProgramme,
    { params: { id: where.programmeId }, query: { on: `${month}-01` } },
    { enabled: ready },
  )
  const holidays = useCall(listHolidays, { params: { year: Number(month.slice(0, 4)) } }, { enabled: ready })
  const people = useCall(listPractitioners, { query: { programmeId: where.programmeId } }, { enabled: ready })
  const postings = useCall(listPostings, { params: where }, { enabled: ready })
  const demands = useCall(listDemands, { params: where }, { enabled: ready })
  const days = daysOf(month)
  const absences = useCall(
    listAbsences,
    { params: where, query: { from: `${month}-01`, to: days.at(-1) ?? `${month}-01` } },
    { enabled: ready },
  )
  const problem = useMemo((): PlanProblem | null => {
    if (
      !roster ||
      !programme.data ||
      !holidays.data?.known ||
      !people.data ||
      !postings.data ||
      !demands.data ||
      !absences.data
    )
      return null
    const of = new Map(people.data.items.map((p) => [p.id, p]))
    const needsOf = (unitId: string) => {
      const own = demands.data.items.filter((d) => d.unitId === unitId && d.specialtyCode)
      const asked = own.map((d) => ({
        specialtyCode: d.specialtyCode ?? '',
        weight: d.weight,
        preferredWeekday: d.preferredWeekday,
        preferredOrdinal: d.preferredOrdinal,
      }))
      const posted = postings.data.items.find((p) => p.unit.id === unitId)?.needCode
      return asked.length || !posted
        ? asked
        : [{ specialtyCode: posted, weight: 1, preferredWeekday: null, preferredOrdinal: null }]
    }
    // the same days as the server's situation.ts: an absence takes its whole span
    const daysTaken = (id: string) =>
      daysOf(roster.month).filter((day) =>
        absences.data.items.some((a) => a.subjectId === id && a.from <= day && day <= a.to),
      )
    const kinds = (kind: 'holiday' | 'makeUpWorkday') =>
      new Set(holidays.data.days.filter((d) => d.kind === kind).map((d) => d.day))
    return buildProblem({
      programme: programme.data.document as Programme,
      months: [roster.month],
      holidays: {
        holidays: kinds('holiday'),
        makeUpWorkdays: kinds('makeUpWorkday'),
        years: new Set([Number(roster.month.slice(0, 4))]),
      },
      units: roster.units.map((u) => ({
        id: u.id,
        name: u.name,
        divisionCode: roster.regionId,
        needs: needsOf(u.id),
        closed: daysTaken(u.id),
        marketWeekdays: [],
        at: null,
      })),
      doctors: roster.practitioners.map((p) => ({
        id: p.id,
        hospitalId: p.hospitalId,
        specialtyCode: of.get(p.id)?.specialtyCode ?? findSpecialty(p.specialty)?.code ?? null,
        titleCode: of.get(p.id)?.titleCode ?? null,
        unavailable: daysTaken(p.id),
        ownClinicWeekdays: of.get(p.id)?.ownClinicWeekdays ?? [],
        at: null,
      })),
      hospitals: [],
      locks: [],
      previous: [],
      timeLimitSeconds: 1,
    })
  }, [roster, programme.data, holidays.data, people.data, postings.data, demands.data, absences.data])
  return useMemo(() => {
    if (!problem || !roster) return null
    return (place, except) => {
      const others = roster.duties
        .filter((d) => d.id !== except && d.status !== 'cancelled')
        .map((d) => ({ doctor: d.practitionerId, unit: d.unitId, date: d.day }))
      return checkDuty(problem, others, { doctor: place.practitionerId, unit: place.unitId, date: place.day })
    }
  }, [problem, roster])
}
