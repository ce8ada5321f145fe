// Plans months of a programme county by county with the postings' pairs and publishes them, in one go.
// The demonstration uses it; the planner, the checker and the saving are those of the desk.

import type { Programme } from '../../../domain/programme/programme.ts'
import { addMonths } from '../../../domain/shared/calendar.ts'
import { solvePlan } from '../../../optimiser/solve.ts'
import type { Trx } from '../../platform/database.ts'
import { savePlan } from './planning.ts'
import { problemOf, readSituation } from './situation.ts'
import { postedRegions } from './store/postings.ts'
import { publishRoster } from './store/rosters.ts'

/** PUB-2: a schedule goes out before its cycle; here on the 25th of the month before, or now if that is still to come. */
function publishedBefore(month: string, now: Date): Date {
  const before = new Date(`${addMonths(month, -1)}-25T10:00:00+08:00`)
  return before < now ? before : now
}

export async function planAndPublish(
  trx: Trx,
  programme: Programme,
  months: readonly string[],
  act: { now: Date; by: string },
): Promise<void> {
  for (const regionId of await postedRegions(trx, programme.id)) {
    const where = { regionId, programmeId: programme.id }
    for (const month of months) {
      const situation = await readSituation(trx, where, [month])
      const problem = await problemOf(trx, situation, { keepPostings: true, timeLimitSeconds: 10 })
      await savePlan(trx, situation, { problem, plan: await solvePlan(problem) }, act.now)
      await publishRoster(trx, where, month, {
        now: publishedBefore(month, act.now),
        by: act.by,
        programmeVersion: situation.programmeVersion,
      })
    }
  }
}
