// publicity actions: who has told residents of a change, by which channel, with proof (PUB-3, LV-7, P31).
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/publicity-changes.ts'
import { citation, rulesOf } from '../../../domain/programme/programme.ts'
import { changeArticle, changeMessage, changeWords } from '../../../domain/publicity/change-words.ts'
import { liveNotices } from '../../../domain/publicity/changes.ts'
import { materialOf, tellBy, tellingChannels, tellingState } from '../../../domain/publicity/telling.ts'
import { lookAtPhoto, MOST_PHOTO_BYTES } from '../../../domain/visits/photo.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { checkReach, programmeOn } from '../programme/door.ts'
import { inMonth, type Line, type Notice, noticesOf } from './change-notices.ts'
import * as store from './store-changes.ts'
import { switchboard } from './words.ts'

type Where = { regionId: string; programmeId: string }
type Telling = Awaited<ReturnType<typeof store.tellingsOf>>[number]

const firstDayOf = (lines: readonly Line[]): string => lines.map((line) => line.firstDay).toSorted()[0] ?? ''

/** One unit's tasks for one change; the channels are those of the rules in force when it was made. */
function tasksOf(
  lines: readonly Line[],
  tellings: readonly Telling[],
  channels: readonly string[],
  today: string,
) {
  const superseded = lines.every((line) => line.superseded)
  return channels.map((channel): contract.TellingTask => {
    const done = tellings.find((telling) => telling.channel === channel)
    return {
      channel,
      material: materialOf(channel),
      state: tellingState(
        { firstDay: firstDayOf(lines), doneOn: done ? shanghaiDay(done.done_at) : null, superseded },
        today,
      ),
      done: done
        ? {
            id: done.id,
            at: done.done_at.toISOString(),
            by: done.by,
            note: done.note,
            picture: Boolean(done.has_picture),
          }
        : null,
    }
  })
}

const dayOf = (notice: Notice): string => shanghaiDay(new Date(notice.madeAt))
const channelsOn = async (context: Context, where: Where, day: string): Promise<string[]> =>
  tellingChannels((await programmeOn(context.trx, where.programmeId, day)).document)

type Read = {
  notice: Notice
  rows: readonly store.ChangedRow[]
  tellings: readonly Telling[]
  channels: readonly string[]
}

function viewOf(
  context: Context,
  where: Where,
  { notice, rows, tellings, channels }: Read,
): contract.ChangeNoticeView {
  const units = [...Map.groupBy(notice.lines, (line) => line.unitId)].map(([unitId, lines]) => {
    const row = rows.find((one) => one.unit_id === unitId)
    const month = lines[0]?.now?.month ?? lines[0]?.was?.month ?? ''
    const pageUrl = `/t/${(row?.division_code ?? where.regionId).slice(0, 9)}?month=${month}`
    const told = {
      unit: row?.unit ?? '',
      phone: switchboard(row?.phone ?? null),
      lines: lines.filter((line) => !line.superseded).map(changeWords),
      address: `${context.services.config.publicUrl}${pageUrl}`,
    }
    return {
      unitId,
      unit: told.unit,
      lines: lines.map((line) => ({
        kind: line.kind,
        text: changeWords(line),
        superseded: line.superseded,
      })),
      tellBy: tellBy(firstDayOf(lines)),
      superseded: lines.every((line) => line.superseded),
      article: changeArticle(told),
      message: changeMessage(told),
      posterUrl: `/public/units/${unitId}/${month}/poster.pdf`,
      pageUrl,
      tasks: tasksOf(
        lines,
        tellings.filter((one) => one.change_id === notice.id && one.unit_id === unitId),
        channels,
        context.today,
      ),
    }
  })
  return { id: notice.id, madeAt: notice.madeAt, units }
}

async function noticesIn(
  context: Context,
  where: Where,
  chosen: (notices: Notice[]) => Notice[],
): Promise<contract.ChangeNoticeView[]> {
  const rows = await store.changedDuties(context.trx, where)
  const notices = chosen(noticesOf(rows))
  const channels = new Map<string, string[]>()
  for (const day of new Set(notices.map(dayOf))) channels.set(day, await channelsOn(context, where, day))
  const tellings = await store.tellingsOf(
    context.trx,
    where.regionId,
    notices.map((notice) => notice.id),
  )
  return notices.map((notice) =>
    viewOf(context, where, { notice, rows, tellings, channels: channels.get(dayOf(notice)) ?? [] }),
  )
}

