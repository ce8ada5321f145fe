// The secrets behind the codes at the place: one for each unit and month, worked out from the server's own, so that none is
// stored and a lost one is worth nothing after its month. Only accounts of the unit itself ever receive them.
import { createHmac, randomBytes } from 'node:crypto'
import { getSiteCode as contract, type SiteCodeUnit } from '../../../contract/visits-presence.ts'
import { addDays, monthOf } from '../../../domain/shared/calendar.ts'
import type { KeyOf } from '../../../domain/visits/site-code.ts'
import { action, type Context } from '../../platform/action.ts'
import type { Config } from '../../platform/config.ts'
import { keptSecret } from '../../platform/kept-secret.ts'
import { findOrganisations } from '../organisations/door.ts'

function secretOf({ home }: Config, unitId: string, month: string): Buffer {
  const own = keptSecret(home, 'site-codes.key', () => randomBytes(32).toString('hex'))
  return createHmac('sha256', Buffer.from(own, 'hex')).update(`${unitId} ${month}`).digest()
}

/** The keyed hash of a unit's codes. */
export function siteKeyOf(config: Config): KeyOf {
  const known = new Map<string, Buffer>()
  return (unitId, month) => {
    const name = `${unitId} ${month}`
    const secret = known.get(name) ?? secretOf(config, unitId, month)
    known.set(name, secret)
    return (message) => createHmac('sha256', secret).update(message).digest()
  }
}

/** What a unit's own device needs to show its codes without a network: this month's secret, and the next near its end. */
export async function siteCodeUnits({ trx, actor, services, today }: Context): Promise<SiteCodeUnit[]> {
  if (actor.role !== 'receivingUnit' || actor.scope.kind !== 'organisations') return []
  const months = [...new Set([monthOf(today), monthOf(addDays(today, 14))])]
  const units = await findOrganisations(trx, { ids: actor.scope.organisations })
  return units.map(({ id, name }) => ({
    id,
    name,
    keys: months.map((month) => ({ month, key: secretOf(services.config, id, month).toString('base64') })),
  }))
}

export const getSiteCode = action(contract, {
  allow: 'siteCode.show',
  run: async (context) => ({
    serverAt: context.now.toISOString(),
    units: await siteCodeUnits(context),
  }),
})
