// The month as a calendar (FullCalendar), a chunk of its own: drag to another day, click to open.
import FullCalendar from '@fullcalendar/react'
import dayGridPlugin from '@fullcalendar/react/daygrid'
import interactionPlugin from '@fullcalendar/react/interaction'
import zhCn from '@fullcalendar/react/locales/zh-cn'
import classicTheme from '@fullcalendar/react/themes/classic'
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/classic/theme.css'
import '@fullcalendar/react/themes/classic/palette.css'
import type { DutyView, RosterView } from '../../../contract/dispatch.ts'
import type { Violation } from '../../../domain/dispatch/violation.ts'
import { usePreferences } from '../../shell/preferences.tsx'
import type { Move } from './roster-matrix.tsx'
import type { Check } from './roster-rules.ts'
import { stemOf } from './unit-stem.ts'

type Props = {
  roster: RosterView
  county: string
  today: string
  mayEdit: boolean
  check: Check | null
  onDuty: (duty: DutyView) => void
  onMove: (move: Move) => void
  onRefused: (move: Move, broken: Violation[]) => void
}

export default function MonthCalendar({
  roster,
  county,
  today,
  mayEdit,
  check,
  onDuty,
  onMove,
  onRefused,
}: Props) {
  const { language } = usePreferences()
  const doctors = new Map(roster.practitioners.map((p) => [p.id, p.name]))
  const units = new Map(roster.units.map((u) => [u.id, stemOf(u.name, county)]))
  const dutyOf = (id: string): DutyView | undefined => roster.duties.find((d) => d.id === id)
  const events = roster.duties
    .filter((d) => d.status !== 'cancelled')
    .map((d) => ({
      id: d.id,
      start: d.day,
      allDay: true,
      title: `${units.get(d.unitId) ?? ''} ${doctors.get(d.practitionerId) ?? ''}${d.locked && d.status === 'planned' ? ' 🔒' : ''}`,
      editable: mayEdit && d.status === 'planned',
    }))
  const rest = roster.days
    .filter((d) => !d.workday)
    .map((d) => ({
      start: d.day,
      allDay: true,
      display: 'background' as const,
      color: '#8d897c',
      title: d.holiday ?? '',
    }))
  return (
    <div className="month-calendar">
      <FullCalendar
        key={roster.month}
        plugins={[dayGridPlugin, interactionPlugin, classicTheme]}
        locales={[zhCn]}
        locale={language === 'zh' ? 'zh-cn' : 'en'}
        timeZone="UTC"
        firstDay={1}
        initialDate={`${roster.month}-01`}
        now={today}
        initialView="dayGridMonth"
        fixedWeekCount={false}
        showNonCurrentDates={false}
        headerToolbar={false}
        height="auto"
        dayMaxEvents={5}
        eventColor="#0b5b55"
        events={[...events, ...rest]}
        eventClick={(info) => {
          const duty = dutyOf(info.event.id)
          if (duty) onDuty(duty)
        }}
        eventDrop={(info) => {
          const duty = dutyOf(info.event.id)
          const day = info.event.startStr.slice(0, 10)
          info.revert()
          if (!duty) return
          const move = { duty, day, practitionerId: duty.practitionerId }
          const broken =
            check?.({ unitId: duty.unitId, practitionerId: duty.practitionerId, day }, duty.id) ?? []
          if (broken.length) onRefused(move, broken)
          else onMove(move)
        }}
      />
    </div>
  )
}