/** Of changes still to come: how many tellings are open, and how many of them are late, for the day's page. */
export async function openTellings(context: Context, where: Where): Promise<{ open: number; late: number }> {
  const live = await noticesIn(context, where, (notices) => liveNotices(notices, context.today))
  const states = live.flatMap((notice) =>
    notice.units.flatMap((unit) => unit.tasks.map((task) => task.state)),
  )
  const late = states.filter((state) => state === 'late').length
  return { open: states.filter((state) => state === 'open').length + late, late }
}

const listChangeNotices = action(contract.listChangeNotices, {
  allow: 'publicity.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const { document } = await programmeOn(context.trx, params.programmeId, context.today)
    const rule = rulesOf(document, 'publicity').find((one) => one.before === 'duty')
    return {
      items: await noticesIn(context, params, (notices) => inMonth(notices, params.month)),
      citation: rule ? citation(document, rule) : null,
    }
  },
})

const recordTelling = action(contract.recordTelling, {
  allow: 'publicity.write',
  async run(context, { params, body }) {
    const { trx, now, actor } = context
    // Row-level security shows a unit its own rows alone: another's change is not there to be told.
    const rows = await store.changedDuties(trx, { regionId: params.regionId, unitId: body.unitId })
    const notice = noticesOf(rows).find((one) => one.id === params.id)
    const programmeId = rows[0]?.programme_id
    if (!notice || !programmeId) throw refuse('not-found', { what: '这次变更' })
    const where = { regionId: params.regionId, programmeId }
    await checkReach(context, where, 'write')
    const channels = await channelsOn(context, where, dayOf(notice))
    if (!channels.includes(body.channel))
      throw refuse(
        'invalid-value',
        { path: 'channel', why: `方案规定的渠道是：${channels.join('、') || '无'}` },
        { place: { path: 'body.channel' } },
      )
    const isNew = await store.insertTelling(trx, {
      ...body,
      regionId: params.regionId,
      id: body.tellingId,
      changeId: params.id,
      by: actor.accountId,
      now,
    })
    context.say({
      zh: `登记已告知群众：${rows[0]?.unit}，${body.channel}${isNew ? '' : '（此前已登记）'}`,
      subject: { type: 'rosterChange', id: params.id },
      regionId: params.regionId,
    })
    // told again by the same hand, such as after a picture that did not go through, is the same record
    const own = isNew || (await store.tellingById(trx, { ...params, id: body.tellingId }))?.undone_at === null
    return { already: !own }
  },
})

async function standing(context: Context, at: { regionId: string; id: string }) {
  const telling = await store.tellingById(context.trx, at)
  if (!telling || telling.undone_at) throw refuse('not-found', { what: '告知登记' })
  return telling
}

const undoTelling = action(contract.undoTelling, {
  allow: 'publicity.write',
  async run(context, { params }) {
    const telling = await standing(context, params)
    await store.undoTelling(context.trx, params, { by: context.actor.accountId, now: context.now })
    context.say({
      zh: `撤销告知登记：${telling.channel}`,
      subject: { type: 'rosterChange', id: telling.change_id },
      regionId: params.regionId,
    })
    return undefined
  },
})

const putTellingPicture = action(contract.putTellingPicture, {
  allow: 'publicity.write',
  async run(context, { params, body }) {
    const telling = await standing(context, params)
    if (body.length > MOST_PHOTO_BYTES) throw refuse('photo-too-large')
    const look = lookAtPhoto(body)
    if ('fault' in look) throw refuse(`photo-${look.fault}`)
    await store.setPicture(context.trx, params, body)
    context.say({
      zh: `附上告知照片：${telling.channel}`,
      subject: { type: 'rosterChange', id: telling.change_id },
      regionId: params.regionId,
      details: { size: body.length },
    })
    return undefined
  },
})

const getTellingPicture = action(contract.getTellingPicture, {
  allow: 'publicity.read',
  async run(context, { params }) {
    const { picture, channel, done_at } = await standing(context, params)
    if (!picture) throw refuse('not-found', { what: '照片' })
    return {
      bytes: picture,
      fileName: `${channel}-${shanghaiDay(done_at)}.jpg`,
      type: 'image/jpeg',
    }
  },
})

export const changeActions: Action[] = [
  listChangeNotices,
  recordTelling,
  undoTelling,
  putTellingPicture,
  getTellingPicture,
]
