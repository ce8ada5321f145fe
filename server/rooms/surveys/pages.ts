// `/surveys` and `/surveys/:regionId/:file`: published draws for everybody, no sign-in, no JavaScript. The hash stands here as
// soon as a frame is frozen, so that anybody can note it before the seed is named (R19).
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PublicPage } from '../../../contract/public-page.ts'
import type { Services } from '../../platform/action.ts'
import { shanghaiMoment } from '../../platform/clock.ts'
import { inScope, type Trx } from '../../platform/database.ts'
import { lookOf, sendPublicPage, single } from '../../platform/public-page.ts'
import { drawFileName, drawFileOf, drawFileText } from './draw-file.ts'
import { nameOf } from './rule.ts'
import * as store from './store.ts'
import { stateOf } from './view.ts'

const REGION = /^\d{6}$/
const FILE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/
type Item = Extract<PublicPage, { kind: 'surveys' }>['items'][number]

async function itemOf(
  trx: Trx,
  row: Awaited<ReturnType<typeof store.publishedSurveys>>[number],
): Promise<Item> {
  const rounds = await store.roundsOf(trx, row.region_id, [row.id])
  return {
    name: nameOf(row.per, row.period),
    county: row.county,
    sample: row.sample,
    state: stateOf(row),
    endNote: row.end_note,
    fileHref: `/surveys/${row.region_id}/${row.id}.json`,
    rounds: rounds.map((round) => ({
      round: round.round,
      reason: round.reason,
      hash: round.frame_hash,
      size: round.frame_size,
      frozenAt: shanghaiMoment(round.frozen_at),
      seed: round.seed,
      seededAt: round.seeded_at ? shanghaiMoment(round.seeded_at) : null,
    })),
  }
}

async function listPage(trx: Trx, services: Services, request: FastifyRequest): Promise<PublicPage> {
  const query = single(request.query)
  const asked = REGION.test(query.region ?? '') ? query.region : undefined
  const rows = await store.publishedSurveys(trx, asked)
  const items: Item[] = []
  for (const row of rows) items.push(await itemOf(trx, row))
  return {
    kind: 'surveys',
    look: lookOf(query),
    county: asked ? (rows[0]?.county ?? asked) : null,
    items,
    demonstration: services.config.demonstration,
  }
}

/** Registers the list and the files; who stood in a frame is in neither. */
export function surveyPages(app: FastifyInstance, services: Services): void {
  app.get('/surveys', async (request, reply) =>
    sendPublicPage(
      request,
      reply,
      await inScope(services.db, { kind: 'public' }, (trx) => listPage(trx, services, request)),
    ),
  )
  app.get('/surveys/:regionId/:file', async (request, reply) => {
    const { regionId = '', file = '' } = request.params as { regionId?: string; file?: string }
    const id = FILE.exec(file)?.[1]
    const draw =
      id && REGION.test(regionId)
        ? await inScope(services.db, { kind: 'public' }, async (trx) => {
            const row = await store.surveyById(trx, { regionId, id })
            return row ? drawFileOf(trx, row) : null
          })
        : null
    if (!draw)
      return sendPublicPage(request, reply, {
        kind: 'notFound',
        look: lookOf(single(request.query)),
        what: '这份抽样文件',
      })
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(drawFileName(draw))}`)
      .header('cache-control', 'public, no-cache')
      .type('application/json; charset=utf-8')
      .send(drawFileText(draw))
  })
}
