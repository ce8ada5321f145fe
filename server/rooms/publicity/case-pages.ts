// `/cases` and `/cases/:regionId/:id`: published cases for everybody, no sign-in, no JavaScript (PUB-5).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PublicPage } from '../../../contract/public-page.ts'
import type { Services } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { inScope, type Trx } from '../../platform/database.ts'
import { lookOf, sendPublicPage, single } from '../../platform/public-page.ts'
import { contentOf } from './case-view.ts'
import { quotableCases } from './store-cases.ts'

type Row = Awaited<ReturnType<typeof quotableCases>>[number]
const REGION = /^\d{6}$/
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const dayOf = (row: Row): string => (row.published_at ? shanghaiDay(row.published_at) : '')
const hrefOf = (row: Row): string => `/cases/${row.region_id}/${row.case_id}`

async function listPage(trx: Trx, services: Services, request: FastifyRequest): Promise<PublicPage> {
  const query = single(request.query)
  const asked = REGION.test(query.region ?? '') ? query.region : undefined
  const all = await quotableCases(trx, { state: 'published' })
  const counties = new Map(all.map((row) => [row.region_id ?? '', row.county]))
  const shown = asked ? await quotableCases(trx, { state: 'published', regionId: asked }) : all
  return {
    kind: 'cases',
    look: lookOf(query),
    county: (asked && (counties.get(asked) ?? asked)) || null,
    items: shown.map((row) => {
      const { title, effect, units } = contentOf({ content: row.content ?? '' })
      return { title, effect, units, href: hrefOf(row), on: dayOf(row), county: row.county }
    }),
    counties: [...counties].map(([code, name]) => ({ name, href: `/cases?region=${code}` })),
    demonstration: services.config.demonstration,
  }
}

async function casePage(trx: Trx, services: Services, request: FastifyRequest): Promise<PublicPage> {
  const { regionId = '', id = '' } = request.params as { regionId?: string; id?: string }
  const look = lookOf(single(request.query))
  const known = REGION.test(regionId) && ID.test(id)
  const [row] = known ? await quotableCases(trx, { regionId, id, state: 'published' }) : []
  if (!row) return { kind: 'notFound', look, what: '这篇典型经验（可能已经撤下）' }
  const { figures, ...content } = contentOf({ content: row.content ?? '' })
  return {
    kind: 'case',
    look,
    ...content,
    figures: figures
      ? {
          from: figures.from,
          to: figures.to,
          cards: figures.cards,
          rows: figures.rows.map(({ zh, value, unit }) => ({ zh, value, unit })),
        }
      : null,
    on: dayOf(row),
    version: row.version ?? 1,
    address: `${services.config.publicUrl}${hrefOf(row)}`,
    listHref: `/cases?region=${regionId}`,
    demonstration: services.config.demonstration,
  }
}

/** Registers the list and the page of a case; the view shows none whose residents withdrew. */
export function casePages(app: FastifyInstance, services: Services): void {
  for (const [path, make] of [
    ['/cases', listPage],
    ['/cases/:regionId/:id', casePage],
  ] as const)
    app.get(path, async (request, reply) =>
      sendPublicPage(
        request,
        reply,
        // only a reader of every record sees whether a resident still agrees; what is drawn is the approved text alone
        await inScope(services.db, { kind: 'system' }, (trx) => make(trx, services, request)),
      ),
    )
}
