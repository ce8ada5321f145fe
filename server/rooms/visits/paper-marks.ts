// What a printed card is known by: the id of the card it will be, and a short code. Both follow from the duty by a key of
// this installation, so that the sheet, the desk and the phone agree without a table, and typing it twice is one card.
import { paperCode } from '../../../domain/visits/paper.ts'
import type { Config } from '../../platform/config.ts'
import { keyedMark } from '../../platform/kept-secret.ts'

type Duty = { regionId: string; dutyId: string; day: string }

/** A UUID of version 8 (RFC 9562): its bits are ours. */
export function paperCardId({ home }: Config, { regionId, dutyId }: Omit<Duty, 'day'>): string {
  const bytes = keyedMark(home, 'paper', ['card', regionId, dutyId]).subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export const paperCodeOf = ({ home }: Config, { regionId, dutyId, day }: Duty): string =>
  paperCode(day, keyedMark(home, 'paper', ['code', regionId, dutyId]))

/** Both, as the phone carries them. */
export const paperOf = (config: Config, duty: Duty): { code: string; cardId: string } => ({
  code: paperCodeOf(config, duty),
  cardId: paperCardId(config, duty),
})
