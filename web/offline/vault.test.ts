// The vault on a phone: the PIN, five wrong ones, the recovery road, two people, signing out.
import { beforeEach, expect, test, vi } from 'vitest'
import { saveDayCard } from '../../contract/visits.ts'
import { exportSealed, importSealed } from './backup.ts'
import { pendingCount, readHistory, record } from './outbox.ts'
import { keepPhoto, readPhoto } from './photos.ts'
import { deleteDraft, keepBundle, readBundle, readDraft, saveDraft } from './store.ts'
import { browserSurroundings } from './surroundings.ts'
import {
  ACCOUNT,
  cardInput,
  DEVICE,
  everythingStored,
  freshPhone,
  type RecoveryServer,
  recoveryServer,
} from './test-phone.ts'
import { changePin, lockVault, recoverVault, setUpVault, unlockVault } from './vault.ts'
import { signOutVault } from './vault-leave.ts'
import { listVaults, readVault } from './vault-rows.ts'

// 600,000 iterations are the phone's business; the paths are the same with fewer.
vi.mock('./crypto.ts', async (original) => ({
  ...(await original<typeof import('./crypto.ts')>()),
  measureIterations: async () => 1_000,
}))

const PIN = '246801'
let server: RecoveryServer
const clock = browserSurroundings()
const setUp = (accountId = ACCOUNT, pin = PIN) =>
  setUpVault({ accountId, label: 'wang', deviceId: DEVICE, recoveryKey: server.recoveryKey, pin })
const add = (unlocked: Awaited<ReturnType<typeof setUp>>, n: number, text?: string) =>
  record(unlocked, clock, { endpoint: saveDayCard, input: cardInput(n, text) }, { line: `第 ${n} 张` })
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no refusal',
    (error: { refusal?: { code: string } }) => error.refusal?.code ?? 'another error',
  )

beforeEach(async () => {
  freshPhone()
  server ??= await recoveryServer()
})

test('what was recorded is there after locking and unlocking with the PIN', async () => {
  const first = await setUp()
  await add(first, 1)
  await saveDraft(first, 'day-card:1', { text: '半张' })
  lockVault(first)
  expect(await code(add(first, 2))).toBe('phone-locked')
  expect(await code(pendingCount(first))).toBe('phone-locked')
  const again = await unlockVault(ACCOUNT, PIN)
  expect(await pendingCount(again)).toBe(1)
  expect(await readDraft(again, 'day-card:1')).toEqual({ text: '半张' })
  await deleteDraft(again, 'day-card:1')
  expect(await readDraft(again, 'day-card:1')).toBeNull()
  expect((await readHistory(again)).map((h) => [h.state, h.line])).toEqual([['pending', '第 1 张']])
})

test('weak PINs are refused', async () => {
  for (const pin of ['12345', '000000', '123456', '987654', '12345a'])
    expect(await code(setUp(ACCOUNT, pin)), pin).toBe('weak-pin')
})

test('a right PIN gives the tries back; five wrong ones in a row remove it for good', async () => {
  lockVault(await setUp())
  for (let n = 0; n < 4; n++) expect(await code(unlockVault(ACCOUNT, '135790'))).toBe('wrong-pin')
  expect((await listVaults())[0]?.triesLeft).toBe(1)
  lockVault(await unlockVault(ACCOUNT, PIN))
  for (let n = 0; n < 4; n++) expect(await code(unlockVault(ACCOUNT, '135790'))).toBe('wrong-pin')
  expect(await code(unlockVault(ACCOUNT, '135790'))).toBe('pin-removed')
  expect(await code(unlockVault(ACCOUNT, PIN))).toBe('pin-removed')
  expect((await readVault(ACCOUNT)).pin).toBeNull()
})

test('guessing in many tabs at once gives no more than five tries', async () => {
  lockVault(await setUp())
  const tries = Array.from({ length: 12 }, (_, n) => code(unlockVault(ACCOUNT, `13579${n % 10}`)))
  const codes = await Promise.all(tries)
  expect(codes.filter((c) => c === 'wrong-pin').length).toBeLessThanOrEqual(4)
  expect(await code(unlockVault(ACCOUNT, PIN))).toBe('pin-removed')
})

test('after five wrong PINs the server gives the work back and a new PIN is set', async () => {
  const first = await setUp()
  await add(first, 1)
  lockVault(first)
  for (let n = 0; n < 5; n++) await code(unlockVault(ACCOUNT, '135790'))
  const back = await recoverVault(ACCOUNT, '864209', server.recover)
  expect(await pendingCount(back)).toBe(1)
  expect((await readHistory(back))[0]?.line).toBe('第 1 张')
  lockVault(back)
  expect(await code(unlockVault(ACCOUNT, PIN))).toBe('wrong-pin')
  expect(await pendingCount(await unlockVault(ACCOUNT, '864209'))).toBe(1)
})

test('a key that is not this phone’s changes nothing', async () => {
  lockVault(await setUp())
  const other = Buffer.alloc(32, 7).toString('base64')
  expect(await code(recoverVault(ACCOUNT, '864209', async () => other))).toBe('wrong-recovery')
  expect(await pendingCount(await unlockVault(ACCOUNT, PIN))).toBe(0)
})

