// `/t/:code/feedback`: the form behind 我要反映, and `/f`: its answer by the receipt. No sign-in, no JavaScript (PUB-7).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { Refused } from '../../../contract/problems.ts'
import type { PublicPage } from '../../../contract/public-page.ts'
import { sendFeedback as contract } from '../../../contract/publicity-feedback.ts'
import { contactWording, FEEDBACK_KIND_NAMES, type FeedbackKind } from '../../../domain/publicity/feedback.ts'
import type { Services } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { inScope } from '../../platform/database.ts'
import { lookOf, sendPublicPage, single } from '../../platform/public-page.ts'
import { divisionByCode } from '../organisations/door.ts'
import { sendFeedback } from './feedback-actions.ts'
import { formToken } from './feedback-token.ts'
import { receivingUnits } from './store.ts'
import { feedbackByReceipt } from './store-feedback.ts'

type Feedback = Extract<PublicPage, { kind: 'feedback' }>
type Said = Pick<Feedback, 'said' | 'typed' | 'receipt'>
/** 500 characters as a form sends them, nine bytes each, with room for the rest. */
const MAX_FORM = 16_384

async function formPage(services: Services, request: FastifyRequest, said: Said): Promise<PublicPage> {
  const { code = '' } = request.params as { code?: string }
  const look = lookOf(single(request.query))
  return inScope(services.db, { kind: 'public' }, async (trx): Promise<PublicPage> => {
    const clean = /^\d{6}(\d{3}){0,2}$/.test(code) ? code : ''
    const division = await divisionByCode(trx, clean)
    const units = division ? await receivingUnits(trx, clean.slice(0, 9)) : []
    if (!division || units.length === 0) return { kind: 'notFound', look, what: '这里的坐诊单位' }
    return {
      kind: 'feedback',
      look,
      code,
      name: division.name,
      units: units.map(({ id, name }) => ({ id, name })),
      token: formToken(services.config, services.clock.now()),
      wording: contactWording().zh,
      demonstration: services.config.demonstration,
      ...said,
    }
  })
}

const typedOf = (form: Record<string, string>): Feedback['typed'] => ({
  unitId: form.unit ?? '',
  kind: form.kind ?? '',
  text: form.text ?? '',
  contact: form.contact ?? '',
  agreed: form.agreed === 'yes',
})
const SAID: Record<string, Feedback['said']> = { 'too-many-tries': 'tooMany', 'feedback-form-stale': 'stale' }

/** Takes what the form says; what cannot be taken comes back with what was typed. */
async function answerTo(services: Services, request: FastifyRequest): Promise<Said> {
  const form = single(
    Object.fromEntries(new URLSearchParams(typeof request.body === 'string' ? request.body : '')),
  )
  const typed = typedOf(form)
  const { unitId, kind, text, contact, agreed } = typed
  const body = contract.body.safeParse({
    token: form.token ?? '',
    unitId,
    kind,
    // a browser counts a line's end as one character and sends two
    text: text.replaceAll('\r\n', '\n'),
    contact,
    agreed,
    trap: (form.website ?? '').slice(0, 500),
  })
  if (!body.success) return { said: contact && !agreed ? 'consent' : 'wrong', typed, receipt: '' }
  try {
    const facts = {
      id: request.id,
      ip: request.ip,
      token: null,
      device: (request.headers['user-agent'] ?? '').slice(0, 200),
      secure: request.protocol === 'https',
    }
    const { answer } = await sendFeedback.perform(services, null, facts, { body: body.data })
    const { receipt, already } = answer as { receipt: string; already: boolean }
    return { said: already ? 'already' : 'received', typed, receipt }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { said: SAID[error.problem.code] ?? 'wrong', typed, receipt: '' }
  }
}

const lookUps = new RateLimiterMemory({ points: 20, duration: 600, keyPrefix: 'feedback-look-up' })

async function answerPage(services: Services, request: FastifyRequest): Promise<PublicPage> {
  const query = single(request.query)
  const asked = (query.receipt ?? '')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 12)
  const page = {
    kind: 'feedbackAnswer',
    look: lookOf(query),
    asked,
    demonstration: services.config.demonstration,
  } as const
  if (!asked) return { ...page, said: 'nothing', found: null }
  const free = await lookUps.consume(request.ip).then(
    () => true,
    () => false,
  )
  if (!free) return { ...page, said: 'tooMany', found: null }
  // the receipt is the proof: whoever holds it sees its answer, whichever unit it is about, and neither text nor contact
  const row = await inScope(services.db, { kind: 'system' }, (trx) => feedbackByReceipt(trx, asked))
  if (!row) return { ...page, said: 'none', found: null }
  return {
    ...page,
    said: 'found',
    found: {
      day: shanghaiDay(row.made_at),
      unit: row.unit,
      kind: FEEDBACK_KIND_NAMES[row.kind as FeedbackKind].zh,
      answer: row.answer,
      answeredOn: row.answered_at ? shanghaiDay(row.answered_at) : null,
    },
  }
}

/** Registers the form and the look-up. */
export function feedbackPages(app: FastifyInstance, services: Services): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_FORM },
    (_request, body, done) => done(null, body),
  )
  app.get('/t/:code/feedback', async (request, reply) => {
    const typed = typedOf(single(request.query))
    return sendPublicPage(
      request,
      reply,
      await formPage(services, request, { said: 'nothing', typed, receipt: '' }),
      false,
    )
  })
  app.post('/t/:code/feedback', async (request, reply) =>
    sendPublicPage(
      request,
      reply,
      await formPage(services, request, await answerTo(services, request)),
      false,
    ),
  )
  app.get('/f', async (request, reply) =>
    sendPublicPage(request, reply, await answerPage(services, request), false),
  )
}
