// visits: the unit says who came and who did not; who did not is reported to both bodies in the same transaction (SUP-8).
import { witnessPresence as contract } from '../../../contract/visits-presence.ts'
import { type Told, toldBy } from '../../../domain/visits/no-show.ts'
import { action, type Context } from '../../platform/action.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import type { DutyRow } from '../dispatch/door.ts'
import { keepMark, markableDuty } from './presence-mark.ts'
import { namesOf, wordsOfUnit } from './presence-store.ts'
import { lockDuty } from './store.ts'

/** To the county's health bureau and the home hospital at once; a withdrawal names the report that it takes back. */
async function tellBodies(
  { trx, actor, now }: Context,
  duty: DutyRow,
  { kind, opened }: Told,
): Promise<void> {
  const { unit, doctor } = await namesOf(trx, duty)
  await tellNotices(
    trx,
    {
      regionId: duty.region_id,
      kind,
      params: { unit, doctor, day: duty.day },
      event: `${kind}/${opened}`,
      ...(kind === 'no-show-withdrawn' ? { takesBack: `no-show/${opened}` } : {}),
      subject: { type: 'duty', id: duty.id },
      programmeId: duty.programme_id,
      recipients: [
        { role: 'bureau', divisionCode: duty.region_id },
        { role: 'hospital', organisationId: duty.hospital_id },
      ],
      by: actor.accountId,
    },
    now,
  )
}

export const witnessPresence = action(contract, {
  allow: 'dayCard.confirm',
  async run(context, { params, body }) {
    const { trx, happenedAt } = context
    const duty = await markableDuty(context, { ...params, dutyId: body.dutyId })
    await lockDuty(trx, duty.region_id, duty.id)
    const words = await wordsOfUnit(trx, duty)
    if (!words.some(({ id }) => id === params.id)) {
      const said = { id: params.id, verdict: body.verdict, at: happenedAt.toISOString() }
      const told = toldBy(words, said)
      await keepMark(context, duty, { ...params, ...body, kind: body.verdict, told })
      if (told) await tellBodies(context, duty, told)
    }
    const reason = body.reason ? `：${body.reason}` : ''
    context.say({
      zh: `${body.verdict === 'present' ? '受援单位确认到岗' : '受援单位报告未到岗'} ${duty.day}${reason}`,
      subject: { type: 'duty', id: duty.id },
      regionId: duty.region_id,
    })
    return undefined
  },
})
