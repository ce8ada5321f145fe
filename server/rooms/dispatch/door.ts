// What other rooms may ask of dispatch.
import type { Db, Trx } from '../../platform/database.ts'
import { postingsOf as postings, type Where } from './store/postings.ts'
import { rosterOf as roster } from './store/rosters.ts'

export { applyChange } from './apply-change.ts'
export { planAndPublish } from './plan-and-publish.ts'
export { stopRuns } from './planning.ts'
export { withdrawAbsence } from './store/absences.ts'
export type { PostingRow } from './store/postings.ts'
export { insertPosting } from './store/postings.ts'
export type { DutyRow } from './store/rosters.ts'
export { daysTaken, dutyById, dutyDaysBetween, publishedDutiesOf } from './store/rosters.ts'
export { failAbandonedRuns } from './store/runs.ts'
export {
  daysStillPublished,
  endByDecision,
  postSuccessor,
  type Successor,
  successorsFor,
} from './successors.ts'

export const postingsOf = (db: Db | Trx, where: Where): ReturnType<typeof postings> => postings(db, where)
export const rosterOf = (db: Db | Trx, where: Where, month: string): ReturnType<typeof roster> =>
  roster(db, where, month)
