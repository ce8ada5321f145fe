// Binds actions to Fastify: validates what comes in, strips what goes out, turns every refusal into a problem.
import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FileAnswer } from '../../contract/endpoint.ts'
import { Refused, refuse } from '../../contract/problems.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import type { Action, RequestFacts, Services } from './action.ts'
import type { Actor } from './actor.ts'

z.config(z.locales.zhCN())

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

const english = z.locales.en().localeError

/** What is wrong with a value, in both languages; a pattern is no explanation for a person. */
function wrongValue(issue: z.core.$ZodIssue, path: string): Problem {
  const pattern = issue.code === 'invalid_format' && issue.format === 'regex'
  const said = english(issue as Parameters<typeof english>[0])
  const en = pattern
    ? 'not written as expected'
    : ((typeof said === 'string' ? said : said?.message) ?? issue.message)
  const place = { place: { path } }
  return {
    ...refuse('invalid-value', { path, why: pattern ? '写法不对' : issue.message }, place).problem,
    en: refuse('invalid-value', { path, why: en }, place).problem.en,
  }
}

function part(schema: z.ZodType | undefined, value: unknown, where: string, found: Problem[]): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = [where, ...issue.path.map(String)].join('.')
    found.push(wrongValue(issue, path))
  }
  return undefined
}

function receive(action: Action, request: FastifyRequest): unknown {
  const { endpoint } = action
  const found: Problem[] = []
  const params = part(endpoint.params, request.params, 'params', found)
  const query = part(endpoint.query, request.query, 'query', found)
  const body = endpoint.body === 'bytes' ? request.body : part(endpoint.body, request.body, 'body', found)
  if (endpoint.body === 'bytes' && !(request.body instanceof Uint8Array))
    found.push(refuse('invalid-value', { path: 'body', why: '需要上传文件 a file is needed' }).problem)
  if (found.length > 0) throw refuse('invalid-input', { count: found.length }, { problems: found })
  return { params, query, body }
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const name = encodeURIComponent(file.fileName)
  return reply
    .header('content-type', file.type)
    .header(
      'content-disposition',
      `${file.type.startsWith('application/pdf') ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    )
    .send(Buffer.from(file.bytes))
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
      const about = facts(request)
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

/** What the database itself refused is the sender's doing, not a fault: the last net below the rooms' own checks. */
function refusedByDatabase(code: string, message: string): Refused | undefined {
  if (code === '23505') return refuse('already-exists', { what: '同样的记录 the same record' })
  if (code === '23503') return refuse('not-found', { what: '所引用的记录 (record referred to)' })
  if (code === '42501' && message.includes('row-level security'))
    return refuse('not-found', { what: '记录 (record)' })
  // Texts, numbers and days that no column can hold, such as a NUL character or the year 0.
  if (/^(22|23514)/.test(code))
    return refuse(
      'invalid-input',
      { count: 1 },
      { problems: [refuse('invalid-value', { path: '', why: '内容无法保存 cannot be stored' }).problem] },
    )
  if (/^(40001|40P01|55P03)$/.test(code)) return refuse('changed-meanwhile', { what: '这条记录 the record' })
  return undefined
}

function asRefused(error: unknown, requestId: string): Refused {
  if (error instanceof Refused) return error
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  const stored = code ? refusedByDatabase(code, (error as Error).message) : undefined
  if (stored) return stored
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('too-large', { limit: '10 MB' })
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return refuse(
      'invalid-input',
      { count: 1 },
      { problems: [refuse('invalid-value', { path: 'body', why: (error as Error).message }).problem] },
    )
  if (code && /^(ECONNREFUSED|ECONNRESET|57P0[123]|53300)$/.test(code)) return refuse('unavailable')
  return refuse('server-fault', { requestId })
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
