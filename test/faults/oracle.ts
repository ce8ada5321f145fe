// What the days must be in the end, kept by the test as it records them, and the comparison with the database.
import type { FieldDuty } from '../../contract/visits-field.ts'
import { inScope } from '../../server/platform/database.ts'
import type { TestServer } from '../harness/server.ts'
import type { Ledger } from './sync-ledger.ts'

type Expected = { duty: FieldDuty; number: number; count: number; version: number }
export type Oracle = Map<string, Expected>

const readCards = (server: TestServer, unitId: string) =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => {
    const cards = await trx
      .selectFrom('day_cards')
      .selectAll()
      .where('unit_id', '=', unitId)
      .where('day', '>=', '2024-06-01')
      .execute()
    const ids = cards.map((card) => card.id)
    const acts = ids.length
      ? await trx.selectFrom('day_card_activities').selectAll().where('day_card_id', 'in', ids).execute()
      : []
    return cards.map((card) => ({ ...card, acts: acts.filter((act) => act.day_card_id === card.id) }))
  })

/** How the database differs from what was recorded; empty when every card arrived once and as it was left. */
export async function cardFaults(server: TestServer, oracle: Oracle, ledger: Ledger): Promise<string[]> {
  const unitId = [...oracle.values()][0]?.duty.unit.id ?? ''
  const cards = await readCards(server, unitId)
  const faults = cards.length === oracle.size ? [] : [`${cards.length} cards instead of ${oracle.size}`]
  for (const { duty, number, count, version } of oracle.values()) {
    const own = cards.filter((card) => card.duty_id === duty.dutyId)
    const [card] = own
    const named = [...(ledger.cards.get(duty.dutyId) ?? [])]
    const where = `day ${number} (${duty.day})`
    if (!card || own.length !== 1) {
      faults.push(`${where}: ${own.length} cards`)
      continue
    }
    const found = {
      id: card.id,
      day: card.day,
      practitioner: card.practitioner_id,
      status: card.status,
      version: card.version,
      text: card.other_services,
      acts: card.acts.map((act) => `${act.kind} ${act.count}`).join(),
    }
    const wanted = {
      id: named.join(),
      day: duty.day,
      practitioner: duty.practitioner.id,
      status: 'submitted',
      version,
      text: `机密备注${number}`,
      acts: `outpatient ${count}`,
    }
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      faults.push(`${where}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`)
  }
  return faults
}

/** The numbers settled on the server must run from 1 to `last` without a gap, each applied. */
export async function numberFaults(server: TestServer, last: number): Promise<string[]> {
  const rows = await inScope(server.services.db, { kind: 'system' }, (trx) =>
    trx.selectFrom('sync_ops').select(['seq', 'outcome']).orderBy('seq').execute(),
  )
  const faults = rows.length === last ? [] : [`${rows.length} numbers settled instead of ${last}`]
  rows.forEach(({ seq, outcome }, at) => {
    if (seq !== at + 1 || outcome !== 'applied') faults.push(`number ${seq} at place ${at + 1}: ${outcome}`)
  })
  return faults
}
