// reports: whether a reader is shown a county whole, or only where the own rows are.
import type { Context } from '../../platform/action.ts'

/** Whoever answers for the county is shown all of it; a hospital or a unit only where its own rows are. */
export const seesWhole = ({ actor }: Context): boolean =>
  actor.scope.kind === 'division' || actor.role === 'allianceOffice'
