// Calling those who were drawn: when somebody counts as not to be reached, and when the next reserve comes (SVY-1, P42). Who
// did not answer stays in the denominators; nobody is passed over.

export const OUTCOMES = ['completed', 'noAnswer', 'callLater', 'wrongNumber', 'refused', 'unable'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const OUTCOME_NAMES: Record<Outcome, { zh: string; en: string }> = {
  completed: { zh: '接通并完成', en: 'completed' },
  noAnswer: { zh: '无人接听、占线、关机', en: 'no answer' },
  callLater: { zh: '约好再打', en: 'call later' },
  wrongNumber: { zh: '号码不对', en: 'wrong number' },
  refused: { zh: '接通，不愿回答', en: 'refused' },
  unable: { zh: '接通，本人无法回答', en: 'not able to answer' },
}

export type Attempt = { outcome: Outcome; day: string }
export type AttemptRule = { most: number; days: number }

/** How somebody who was drawn stands. `withdrawn`: no consent any more, whoever took it back and when. */
export const STANDINGS = [
  'open',
  'completed',
  'refused',
  'unable',
  'wrongNumber',
  'noAnswer',
  'withdrawn',
] as const
export type Standing = (typeof STANDINGS)[number]

/** What the attempts come to. Answers given before a withdrawal stay answers. */
export function standingOf(attempts: readonly Attempt[], mayCall: boolean, rule: AttemptRule): Standing {
  const last = attempts.at(-1)
  if (attempts.some(({ outcome }) => outcome === 'completed')) return 'completed'
  if (!mayCall) return 'withdrawn'
  if (last?.outcome === 'refused' || last?.outcome === 'unable' || last?.outcome === 'wrongNumber')
    return last.outcome
  const days = new Set(attempts.map(({ day }) => day)).size
  return attempts.length >= rule.most && days >= rule.days ? 'noAnswer' : 'open'
}

/** Why somebody has not been tried often enough: what is still to do before a reserve comes. */
export function triesLeft(attempts: readonly Attempt[], rule: AttemptRule): { calls: number; days: number } {
  const days = new Set(attempts.map(({ day }) => day)).size
  return { calls: Math.max(0, rule.most - attempts.length), days: Math.max(0, rule.days - days) }
}

const lost = (standing: Standing): boolean => standing !== 'open' && standing !== 'completed'

/**
 * Whose turn it is in one stratum: its list in the order of the draw, cut where `share` people answered or may still answer.
 * A reserve comes for somebody who is lost, in order, and for nobody else.
 */
export function inTurn<P extends { standing: Standing }>(list: readonly P[], share: number): P[] {
  const turn: P[] = []
  let alive = 0
  for (const person of list) {
    if (alive >= share) break
    turn.push(person)
    if (!lost(person.standing)) alive += 1
  }
  return turn
}

/** How long a caller keeps a person, and how many people's numbers one account may look at in a day. */
export const HOLD_MINUTES = 20
export const REVEALS_A_DAY = 150

export type Waiting = {
  standing: Standing
  held: boolean
  attempts: readonly { day: string; laterAt: string | null }[]
}

/**
 * Whom to call next of those in turn: whoever is due by appointment, then those tried least. Nobody is rung twice a day unless
 * they asked for it; undefined when nobody is left for today.
 */
export function nextToCall<P extends Waiting>(turn: readonly P[], now: string, today: string): P | undefined {
  const free = turn.filter(({ standing, held }) => standing === 'open' && !held)
  const appointment = (one: P): string | null => one.attempts.at(-1)?.laterAt ?? null
  const due = free
    .flatMap((one) => {
      const at = appointment(one)
      return at !== null && at <= now ? [{ one, at }] : []
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  if (due[0]) return due[0].one
  return free
    .filter((one) => appointment(one) === null && one.attempts.at(-1)?.day !== today)
    .sort((a, b) => a.attempts.length - b.attempts.length)[0]
}

export type Tally = {
  /** Drawn at first, and called for those who were lost. */
  drawn: number
  reserves: number
  /** Spoke to somebody: completed, refused, or not able to answer. */
  reached: number
  completed: number
  refused: number
  unable: number
  wrongNumber: number
  noAnswer: number
  withdrawn: number
  open: number
}

/** The fixed denominators of a list of people in turn; each person counts just once. */
export function tally(turn: readonly { standing: Standing; reserve: boolean }[]): Tally {
  const of = (standing: Standing): number => turn.filter((one) => one.standing === standing).length
  const [completed, refused, unable] = [of('completed'), of('refused'), of('unable')]
  return {
    drawn: turn.filter(({ reserve }) => !reserve).length,
    reserves: turn.filter(({ reserve }) => reserve).length,
    reached: completed + refused + unable,
    completed,
    refused,
    unable,
    wrongNumber: of('wrongNumber'),
    noAnswer: of('noAnswer'),
    withdrawn: of('withdrawn'),
    open: of('open'),
  }
}
