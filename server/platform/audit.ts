// The audit log: one sentence per act, in the transaction of the act, insert only.
import { v7 as uuidv7 } from 'uuid'
import type { Actor } from './actor.ts'
import type { Trx } from './database.ts'

export type AuditSentence = {
  zh: string
  /** What the act was about, so that an object's page can show its timeline. */
  subject?: { type: string; id: string }
  regionId?: string
  /** Who acted, where the act itself made them known: signing in starts as nobody. */
  by?: { accountId: string; name: string; role: string }
  /** Facts that explain the act; never a phone number or a patient's name. */
  details?: Record<string, unknown>
}

type Event = {
  actor: Actor
  now: Date
  request: { id: string; ip: string }
  action: string
  sentence: AuditSentence
}

export async function writeAudit(trx: Trx, { actor, now, request, action, sentence }: Event): Promise<void> {
  await trx
    .insertInto('audit_events')
    .values({
      region_id: sentence.regionId ?? (actor.divisionCode ?? '').slice(0, 6).padEnd(6, '0'),
      id: uuidv7(),
      at: now,
      account_id: sentence.by?.accountId ?? actor.accountId,
      account_name: sentence.by?.name ?? actor.name,
      role: sentence.by?.role ?? actor.role,
      organisation_id: actor.organisationId,
      action,
      sentence: sentence.zh,
      subject_type: sentence.subject?.type ?? null,
      subject_id: sentence.subject?.id ?? null,
      details: JSON.stringify(sentence.details ?? {}),
      request_id: request.id,
      address: request.ip,
    })
    .execute()
}
