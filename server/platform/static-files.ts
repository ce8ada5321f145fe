// Serves the built desk from dist/web and the phone's pages from dist/field: hashed files for a year, the pages and
// the service worker never from a cache.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../contract/problems.ts'
import { projectRoot } from './config.ts'

const webRoot = join(projectRoot, 'dist', 'web')
const fieldRoot = join(projectRoot, 'dist', 'field')

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

function serveAssets(app: FastifyInstance, root: string, prefix: string): void {
  if (existsSync(root))
    void app.register(fastifyStatic, { root, prefix, immutable: true, maxAge: '365d', decorateReply: false })
}

/** The phone's pages. The service worker lies in /field/, which makes that its scope; any address there is a page. */
function serveField(app: FastifyInstance): void {
  serveAssets(app, join(fieldRoot, 'assets'), '/field/assets/')
  const send = (name: string) => (_request: FastifyRequest, reply: FastifyReply) => {
    const file = join(fieldRoot, name)
    if (!existsSync(file)) throw refuse('not-found', { what: '页面（尚未构建，请运行 npm start）' })
    const type = TYPES[extname(name)] ?? 'application/octet-stream'
    return reply.header('cache-control', 'no-cache').type(type).send(readFileSync(file))
  }
  const built = existsSync(fieldRoot) ? readdirSync(fieldRoot, { withFileTypes: true }) : []
  for (const entry of built) if (entry.isFile()) app.get(`/field/${entry.name}`, send(entry.name))
  app.get('/field', (_request, reply) => reply.redirect('/field/', 308))
  app.get('/field/*', send('index.html'))
}

export function serveWeb(app: FastifyInstance): void {
  serveAssets(app, join(webRoot, 'assets'), '/assets/')
  serveField(app)
  const page = (name: string): string | null => {
    const file = join(webRoot, 'web', 'entries', name, 'index.html')
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  }
  const answer = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const html = page('desk')
    if (!html) throw refuse('not-found', { what: '页面（尚未构建，请运行 npm start）' })
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html)
  }
  void app.register(async (scope) => {
    scope.get('/desk', answer)
    scope.get('/desk/*', answer)
  })
  app.setNotFoundHandler((request, reply) => {
    const refused = refuse('not-found', { what: '页面' })
    void reply.status(404).send({ ...refused.problem, status: 404, requestId: request.id, problems: [] })
  })
}
