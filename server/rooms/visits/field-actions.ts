// visits actions for the phone: the days around today, read in one go by the reader's own rights (SEC-2).
import { getFieldBundle as contract, FIELD_DAYS } from '../../../contract/visits-field.ts'
import { may } from '../../../domain/access/roles.ts'
import { addDays, isWorkday, yearOf } from '../../../domain/shared/calendar.ts'
import { action, type Context } from '../../platform/action.ts'
import { enterScope } from '../../platform/database.ts'
import { noticesOf } from '../../platform/notify/notices.ts'
import { organisationById } from '../organisations/door.ts'
import { holidayTable } from '../programme/door.ts'
import { traineeView } from './attendance-actions.ts'
import { attendanceAddress, codeOf } from './attendance-token.ts'
import { cardView, halfOf } from './card-view.ts'
import { otherDaysOf } from './other-days.ts'
import { paperOf } from './paper-marks.ts'
import { marksBetween } from './presence-store.ts'
import { siteCodeUnits } from './site-codes.ts'
import * as store from './store.ts'
import { attendanceBetween, headsByDuty } from './store-attendance.ts'
import { dutiesBetween } from './store-duties.ts'
import { settingsOf } from './store-presence-settings.ts'

const visitHalfOf = (half: string | null): 'am' | 'pm' | null =>
  half === 'am' || half === 'pm' ? half : null

/** Whose clinic lies in a township sees what everybody may see of it: who comes when. */
async function dutiesNear({ trx, actor }: Context, span: { from: string; to: string }) {
  const own = actor.organisationId ? await organisationById(trx, actor.organisationId) : undefined
  if (!own) return []
  await enterScope(trx, { kind: 'public' })
  const duties = await dutiesBetween(trx, { ...span, under: own.division_code.slice(0, 9) })
  await enterScope(trx, actor.scope)
  return duties
}

export const getFieldBundle = action(contract, {
  allow: 'roster.read',
  async run(context) {
    const { trx, actor, now, today, services } = context
    const span = { from: addDays(today, -FIELD_DAYS.back), to: addDays(today, FIELD_DAYS.ahead) }
    const holidays = await holidayTable(trx)
    const duties = actor.role === 'village' ? await dutiesNear(context, span) : await dutiesBetween(trx, span)
    // a village clinic sees who comes, not what was recorded
    const cards = may(actor.role, 'dayCard.read') ? await store.cardsBetween(trx, span) : []
    const parts = await store.partsOf(
      trx,
      [...new Set(cards.map((card) => card.region_id))],
      cards.map((card) => card.id),
    )
    const others = await otherDaysOf(trx, cards)
    const trainees = may(actor.role, 'dayCard.read') ? await attendanceBetween(trx, span) : []
    const signedIn = headsByDuty(trainees)
    const holds = may(actor.role, 'attendance.lead')
    const days = Array.from({ length: FIELD_DAYS.back + FIELD_DAYS.ahead + 1 }, (_, k) =>
      addDays(span.from, k),
    )
    const known = days.every((day) => holidays.years.has(yearOf(day)))
    return {
      today,
      readAt: now.toISOString(),
      account: { id: actor.accountId, name: actor.name, role: actor.role },
      duties: duties.flatMap((d) =>
        d.region_id && d.id && d.programme_id && d.day && d.unit_id && d.practitioner_id
          ? [
              {
                regionId: d.region_id,
                programmeId: d.programme_id,
                programme: d.programme,
                dutyId: d.id,
                day: d.day,
                half: halfOf(d.half ?? 'day'),
                homeVisitHalf: visitHalfOf(d.home_visit_half),
                unit: { id: d.unit_id, name: d.unit, phone: d.unit_phone },
                practitioner: {
                  id: d.practitioner_id,
                  name: d.practitioner,
                  title: d.title_text,
                  specialty: d.specialty_text,
                  hospital: d.hospital,
                },
                paper: may(actor.role, 'dayCard.write')
                  ? paperOf(services.config, { regionId: d.region_id, dutyId: d.id, day: d.day })
                  : null,
                attendanceCode:
                  holds && d.day >= today
                    ? codeOf(attendanceAddress(services.config, { regionId: d.region_id, dutyId: d.id }))
                    : null,
              },
            ]
          : [],
      ),
      cards: cards.map((card) => cardView(card, parts, { today, holidays, others, signedIn })),
      trainees: trainees.map((row) => traineeView(row, actor.role)),
      presence: (await marksBetween(trx, span)).map((mark) => ({
        id: mark.id,
        dutyId: mark.duty_id,
        kind: mark.kind,
        at: mark.happened_at.toISOString(),
        madeUp: mark.made_up,
        withCode: mark.code_verdict !== null,
      })),
      siteCode: await siteCodeUnits(context),
      positionDays: (await settingsOf(trx, duties[0]?.region_id ?? '')).positionDays,
      notices: await noticesOf(trx, actor.role, { unseenOnly: true, most: 10 }),
      restDays: known ? days.filter((day) => !isWorkday(day, holidays)) : null,
    }
  },
})
