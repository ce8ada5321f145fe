// A county's doctors of a year, each with her account, her gate and the three indicators of ASM-7; whoever is posted and did
// nothing stands in the list with nothing.
import type { CreditRow } from '../../../contract/assessments-credit.ts'
import { accountOf } from '../../../domain/assessments/credit.ts'
import type { Context } from '../../platform/action.ts'
import { postingsOf } from '../dispatch/door.ts'
import { findPractitioners } from '../people/door.ts'
import { programmeOn } from '../programme/door.ts'
import { gateView, reckon } from './credit-view.ts'
import * as store from './store-credit.ts'

export async function creditRows(
  context: Context,
  where: { programmeId: string; regionId: string; year: number },
): Promise<CreditRow[]> {
  const { programmeId, regionId, year } = where
  const span = { from: `${year}-01-01`, to: `${year}-12-31` }
  const { document } = await programmeOn(context.trx, programmeId, context.today)
  const served = await store.servedDays(context.trx, { programmeId, regionId, ...span })
  const accounts = await reckon(context, served)
  const posted = (await postingsOf(context.trx, { programmeId, regionId })).map((p) => p.practitioner_id)
  const ids = [...new Set([...posted, ...accounts.keys()])]
  if (ids.length === 0) return []
  const people = await findPractitioners(context.trx, { ids })
  const grassroots = await store.grassrootsFigures(context.trx, { programmeId, regionId, ...span })
  // a municipal hospital keeps its figures in its own county's rows
  const regions = [...new Set([regionId, ...people.map((p) => p.division_code.slice(0, 6))])]
  const entered = new Map(
    (await Promise.all(regions.map((id) => store.yearFigures(context.trx, { regionId: id, year })))).flatMap(
      (found) => [...found],
    ),
  )
  const open = Map.groupBy(
    await store.objectionsOf(context.trx, { regionId, open: true }),
    (o) => o.practitioner_id,
  )
  return people.map((person): CreditRow => {
    const { total } = accounts.get(person.id)?.account ?? accountOf([])
    const own = entered.get(person.id)
    const there = grassroots.get(person.id)?.consultations ?? 0
    const here = own?.hospital_consultations ?? null
    return {
      practitionerId: person.id,
      name: person.name,
      title: person.title_text,
      hospital: person.organisation,
      days: total.days,
      personDays: total.personDays,
      pending: total.pending,
      kinds: total.kinds,
      gate: gateView([document], { year, days: total.days }),
      hospitalConsultations: here,
      contracts: own?.contracts ?? null,
      grassrootsConsultations: there,
      grassrootsShare:
        here === null || here + there === 0 ? null : Math.round((there / (here + there)) * 1000) / 10,
      rounds: grassroots.get(person.id)?.rounds ?? 0,
      objections: open.get(person.id)?.length ?? 0,
    }
  })
}
