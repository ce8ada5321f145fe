// assessments actions, gathered.
import type { Action } from '../../platform/action.ts'
import { certificateActions } from './certificate-actions.ts'
import { creditActions } from './credit-actions.ts'

export const assessmentActions: Action[] = [...creditActions, ...certificateActions]
