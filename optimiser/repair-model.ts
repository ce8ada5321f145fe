// The repair as a mixed-integer model: one column for each day somebody could serve a touched unit on, a
// reward for every movable duty that stays where it is, and the hard rules beside all that does not move.
import { exchangeRoom, type PlacedDuty, type PlanProblem } from '../domain/dispatch/plan.ts'
import { type PlanBoard, planBoard } from '../domain/dispatch/plan-board.ts'
import { unitCost } from '../domain/dispatch/plan-cost.ts'
import { dateTerms, pairKey, planIndex } from '../domain/dispatch/plan-index.ts'
import { askedDays, pairTerms } from '../domain/dispatch/plan-targets.ts'
import { mayPlace, type RepairDuty, type RepairTask } from '../domain/dispatch/repair.ts'
import { monthOf } from '../domain/shared/calendar.ts'
import { type Column, LinearModel } from './linear-model.ts'

const INF = Number.POSITIVE_INFINITY
/** Points by which a day asked for and missing, a planned day lost, and a moved duty outweigh each other. */
const MISSING = 1_000_000
const LOST = 2_000
const MOVE_PUBLISHED = 20_000
const MOVE_DRAFT = 4_000
/** Places looked at for each unit-month, the cheapest first, besides those of its own doctors. */
const ENOUGH = 24

export type Place = PlacedDuty & { column: Column; keeps: RepairDuty | null }
export type RepairModel = { model: LinearModel; places: readonly Place[] }

/** What one search may do: which duties may move, and which days and doctors may replace the forced ones. */
export type RepairWish = {
  forced: readonly RepairDuty[]
  free: readonly RepairDuty[]
  only: 'same-day' | 'same-doctor' | null
  /** Earlier answers: each is left by at least one duty. */
  unlike: readonly (readonly PlacedDuty[])[]
  /** Whether all days of all doctors are looked at, or only the cheapest of each unit. */
  whole: boolean
  /** What rules refuse beside the duties that stay: asked once for all searches in which nobody else moves. */
  refused: Map<string, boolean>
  /** Doctors to consider for each unit. */
  doctorsFor(unit: string): readonly string[]
}

const spotOf = (duty: PlacedDuty) => `${duty.unit}\u0000${monthOf(duty.date)}`
const doctorMonth = (duty: PlacedDuty) => `${duty.doctor}\u0000${monthOf(duty.date)}`
const once = (places: readonly Place[]): [Column, number][] => places.map(({ column }) => [column, 1])

type Build = {
  task: RepairTask
  wish: RepairWish
  /** The plan without whatever may move. */
  stay: PlanBoard
  model: LinearModel
  places: Place[]
}

export function repairModel(task: RepairTask, wish: RepairWish): RepairModel {
  const moving = new Set<RepairDuty>([...wish.forced, ...wish.free])
  const stay = planBoard(
    task.problem,
    task.duties.filter((duty) => !moving.has(duty)),
  )
  const build: Build = { task, wish, stay, model: new LinearModel(), places: [] }
  addPlaces(build)
  addUnitRows(build)
  addDoctorRows(build)
  addRotation(build)
  for (const known of wish.unlike) {
    const same = build.places.filter((place) => known.some((duty) => isSame(duty, place)))
    if (same.length === known.length && same.length > 0)
      build.model.row('unlike', -INF, same.length - 1, once(same))
  }
  return { model: build.model, places: build.places }
}

const isSame = (a: PlacedDuty, b: PlacedDuty) =>
  a.doctor === b.doctor && a.unit === b.unit && a.date === b.date

