// What residents see: no sign-in, no JavaScript. Data here, drawing in the web build.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PublicPage } from '../../../contract/public-page.ts'
import { isMonth, monthOf } from '../../../domain/shared/calendar.ts'
import type { Services } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { inScope, type Trx } from '../../platform/database.ts'
import { lookOf, sendPublicPage, single } from '../../platform/public-page.ts'
import { divisionByCode, divisionNames, searchDivisions } from '../organisations/door.ts'
import { liveOf, markedDuties, publicNotices } from './change-notices.ts'
import * as store from './store.ts'
import { countPublicCases } from './store-cases.ts'
import { changedDuties } from './store-changes.ts'
import { introducedExperts, publicDuty, switchboard } from './words.ts'

type Query = { month?: string; large?: string; contrast?: string; q?: string }
const placeHref = (code: string): string => `/t/${code}`

/** Cuts a name of two pages to what a search asks: 永定区湖雷镇 finds 湖雷镇. */
async function search(trx: Trx, q: string) {
  for (let words = q; words.length >= 2; words = words.slice(1)) {
    const found = await searchDivisions(trx, words, '')
    const places = found.filter((d) => d.code.length >= 6)
    if (places.length) return places.slice(0, 30)
  }
  return []
}

/** How many cases there are to read; whether a resident still agrees is seen by a reader of every record alone. */
const publicCases = (services: Services, regionId?: string): Promise<number> =>
  inScope(services.db, { kind: 'system' }, (trx) => countPublicCases(trx, regionId))

async function homePage(trx: Trx, services: Services, query: Query): Promise<PublicPage> {
  const q = (query.q ?? '').trim().slice(0, 30)
  const results = q ? await search(trx, q) : []
  const counties = await store.publishedCounties(trx)
  return {
    kind: 'home',
    look: lookOf(query),
    query: q,
    results: results.map((r) => ({ name: r.name, path: r.path, href: placeHref(r.code) })),
    counties: counties.map((c) => ({ name: c.name, href: placeHref(c.code), units: c.units })),
    cases: await publicCases(services),
  }
}

const levels: Record<number, 'county' | 'township' | 'village'> = {
  6: 'county',
  9: 'township',
  12: 'village',
}

async function placePage(trx: Trx, services: Services, code: string, query: Query): Promise<PublicPage> {
  const division = await divisionByCode(trx, code)
  const level = levels[code.length]
  if (!division || !level) return { kind: 'notFound', look: lookOf(query), what: '这个地方' }
  // A village is served by the unit of its township.
  const under = code.slice(0, 9)
  const today = shanghaiDay(services.clock.now())
  const changed = await changedDuties(trx, { under })
  // a month whose only day was cancelled is still one to look up
  const known = [...(await store.publishedMonths(trx, under)), ...changed.map((row) => row.month ?? '')]
  const months = [...new Set(known)].toSorted()
  const asked = query.month && isMonth(query.month) ? query.month : undefined
  const month = asked ?? months.find((m) => m >= monthOf(today)) ?? months.at(-1) ?? monthOf(today)
  const duties = await store.publishedDuties(trx, { under, month })
  const units = await store.receivingUnits(trx, under)
  const changes = liveOf(changed, today).flatMap((notice) => notice.lines)
  const names = await divisionNames(
    trx,
    [2, 4, 6, 9].map((n) => code.slice(0, n)).filter((c) => c.length < code.length),
  )
  const roster = await store.publishedRoster(trx, code.slice(0, 6), month)
  const children = level === 'village' ? [] : await store.childDivisions(trx, code)
  const links = children.map((c) => ({ name: c.name, href: placeHref(c.code) }))
  const base = services.config.publicUrl
  return {
    kind: 'place',
    look: lookOf(query),
    code,
    name: division.name,
    path: [...names.entries()]
      .sort((a, b) => a[0].length - b[0].length)
      .map(([, name]) => name)
      .join(' '),
    level,
    month,
    months,
    today,
    units: units.map((u) => ({
      id: u.id,
      name: u.name,
      phone: switchboard(u.phone),
      duties: markedDuties(
        duties.filter((d) => d.unit_id === u.id).map((d) => ({ ...publicDuty(d), id: d.id ?? '' })),
        changes.filter((line) => line.unitId === u.id),
        month,
      ),
      experts: introducedExperts(duties.filter((d) => d.unit_id === u.id)),
      posterUrl: `/public/units/${u.id}/${month}/poster.pdf`,
      calendarUrl: `/public/units/${u.id}/calendar.ics`,
    })),
    notices: publicNotices(changed, today),
    publishedAt: roster?.published_at?.toISOString() ?? null,
    version: roster?.version ?? 0,
    address: `${base}${placeHref(code)}`,
    villages: level === 'township' ? links : [],
    townships: level === 'county' ? links : [],
    hasCases: (await publicCases(services, code.slice(0, 6))) > 0,
    demonstration: services.config.demonstration,
  }
}

/** Registers `/` (search) and `/t/:code` (county, township or village). */
export function publicPages(app: FastifyInstance, services: Services): void {
  const answer =
    (make: (trx: Trx, request: FastifyRequest) => Promise<PublicPage>) =>
    async (request: FastifyRequest, reply: FastifyReply) =>
      sendPublicPage(
        request,
        reply,
        await inScope(services.db, { kind: 'public' }, (trx) => make(trx, request)),
      )
  app.get(
    '/',
    answer((trx, request) => homePage(trx, services, single(request.query))),
  )
  app.get(
    '/t/:code',
    answer((trx, request) => {
      const { code } = request.params as { code: string }
      const clean = /^\d{6}(\d{3}){0,2}$/.test(code) ? code : ''
      return placePage(trx, services, clean, single(request.query))
    }),
  )
}
