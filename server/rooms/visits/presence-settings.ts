// visits: what a county sets for presence, and the daily emptying of positions whose term is over.
import * as contract from '../../../contract/visits-presence.ts'
import { type Action, action, type Services } from '../../platform/action.ts'
import { writeAudit } from '../../platform/audit.ts'
import { inScope } from '../../platform/database.ts'
import * as store from './store-presence-settings.ts'

const getPresenceSettings = action(contract.getPresenceSettings, {
  allow: 'dayCard.read',
  run: async ({ trx }, { params }) => store.settingsOf(trx, params.regionId),
})

const savePresenceSettings = action(contract.savePresenceSettings, {
  allow: 'presence.settings',
  async run({ trx, actor, now, say }, { params, body }) {
    await store.saveSettings(trx, { regionId: params.regionId, ...body, by: actor.accountId }, now)
    say({
      zh: `到岗设置：到岗码时差 ${body.codeToleranceMinutes} 分钟，位置保存 ${body.positionDays} 天`,
      subject: { type: 'presenceSettings', id: params.regionId },
      regionId: params.regionId,
    })
    return undefined
  },
})

const SYSTEM = { accountId: '00000000-0000-0000-0000-000000000000', name: '系统', role: 'system' }

/** Empties the positions whose term is over; what they said of the place (near, far, unclear) stays. */
export async function emptyPositions({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await inScope(db, { kind: 'system' }, async (trx) => {
    for (const { regionId, days, count } of await store.emptyPositions(trx, now))
      await writeAudit(trx, {
        actor: {
          ...SYSTEM,
          login: '',
          role: 'administrator',
          organisationId: null,
          divisionCode: regionId,
          practitionerId: null,
          scope: { kind: 'system' },
        },
        now,
        request: { id: 'daily', ip: '' },
        action: 'emptyPositions',
        sentence: {
          zh: `报到位置满 ${days} 天，已删除 ${count} 条`,
          subject: { type: 'presenceSettings', id: regionId },
          regionId,
          by: SYSTEM,
        },
      })
  })
}

export const presenceSettingsActions: Action[] = [getPresenceSettings, savePresenceSettings]
