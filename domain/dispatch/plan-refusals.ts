// What makes a planning problem unfit to be solved, beyond the shape of its fields: names that lead
// nowhere, names given twice, locks outside the plan. Contradictory locks are no refusal: they are planned
// around and named as conflicts.
import { monthOf, yearOf } from '../shared/calendar.ts'
import { type Problem, problems } from '../shared/problem.ts'
import { plain, specialtyTree } from './match.ts'
import type { PlanProblem } from './plan.ts'

export const planProblemSays = problems({
  'plan-not-json': {
    zh: '文件不是有效的 JSON：{why}',
    en: 'The file is not valid JSON: {why}',
    remedyZh: '请检查文件内容和编码（UTF-8）。',
    remedyEn: 'Check the text and its encoding (UTF-8).',
  },
  'plan-unknown-key': {
    zh: '“{path}”有不认识的字段：{keys}',
    en: '"{path}" has unknown keys: {keys}',
    remedyZh: '请对照 docs/plan-problem.schema.json 改正拼写或删除。',
    remedyEn: 'Mend the spelling or remove them; see docs/plan-problem.schema.json.',
  },
  'plan-invalid-value': {
    zh: '“{path}”的值不对：{why}',
    en: '"{path}" is not valid: {why}',
    remedyZh: '请对照 docs/plan-problem.schema.json 修改。',
    remedyEn: 'Mend it; see docs/plan-problem.schema.json.',
  },
  'plan-empty': {
    zh: '没有{what}，无法排班。',
    en: 'There are no {what}: nothing to plan.',
    remedyZh: '请至少填写一个月份、一个受援单位和一名医师。',
    remedyEn: 'Give at least one month, one unit and one doctor.',
  },
  'plan-months-order': {
    zh: '月份须由早到晚且不重复：{month}',
    en: 'Months must ascend without repeats: {month}',
    remedyZh: '请按先后顺序排列月份。',
    remedyEn: 'Put the months in order.',
  },
  'plan-duplicate-id': {
    zh: '编号“{id}”重复（{what}）。',
    en: 'The id "{id}" is used twice among {what}.',
    remedyZh: '请为每一项使用不同的编号。',
    remedyEn: 'Give every entry its own id.',
  },
  'plan-unknown-id': {
    zh: '“{path}”引用了不存在的{what}：{id}',
    en: '"{path}" names no known {what}: {id}',
    remedyZh: '请补充该项或改正编号。',
    remedyEn: 'Add it or mend the id.',
  },
  'plan-specialty-ring': {
    zh: '专业“{id}”的上级关系成环。',
    en: 'The parents of specialty "{id}" lead in a ring.',
    remedyZh: '请改正上级专业。',
    remedyEn: 'Mend the parent.',
  },
  'plan-alias-twice': {
    zh: '专业名称“{alias}”同时属于 {first} 和 {second}。',
    en: 'The specialty name "{alias}" belongs to both {first} and {second}.',
    remedyZh: '请只保留一处。',
    remedyEn: 'Keep it in one place.',
  },
  'plan-days-range': {
    zh: '受援单位 {id} 的每月最少天数大于最多天数。',
    en: 'Unit {id} asks for more days than it takes at most.',
    remedyZh: '请修改 daysPerMonth。',
    remedyEn: 'Mend daysPerMonth.',
  },
  'plan-lock-when': {
    zh: '锁定须写明月份或日期之一。',
    en: 'A lock names either a month or a date.',
    remedyZh: '请填写 month 或 date 其中一项。',
    remedyEn: 'Give month or date, not both.',
  },
  'plan-outside-months': {
    zh: '“{path}”的时间 {when} 不在计划月份内。',
    en: '"{path}" lies outside the planned months: {when}',
    remedyZh: '请修改时间，或把该月加入计划。',
    remedyEn: 'Mend it, or add the month to the plan.',
  },
  'plan-previous-not-past': {
    zh: '“{path}”的月份 {when} 不早于计划月份。',
    en: '"{path}" is not before the planned months: {when}',
    remedyZh: '已完成的安排写在 previous，计划内的固定安排写在 locks。',
    remedyEn: 'Past duties stand in previous; fixed duties of the plan stand in locks.',
  },
  'plan-calendar-year-empty': {
    zh: '{year}年没有任何法定节假日，可能尚未公布。',
    en: 'The calendar has no holiday in {year}; it may not be announced yet.',
    remedyZh: '请核对国务院办公厅的节假日安排后补充。',
    remedyEn: 'Add the holidays once the State Council has announced them.',
    severity: 'warning',
  },
})

const path = (text: string) => ({ path: text })

/** Refusals (severity error) and warnings of a well-formed problem; none for a sound one. */
export function planProblemFaults(problem: PlanProblem): Problem[] {
  return [
    ...emptiness(problem),
    ...monthFaults(problem),
    ...duplicates(problem),
    ...specialtyFaults(problem),
    ...referenceFaults(problem),
    ...lockFaults(problem),
  ]
}

function emptiness(problem: PlanProblem): Problem[] {
  const lists = { months: problem.months, units: problem.units, doctors: problem.doctors }
  return Object.entries(lists)
    .filter(([, list]) => list.length === 0)
    .map(([what]) => planProblemSays('plan-empty', { what }, path(what)))
}

