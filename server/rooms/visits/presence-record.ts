// visits: coming and going as the doctor says, or as others make it up later; a code of the place and a position are judged
// here, and of the code only the verdict stays (SCH-3).
import { refuse } from '../../../contract/problems.ts'
import { recordPresence as contract } from '../../../contract/visits-presence.ts'
import { greatCircleKm } from '../../../domain/shared/distance.ts'
import { judgePosition, type PositionVerdict } from '../../../domain/visits/presence.ts'
import { type CodeVerdict, judgeSiteCode } from '../../../domain/visits/site-code.ts'
import { action, type Context } from '../../platform/action.ts'
import type { DutyRow } from '../dispatch/door.ts'
import { findOrganisations, organisationById } from '../organisations/door.ts'
import { keepMark, markableDuty } from './presence-mark.ts'
import { siteKeyOf } from './site-codes.ts'
import { settingsOf } from './store-presence-settings.ts'

const invalid = (path: string, why: string) =>
  refuse('invalid-value', { path, why }, { place: { path: `body.${path}` } })

async function judgeCode(context: Context, duty: DutyRow, text: string): Promise<CodeVerdict> {
  const { trx, services, happenedAt } = context
  const units = await findOrganisations(trx, { programmeId: duty.programme_id, side: 'receiving' })
  const { codeToleranceMinutes } = await settingsOf(trx, duty.region_id)
  return judgeSiteCode(text, {
    at: happenedAt.getTime(),
    unitId: duty.unit_id,
    otherUnits: units.map(({ id }) => id).filter((id) => id !== duty.unit_id),
    toleranceMinutes: codeToleranceMinutes,
    keyOf: siteKeyOf(services.config),
  })
}

type Position = { longitude: number; latitude: number; accuracyMetres: number }

async function placeOf({ trx }: Context, duty: DutyRow, at: Position): Promise<PositionVerdict> {
  const unit = await organisationById(trx, duty.unit_id)
  const known = unit && unit.longitude !== null && unit.latitude !== null
  const kilometres = known
    ? greatCircleKm([at.longitude, at.latitude], [unit.longitude ?? 0, unit.latitude ?? 0])
    : null
  return judgePosition(kilometres, at.accuracyMetres)
}

/** When a made-up report is said to have been; refuses what has not been yet. */
function saidMoment(duty: DutyRow, saidTime: string | null, happenedAt: Date): Date | null {
  if (saidTime === null) return null
  const at = new Date(`${duty.day}T${saidTime}:00+08:00`)
  if (at > happenedAt) throw invalid('saidTime', `${duty.day} ${saidTime} 还没有到`)
  return at
}

export const recordPresence = action(contract, {
  allow: 'dayCard.write',
  async run(context, { params, body }) {
    const { actor, happenedAt } = context
    const duty = await markableDuty(context, { ...params, dutyId: body.dutyId })
    const madeUp = body.madeUp || actor.practitionerId !== duty.practitioner_id
    if (madeUp && body.reason === '') throw invalid('reason', '补记须写明原因')
    const { siteCode, position } = body
    // what was made up later says nothing of a place
    const here = madeUp ? null : position
    await keepMark(context, duty, {
      ...params,
      ...body,
      madeUp,
      saidAt: saidMoment(duty, madeUp ? body.saidTime : null, happenedAt),
      position: here,
      positionVerdict: here ? await placeOf(context, duty, here) : null,
      codeVerdict: siteCode !== null && !madeUp ? await judgeCode(context, duty, siteCode) : null,
    })
    const what = `${madeUp ? '补记' : ''}${body.kind === 'arrival' ? '报到' : '离岗'}`
    context.say({
      zh: `${what} ${duty.day}${body.reason ? `（${body.reason}）` : ''}`,
      subject: { type: 'duty', id: duty.id },
      regionId: duty.region_id,
    })
    return undefined
  },
})