test('changing the PIN needs the old one', async () => {
  lockVault(await setUp())
  expect(await code(changePin(ACCOUNT, '135790', '864209'))).toBe('wrong-pin')
  await changePin(ACCOUNT, PIN, '864209')
  expect(await code(unlockVault(ACCOUNT, PIN))).toBe('wrong-pin')
  lockVault(await unlockVault(ACCOUNT, '864209'))
})

test('two people on one phone keep apart, and neither is set up twice', async () => {
  const other = '018f4b7e-0000-7000-8000-00000000a002'
  const [one, two] = [await setUp(), await setUp(other, '975310')]
  await add(one, 1)
  expect([await pendingCount(one), await pendingCount(two)]).toEqual([1, 0])
  expect(await code(setUp())).toBe('vault-exists')
  expect(await code(unlockVault(other, PIN))).toBe('wrong-pin')
  expect(await signOutVault(two, false)).toBe('erased')
  expect(await pendingCount(one)).toBe(1)
})

test('signing out refuses over unsent work, keeps it sealed when confirmed, and erases what is uploaded', async () => {
  const first = await setUp()
  await add(first, 1)
  expect(await code(signOutVault(first, false))).toBe('unsent-work')
  expect(await signOutVault(first, true)).toBe('kept')
  const again = await unlockVault(ACCOUNT, PIN)
  expect(await pendingCount(again)).toBe(1)
  await again.store.run((db) => db.ops.toCollection().modify({ state: 'settled', content: null }))
  expect(await signOutVault(again, false)).toBe('erased')
  expect(await listVaults()).toEqual([])
  expect(await everythingStored()).not.toContain(ACCOUNT)
})

test('no word that was typed stands anywhere on the phone or in the backup', async () => {
  const canary = '金丝雀鄢㛃'
  const unlocked = await setUp()
  await record(
    unlocked,
    clock,
    { endpoint: saveDayCard, input: cardInput(1, canary) },
    { line: `${canary}一行` },
  )
  await saveDraft(unlocked, 'day-card:1', { text: canary })
  await keepBundle(unlocked, 'duties', [{ unit: canary }])
  const photo = new TextEncoder().encode(`${canary} jpeg`)
  const at = { regionId: '530924', cardId: ACCOUNT }
  const sha = await keepPhoto(unlocked, at, photo)
  expect(await keepPhoto(unlocked, at, photo)).toBe(sha)
  expect((await readBundle(unlocked, 'duties'))?.value).toEqual([{ unit: canary }])
  expect(await readPhoto(unlocked, ACCOUNT, sha)).toEqual(photo)
  const stored = await everythingStored()
  expect(stored).toContain('day-card:1')
  const backup = await (await exportSealed(unlocked, await readVault(ACCOUNT))).text()
  expect(JSON.parse(backup)).toMatchObject({
    accountId: ACCOUNT,
    ops: [{ seq: 1 }],
    drafts: [{}],
    photos: [{}],
  })
  for (const word of [canary, '测血压', '一组', PIN]) {
    expect(stored).not.toContain(word)
    expect(backup).not.toContain(word)
  }
})

test('a backup goes on on another phone, for its own person only, and holds what was not sent', async () => {
  const unlocked = await setUp()
  for (let n = 1; n <= 3; n++) await add(unlocked, n)
  await saveDraft(unlocked, 'day-card:9', { text: '半张' })
  const at = { regionId: '530924', cardId: ACCOUNT }
  const photo = new TextEncoder().encode('jpeg')
  const sha = await keepPhoto(unlocked, at, photo)
  const backup = await (await exportSealed(unlocked, await readVault(ACCOUNT))).text()
  const owner = { accountId: ACCOUNT, pin: '975310' }
  expect(await code(importSealed(backup, owner, server.recover))).toBe('vault-exists')
  freshPhone()
  expect(await code(importSealed('{}', owner, server.recover))).toBe('not-a-backup')
  expect(await code(importSealed(backup.slice(0, -40), owner, server.recover))).toBe('not-a-backup')
  const other = { ...owner, accountId: '018f4b7e-0000-7000-8000-00000000a002' }
  expect(await code(importSealed(backup, other, server.recover))).toBe('other-account')
  const wrong = async (): Promise<string> => btoa('x'.repeat(32))
  expect(await code(importSealed(backup, owner, wrong))).toBe('wrong-recovery')
  expect(await listVaults()).toEqual([])
  const again = await importSealed(backup, owner, server.recover)
  expect(again.deviceId).toBe(DEVICE)
  expect(await pendingCount(again)).toBe(3)
  expect(await readDraft(again, 'day-card:9')).toEqual({ text: '半张' })
  expect(await readPhoto(again, ACCOUNT, sha)).toEqual(photo)
  expect(await add(again, 4)).toMatchObject({ seq: 4 })
  lockVault(again)
  expect(await pendingCount(await unlockVault(ACCOUNT, owner.pin))).toBe(4)
})

test('a photograph whose day was given up keeps nobody from leaving; one still to be sent does', async () => {
  const unlocked = await setUp()
  const at = { regionId: '530924', cardId: ACCOUNT }
  const sha = await keepPhoto(unlocked, at, new TextEncoder().encode('jpeg'))
  const key = `${ACCOUNT}:${sha}`
  const state = (to: 'pending' | 'held') => unlocked.store.run((db) => db.photos.update(key, { state: to }))
  await state('pending')
  expect(await code(signOutVault(unlocked, false))).toBe('unsent-work')
  await state('held')
  expect(await signOutVault(unlocked, false)).toBe('erased')
})
