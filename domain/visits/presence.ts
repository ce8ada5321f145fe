// Presence as evidence, not a cage (SCH-3): what speaks for somebody having been at a duty, each part shown with its
// points; contradictions are named for a person to look at, and nothing here ever blocks anybody.
import type { CodeVerdict } from './site-code.ts'

export const PRESENCE_KINDS = ['arrival', 'departure', 'present', 'absent'] as const
export type PresenceKind = (typeof PRESENCE_KINDS)[number]
/** unclear: the unit's own position is not known, or the phone was not exact enough to say anything. */
export type PositionVerdict = 'near' | 'far' | 'unclear'

export type PresenceMark = {
  id: string
  kind: PresenceKind
  /** The server's reckoning of when it was told (ISO). */
  at: string
  /** 补记: made up later with a reason, by the doctor or somebody else; `saidAt` is when it is said to have been. */
  madeUp: boolean
  saidAt: string | null
  reason: string
  code: CodeVerdict | null
  position: PositionVerdict | null
}

type Words = { zh: string; en: string }
export type PresencePart = Words & { code: string; points: number; of: number; note: Words | null }
export type PresenceEvidence = {
  /** 0–100. */
  score: number
  parts: PresencePart[]
  contradictions: (Words & { code: string })[]
}

const PARTS = {
  schedule: { of: 15, zh: '在已公布的排班上', en: 'on the published roster' },
  arrival: { of: 15, madeUp: 8, zh: '本人报到', en: 'arrival reported' },
  departure: { of: 10, madeUp: 5, zh: '本人离岗报告', en: 'departure reported' },
  siteCode: { of: 15, monthly: 6, zh: '扫受援单位到岗码', en: 'code of the unit scanned' },
  position: { of: 5, zh: '位置在受援单位附近（可不提供）', en: 'position near the unit (optional)' },
  witness: { of: 25, zh: '受援单位确认到岗', en: 'witnessed by the unit' },
  activity: { of: 15, zh: '当天有工作记录', en: 'work recorded that day' },
} as const

const NOTES = {
  madeUp: { zh: '补记', en: 'made up later' },
  monthly: { zh: '当月固定码', en: 'the monthly code' },
  unclear: { zh: '无法判断', en: 'cannot be told' },
  far: { zh: '离受援单位远', en: 'far from the unit' },
} as const

/** Kilometres within which a position speaks for the place: township units serve their villages too. */
const NEAR_KM = 5
const FAR_KM = 20

/** What a position says of the place: only what its accuracy allows, and nothing where the unit's own is not known. */
export function judgePosition(kilometres: number | null, accuracyMetres: number): PositionVerdict {
  if (kilometres === null) return 'unclear'
  const off = accuracyMetres / 1000
  return kilometres + off <= NEAR_KM ? 'near' : kilometres - off > FAR_KM ? 'far' : 'unclear'
}

/** What a coming or going is worth: less when it was made up later, once however often it was told. */
function reportPart(code: 'arrival' | 'departure', marks: readonly PresenceMark[]): PresencePart {
  const { of, madeUp, zh, en } = PARTS[code]
  const told = marks.filter(({ kind }) => kind === code)
  const late = told.length > 0 && told.every((mark) => mark.madeUp)
  return {
    code,
    zh,
    en,
    of,
    points: told.length === 0 ? 0 : late ? madeUp : of,
    note: late ? NOTES.madeUp : null,
  }
}

function codePart(marks: readonly PresenceMark[]): PresencePart {
  const { of, monthly, zh, en } = PARTS.siteCode
  const found = new Set(marks.map(({ code }) => code))
  if (found.has('rotating')) return { code: 'siteCode', zh, en, of, points: of, note: null }
  const points = found.has('monthly') ? monthly : 0
  return { code: 'siteCode', zh, en, of, points, note: points ? NOTES.monthly : null }
}

function positionPart(marks: readonly PresenceMark[]): PresencePart {
  const { of, zh, en } = PARTS.position
  const found = new Set(marks.map(({ position }) => position))
  const note = found.has('near')
    ? null
    : found.has('far')
      ? NOTES.far
      : found.has('unclear')
        ? NOTES.unclear
        : null
  return { code: 'position', zh, en, of, points: found.has('near') ? of : 0, note }
}

