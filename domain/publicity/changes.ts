// What residents are told when a published month changes (PUB-3, LV-7, P31): one notice a change, read from the roster's
// own history. A line is one unit's day: what had been announced first, and what holds now.

/** A duty that a change brought or took away; `first` names the line of duties that took each other's place. */
export type ChangedDuty<D> = {
  id: string
  first: string
  sequence: number
  follows: string | null
  unitId: string
  /** The roster it stands in. */
  month: string
  /** YYYY-MM-DD */
  day: string
  enteredBy: string | null
  enteredAt: string | null
  leftBy: string | null
  leftAt: string | null
  /** Who comes for what, as it may be shown. */
  shown: D
}

export type ChangeKind = 'cancelled' | 'moved' | 'replaced' | 'movedAndReplaced' | 'added' | 'restored'

type Held<D> = { id: string; month: string; day: string; shown: D }

export type ChangeLine<D> = {
  kind: ChangeKind
  unitId: string
  /** What residents knew first; null for a day that was added. */
  was: Held<D> | null
  /** What holds now; null where nobody comes. */
  now: Held<D> | null
  /** The day of the month by which one must know, and the last one it concerns. */
  firstDay: string
  lastDay: string
  /** A later change speaks of the same line: this one is told no more. */
  superseded: boolean
}

export type ChangeNotice<D> = {
  id: string
  madeAt: string
  lines: ChangeLine<D>[]
}

type Alike<D> = (a: D, b: D) => { doctor: boolean; half: boolean }

function kindOf<D>(was: ChangedDuty<D> | null, now: ChangedDuty<D> | null, alike: Alike<D>): ChangeKind {
  if (!now) return 'cancelled'
  if (!was) return 'added'
  const { doctor, half } = alike(was.shown, now.shown)
  const sameTime = was.day === now.day && half
  if (sameTime) return doctor ? 'restored' : 'replaced'
  return doctor ? 'moved' : 'movedAndReplaced'
}

const held = <D>({ id, month, day, shown }: ChangedDuty<D>): Held<D> => ({ id, month, day, shown })

type Step<D> = { changeId: string; madeAt: string; now: ChangedDuty<D> | null }

/** The changes of one line of duties in their order: each takes a duty away, brings the next, or both. */
function stepsOf<D>(line: readonly ChangedDuty<D>[]): Step<D>[] {
  const steps: Step<D>[] = []
  line.forEach((duty, k) => {
    const before = line[k - 1]
    if (duty.enteredBy && duty.enteredAt) {
      const last = steps.at(-1)
      if (last && before?.leftBy === duty.enteredBy) last.now = duty
      else steps.push({ changeId: duty.enteredBy, madeAt: duty.enteredAt, now: duty })
    }
    if (duty.leftBy && duty.leftAt) steps.push({ changeId: duty.leftBy, madeAt: duty.leftAt, now: null })
  })
  return steps
}

/** One notice for each change, newest first; its lines by day. */
export function changeNotices<D>(duties: readonly ChangedDuty<D>[], alike: Alike<D>): ChangeNotice<D>[] {
  const notices = new Map<string, ChangeNotice<D>>()
  for (const line of Map.groupBy(duties, (duty) => duty.first).values()) {
    line.sort((a, b) => a.sequence - b.sequence)
    const [root] = line
    if (!root) continue
    const steps = stepsOf(line)
    steps.forEach(({ changeId, madeAt, now }, k) => {
      // an added day was announced by its own change; what came later speaks of it
      const was = root.enteredBy === changeId && now === root ? null : root
      const days = [was, now].flatMap((duty) => (duty ? [duty.day] : [])).toSorted()
      const notice = notices.get(changeId) ?? { id: changeId, madeAt, lines: [] }
      notice.lines.push({
        kind: kindOf(was, now, alike),
        unitId: root.unitId,
        was: was && held(was),
        now: now && held(now),
        firstDay: days[0] ?? root.day,
        lastDay: days.at(-1) ?? root.day,
        superseded: k < steps.length - 1,
      })
      notices.set(changeId, notice)
    })
  }
  for (const notice of notices.values()) notice.lines.sort((a, b) => a.firstDay.localeCompare(b.firstDay))
  return [...notices.values()].sort((a, b) => b.madeAt.localeCompare(a.madeAt) || b.id.localeCompare(a.id))
}

/** What still concerns somebody on a day: the newest word of each line, until its last day has passed. */
export function liveNotices<D>(notices: readonly ChangeNotice<D>[], today: string): ChangeNotice<D>[] {
  return notices
    .map((notice) => ({
      ...notice,
      lines: notice.lines.filter((line) => !line.superseded && line.lastDay >= today),
    }))
    .filter((notice) => notice.lines.length > 0)
}

/** The newest state of each line: what a subscribed calendar has to know, with what is off among it. */
export function newestOfLines<D>(duties: readonly ChangedDuty<D>[]): ChangedDuty<D>[] {
  const newest = new Map<string, ChangedDuty<D>>()
  for (const duty of duties) {
    const known = newest.get(duty.first)
    if (!known || known.sequence < duty.sequence) newest.set(duty.first, duty)
  }
  return [...newest.values()]
}
