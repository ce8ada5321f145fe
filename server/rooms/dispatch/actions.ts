// The dispatch room's actions, in the order a month goes: demand, staffing table, planning, roster, repair.
import type { Action } from '../../platform/action.ts'
import { demandActions } from './demand-actions.ts'
import { planningActions } from './planning-actions.ts'
import { repairActions } from './repair-actions.ts'
import { rosterActions } from './roster-actions.ts'
import { staffingActions } from './staffing-actions.ts'

export const dispatchActions: Action[] = [
  ...demandActions,
  ...staffingActions,
  ...planningActions,
  ...rosterActions,
  ...repairActions,
]
