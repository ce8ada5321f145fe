// `/certificates` and `/certificates/:code`: anybody checks a certificate of service, no sign-in, no JavaScript (ASM-5).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PublicPage } from '../../../contract/public-page.ts'
import { readCheckCode, signedText } from '../../../domain/assessments/certificate.ts'
import { CREDIT_KIND_NAMES, CREDIT_KINDS } from '../../../domain/assessments/credit.ts'
import type { Services } from '../../platform/action.ts'
import { fingerprintOf } from '../../platform/certificate-key.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { inScope } from '../../platform/database.ts'
import { lookOf, sendPublicPage, single } from '../../platform/public-page.ts'
import { isSignedBy } from '../../platform/sealed-package.ts'
import { certificatesOf } from './store-credit.ts'

async function page(services: Services, request: FastifyRequest): Promise<PublicPage> {
  const query = single(request.query)
  const { code = query.code ?? '' } = request.params as { code?: string }
  const look = lookOf(query)
  const { demonstration } = services.config
  const typed = code.slice(0, 60)
  const empty = { kind: 'certificate', look, typed, found: null, demonstration } as const
  const checkCode = readCheckCode(typed)
  if (!checkCode) return { ...empty, state: typed ? 'noCode' : 'ask' }
  const [row] = await inScope(services.db, { kind: 'system' }, (trx) => certificatesOf(trx, { checkCode }))
  // what stands in our own rows is checked like what stands anywhere else
  if (!row || !isSignedBy(row.sign_key, signedText(row.content), row.signature))
    return { ...empty, state: 'unknown' }
  const { content } = row
  return {
    ...empty,
    state: row.revoked_at ? 'revoked' : 'valid',
    found: {
      number: content.number,
      name: content.practitioner.name,
      hospital: content.practitioner.hospital,
      title: content.practitioner.title,
      region: content.region.name,
      from: content.from,
      to: content.to,
      days: content.days,
      personDays: content.personDays,
      kinds: CREDIT_KINDS.map((kind) => ({ name: CREDIT_KIND_NAMES[kind].zh, days: content.kinds[kind] })),
      units: content.units,
      issuer: content.issuer,
      issuedOn: content.issuedOn,
      checkCode,
      fingerprint: fingerprintOf(row.sign_key),
      revoked: row.revoked_at ? { on: shanghaiDay(row.revoked_at), why: row.revoke_reason ?? '' } : null,
    },
  }
}

export function certificatePages(app: FastifyInstance, services: Services): void {
  for (const path of ['/certificates', '/certificates/:code'])
    app.get(path, async (request, reply) =>
      // whoever holds the code asked for it: nobody else's cache keeps it
      sendPublicPage(request, reply, await page(services, request), false),
    )
}
