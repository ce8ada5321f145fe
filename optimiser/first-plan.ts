// The plan to start from and the bound to start with, in milliseconds: drafts by the flow and by prices
// alone, the cheaper of the two. The flow is the better guide in most problems; where visits of several days
// and few doctors decide, prices alone sometimes win, and trying both costs next to nothing.
import type { PlacedDuty } from '../domain/dispatch/plan.ts'
import { planCost } from '../domain/dispatch/plan-cost.ts'
import { dutiesOf, placeDaysQuickly } from './calendar.ts'
import { draftOptions, simpleBound } from './draft.ts'
import { matchingFlow } from './flow/matching-network.ts'
import type { Instance } from './instance.ts'

export type FirstPlan = { duties: readonly PlacedDuty[]; objective: number; bound: number }

/** A sound plan and a bound of all plans. */
export function firstPlan(instance: Instance): FirstPlan {
  const flow = matchingFlow(instance)
  const bound = Math.max(flow.bound, simpleBound(instance))
  const drafts = [flow, null].map((guide): FirstPlan => {
    const duties = dutiesOf(instance, placeDaysQuickly(instance, draftOptions(instance, guide)))
    return { duties, objective: planCost(instance.problem, duties).total, bound }
  })
  return drafts.reduce((best, draft) => (draft.objective < best.objective ? draft : best))
}
