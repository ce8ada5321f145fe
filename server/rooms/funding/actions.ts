// funding actions, gathered.
import type { Action } from '../../platform/action.ts'
import { claimActions } from './claim-actions.ts'
import { expenseListActions } from './expense-lists.ts'

export const fundingActions: Action[] = [...expenseListActions, ...claimActions]
