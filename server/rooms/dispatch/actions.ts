// The dispatch room's actions, in the order a month goes: demand, staffing table, planning, roster.
import type { Action } from '../../platform/action.ts'
import { demandActions } from './demand-actions.ts'
import { rosterActions } from './roster-actions.ts'
import { staffingActions } from './staffing-actions.ts'

export const dispatchActions: Action[] = [...demandActions, ...staffingActions, ...rosterActions]
