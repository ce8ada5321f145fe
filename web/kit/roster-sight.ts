// A hospital, a unit or a doctor is shown its own duties only: to them a unit without a duty is not a gap.
import type { Me } from '../../contract/access.ts'
import type { RosterView } from '../../contract/dispatch.ts'

/** Whether a role's row scope covers the whole county, so that counting gaps and targets makes sense. */
export const seesCounty = (me: Pick<Me, 'role'>): boolean =>
  ['bureau', 'allianceOffice', 'inspector'].includes(me.role)

/** The roster as far as the reader's scope reaches: own unit and the units of the duties in sight. */
export function rosterInSight(roster: RosterView, me: Me): RosterView {
  if (seesCounty(me)) return roster
  const served = new Set(roster.duties.map((d) => d.unitId))
  const sent = new Set(roster.duties.map((d) => d.practitionerId))
  return {
    ...roster,
    units: roster.units.filter((u) => served.has(u.id) || u.id === me.organisation?.id),
    practitioners: roster.practitioners.filter(
      (p) => sent.has(p.id) || p.id === me.practitionerId || p.hospitalId === me.organisation?.id,
    ),
  }
}
