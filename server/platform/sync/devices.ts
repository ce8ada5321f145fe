// Phones are registered before they keep anything; their data key is wrapped for the server's recovery key, so that a
// forgotten PIN opens again for the same account after signing in with the password, and nothing unsent is lost (R27).
import { constants, createPublicKey, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import { refuse } from '../../../contract/problems.ts'
import { recoverDevice, registerDevice } from '../../../contract/sync.ts'
import { type Action, action } from '../action.ts'
import { keptSecret } from '../kept-secret.ts'
import * as store from './store.ts'

/** The server's private recovery key (PEM). */
const recoveryKey = (home: string): string =>
  keptSecret(home, 'device-recovery.pem', () =>
    generateKeyPairSync('rsa', { modulusLength: 3072 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  )

function publicKeyOf(pem: string): string {
  return createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64')
}

const register = action(registerDevice, {
  allow: 'session.use',
  async run({ trx, actor, now, services, say }, { params, body }) {
    const known = await store.deviceById(trx, params.id)
    if (known && known.account_id !== actor.accountId)
      throw refuse('already-exists', { what: '这部手机的登记' })
    if (known?.revoked_at) throw refuse('device-revoked')
    await store.saveDevice(trx, { id: params.id, accountId: actor.accountId, name: body.name }, now)
    say({ zh: `登记手机 ${body.name}`, subject: { type: 'device', id: params.id } })
    return { id: params.id, recoveryKey: publicKeyOf(recoveryKey(services.config.home)) }
  },
})

const recover = action(recoverDevice, {
  allow: 'session.use',
  async run({ trx, actor, services, say }, { params, body }) {
    const device = await store.deviceById(trx, params.id)
    if (device?.account_id !== actor.accountId) throw refuse('not-found', { what: '已登记的手机' })
    if (device.revoked_at) throw refuse('device-revoked')
    say({ zh: '忘记 PIN，取回手机数据', subject: { type: 'device', id: params.id } })
    try {
      const dataKey = privateDecrypt(
        {
          key: recoveryKey(services.config.home),
          padding: constants.RSA_PKCS1_OAEP_PADDING,
          oaepHash: 'sha256',
        },
        Buffer.from(body.wrapped, 'base64'),
      )
      return { dataKey: dataKey.toString('base64') }
    } catch {
      throw refuse(
        'invalid-value',
        { path: 'wrapped', why: '不是为本服务器封存的' },
        { place: { path: 'body.wrapped' } },
      )
    }
  },
})

export const deviceActions: Action[] = [register, recover]
