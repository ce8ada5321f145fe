// What every mark on a duty has in common: a published duty that has come, in the actor's sight, and the row itself.
import { refuse } from '../../../contract/problems.ts'
import type { Context } from '../../platform/action.ts'
import { type DutyRow, dutyById } from '../dispatch/door.ts'
import * as store from './presence-store.ts'

/** The duty that a mark is about; the place comes from it. Refuses what is not published, out of sight, or still to come. */
export async function markableDuty(
  { trx, today }: Context,
  at: { regionId: string; dutyId: string },
): Promise<DutyRow> {
  const duty = await dutyById(trx, at.regionId, at.dutyId)
  if (duty?.status !== 'published') throw refuse('not-found', { what: '已公布的值班' })
  if (duty.day > today)
    throw refuse(
      'invalid-value',
      { path: 'dutyId', why: `${duty.day} 还没有到` },
      { place: { path: 'body.dutyId' } },
    )
  return duty
}

type Given = Pick<store.PresenceWrite, 'id' | 'kind' | 'reason'> & { deviceAt: string | null } & Partial<
    Pick<store.PresenceWrite, 'position' | 'positionVerdict' | 'codeVerdict' | 'madeUp' | 'saidAt' | 'told'>
  >

/** Writes a mark on a duty; the same mark told twice is one. Row-level security refuses what lies outside. */
export async function keepMark(
  { trx, actor, happenedAt, now }: Context,
  duty: DutyRow,
  given: Given,
): Promise<void> {
  await store.addMark(
    trx,
    {
      position: null,
      positionVerdict: null,
      codeVerdict: null,
      madeUp: false,
      saidAt: null,
      told: null,
      ...given,
      deviceAt: given.deviceAt ? new Date(given.deviceAt) : null,
      regionId: duty.region_id,
      programmeId: duty.programme_id,
      dutyId: duty.id,
      unitId: duty.unit_id,
      hospitalId: duty.hospital_id,
      practitionerId: duty.practitioner_id,
      day: duty.day,
      happenedAt,
      by: actor.accountId,
    },
    now,
  )
}
