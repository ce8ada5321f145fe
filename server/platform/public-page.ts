// Pages without sign-in and without JavaScript: data from a room, drawing in the web build, cached by content.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../contract/problems.ts'
import type { Look, PublicPage, RenderPublicPage } from '../../contract/public-page.ts'
import { projectRoot } from './config.ts'

const CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
const built = join(projectRoot, 'dist', 'public', 'render.js')
let renderer: Promise<RenderPublicPage> | undefined

function render(page: PublicPage): Promise<string> {
  if (!existsSync(built)) throw refuse('not-found', { what: '公开页面（尚未构建，请运行 npm start）' })
  renderer ??= import(pathToFileURL(built).href).then(
    (m: { renderPublicPage: RenderPublicPage }) => m.renderPublicPage,
  )
  return renderer.then((draw) => draw(page))
}

type Query = Record<string, string>
/** One value a name: `?q=a&q=b` arrives as a list, and no page has a use for two. */
export const single = (query: unknown): Query =>
  Object.fromEntries(
    Object.entries(query as object).map(([k, v]) => [
      k,
      String(Array.isArray(v) ? v[0] : v).replaceAll('\0', ''),
    ]),
  )
export const lookOf = (q: Query): Look => ({ large: q.large === '1', contrast: q.contrast === '1' })

/** Draws and sends a page; `keep` false for one that belongs to whoever asked. */
export async function sendPublicPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PublicPage,
  keep = true,
): Promise<FastifyReply> {
  const html = await render(page)
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 27)}"`
  reply.header('content-security-policy', CSP)
  if (keep) {
    // asked for anew each time: what was withdrawn a second ago stands in nobody's cache (PUB-1)
    reply.header('etag', etag).header('cache-control', 'public, no-cache')
    if (request.headers['if-none-match'] === etag) return reply.status(304).send()
  } else reply.header('cache-control', 'no-store')
  return reply
    .status(page.kind === 'notFound' ? 404 : 200)
    .type('text/html; charset=utf-8')
    .send(html)
}
