// The address of a report, and a comment noted on it that is not sent yet.
import type { ObligationView } from '../../../contract/reports-chain.ts'

/** The address of a report, as its endpoints take it. */
export const keyOf = (
  o: Pick<ObligationView, 'programmeId' | 'packageId' | 'period' | 'part' | 'body' | 'regionId'>,
) => ({
  regionId: o.regionId,
  programmeId: o.programmeId,
  packageId: o.packageId,
  period: o.period,
  part: o.part,
  bodyId: o.body.id,
})

export type Remark = {
  formId: 'support-summary' | 'staffing-schedule' | 'workload-return' | null
  rowId: string | null
  field: string | null
  label: string
  text: string
}
