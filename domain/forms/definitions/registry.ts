// Every form the house knows, by id. A changed form is a new version beside the old one, never an edit.
import type { FormDefinition } from '../form.ts'
import { postingList } from './posting-list.ts'
import { staffingSchedule } from './staffing-schedule.ts'
import { supportSummary } from './support-summary.ts'
import { workloadReturn } from './workload-return.ts'

export const FORM_DEFINITIONS: readonly FormDefinition[] = [
  supportSummary,
  staffingSchedule,
  workloadReturn,
  postingList,
]

/** The definition with an id such as `staffing-schedule`, or undefined. */
export function formDefinition(id: string): FormDefinition | undefined {
  return FORM_DEFINITIONS.find((of) => of.id === id)
}
