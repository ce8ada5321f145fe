// The demonstration lives in May 2024, when the newest of the five plans was under way: its clock starts there
// and runs on, so that "what is due today" means something. XUNZHEN_TODAY=YYYY-MM-DD moves it.

import { isDate } from '../../domain/shared/calendar.ts'
import type { Clock } from '../../server/platform/clock.ts'

const DEMO_TODAY = '2024-05-20'

export function demonstrationClock(today: string | undefined): Clock {
  const day = today && isDate(today) ? today : DEMO_TODAY
  const from = Date.parse(`${day}T09:00:00+08:00`)
  const started = Date.now()
  return { now: () => new Date(from + Date.now() - started) }
}
