// Telling the bodies of supervision whose turn it is. Sentences carry no words of residents and no number.
import type { Role } from '../../../domain/access/roles.ts'
import type { NoticeKind, NoticeParams } from '../../../domain/notices/texts.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import type { Owner } from '../../../domain/supervision/issues.ts'
import type { Trx } from '../../platform/database.ts'
import { tellNotices } from '../../platform/notify/notices.ts'

export type Recipient = { role: Role; organisationId: string } | { role: Role; divisionCode: string }
const NOBODY = '00000000-0000-0000-0000-000000000000'

export const bureauOf = (regionId: string): Recipient => ({
  role: 'bureau',
  divisionCode: regionId.replace(/(00)+$/, ''),
})
export const ownerOf = (regionId: string, owner: Owner): Recipient =>
  owner.organisationId ? { role: owner.role, organisationId: owner.organisationId } : bureauOf(regionId)
/** The bodies a measure or an issue is about. */
export const bodiesOf = (of: { unit_id: string | null; hospital_id: string | null }): Recipient[] => [
  ...(of.unit_id ? [{ role: 'receivingUnit' as const, organisationId: of.unit_id }] : []),
  ...(of.hospital_id ? [{ role: 'hospital' as const, organisationId: of.hospital_id }] : []),
]

/** The first words of a finding, numbers hidden: enough to know which it is. */
export const shortly = (text: string): string => {
  const letters = [...maskNumbersButDays(text)]
  return letters.length > 30 ? `${letters.slice(0, 29).join('')}…` : letters.join('')
}

type Told = {
  regionId: string
  programmeId: string | null
  kind: NoticeKind
  params: NoticeParams
  event: string
  subject: { type: 'checkDraw' | 'issue' | 'lead' | 'measure'; id: string }
  recipients: readonly Recipient[]
  by?: string
}
export const tell = (trx: Trx, { by = NOBODY, ...told }: Told, now: Date): Promise<void> =>
  tellNotices(trx, { ...told, by }, now)
