// Who else could have gone: for each doctor at a unit, the next candidates with what the plan would cost
// more if they replaced this doctor, or exchanged units with them, and all else stayed as it is.

import { checkDuty } from '../domain/dispatch/check-plan.ts'
import type { Alternative, PlacedDuty } from '../domain/dispatch/plan.ts'
import { type PlanBoard, planBoard } from '../domain/dispatch/plan-board.ts'
import type { PlanRule } from '../domain/dispatch/plan-rules.ts'
import { pairTerms } from '../domain/dispatch/plan-targets.ts'
import { monthOf } from '../domain/shared/calendar.ts'
import type { Instance } from './instance.ts'
import { dayCost } from './look-ahead.ts'

/** Candidates priced for each doctor at a unit, and how many of them, or of those refused, are shown. */
const PRICED = 8
const SHOWN = 4
const REFUSED_SHOWN = 2

type State = {
  instance: Instance
  board: PlanBoard
  busy: Set<string>
  locked: Set<string>
}

function stateOf(instance: Instance, duties: readonly PlacedDuty[]): State {
  const { problem } = instance
  return {
    instance,
    board: planBoard(problem, duties),
    busy: new Set(duties.map((duty) => `${duty.doctor} ${duty.date}`)),
    locked: new Set(problem.locks.map((lock) => `${lock.unit} ${lock.month ?? monthOf(lock.date ?? '')}`)),
  }
}

type Block = { doctor: number; unit: number; months: number[]; duties: readonly PlacedDuty[] }

/** The duties that go together when a doctor is replaced: a month's, or all with a fixed rotation. */
function blocksOf({ instance, board: { duties } }: State): Block[] {
  const { problem, months } = instance
  const fixed = problem.rules.rotation === 'fixed'
  const key = (duty: PlacedDuty) => `${duty.doctor} ${duty.unit} ${fixed ? '' : monthOf(duty.date)}`
  return [...Map.groupBy(duties, key).values()].map((own) => ({
    doctor: problem.doctors.findIndex(({ id }) => id === own[0]?.doctor),
    unit: problem.units.findIndex(({ id }) => id === own[0]?.unit),
    months: [...new Set(own.map((duty) => months.indexOf(monthOf(duty.date))))],
    duties: own,
  }))
}

/** Moves a block's days to another doctor: the same days where free, else that doctor's cheapest. */
function handOver(state: State, block: Block, d: number, freed: ReadonlySet<string>): PlacedDuty[] | null {
  const { instance } = state
  const doctor = instance.doctors[d]
  const unit = instance.units[block.unit]
  const slot = instance.slots[block.unit]?.[0]
  if (!doctor || !unit || !slot) return null
  const taken = new Set<string>()
  const moved: PlacedDuty[] = []
  for (const duty of block.duties) {
    const m = instance.months.indexOf(monthOf(duty.date))
    const open = instance
      .datesOf(d, block.unit, m)
      .filter((date) => (!state.busy.has(`${doctor.id} ${date}`) || freed.has(date)) && !taken.has(date))
    let date: string | undefined = open.includes(duty.date) ? duty.date : open[0]
    if (date !== duty.date)
      for (const other of open)
        if (
          date &&
          dayCost(instance.problem, unit, other, slot) < dayCost(instance.problem, unit, date, slot)
        )
          date = other
    if (date === undefined) return null
    taken.add(date)
    moved.push({ doctor: doctor.id, unit: unit.id, date })
  }
  return moved
}

/** The first hard rule that the exchanged duties would break; they come one after another. */
function firstBroken(
  { instance, board }: State,
  out: readonly PlacedDuty[],
  into: readonly PlacedDuty[],
): PlanRule | null {
  const gone = new Set(out)
  const touched = new Set([...out, ...into].flatMap((duty) => [duty.doctor, duty.unit]))
  const near = board.duties.filter(
    (duty) => !gone.has(duty) && (touched.has(duty.doctor) || touched.has(duty.unit)),
  )
  const all = [...near, ...into]
  for (const duty of into) {
    const [broken] = checkDuty(instance.problem, all, duty)
    if (broken) return broken.rule
  }
  return null
}

type Tried = Alternative & { rule?: PlanRule }

