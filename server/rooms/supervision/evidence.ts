// Evidence as it comes in and goes out: files by their own first bytes, records that are there and in the sender's sight.
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/supervision.ts'
import { maskNumbersButDays } from '../../../domain/people/masking.ts'
import type { Evidence, EvidenceKind, RecordType } from '../../../domain/supervision/evidence.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { sniffScan } from '../../platform/scan-type.ts'
import { dutyById } from '../dispatch/door.ts'
import { checkById } from './store-checks.ts'
import * as store from './store-issues.ts'
import { leadById } from './store-leads.ts'

const MOST_BYTES = 10 * 1024 * 1024
/** What one account may send in a day: a long inspection with photographs, not a disk full. */
const MOST_BYTES_A_DAY = 200 * 1024 * 1024
const DAY_MS = 86_400_000

async function recordThere(
  { trx }: Context,
  regionId: string,
  evidence: { recordType: RecordType; recordId: string },
): Promise<boolean> {
  switch (evidence.recordType) {
    case 'duty':
      return (await dutyById(trx, regionId, evidence.recordId)) !== undefined
    case 'check':
      return (await checkById(trx, regionId, evidence.recordId)) !== undefined
    case 'lead':
      return (await leadById(trx, { regionId, id: evidence.recordId })) !== undefined
  }
}

/** Refuses evidence that points at nothing, or at what the sender may not see. */
export async function checkEvidence(
  context: Context,
  regionId: string,
  evidence: readonly Evidence[],
): Promise<void> {
  const files = evidence.flatMap((one) => (one.kind === 'attachment' ? [one.fileId] : []))
  const there = await store.filesThere(context.trx, regionId, files)
  if (files.some((id) => !there.includes(id))) throw refuse('not-found', { what: '作为证据的文件' })
  for (const one of evidence)
    if (one.kind === 'record' && !(await recordThere(context, regionId, one)))
      throw refuse('not-found', { what: '作为证据的记录' })
}

export const addEvidence = (
  { trx }: Pick<Context, 'trx'>,
  of: { regionId: string; issueId: string; actId: string },
  evidence: readonly Evidence[],
): Promise<void> =>
  store.insertEvidence(
    trx,
    of,
    evidence.map((one) => ({ ...one, id: uuidv7() })),
  )

export const evidenceView = (row: store.EvidenceRow): contract.EvidenceView => ({
  kind: row.kind as EvidenceKind,
  text: maskNumbersButDays(row.text),
  recordType: row.record_type as RecordType | null,
  recordId: row.record_id,
  file: row.file_id ? { id: row.file_id, name: row.file_name ?? '', type: row.media_type ?? '' } : null,
})

const putSupervisionFile = action(contract.putSupervisionFile, {
  allow: 'check.record',
  async run(context, { params, query, body }) {
    const { trx, actor, now } = context
    const { scope } = actor
    if (scope.kind === 'division' && !params.regionId.startsWith(scope.division))
      throw refuse('not-found', { what: '本县' })
    const mediaType = sniffScan(body)
    const sent = await store.bytesSince(trx, actor.accountId, new Date(now.getTime() - DAY_MS))
    if (!mediaType || body.length > MOST_BYTES || sent + body.length > MOST_BYTES_A_DAY)
      throw refuse('file-refused', {
        why: !mediaType
          ? '不是 PDF、JPG 或 PNG'
          : body.length > MOST_BYTES
            ? '文件超过 10 MB'
            : '一天内上传的文件太多',
        whyEn: !mediaType
          ? 'it is no PDF, JPG or PNG'
          : body.length > MOST_BYTES
            ? 'the file is over 10 MB'
            : 'too much was sent within a day',
        remedy: '请拍照为 JPG 或扫描为 PDF 后上传。',
        remedyEn: 'Take a picture as JPG or scan it as PDF.',
      })
    await store.insertFile(
      trx,
      {
        ...params,
        fileName: query.fileName,
        mediaType,
        hash: createHash('sha256').update(body).digest('hex'),
        bytes: body,
        organisationId: actor.organisationId,
        practitionerId: actor.practitionerId,
        by: actor.accountId,
      },
      now,
    )
    context.say({
      zh: '上传督查证据',
      subject: { type: 'supervisionFile', id: params.id },
      regionId: params.regionId,
    })
    return { id: params.id, name: query.fileName, type: mediaType }
  },
})

const getSupervisionFile = action(contract.getSupervisionFile, {
  allow: 'supervision.read',
  async run({ trx }, { params }) {
    const file = await store.fileById(trx, params)
    if (!file) throw refuse('not-found', { what: '证据文件' })
    return { bytes: new Uint8Array(file.bytes), fileName: file.file_name, type: file.media_type }
  },
})

export const evidenceActions: Action[] = [putSupervisionFile, getSupervisionFile]