/** Every day a doctor could serve a touched unit-month, priced by what can be told of it alone. */
function addPlaces({ task, wish, stay, model, places }: Build): void {
  const { problem } = task
  const index = planIndex(problem)
  const moving = [...wish.forced, ...wish.free]
  for (const [spot, here] of Map.groupBy(moving, spotOf)) {
    const [unitId = '', month = ''] = spot.split('\u0000')
    const unit = index.units.get(unitId)
    if (!unit) continue
    const { slot } = unitCost(problem, unit, [...stay.ofUnit(unitId), ...here])
    const forced = here.filter((duty) => wish.forced.includes(duty))
    const days = new Set(forced.map((duty) => duty.date))
    const doctors = new Set([...wish.doctorsFor(unitId), ...here.map((duty) => duty.doctor)])
    const found: Omit<Place, 'column'>[] = []
    const prices = new Map<Omit<Place, 'column'>, number>()
    for (const id of doctors) {
      const doctor = index.doctors.get(id)
      if (!doctor) continue
      const daily = Object.values(pairTerms(problem, doctor, unit)).reduce((sum, points) => sum + points, 0)
      for (const date of index.workdays.get(month) ?? []) {
        const keeps = wish.free.find((duty) => isSame(duty, { doctor: id, unit: unitId, date })) ?? null
        const wanted =
          wish.only === 'same-day'
            ? days.has(date)
            : wish.only !== 'same-doctor' || forced.some((duty) => duty.doctor === id)
        if (!keeps && !(wanted && mayPlace(task.today, forced, { doctor: id, unit: unitId, date }))) continue
        const terms = slot ? Object.values(dateTerms(problem, unit, date, slot)) : []
        const price = daily + terms.reduce((sum, points) => sum + points, 0)
        const stays = keeps ? (keeps.published ? MOVE_PUBLISHED : MOVE_DRAFT) : 0
        const place = { doctor: id, unit: unitId, date, keeps }
        found.push(place)
        prices.set(place, price - stays)
      }
    }
    found.sort((a, b) => (prices.get(a) ?? 0) - (prices.get(b) ?? 0))
    let taken = 0
    for (const place of found) {
      // the cheapest will do where somebody is left over for everybody; if not, the search asks for all
      const spare = taken >= ENOUGH + 2 * here.length
      if (spare && !wish.whole && !place.keeps && !forced.some((gap) => gap.doctor === place.doctor)) continue
      if (breaksAlone(stay, place, wish)) continue
      taken++
      places.push({ ...place, column: model.column(prices.get(place) ?? 0) })
    }
  }
}

/** What rules refuse beside the duties that stay; fixed rotation is a matter of all months together. */
function breaksAlone(stay: PlanBoard, duty: PlacedDuty, { free, refused }: RepairWish): boolean {
  const key = `${duty.doctor}\u0000${duty.unit}\u0000${duty.date}`
  const known = free.length === 0 ? refused.get(key) : undefined
  if (known !== undefined) return known
  const breaks =
    stay.ofUnit(duty.unit).some((other) => isSame(other, duty)) ||
    stay.broken(duty).some(({ rule }) => rule !== 'rotation-fixed')
  if (free.length === 0) refused.set(key, breaks)
  return breaks
}

function addUnitRows({ task, wish, stay, model, places }: Build): void {
  const { problem } = task
  const { rules } = problem
  const index = planIndex(problem)
  const before = Map.groupBy([...wish.forced, ...wish.free], spotOf)
  const bySpot = Map.groupBy(places, spotOf)
  for (const [spot, moving] of before) {
    const [unitId = '', month = ''] = spot.split('\u0000')
    const unit = index.units.get(unitId)
    if (!unit) continue
    const here = bySpot.get(spot) ?? []
    const kept = stay.ofUnit(unitId).filter((duty) => monthOf(duty.date) === month)
    const asked = Math.max(0, askedDays(problem, unit, month) - kept.length)
    const missing = model.column(MISSING, INF, false)
    model.row('asked', asked, INF, [...once(here), [missing, 1]])
    const lost = model.column(LOST, INF, false)
    model.row('planned', moving.length, INF, [...once(here), [lost, 1]])
    // days promised are replaced, not added to
    const most = Math.min(unit.daysPerMonth.max - kept.length, Math.max(moving.length, asked))
    model.row('unit-max-days', -INF, most, once(here))
    const uses = addTeam({ task, model, unitId, here, kept })
    const settled = new Set(kept.map((duty) => duty.doctor))
    const room = Math.min(rules.maxDoctorsPerUnit, exchangeRoom(unit, month) ?? INF) - settled.size
    const fresh = uses.filter(({ doctor }) => !settled.has(doctor))
    model.row(
      'max-doctors-per-unit',
      -INF,
      room,
      fresh.map(({ column }): [Column, number] => [column, 1]),
    )
  }
}

type Use = { doctor: string; column: Column }

