// Serves the built desk from dist/web: hashed files for a year, the page itself never from a cache.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../contract/problems.ts'
import { projectRoot } from './config.ts'

const webRoot = join(projectRoot, 'dist', 'web')

export function serveWeb(app: FastifyInstance): void {
  if (existsSync(join(webRoot, 'assets')))
    void app.register(fastifyStatic, {
      root: join(webRoot, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
      decorateReply: false,
    })
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
