// For the tests of this folder: a phone with an account set up, a server's recovery key, and a look at the raw store.
import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { CallInput } from '../../contract/endpoint.ts'
import type { saveDayCard } from '../../contract/visits.ts'
import { createDataKey, fromBase64, importDataKey, toBase64 } from './crypto.ts'
import type { FieldDatabase } from './field-database.ts'
import { openStore, type Unlocked } from './store.ts'

/** A phone out of the box. */
export function freshPhone(): void {
  Dexie.dependencies.indexedDB = new IDBFactory()
  Dexie.dependencies.IDBKeyRange = IDBKeyRange
}

export type RecoveryServer = {
  recoveryKey: string
  recover: (deviceId: string, wrapped: string) => Promise<string>
}

export async function recoveryServer(): Promise<RecoveryServer> {
  const algorithm = {
    name: 'RSA-OAEP',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const pair = await crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt'])
  return {
    recoveryKey: toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))),
    recover: async (_deviceId, wrapped) => {
      const raw = await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, pair.privateKey, fromBase64(wrapped))
      return toBase64(new Uint8Array(raw))
    },
  }
}

export const ACCOUNT = '018f4b7e-0000-7000-8000-00000000a001'
export const DEVICE = '018f4b7e-0000-4000-8000-00000000d001'

/** An open account without the cost of a PIN. */
export async function unlockedPhone(connect?: () => FieldDatabase): Promise<Unlocked> {
  const store = openStore(ACCOUNT, connect)
  return { accountId: ACCOUNT, deviceId: DEVICE, store, key: await importDataKey(createDataKey()) }
}

/** A filled-in card, number `n`; `service` is its free text. */
export function cardInput(n: number, service = '测血压'): CallInput<typeof saveDayCard> {
  const tail = String(n).padStart(12, '0')
  return {
    params: { regionId: '530924', id: `018f4b7e-0000-7000-8000-${tail}` },
    query: { version: 0, submit: 'yes' },
    body: {
      programmeId: 'yongde-2024',
      dutyId: null,
      unitId: '018f4b7e-0000-7000-8000-00000000b001',
      practitionerId: '018f4b7e-0000-7000-8000-00000000c001',
      day: '2024-07-03',
      half: 'day',
      activities: [],
      homeVisits: [{ specialGroup: 'longTermIll', place: '一组', service }],
      beneficiaries: [],
      otherServices: '',
      otherWork: '',
      leaflets: n,
      noticeClicks: 0,
      screenNotices: 0,
      transportFen: 0,
      lodgingFen: 0,
      suppliesFen: 0,
    },
  }
}

/** Everything that stands in every database of the phone, as searchable text; bytes are read as UTF-8. */
export async function everythingStored(): Promise<string> {
  const seen: string[] = []
  const look = (value: unknown): void => {
    if (value instanceof ArrayBuffer) seen.push(Buffer.from(value).toString('utf8'))
    else if (ArrayBuffer.isView(value)) seen.push(Buffer.from(value.buffer).toString('utf8'))
    else if (Array.isArray(value)) value.forEach(look)
    else if (value && typeof value === 'object')
      for (const [name, part] of Object.entries(value)) {
        seen.push(name)
        look(part)
      }
    else seen.push(String(value))
  }
  for (const name of await Dexie.getDatabaseNames()) {
    const db = await new Dexie(name).open()
    for (const table of db.tables) look(await table.toArray())
    db.close()
  }
  return seen.join('\n')
}