/** One candidate for a block: replace, else exchange units in the same months, else the rule against it. */
function tryDoctor(state: State, block: Block, d: number): Tried {
  const { instance } = state
  const doctor = instance.doctors[d]
  const refuse = (rule: PlanRule): Tried => ({ doctor: doctor?.id ?? '', extraCost: null, rule })
  if (!doctor) return refuse('unknown-reference')
  const refused = instance.refusal(d, block.unit)
  if (refused) return refuse(refused)
  const months = block.months.map((m) => instance.months[m] ?? '')
  const own = state.board.ofDoctor(doctor.id).filter((duty) => months.includes(monthOf(duty.date)))
  if (own.some((duty) => duty.unit === instance.units[block.unit]?.id)) return refuse('max-doctors-per-unit')
  const room = months.every((month) => {
    const busy = own.filter((duty) => monthOf(duty.date) === month)
    const asked = block.duties.filter((duty) => monthOf(duty.date) === month).length
    const units = new Set(busy.map((duty) => duty.unit)).size
    return busy.length + asked <= doctor.maxDaysPerMonth && units < instance.problem.rules.maxUnitsPerDoctor
  })
  if (room) {
    const into = handOver(state, block, d, new Set())
    if (!into) return refuse('no-common-day')
    const broken = firstBroken(state, block.duties, into)
    if (broken) return refuse(broken)
    return { doctor: doctor.id, extraCost: state.board.extraCost(block.duties, into), by: 'replace' }
  }
  return tryExchange(state, block, d, own) ?? refuse('doctor-max-days')
}

function tryExchange(state: State, block: Block, d: number, own: readonly PlacedDuty[]): Tried | null {
  const { instance } = state
  const doctor = instance.doctors[d]
  const [first] = own
  const other = instance.units.findIndex(({ id }) => id === first?.unit)
  const all = state.board.ofDoctor(doctor?.id ?? '').filter((duty) => duty.unit === first?.unit)
  const fixed = instance.problem.rules.rotation === 'fixed'
  if (!doctor || own.some((duty) => duty.unit !== first?.unit) || own.length !== block.duties.length)
    return null
  if (fixed && all.length !== own.length) return null
  const perMonth = (duties: readonly PlacedDuty[]) =>
    duties
      .map((duty) => monthOf(duty.date))
      .sort()
      .join()
  if (perMonth(own) !== perMonth(block.duties) || instance.refusal(block.doctor, other) !== null) return null
  if (own.some((duty) => state.locked.has(`${duty.unit} ${monthOf(duty.date)}`)))
    return { doctor: doctor.id, extraCost: null, rule: 'lock' }
  const theirs: Block = { doctor: d, unit: other, months: block.months, duties: [...own] }
  const ours = handOver(state, block, d, new Set(own.map((duty) => duty.date)))
  const back = handOver(state, theirs, block.doctor, new Set(block.duties.map((duty) => duty.date)))
  if (!ours || !back) return null
  const units = [instance.units[block.unit]?.id, instance.units[other]?.id]
  const wasThere = (who: string, unit: string | undefined) =>
    state.board
      .ofUnit(unit ?? '')
      .some(
        (duty) => duty.doctor === who && perMonth(own).includes(monthOf(duty.date)) && !own.includes(duty),
      )
  if (wasThere(doctor.id, units[0]) || wasThere(instance.doctors[block.doctor]?.id ?? '', units[1]))
    return null
  const out = [...block.duties, ...own]
  const broken = firstBroken(state, out, [...ours, ...back])
  if (broken) return { doctor: doctor.id, extraCost: null, rule: broken }
  const extra = state.board.extraCost(out, [...ours, ...back])
  return { doctor: doctor.id, extraCost: extra, by: 'exchange' }
}

/** Alternatives of every duty; duties of one doctor, unit and month share theirs. */
export function alternativesOf(
  instance: Instance,
  duties: readonly PlacedDuty[],
): Map<PlacedDuty, Alternative[]> {
  const state = stateOf(instance, duties)
  const found = new Map<PlacedDuty, Alternative[]>()
  const likeliest = instance.units.map((unit) =>
    instance.doctors
      .map((doctor, d) => ({
        d,
        points: Object.values(pairTerms(instance.problem, doctor, unit)).reduce(
          (sum, value) => sum + value,
          0,
        ),
      }))
      .sort((a, b) => a.points - b.points || a.d - b.d),
  )
  for (const block of blocksOf(state)) {
    const isLocked = block.duties.some((duty) => state.locked.has(`${duty.unit} ${monthOf(duty.date)}`))
    const candidates = (likeliest[block.unit] ?? []).filter(({ d }) => d !== block.doctor).slice(0, PRICED)
    const tried = candidates.map(({ d }): Tried => {
      const doctor = instance.doctors[d]?.id ?? ''
      return isLocked ? { doctor, extraCost: null, rule: 'lock' } : tryDoctor(state, block, d)
    })
    const priced = tried.filter(({ extraCost: extra }) => extra !== null)
    priced.sort((a, b) => (a.extraCost ?? 0) - (b.extraCost ?? 0))
    const refused = tried.filter(({ extraCost: extra }) => extra === null)
    const shown = [...priced.slice(0, SHOWN), ...refused.slice(0, REFUSED_SHOWN)].map((one) =>
      one.extraCost === null ? one : { ...one, extraCost: Math.round(one.extraCost * 100) / 100 },
    )
    for (const duty of block.duties) found.set(duty, shown)
  }
  return found
}
