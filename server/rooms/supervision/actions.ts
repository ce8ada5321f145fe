// supervision actions, gathered: draws and checks, issues, leads, measures, lists (SUP-1 to SUP-10, ISS-1 to ISS-5).
import type { Action } from '../../platform/action.ts'
import { checkActions } from './check-actions.ts'
import { drawActions } from './draw-actions.ts'
import { evidenceActions } from './evidence.ts'
import { issueActions } from './issue-actions.ts'
import { leadActions } from './lead-actions.ts'
import { listActions } from './list-actions.ts'
import { measureActions } from './measure-actions.ts'
import { todoActions } from './todo.ts'

export const supervisionActions: Action[] = [
  ...drawActions,
  ...checkActions,
  ...evidenceActions,
  ...issueActions,
  ...leadActions,
  ...measureActions,
  ...listActions,
  ...todoActions,
]
