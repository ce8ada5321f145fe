// visits: photographs of a day card. The card names them by the hash of their bytes; the bytes follow in parts, each of
// which may come twice, late or not at all (R28).
import { z } from 'zod'
import { MOST_PHOTO_BYTES, MOST_PHOTOS, PHOTO_KINDS, partsOfSize } from '../domain/visits/photo.ts'
import { endpoint, id, regionId } from './endpoint.ts'
import { problemSchema } from './problem.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What a card says of its photographs; left out, they stay as they are. */
export const photosInput = z
  .array(
    z.strictObject({
      sha256,
      size: z.number().int().min(1).max(MOST_PHOTO_BYTES),
      kind: z.enum(PHOTO_KINDS),
    }),
  )
  // pages stop at MOST_PHOTOS; two merged cards may hold those of both
  .max(MOST_PHOTOS * 2)
  .refine((photos) => new Set(photos.map((one) => one.sha256)).size === photos.length, '同一张照片重复')
  .optional()

export const photoSchema = z.object({
  sha256: z.string(),
  size: z.number(),
  kind: z.enum(PHOTO_KINDS),
  /** False while its bytes are awaited. */
  arrived: z.boolean(),
})
export type PhotoView = z.output<typeof photoSchema>

const at = z.object({ regionId, id, sha256 })
export const putPhotoPart = endpoint({
  id: 'putPhotoPart',
  method: 'PUT',
  path: '/api/regions/:regionId/day-cards/:id/photos/:sha256/parts/:part',
  summary: '上传照片的一段 send a part of a photograph',
  params: at.extend({
    part: z.coerce
      .number()
      .int()
      .min(0)
      .max(partsOfSize(MOST_PHOTO_BYTES) - 1),
  }),
  body: 'bytes',
  ok: z.object({
    /** Parts still awaited; all of them when the whole was not what its hash says. Empty: it has arrived. */
    missing: z.array(z.number()),
    /** Why it is not kept and will not be: sending it again is of no use. */
    problem: problemSchema.nullable(),
  }),
})
export const getPhoto = endpoint({
  id: 'getPhoto',
  method: 'GET',
  path: '/api/regions/:regionId/day-cards/:id/photos/:sha256',
  summary: '看一张照片 see a photograph',
  params: at,
  ok: 'file',
})
