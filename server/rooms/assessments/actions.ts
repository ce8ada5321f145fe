// assessments actions, gathered.
import type { Action } from '../../platform/action.ts'
import { certificateActions } from './certificate-actions.ts'
import { creditActions } from './credit-actions.ts'
import { excellenceActions } from './excellence-actions.ts'
import { exitActions } from './exit-actions.ts'
import { jointActions } from './joint-actions.ts'
import { violationActions } from './violation-actions.ts'

export const assessmentActions: Action[] = [
  ...creditActions,
  ...certificateActions,
  ...jointActions,
  ...excellenceActions,
  ...exitActions,
  ...violationActions,
]