/** Whether a doctor serves the unit-month at all: the price of a new pair, the least stay, one hospital's team. */
function addTeam(spot: {
  task: RepairTask
  model: LinearModel
  unitId: string
  here: readonly Place[]
  kept: readonly PlacedDuty[]
}): Use[] {
  const { task, model, unitId, here, kept } = spot
  const { rules } = task.problem
  const index = planIndex(task.problem)
  const known = (doctor: string) =>
    index.lastPairs.has(pairKey(doctor, unitId)) ||
    task.duties.some((duty) => duty.unit === unitId && duty.doctor === doctor)
  const uses = [...Map.groupBy(here, (place) => place.doctor)].map(([doctor, own]): Use => {
    const there = kept.filter((duty) => duty.doctor === doctor).length
    const points = there > 0 ? 0 : rules.weights.setup + (known(doctor) ? 0 : rules.weights.continuity)
    const column = model.column(points)
    model.row('uses', -INF, 0, [...once(own), [column, -own.length]])
    const least = rules.minDaysPerDoctorAtUnit - there
    if (least > 1) model.row('min-days', 0, INF, [...once(own), [column, -least]])
    return { doctor, column }
  })
  if (rules.team === 'hospital' && kept.length === 0) {
    const homes = Map.groupBy(uses, ({ doctor }) => index.doctors.get(doctor)?.hospital ?? '')
    const comes = [...homes].map(([, own]): [Column, number] => {
      const column = model.column(0)
      for (const use of own)
        model.row('one-team', -INF, 0, [
          [use.column, 1],
          [column, -1],
        ])
      return [column, 1]
    })
    model.row('one-team', -INF, 1, comes)
  }
  return uses
}

function addDoctorRows({ task, stay, model, places }: Build): void {
  const { problem } = task
  const index = planIndex(problem)
  for (const [, own] of Map.groupBy(places, (place) => `${place.doctor}\u0000${place.date}`))
    if (own.length > 1) model.row('one-unit-a-day', -INF, 1, once(own))
  for (const [key, own] of Map.groupBy(places, doctorMonth)) {
    const [id = '', month = ''] = key.split('\u0000')
    const doctor = index.doctors.get(id)
    if (!doctor) continue
    const kept = stay.ofDoctor(id).filter((duty) => monthOf(duty.date) === month)
    model.row('doctor-max-days', -INF, doctor.maxDaysPerMonth - kept.length, once(own))
    addUnitsOfDoctor(problem, model, { own, kept: new Set(kept.map((duty) => duty.unit)) })
  }
}

function addUnitsOfDoctor(
  problem: PlanProblem,
  model: LinearModel,
  { own, kept }: { own: readonly Place[]; kept: ReadonlySet<string> },
): void {
  const fresh = [...Map.groupBy(own, (place) => place.unit)].filter(([unit]) => !kept.has(unit))
  const room = problem.rules.maxUnitsPerDoctor - kept.size
  if (fresh.length <= room) return
  const goes = fresh.map(([, places]): [Column, number] => {
    const column = model.column(0)
    model.row('goes', -INF, 0, [...once(places), [column, -places.length]])
    return [column, 1]
  })
  model.row('max-units-per-doctor', -INF, room, goes)
}

/** PLN-8: with a fixed rotation somebody new serves all touched months of a unit, or none. */
function addRotation({ task, stay, model, places }: Build): void {
  if (task.problem.rules.rotation !== 'fixed') return
  for (const [unit, own] of Map.groupBy(places, (place) => place.unit)) {
    const months = [...new Set(own.map((place) => monthOf(place.date)))]
    const settled = new Set(stay.ofUnit(unit).map((duty) => duty.doctor))
    for (const [doctor, mine] of Map.groupBy(own, (place) => place.doctor)) {
      if (settled.has(doctor)) continue
      // other months are served by somebody else, who stays
      if (settled.size > 0) {
        for (const { column, keeps } of mine) if (!keeps) model.upper[column] = 0
        continue
      }
      const holds = model.column(0)
      for (const month of months) {
        const here = mine.filter((place) => monthOf(place.date) === month)
        model.row('rotation', -INF, 0, [...once(here), [holds, -Math.max(1, here.length)]])
        model.row('rotation', 0, INF, [...once(here), [holds, -1]])
      }
    }
  }
}
