// `/s/:token`: the page behind a training's code, a form and its answer (WRK-6, TRN-1).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '../../../contract/problems.ts'
import type { PublicPage } from '../../../contract/public-page.ts'
import { attend as contract } from '../../../contract/visits-attendance.ts'
import type { Services } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { inScope } from '../../platform/database.ts'
import { lookOf, sendPublicPage, single } from '../../platform/public-page.ts'
import { attend, dutyOfToken } from './attendance-actions.ts'
import { clinicsOf } from './store-attendance.ts'

type Attendance = Extract<PublicPage, { kind: 'attendance' }>
type Answer = Pick<Attendance, 'said' | 'typed'>
const BLANK: Answer = { said: 'nothing', typed: { name: '', clinic: '', session: '' } }
const MAX_FORM = 4096

async function pageOf(services: Services, request: FastifyRequest, answer: Answer): Promise<PublicPage> {
  const { token } = request.params as { token: string }
  const look = lookOf(single(request.query))
  return inScope(services.db, { kind: 'public' }, async (trx): Promise<PublicPage> => {
    const duty = await dutyOfToken({ trx, services }, token).catch((error: unknown) => {
      if (error instanceof Refused) return null
      throw error
    })
    if (!duty) return { kind: 'notFound', look, what: '这次培训' }
    return {
      kind: 'attendance',
      look,
      token,
      day: duty.day,
      unit: duty.unit,
      doctor: duty.practitioner,
      hospital: duty.hospital,
      clinics: await clinicsOf(trx, duty.division_code.slice(0, 9)),
      open: duty.day === shanghaiDay(services.clock.now()),
      demonstration: services.config.demonstration,
      ...answer,
    }
  })
}

const SAID: Record<string, Attendance['said']> = { 'too-many-tries': 'tooMany', 'attendance-full': 'full' }

/** Signs in what the form says; what is wrong comes back with what was typed. */
async function answerTo(services: Services, request: FastifyRequest): Promise<Answer> {
  const form = single(
    Object.fromEntries(new URLSearchParams(typeof request.body === 'string' ? request.body : '')),
  )
  const typed = { name: form.name ?? '', clinic: form.clinic ?? '', session: form.session ?? '' }
  const { token } = request.params as { token: string }
  const body = contract.body.safeParse(typed)
  const params = contract.params.safeParse({ token })
  if (!body.success || !params.success) return { said: 'wrong', typed }
  try {
    const facts = {
      id: request.id,
      ip: request.ip,
      token: null,
      device: (request.headers['user-agent'] ?? '').slice(0, 200),
      secure: request.protocol === 'https',
    }
    const { answer } = await attend.perform(services, null, facts, { params: params.data, body: body.data })
    return { said: (answer as { already: boolean }).already ? 'already' : 'signed', typed }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    // on another day the page says so by itself
    return { said: SAID[error.problem.code] ?? 'nothing', typed }
  }
}

/** Registers the page and its form. */
export function attendancePages(app: FastifyInstance, services: Services): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_FORM },
    (_request, body, done) => done(null, body),
  )
  app.get('/s/:token', async (request: FastifyRequest, reply: FastifyReply) =>
    sendPublicPage(request, reply, await pageOf(services, request, BLANK), false),
  )
  app.post('/s/:token', async (request: FastifyRequest, reply: FastifyReply) =>
    sendPublicPage(request, reply, await pageOf(services, request, await answerTo(services, request)), false),
  )
}
