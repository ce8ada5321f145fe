// publicity actions: which units' channels went out before their first day, with the texts that are ready (PUB-2, PUB-4).
import * as contract from '../../../contract/publicity-cycle.ts'
import { citation, rulesOf } from '../../../domain/programme/programme.ts'
import { dayWords } from '../../../domain/publicity/change-words.ts'
import { cycleChannels, cycleState, leafletText, screenText } from '../../../domain/publicity/cycle.ts'
import { type Action, action } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { rosterOf } from '../dispatch/door.ts'
import { checkReach, programmeOn } from '../programme/door.ts'
import * as store from './store.ts'
import { monthWords, publicDuty, switchboard, timeWords } from './words.ts'

const NOTHING = { leaflets: 0, noticeClicks: 0, screenNotices: 0, otherWork: 0 }

const getCyclePublicity = action(contract.getCyclePublicity, {
  allow: 'publicity.read',
  async run(context, { params }) {
    const { trx, today, services } = context
    await checkReach(context, params, 'read')
    const { document } = await programmeOn(trx, params.programmeId, `${params.month}-01`)
    const rule = rulesOf(document, 'publicity').find((one) => one.before === 'cycle')
    const roster = await rosterOf(trx, params, params.month)
    const duties = await store.publishedDuties(trx, { ...params, under: params.regionId })
    const records = (await store.publicationsOf(trx, params)).map((row) => ({
      channel: row.channel,
      unitId: row.unit_id,
      on: shanghaiDay(row.published_at),
    }))
    const counted = await store.publicityCounters(trx, params)
    const items = (await store.receivingUnits(trx, params.regionId)).flatMap((unit) => {
      const own = duties.filter((duty) => duty.unit_id === unit.id)
      const firstDay = own[0]?.day
      if (!firstDay) return []
      const sheet = {
        unit: unit.name,
        month: monthWords(params.month),
        phone: switchboard(unit.phone),
        address: `${services.config.publicUrl}/t/${unit.division_code.slice(0, 9)}`,
        days: own
          .map(publicDuty)
          .map((duty) => ({ ...duty, day: dayWords(duty.day), time: timeWords(duty) })),
      }
      const counters = counted.find((one) => one.unit_id === unit.id)
      return [
        {
          unitId: unit.id,
          unit: unit.name,
          firstDay,
          channels: cycleChannels(document).map(({ name, by }) => ({
            name,
            ...cycleState({ unitId: unit.id, firstDay, by, today }, records),
          })),
          leafletText: leafletText(sheet),
          screenText: screenText(sheet),
          counters: counters
            ? {
                leaflets: counters.leaflets,
                noticeClicks: counters.notice_clicks,
                screenNotices: counters.screen_notices,
                otherWork: counters.other_work,
              }
            : NOTHING,
        },
      ]
    })
    return {
      pageSince: roster?.published_at?.toISOString() ?? null,
      citation: rule ? citation(document, rule) : null,
      items,
    }
  },
})

export const cycleActions: Action[] = [getCyclePublicity]