/**
 * Weighs what is known of one duty. `worked` says that the day's card holds work; `dayOf` turns a moment into a
 * Shanghai day. A duty nobody has reported on scores for its schedule only; that is no accusation.
 */
export function weighPresence(
  duty: { day: string; published: boolean },
  marks: readonly PresenceMark[],
  facts: { worked: boolean; dayOf: (iso: string) => string },
): PresenceEvidence {
  const plain = (code: 'schedule' | 'witness' | 'activity', holds: boolean): PresencePart => {
    const { of, zh, en } = PARTS[code]
    return { code, zh, en, of, points: holds ? of : 0, note: null }
  }
  const parts = [
    plain('schedule', duty.published),
    reportPart('arrival', marks),
    reportPart('departure', marks),
    codePart(marks),
    positionPart(marks),
    plain(
      'witness',
      marks.some(({ kind }) => kind === 'present'),
    ),
    plain('activity', facts.worked),
  ]
  return {
    score: parts.reduce((sum, part) => sum + part.points, 0),
    parts,
    contradictions: contradictionsOf(duty, marks, facts),
  }
}

/** Leaving before coming, by what is said of when; of several reports the earliest coming and the latest going count. */
function leftBeforeArriving(own: readonly PresenceMark[]): boolean {
  const times = (kind: PresenceKind): string[] =>
    own.filter((mark) => mark.kind === kind).map((mark) => mark.saidAt ?? mark.at)
  const arrived = times('arrival').reduce((a, b) => (a < b ? a : b), '~')
  const left = times('departure').reduce((a, b) => (a > b ? a : b), '')
  return arrived !== '~' && left !== '' && left < arrived
}

function contradictionsOf(
  duty: { day: string },
  marks: readonly PresenceMark[],
  { worked, dayOf }: { worked: boolean; dayOf: (iso: string) => string },
): PresenceEvidence['contradictions'] {
  const own = marks.filter(({ kind }) => kind === 'arrival' || kind === 'departure')
  const absent = marks.some(({ kind }) => kind === 'absent')
  const codes = new Set(marks.map(({ code }) => code))
  const found: PresenceEvidence['contradictions'] = []
  const say = (holds: boolean, code: string, zh: string, en: string): void => {
    if (holds) found.push({ code, zh, en })
  }
  say(
    absent && (own.length > 0 || worked),
    'absent-but-there',
    '受援单位报告未到岗，但有报到或工作记录',
    'the unit says absent, the doctor says present',
  )
  say(
    absent && marks.some(({ kind }) => kind === 'present'),
    'absent-and-present',
    '受援单位先后作了相反的确认',
    'the unit has said both',
  )
  say(leftBeforeArriving(own), 'left-before-arriving', '离岗早于报到', 'departure is before arrival')
  say(
    own.some(({ at, madeUp, reason }) => !madeUp && dayOf(at) !== duty.day && reason === ''),
    'other-day',
    '报到不在值班当天，也没有说明原因',
    'reported on another day without a reason',
  )
  say(
    marks.some(({ position }) => position === 'far'),
    'far-away',
    '报到位置离受援单位很远',
    'reported from far away',
  )
  say(
    codes.has('wrongUnit'),
    'code-wrong-unit',
    '扫的是别的单位的到岗码',
    'the code of another unit was scanned',
  )
  // a code that failed and then succeeded was a slip
  const settled = codes.has('rotating')
  say(
    !settled && codes.has('stale'),
    'code-stale',
    '到岗码不是当时的（旧照片，或时钟不准）',
    'the code is not of that moment (an old picture, or a wrong clock)',
  )
  say(!settled && codes.has('unreadable'), 'code-unreadable', '到岗码对不上', 'the code matches nothing')
  return found
}

/** Names what is known of a duty: whoever settled a contradiction settled just this, and anything new opens it again. */
export function evidenceKey(
  marks: readonly Pick<PresenceMark, 'id'>[],
  worked: boolean,
  contradictions: readonly { code: string }[],
): string {
  const last = marks.reduce((found, { id }) => (id > found ? id : found), '')
  return [marks.length, last, worked ? 'worked' : 'none', ...contradictions.map(({ code }) => code)].join(' ')
}
