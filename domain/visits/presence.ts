// Presence as evidence, not a cage (SCH-3): what speaks for somebody having been at a duty, each part shown with its
// points; contradictions are named for a person to look at, and nothing here ever blocks anybody.

export const PRESENCE_KINDS = ['arrival', 'departure', 'present', 'absent'] as const
export type PresenceKind = (typeof PRESENCE_KINDS)[number]

export type PresenceMark = {
  kind: PresenceKind
  /** The server's reckoning of when (ISO). */
  at: string
  /** Kilometres from the unit, where both positions are known, and how exact the phone was. */
  kilometres: number | null
  accuracyMetres: number | null
  reason: string
}

export type PresenceEvidence = {
  /** 0–100. */
  score: number
  parts: { code: string; zh: string; en: string; points: number; of: number }[]
  contradictions: { code: string; zh: string; en: string }[]
}

const PARTS = {
  schedule: { of: 20, zh: '在已公布的排班上', en: 'on the published roster' },
  arrival: { of: 20, zh: '本人报到', en: 'arrival reported' },
  departure: { of: 10, zh: '本人离岗报告', en: 'departure reported' },
  position: { of: 10, zh: '位置在受援单位附近（可不提供）', en: 'position near the unit (optional)' },
  witness: { of: 25, zh: '受援单位确认到岗', en: 'witnessed by the unit' },
  activity: { of: 15, zh: '当天有工作记录', en: 'work recorded that day' },
} as const

/** Kilometres within which a position speaks for the place: township units serve their villages too. */
const NEAR_KM = 5

/**
 * Weighs what is known of one duty. `worked` says that the day's card holds work; `dayOf` turns a moment into a
 * Shanghai day. A duty nobody has reported on scores for its schedule only; that is no accusation.
 */
export function weighPresence(
  duty: { day: string; published: boolean },
  marks: readonly PresenceMark[],
  facts: { worked: boolean; dayOf: (iso: string) => string },
): PresenceEvidence {
  const has = (kind: PresenceKind) => marks.some((mark) => mark.kind === kind)
  const near = marks.some((mark) => mark.kilometres !== null && mark.kilometres <= NEAR_KM)
  const holds: Record<keyof typeof PARTS, boolean> = {
    schedule: duty.published,
    arrival: has('arrival'),
    departure: has('departure'),
    position: near,
    witness: has('present'),
    activity: facts.worked,
  }
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).map((code) => ({
    code,
    ...PARTS[code],
    points: holds[code] ? PARTS[code].of : 0,
  }))
  return {
    score: parts.reduce((sum, part) => sum + part.points, 0),
    parts,
    contradictions: contradictionsOf(duty, marks, facts),
  }
}

function contradictionsOf(
  duty: { day: string },
  marks: readonly PresenceMark[],
  { worked, dayOf }: { worked: boolean; dayOf: (iso: string) => string },
): PresenceEvidence['contradictions'] {
  const own = marks.filter(({ kind }) => kind === 'arrival' || kind === 'departure')
  const absent = marks.some(({ kind }) => kind === 'absent')
  const arrived = own.find(({ kind }) => kind === 'arrival')
  const left = own.find(({ kind }) => kind === 'departure')
  const found: PresenceEvidence['contradictions'] = []
  const say = (code: string, zh: string, en: string) => found.push({ code, zh, en })
  if (absent && (own.length > 0 || worked))
    say(
      'absent-but-there',
      '受援单位报告未到岗，但本人有报到或工作记录',
      'the unit says absent, the doctor says present',
    )
  if (absent && marks.some(({ kind }) => kind === 'present'))
    say('absent-and-present', '受援单位先后作了相反的确认', 'the unit has said both')
  if (arrived && left && left.at < arrived.at)
    say('left-before-arriving', '离岗早于报到', 'departure is before arrival')
  if (own.some(({ at, reason }) => dayOf(at) !== duty.day && reason === ''))
    say('other-day', '报到不在值班当天，也没有说明原因', 'reported on another day without a reason')
  if (own.some(({ kilometres }) => kilometres !== null && kilometres > 4 * NEAR_KM))
    say('far-away', '报到位置离受援单位很远', 'reported from far away')
  return found
}
