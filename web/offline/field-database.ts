// The tables on the phone. Each account has a database of its own, so that two people on one phone never meet;
// one small database lists the accounts. What a person wrote stands here only sealed; the rest is counters and times.
import { Dexie, type EntityTable } from 'dexie'
import type { SyncedCall } from '../../contract/sync.ts'
import type { PinWrap, Sealed } from './crypto.ts'

/** settled: it took effect · refused, conflict: it did not, see `problem` · withdrawn: given up, with a reason. */
export type OpState = 'pending' | 'settled' | 'refused' | 'conflict' | 'withdrawn'

export type OpRow = {
  id: string
  seq: number
  call: SyncedCall
  /** {params, query, body}; null once it is settled. */
  content: Sealed | null
  /** One line for the history, written by the page; it outlives the content. */
  line: Sealed
  deviceAt: string
  bootId: string
  monoAt: number
  state: OpState
  attempts: number
  /** Wall time (ms) before which it is not sent again. */
  nextAt: number
  problem: Sealed | null
  reason: Sealed | null
  settledAt: string | null
}
export type DraftRow = { key: string; content: Sealed; savedAt: string }
export type BundleRow = { key: string; content: Sealed; keptAt: string }
/**
 * A photograph of a day. draft: taken, its day not handed in · pending: to be sent after its day · settled: arrived,
 * its bytes are gone from here · held: its day was not accepted · refused: see `problem`.
 */
export type PhotoState = 'draft' | 'pending' | 'settled' | 'held' | 'refused'
export type PhotoRow = {
  /** `<card id>:<hash>`. */
  key: string
  regionId: string
  cardId: string
  sha256: string
  size: number
  content: Sealed | null
  state: PhotoState
  /** Parts the server still awaits; null before it was asked. */
  missing: number[] | null
  /** How often all parts were there and the whole was not right. */
  broken: number
  problem: Sealed | null
}
export type MetaRow = { name: string; value: unknown }

const fieldDatabaseName = (accountId: string): string => `xunzhen-field-${accountId}`

export class FieldDatabase extends Dexie {
  declare ops: EntityTable<OpRow, 'id'>
  declare drafts: EntityTable<DraftRow, 'key'>
  declare bundle: EntityTable<BundleRow, 'key'>
  declare photos: EntityTable<PhotoRow, 'key'>
  declare meta: EntityTable<MetaRow, 'name'>

  constructor(accountId: string) {
    // Strict: a write is told as done when it is on the disk, not when the system has taken it.
    super(fieldDatabaseName(accountId), { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      ops: 'id, &seq, [state+seq]',
      drafts: 'key',
      bundle: 'key',
      photos: 'key, state, cardId',
      meta: 'name',
    })
  }
}

export type VaultRow = {
  accountId: string
  /** What the unlock page calls the account: the login, never more. */
  label: string
  deviceId: string
  /** Null after too many wrong PINs: only the recovery road is left. */
  pin: PinWrap | null
  wrongPins: number
  /** The data key for the server's recovery key (base64). */
  recovery: string
  /** A known value under the data key: tells a wrong recovered key before anything is written with it. */
  check: Sealed
  createdAt: string
}

export class VaultDatabase extends Dexie {
  declare vaults: EntityTable<VaultRow, 'accountId'>

  constructor() {
    super('xunzhen-field', { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ vaults: 'accountId' })
  }
}