function monthFaults({ months, calendar, units }: PlanProblem): Problem[] {
  const found: Problem[] = []
  months.forEach((month, k) => {
    const before = months[k - 1]
    if (before !== undefined && before >= month)
      found.push(planProblemSays('plan-months-order', { month }, path(`months[${k}]`)))
  })
  units.forEach(({ id, daysPerMonth }, k) => {
    if (daysPerMonth.min > daysPerMonth.max)
      found.push(planProblemSays('plan-days-range', { id }, path(`units[${k}].daysPerMonth`)))
  })
  for (const year of new Set(months.map((month) => yearOf(month))))
    if (!calendar.holidays.some((date) => yearOf(date) === year))
      found.push(planProblemSays('plan-calendar-year-empty', { year }, path('calendar.holidays')))
  return found
}

function duplicates(problem: PlanProblem): Problem[] {
  const lists = {
    specialties: problem.specialties,
    hospitals: problem.hospitals,
    units: problem.units,
    doctors: problem.doctors,
  }
  return Object.entries(lists).flatMap(([what, list]) => {
    const met = new Set<string>()
    return list.flatMap(({ id }, k) => {
      const again = met.has(id)
      met.add(id)
      return again ? [planProblemSays('plan-duplicate-id', { id, what }, path(`${what}[${k}].id`))] : []
    })
  })
}

function specialtyFaults({ specialties }: PlanProblem): Problem[] {
  const found: Problem[] = []
  const byId = new Map(specialties.map((specialty) => [specialty.id, specialty]))
  const names = new Map<string, string>()
  specialties.forEach((specialty, k) => {
    const { id, parent } = specialty
    if (parent !== null && !byId.has(parent))
      found.push(unknown('specialty', parent, `specialties[${k}].parent`))
    const seen = new Set<string>()
    let up: string | null | undefined = parent
    while (up && !seen.has(up)) {
      seen.add(up)
      up = byId.get(up)?.parent
    }
    if (seen.has(id))
      found.push(planProblemSays('plan-specialty-ring', { id }, path(`specialties[${k}].parent`)))
    for (const alias of new Set([id, specialty.name, ...specialty.aliases].map(plain))) {
      const first = names.get(alias)
      if (first !== undefined && first !== id)
        found.push(
          planProblemSays('plan-alias-twice', { alias, first, second: id }, path(`specialties[${k}]`)),
        )
      else names.set(alias, id)
    }
  })
  return found
}

const unknown = (what: string, id: string, where: string) =>
  planProblemSays('plan-unknown-id', { what, id, path: where }, path(where))

function referenceFaults(problem: PlanProblem): Problem[] {
  const found: Problem[] = []
  const tree = specialtyTree(problem.specialties)
  const hospitals = new Set(problem.hospitals.map(({ id }) => id))
  problem.units.forEach((unit, k) => {
    unit.needs.forEach(({ specialty }, n) => {
      if (tree.resolve(specialty) === null)
        found.push(unknown('specialty', specialty, `units[${k}].needs[${n}].specialty`))
    })
    const met = new Set<string>()
    unit.exchange?.staff.forEach(({ id, specialty }, n) => {
      const where = `units[${k}].exchange.staff[${n}]`
      if (tree.resolve(specialty) === null) found.push(unknown('specialty', specialty, `${where}.specialty`))
      if (met.has(id))
        found.push(planProblemSays('plan-duplicate-id', { id, what: 'staff' }, path(`${where}.id`)))
      met.add(id)
    })
  })
  problem.doctors.forEach((doctor, k) => {
    if (tree.resolve(doctor.specialty) === null)
      found.push(unknown('specialty', doctor.specialty, `doctors[${k}].specialty`))
    if (!hospitals.has(doctor.hospital))
      found.push(unknown('hospital', doctor.hospital, `doctors[${k}].hospital`))
  })
  return found
}

function lockFaults(problem: PlanProblem): Problem[] {
  const found: Problem[] = []
  const doctors = new Set(problem.doctors.map(({ id }) => id))
  const units = new Set(problem.units.map(({ id }) => id))
  const months = new Set(problem.months)
  problem.locks.forEach((lock, k) => {
    const where = `locks[${k}]`
    if (!doctors.has(lock.doctor)) found.push(unknown('doctor', lock.doctor, `${where}.doctor`))
    if (!units.has(lock.unit)) found.push(unknown('unit', lock.unit, `${where}.unit`))
    const when = lock.date ?? lock.month
    if (when === undefined || (lock.date !== undefined && lock.month !== undefined))
      found.push(planProblemSays('plan-lock-when', {}, path(where)))
    else if (!months.has(monthOf(when)))
      found.push(planProblemSays('plan-outside-months', { path: where, when }, path(where)))
  })
  const first = problem.months[0] ?? ''
  // doctors and units of the past may have left the list: only the time is checked
  problem.previous.forEach(({ month }, k) => {
    const where = `previous[${k}].month`
    if (month >= first)
      found.push(planProblemSays('plan-previous-not-past', { path: where, when: month }, path(where)))
  })
  return found
}
