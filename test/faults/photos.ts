// Photographs for the fault test: each says its number by the colour of its corner, so that a second program, the
// browser, can tell from what the server kept whether it is the picture that was chosen.
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { inScope } from '../../server/platform/database.ts'
import type { TestServer } from '../harness/server.ts'
import type { Oracle } from './oracle.ts'
import type { Chance } from './random.ts'

const [WIDTH, HEIGHT, CORNER] = [640, 480, 160]

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  let crc = 0xffffffff
  for (const byte of named) {
    crc ^= byte
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(content.length, 0)
  ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

const colourOf = (number: number): [number, number] => [
  (number % 16) * 16 + 8,
  (Math.floor(number / 16) % 16) * 16 + 8,
]

/** A PNG of noise, whose corner names `number`. */
export function photographOf(number: number, dice: Chance): Buffer {
  const [red, green] = colourOf(number)
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3))
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const at = y * (1 + WIDTH * 3) + 1 + x * 3
      const corner = x < CORNER && y < CORNER
      rows[at] = corner ? red : dice.below(256)
      rows[at + 1] = corner ? green : dice.below(256)
      rows[at + 2] = corner ? 128 : dice.below(256)
    }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

type Kept = { dutyId: string | null; sha256: string; bytes: Buffer }

export const keptPhotos = (server: TestServer): Promise<Kept[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => {
    const rows = await trx
      .selectFrom('day_card_photo_parts as t')
      .innerJoin('day_card_photos as p', 'p.id', 't.photo_id')
      .innerJoin('day_cards as c', 'c.id', 'p.day_card_id')
      .select(['c.duty_id', 'p.sha256', 't.content'])
      .orderBy('p.id')
      .orderBy('t.part')
      .execute()
    const found = new Map<string, Kept>()
    for (const { duty_id: dutyId, sha256, content } of rows) {
      const known = found.get(`${dutyId}:${sha256}`)
      found.set(`${dutyId}:${sha256}`, {
        dutyId,
        sha256,
        bytes: known ? Buffer.concat([known.bytes, content]) : content,
      })
    }
    return [...found.values()]
  })

/** The colour of the corner, as the browser draws the picture. */
const cornerOf = (page: Page, bytes: Buffer): Promise<number[]> =>
  page.evaluate(
    async ([base64, at]) => {
      const image = new Image()
      image.src = `data:image/jpeg;base64,${base64}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      const pen = canvas.getContext('2d')
      pen?.drawImage(image, 0, 0)
      return [...(pen?.getImageData(at, at, 1, 1).data ?? [])]
    },
    [bytes.toString('base64'), CORNER / 2] as const,
  )

/** How the kept photographs differ from those that were chosen. */
export async function photoFaults(oracle: Oracle, kept: readonly Kept[], page: Page): Promise<string[]> {
  const faults: string[] = []
  const wanted = [...oracle.values()].filter((one) => one.photo)
  if (kept.length !== wanted.length)
    faults.push(`${kept.length} photographs kept instead of ${wanted.length}`)
  for (const { duty, number } of wanted) {
    const own = kept.find((one) => one.dutyId === duty.dutyId)
    if (!own) {
      faults.push(`day ${number}: its photograph is not there`)
      continue
    }
    if (createHash('sha256').update(own.bytes).digest('hex') !== own.sha256)
      faults.push(`day ${number}: its photograph is not what its hash says`)
    const [red = 0, green = 0] = await cornerOf(page, own.bytes)
    const [r, g] = colourOf(number)
    if (Math.abs(red - r) > 7 || Math.abs(green - g) > 7)
      faults.push(`day ${number}: another picture (${red}, ${green}) instead of (${r}, ${g})`)
  }
  return faults
}
