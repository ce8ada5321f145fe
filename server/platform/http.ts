// Binds actions to Fastify: validates what comes in, strips what goes out, turns every refusal into a problem.
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import compress from '@fastify/compress'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { FileAnswer } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/problems.ts'
import type { Action, RequestFacts, Services } from './action.ts'
import type { Actor } from './actor.ts'
import { asRefused } from './faults.ts'
import { receive } from './receive.ts'

const MAX_UPLOAD = 10 * 1024 * 1024
const MAX_JSON = 2 * 1024 * 1024
const COOKIE = 'xunzhen_session'

export type Authenticate = (token: string, device: string) => Promise<Actor | null>

const CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

function tokenOf(request: FastifyRequest): string | null {
  const match = /(?:^|;\s*)xunzhen_session=([A-Za-z0-9_-]{20,100})/.exec(request.headers.cookie ?? '')
  return match?.[1] ?? null
}

function facts(request: FastifyRequest): RequestFacts {
  return {
    id: request.id,
    ip: request.ip,
    token: tokenOf(request),
    device: (request.headers['user-agent'] ?? '').slice(0, 200),
    secure: request.protocol === 'https',
  }
}

/** Cookies travel with cross-site requests in odd browsers, so a write must also come from our own pages. */
function checkOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = request.headers.origin
  // `null` and other words that are no address come from nowhere of ours.
  if (origin && URL.parse(origin)?.host !== request.headers.host) throw refuse('wrong-origin')
  if (request.headers['sec-fetch-site'] === 'cross-site') throw refuse('wrong-origin')
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const name = encodeURIComponent(file.fileName)
  return reply
    .header('content-type', file.type)
    .header(
      'content-disposition',
      `${file.type.startsWith('application/pdf') ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    )
    .send('bytes' in file ? Buffer.from(file.bytes) : readOnce(file.path))
}

/** Reads a file that is nobody else's and takes it away, also when the reader goes away in the midst of it. */
function readOnce(path: string): Readable {
  const stream = createReadStream(path)
  stream.once('close', () => void rm(path, { force: true }))
  return stream
}

/** Aborts when the connection ends before the answer did. */
function goneAway(reply: FastifyReply): AbortSignal {
  const leaving = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) leaving.abort()
  })
  return leaving.signal
}

function setCookie(reply: FastifyReply, token: string | null, secure: boolean): void {
  const flags = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  reply.header(
    'set-cookie',
    token ? `${COOKIE}=${token}; ${flags}; Max-Age=${12 * 3600}` : `${COOKIE}=; ${flags}; Max-Age=0`,
  )
}

function bind(app: FastifyInstance, services: Services, authenticate: Authenticate, action: Action): void {
  const { endpoint } = action
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: endpoint.body === 'bytes' ? MAX_UPLOAD : MAX_JSON,
    handler: async (request, reply) => {
      checkOrigin(request)
      const about = { ...facts(request), signal: goneAway(reply) }
      const actor = about.token ? await authenticate(about.token, about.device) : null
      const { answer, token } = await action.perform(services, actor, about, receive(action, request))
      if (token !== undefined) setCookie(reply, token, about.secure)
      if (!endpoint.path.startsWith('/public/')) reply.header('cache-control', 'no-store')
      if (endpoint.ok === 'none') return reply.status(204).send()
      if (endpoint.ok === 'file') return sendFile(reply, answer as FileAnswer)
      return reply.send(endpoint.ok.parse(answer))
    },
  })
}

/** Builds the server with every action of `actions`; a refusal is a problem with its code, never a stack. */
export function createHttp(
  services: Services,
  actions: readonly Action[],
  authenticate: Authenticate,
): FastifyInstance {
  const app = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: 'loopback',
    bodyLimit: MAX_JSON,
    routerOptions: { maxParamLength: 200 },
  })
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MAX_UPLOAD },
    (_request, body, done) => done(null, body),
  )
  app.addHook('onSend', async (_request, reply, payload) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin')
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', CSP)
    return payload
  })
  const answerProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refused = asRefused(error, request.id)
    if (refused.status >= 500)
      services.log(`${request.method} ${request.routeOptions.url ?? ''}`, {
        requestId: request.id,
        error: (error as Error).stack,
      })
    if (refused.status === 503) reply.header('retry-after', '2')
    return reply
      .status(refused.status)
      .send({ ...refused.problem, status: refused.status, requestId: request.id, problems: refused.problems })
  }
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  void app.register(compress, { threshold: 1024 })
  // Routes are registered after the compression has loaded, or it would pass them by.
  void app.register(async (scope) => {
    for (const action of actions) bind(scope, services, authenticate, action)
  })
  return app
}
