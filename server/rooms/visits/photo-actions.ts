// visits actions: the bytes of a card's photographs, part by part, and a look at one of them (R28, SEC-1).
import { createHash } from 'node:crypto'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits-photos.ts'
import type { Problem } from '../../../domain/shared/problem.ts'
import { bytesOfPart, lookAtPhoto, partsOfSize } from '../../../domain/visits/photo.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import * as store from './store-photos.ts'

type Photo = NonNullable<Awaited<ReturnType<typeof store.photoAt>>>

const missingOf = (size: number, there: readonly number[]): number[] =>
  Array.from({ length: partsOfSize(size) }, (_, part) => part).filter((part) => !there.includes(part))

/** All parts are there: the whole is kept if it is what its hash says and a picture without its place in it. */
async function close(
  { trx, now, say }: Context,
  at: store.PhotoAt,
  photo: Photo,
): Promise<{ missing: number[]; problem: Problem | null }> {
  const bytes = await store.bytesOf(trx, at.regionId, photo.id)
  if (createHash('sha256').update(bytes).digest('hex') !== at.sha256) {
    await store.dropParts(trx, at.regionId, photo.id)
    return { missing: missingOf(photo.size, []), problem: null }
  }
  const look = lookAtPhoto(bytes)
  if ('fault' in look) {
    await store.dropParts(trx, at.regionId, photo.id)
    return { missing: [], problem: refuse(`photo-${look.fault}`).problem }
  }
  await store.settlePhoto(trx, at.regionId, photo.id, { ...look, arrived_at: now })
  say({
    zh: `上传照片 ${photo.day}`,
    subject: { type: 'dayCard', id: photo.day_card_id },
    regionId: at.regionId,
    details: { sha256: at.sha256, size: photo.size },
  })
  return { missing: [], problem: null }
}

const putPhotoPart = action(contract.putPhotoPart, {
  allow: 'dayCard.write',
  async run(context, { params, body }) {
    const { part, ...at } = params
    const photo = await store.photoAt(context.trx, at, true)
    if (!photo) throw refuse('not-found', { what: '这张照片所属的日志卡' })
    if (photo.arrived_at) return { missing: [], problem: null }
    const wanted = bytesOfPart(photo.size, part)
    if (wanted === 0 || body.length !== wanted)
      throw refuse(
        'invalid-value',
        { path: 'body', why: `第 ${part} 段应为 ${wanted} 字节，收到 ${body.length} 字节` },
        { place: { path: 'body' } },
      )
    await store.addPart(context.trx, at.regionId, photo.id, { part, content: body })
    const missing = missingOf(photo.size, await store.partsThere(context.trx, at.regionId, photo.id))
    return missing.length ? { missing, problem: null } : close(context, at, photo)
  },
})

const getPhoto = action(contract.getPhoto, {
  allow: 'dayCard.read',
  async run(context, { params }) {
    const photo = await store.photoAt(context.trx, params)
    if (!photo) throw refuse('not-found', { what: '照片' })
    if (!photo.arrived_at) throw refuse('photo-awaited')
    context.say({
      zh: `查看照片 ${photo.day}`,
      subject: { type: 'dayCard', id: photo.day_card_id },
      regionId: params.regionId,
    })
    return {
      bytes: await store.bytesOf(context.trx, params.regionId, photo.id),
      fileName: `${photo.day}-${params.sha256.slice(0, 8)}.jpg`,
      type: 'image/jpeg',
    }
  },
})

export const photoActions: Action[] = [putPhotoPart, getPhoto]
