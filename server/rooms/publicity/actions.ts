// publicity actions: poster, calendar feed, ready text, and the record of what went out when (PUB-1, PUB-2).
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import type { PublicDuty } from '../../../contract/public-page.ts'
import * as contract from '../../../contract/publicity.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { type PosterEntry, writePoster } from '../../platform/documents/poster.ts'
import { rosterOf } from '../dispatch/door.ts'
import { divisionNames, organisationById } from '../organisations/door.ts'
import { checkReach } from '../programme/door.ts'
import { caseActions } from './case-actions.ts'
import { changeActions } from './change-actions.ts'
import { cancelledRows, sentencesOf } from './change-notices.ts'
import { cycleActions } from './cycle-actions.ts'
import { expertActions } from './expert-actions.ts'
import { feedbackActions } from './feedback-actions.ts'
import * as store from './store.ts'
import { changedDuties } from './store-changes.ts'
import {
  introducedExperts,
  monthWords,
  publicDuty,
  switchboard,
  timeWords,
  wechatText as wechatWords,
} from './words.ts'

const base = (context: Context): string => context.services.config.publicUrl

/** A day with a half of home visits stands in two lines: when the clinic is, and when the doctor comes home (TGT-8). */
function posterEntries(d: PublicDuty): PosterEntry[] {
  const line = {
    date: d.day,
    doctorName: d.expert,
    title: d.title,
    specialty: d.specialty,
    hospital: d.hospital,
  }
  const halves = { day: 'wholeDay', am: 'morning', pm: 'afternoon' } as const
  if (!d.homeVisitHalf) return [{ ...line, half: halves[d.half] }]
  const clinic = d.homeVisitHalf === 'am' ? 'pm' : 'am'
  const visits: PosterEntry = { ...line, half: 'homeVisit' }
  return d.half === 'day' ? [{ ...line, half: halves[clinic] }, visits] : [visits]
}

const poster = action(contract.poster, {
  allow: 'anyone',
  async run(context, { params }) {
    const unit = await organisationById(context.trx, params.unitId)
    const rows = await store.publishedDuties(context.trx, { unitId: params.unitId, month: params.month })
    const changed = await changedDuties(context.trx, { unitId: params.unitId })
    // a unit whose only day was cancelled prints that it was
    const regionId = rows[0]?.region_id ?? changed.find((row) => row.month === params.month)?.region_id
    if (!unit || !regionId) throw refuse('not-found', { what: '已公布的坐诊安排' })
    const roster = await store.publishedRoster(context.trx, regionId, params.month)
    // a changed month is a new print: its mark says since when (PUB-3)
    const raised = roster && roster.version > 1 ? roster.updated_at : null
    const when = roster?.published_at ? `${shanghaiDay(roster.published_at)}公布` : ''
    const since = raised ? `${shanghaiDay(raised)}变更` : when
    const county = (await divisionNames(context.trx, [regionId])).get(regionId) ?? ''
    const poster = {
      receivingUnit: unit.name,
      month: params.month,
      entries: rows.map(publicDuty).flatMap(posterEntries),
      experts: introducedExperts(rows).map((e) => ({
        heading: `${e.expert}　${e.title}`,
        goodAt: e.goodAt,
        introduction: e.introduction,
      })),
      telephone: switchboard(unit.phone) ?? '',
      link: `${base(context)}/t/${unit.division_code.length >= 9 ? unit.division_code.slice(0, 9) : unit.division_code}`,
      notices: sentencesOf(changed, params.month, context.today),
      issuer: `“医师下基层”对口支援 · ${county}`,
      versionMark: `第${roster?.version ?? 1}版${since ? ` · ${since}` : ''}`,
    }
    const bytes = await writePoster(poster, { fontFolder: context.services.config.fontFolder })
    return { bytes, fileName: `${unit.name}${monthWords(params.month)}坐诊海报.pdf`, type: 'application/pdf' }
  },
})

const HOURS = { day: ['00:30', '09:00'], am: ['00:30', '04:00'], pm: ['06:30', '09:00'] } as const

