// What the days must be in the end, kept by the test as it records them, and the comparison with the database.
import { inScope } from '../../server/platform/database.ts'
import type { TestServer } from '../harness/server.ts'
import type { DayWork } from './phone.ts'
import type { Ledger } from './sync-ledger.ts'

type Expected = DayWork & { version: number }
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
    if (ids.length === 0) return []
    const acts = await trx
      .selectFrom('day_card_activities')
      .selectAll()
      .where('day_card_id', 'in', ids)
      .execute()
    const visits = await trx.selectFrom('home_visits').selectAll().where('day_card_id', 'in', ids).execute()
    const people = await trx.selectFrom('beneficiaries').selectAll().where('day_card_id', 'in', ids).execute()
    const photos = await trx
      .selectFrom('day_card_photos')
      .selectAll()
      .where('day_card_id', 'in', ids)
      .execute()
    const of = <T extends { day_card_id: string }>(rows: readonly T[], id: string): T[] =>
      rows.filter((row) => row.day_card_id === id)
    return cards.map((card) => ({
      ...card,
      acts: of(acts, card.id),
      visits: of(visits, card.id),
      people: of(people, card.id),
      photos: of(photos, card.id),
    }))
  })

/** How the database differs from what was recorded; empty when every card arrived once and as it was left. */
export async function cardFaults(server: TestServer, oracle: Oracle, ledger: Ledger): Promise<string[]> {
  const unitId = [...oracle.values()][0]?.duty.unit.id ?? ''
  const cards = await readCards(server, unitId)
  const faults = cards.length === oracle.size ? [] : [`${cards.length} cards instead of ${oracle.size}`]
  for (const { duty, number, count, version, photo } of oracle.values()) {
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
      visits: card.visits.map((visit) => `${visit.place} ${visit.service}`).join(),
      people: card.people.map((person) => person.name).join(),
      photos: card.photos.map((one) => (one.arrived_at ? 'arrived' : 'awaited')).join(),
    }
    const wanted = {
      id: named.join(),
      day: duty.day,
      practitioner: duty.practitioner.id,
      status: 'submitted',
      version,
      text: `机密备注${number}`,
      acts: `outpatient ${count}`,
      visits: `机密村组${number} 机密随访${number}`,
      people: `机密居民${number}`,
      photos: photo ? 'arrived' : '',
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
