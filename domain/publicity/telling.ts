// LV-7, PUB-3: the receiving unit tells its people beforehand; one task for each channel the programme names.
import { type Programme, rulesOf } from '../programme/programme.ts'
import { addDays } from '../shared/calendar.ts'

/** What a channel needs ready at hand. */
export type Material = 'poster' | 'article' | 'message'

/** The channels by which a change is told before the duty, in the programme's own words, each once. */
export const tellingChannels = (programme: Programme): string[] => [
  ...new Set(
    rulesOf(programme, 'publicity')
      .filter((rule) => rule.before === 'duty')
      .flatMap((rule) => rule.channels),
  ),
]

export function materialOf(channel: string): Material {
  if (/短信|电话/.test(channel)) return 'message'
  return /公示|海报|栏|张贴/.test(channel) ? 'poster' : 'article'
}

/** The last day on which telling is in time: the day before the first day it concerns. */
export const tellBy = (firstDay: string): string => addDays(firstDay, -1)

export type TellingState = 'open' | 'late' | 'done' | 'doneLate' | 'superseded'

type Task = {
  firstDay: string
  doneOn: string | null
  /** A later change speaks of all its lines. */
  superseded: boolean
}

export function tellingState({ firstDay, doneOn, superseded }: Task, today: string): TellingState {
  const by = tellBy(firstDay)
  if (doneOn) return doneOn <= by ? 'done' : 'doneLate'
  if (superseded) return 'superseded'
  return today <= by ? 'open' : 'late'
}