/** Times are UTC moments of 08:30–17:00 in Shanghai; a floating or zoned time would be read wrongly by old clients. */
const calendarFeed = action(contract.calendarFeed, {
  allow: 'anyone',
  async run(context, { params }) {
    const unit = await organisationById(context.trx, params.unitId)
    if (!unit) throw refuse('not-found', { what: '受援单位' })
    const rows = await store.publishedDuties(context.trx, { unitId: params.unitId })
    const calendar = ical({
      name: `${unit.name}专家坐诊`,
      prodId: '//Xunzhen//Schedule//ZH',
      method: ICalCalendarMethod.PUBLISH,
    })
    // What is off stays in the feed as cancelled: a calendar that has it must hear of it (PUB-3).
    const off = cancelledRows(await changedDuties(context.trx, { unitId: params.unitId }))
    for (const row of [...rows, ...off]) {
      const d = publicDuty(row)
      const [from, to] = HOURS[d.half]
      const cancelled = row.status === 'cancelled'
      calendar.createEvent({
        // The id is opaque: it names no doctor and stays the same when the duty moves or somebody else comes.
        id: `${row.first_id}@xunzhen`,
        sequence: row.sequence ?? 0,
        start: new Date(`${d.day}T${from}:00Z`),
        end: new Date(`${d.day}T${to}:00Z`),
        stamp: row.updated_at ?? context.now,
        summary: `${cancelled ? '【取消】' : ''}${d.specialty} ${d.expert} ${d.title}`,
        description: `${d.hospital}，${timeWords(d)}`,
        location: unit.name,
        status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      })
    }
    return {
      bytes: new TextEncoder().encode(calendar.toString()),
      fileName: `${unit.name}.ics`,
      type: 'text/calendar; charset=utf-8',
    }
  },
})

type Asked = { regionId: string; programmeId: string; month: string; unitId: string | undefined }

async function unitsWithDuties(context: Context, { regionId, programmeId, month, unitId }: Asked) {
  const rows = await store.publishedDuties(context.trx, { under: regionId, programmeId, month })
  const units = (await store.receivingUnits(context.trx, regionId)).filter((u) => !unitId || u.id === unitId)
  return units.map((u) => ({
    ...u,
    phone: switchboard(u.phone),
    duties: rows.filter((r) => r.unit_id === u.id).map(publicDuty),
    experts: introducedExperts(rows.filter((r) => r.unit_id === u.id)),
  }))
}

const wechatText = action(contract.wechatText, {
  allow: 'publicity.write',
  async run(context, { params, query }) {
    await checkReach(context, params, 'write')
    const county = (await divisionNames(context.trx, [params.regionId])).get(params.regionId) ?? ''
    const units = await unitsWithDuties(context, { ...params, unitId: query.unitId })
    const changed = await changedDuties(
      context.trx,
      query.unitId ? { ...params, unitId: query.unitId } : params,
    )
    const changes = sentencesOf(changed, params.month, context.today)
    if (units.every((u) => u.duties.length === 0) && changes.length === 0)
      throw refuse('not-found', { what: `${monthWords(params.month)}已公布的排班` })
    return {
      text: wechatWords({
        county,
        month: params.month,
        units,
        address: `${base(context)}/t/${params.regionId}?month=${params.month}`,
        changes,
      }),
    }
  },
})

const recordPublication = action(contract.recordPublication, {
  allow: 'publicity.write',
  async run(context, { params, body }) {
    await checkReach(context, params, 'write')
    const roster = await rosterOf(context.trx, params, params.month)
    if (roster?.status !== 'published')
      throw refuse('not-found', { what: `${monthWords(params.month)}已公布的排班` })
    // Who stands for organisations says so for its own when it names none; the row belongs to somebody's scope.
    const unitId =
      body.unitId ?? (context.actor.scope.kind === 'organisations' ? context.actor.organisationId : null)
    await store.insertPublication(context.trx, {
      ...params,
      ...body,
      unitId,
      id: uuidv7(),
      version: roster.version,
      now: context.now,
      by: context.actor.accountId,
    })
    context.say({
      zh: `登记宣传：${body.channel}（${monthWords(params.month)}）`,
      subject: { type: 'roster', id: `${params.programmeId}/${params.month}` },
      regionId: params.regionId,
    })
    return undefined
  },
})

const listPublications = action(contract.listPublications, {
  allow: 'roster.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const rows = await store.publicationsOf(context.trx, params)
    const units = await store.receivingUnits(context.trx, params.regionId)
    return {
      items: rows.map((r) => ({
        channel: r.channel,
        unit: r.unit,
        unitId: r.unit_id,
        publishedAt: r.published_at.toISOString(),
        version: r.version,
      })),
      units: units.map((u) => ({
        unitId: u.id,
        unit: u.name,
        pageUrl: `/t/${u.division_code.slice(0, 9)}?month=${params.month}`,
        posterUrl: `/public/units/${u.id}/${params.month}/poster.pdf`,
        calendarUrl: `/public/units/${u.id}/calendar.ics`,
      })),
    }
  },
})

export const publicityActions: Action[] = [
  poster,
  calendarFeed,
  wechatText,
  recordPublication,
  listPublications,
  ...changeActions,
  ...cycleActions,
  ...feedbackActions,
  ...expertActions,
  ...caseActions,
]
