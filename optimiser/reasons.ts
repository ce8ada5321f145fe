// Why each duty stands where it does, in points: the reasons of all duties, with what the plan leaves
// undone, add up to the objective (a test counts them).

import { servedNeed } from '../domain/dispatch/match.ts'
import type { PlacedDuty, PlanDoctor, PlanProblem, PlanUnit, Reason, Title } from '../domain/dispatch/plan.ts'
import { unitCost } from '../domain/dispatch/plan-cost.ts'
import { dateTerms, pairKey, planIndex, type Slot, weekOfMonth } from '../domain/dispatch/plan-index.ts'
import { fairnessStep, pairTerms, roadKm } from '../domain/dispatch/plan-targets.ts'
import { monthOf, ordinalOf, weekdayOf } from '../domain/shared/calendar.ts'

const TITLE_NAMES: Record<Title, string> = {
  resident: '住院医师',
  attending: '主治医师',
  associateChief: '副主任医师',
  chief: '主任医师',
  nurse: '护士',
  technician: '技师',
}
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** 每月第2个星期二, or 每个星期二 where only the weekday is kept. */
function slotName(slot: Slot): string {
  const day = `星期${WEEKDAYS[slot.weekday - 1]}`
  return slot.ordinal === null ? `每个${day}` : `每月第${slot.ordinal}个${day}`
}

function pairReasons(problem: PlanProblem, doctor: PlanDoctor, unit: PlanUnit): Reason[] {
  const { tree } = planIndex(problem)
  const terms = pairTerms(problem, doctor, unit)
  const { need, score } = servedNeed(tree, unit.needs, doctor.specialty)
  const have = tree.nameOf(doctor.specialty)
  const asked = need ? tree.nameOf(need.specialty) : ''
  const reasons: Reason[] = []
  if (!need) reasons.push({ code: 'no-need', text: '受援单位未提出专业需求', cost: 0 })
  else if (score === 0)
    reasons.push({
      code: 'specialty-mismatch',
      text: `需求专业“${asked}”与医师专业“${have}”不符`,
      cost: terms.specialty + terms.mismatch,
    })
  else
    reasons.push({
      code: 'specialty-match',
      text: `需求专业“${asked}”，医师专业“${have}”，匹配度${score}`,
      cost: terms.specialty,
    })
  reasons.push({ code: 'title', text: `职称：${TITLE_NAMES[doctor.title]}`, cost: terms.title })
  const km = roadKm(doctor, unit)
  if (km !== null) reasons.push({ code: 'distance', text: `单程约${km}公里`, cost: terms.distance })
  return reasons
}

function dayReasons(problem: PlanProblem, unit: PlanUnit, date: string, slot: Slot): Reason[] {
  const terms = dateTerms(problem, unit, date, slot)
  const kept = terms.weekday === 0 && terms.ordinal === 0
  const here = slotName({ weekday: weekdayOf(date), ordinal: slot.ordinal === null ? null : ordinalOf(date) })
  const reasons: Reason[] = [
    {
      code: 'habit',
      text: kept ? `固定时间：${slotName(slot)}` : `固定时间为${slotName(slot)}，本次改在${here}`,
      cost: terms.weekday + terms.ordinal,
    },
  ]
  if (unit.marketDays.length > 0)
    reasons.push({
      code: 'market-day',
      text: terms.market === 0 ? '逢圩日，群众便于就诊' : '不是圩日',
      cost: terms.market,
    })
  if (terms.makeUp > 0) reasons.push({ code: 'make-up-day', text: '调休上班日', cost: terms.makeUp })
  return reasons
}

/** Reasons of every duty, in the order given; `duties` must be sorted by unit and day. */
export function reasonsOf(problem: PlanProblem, duties: readonly PlacedDuty[]): Reason[][] {
  const index = planIndex(problem)
  const { weights, rotation } = problem.rules
  const byUnit = Map.groupBy(duties, (duty) => duty.unit)
  const slots = new Map(
    problem.units.map((unit) => [unit.id, unitCost(problem, unit, byUnit.get(unit.id) ?? []).slot]),
  )
  const nth = loadSteps(problem, duties)
  const locked = new Set(problem.locks.map((l) => `${pairKey(l.doctor, l.unit)} ${l.date ?? l.month}`))
  const metPairs = new Set(index.lastPairs)
  const pairMonths = new Set<string>()
  for (const duty of duties) pairMonths.add(`${pairKey(duty.doctor, duty.unit)} ${monthOf(duty.date)}`)
  const opened = new Set<string>()
  const weeks = new Map<string, number>()
  return duties.map((duty, k) => {
    const doctor = index.doctors.get(duty.doctor)
    const unit = index.units.get(duty.unit)
    const slot = slots.get(duty.unit)
    if (!doctor || !unit || !slot) return []
    const month = monthOf(duty.date)
    const pair = pairKey(doctor.id, unit.id)
    const reasons = pairReasons(problem, doctor, unit)
    const pairMonth = `${pair} ${month}`
    if (!opened.has(pairMonth)) {
      opened.add(pairMonth)
      reasons.push({ code: 'setup', text: '当月由该医师对接本单位', cost: weights.setup })
      const before = problem.months[problem.months.indexOf(month) - 1]
      const known =
        rotation === 'fixed' || before === undefined
          ? metPairs.has(pair)
          : pairMonths.has(`${pair} ${before}`)
      metPairs.add(pair)
      reasons.push({
        code: 'continuity',
        text: known ? '与上期为同一医师，保持连续' : '新的对口支援关系',
        cost: known ? 0 : weights.continuity,
      })
    }
    reasons.push(...dayReasons(problem, unit, duty.date, slot))
    const week = `${unit.id} ${month} ${weekOfMonth(duty.date)}`
    const crowd = weeks.get(week) ?? 0
    weeks.set(week, crowd + 1)
    if (crowd > 0) reasons.push({ code: 'spacing', text: '同一周内已有安排', cost: crowd * weights.spacing })
    const step = nth[k] ?? 1
    reasons.push({ code: 'fairness', text: `该医师的第${step}天`, cost: fairnessStep(problem, step) })
    if (locked.has(`${pair} ${month}`) || locked.has(`${pair} ${duty.date}`))
      reasons.push({ code: 'lock', text: '人工锁定的安排', cost: 0 })
    return reasons
  })
}

/** Which day of its doctor each duty is, counted by date, past days included. */
function loadSteps(problem: PlanProblem, duties: readonly PlacedDuty[]): number[] {
  const { daysBefore } = planIndex(problem)
  const steps = new Array<number>(duties.length).fill(0)
  const order = duties
    .map((_, k) => k)
    .sort((a, b) => ((duties[a]?.date ?? '') < (duties[b]?.date ?? '') ? -1 : 1))
  const counts = new Map<string, number>()
  for (const k of order) {
    const doctor = duties[k]?.doctor ?? ''
    const step = (counts.get(doctor) ?? daysBefore.get(doctor) ?? 0) + 1
    counts.set(doctor, step)
    steps[k] = step
  }
  return steps
}
