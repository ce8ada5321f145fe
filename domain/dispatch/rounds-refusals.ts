// What makes a problem of mobile rounds unfit to be solved, beyond the shape of its fields. A quarter without
// any open village is no refusal: it is named as unmet with the rules against it.
import { type Problem, problems } from '../shared/problem.ts'
import type { RoundsProblem } from './rounds.ts'

export const roundsProblemSays = problems({
  'rounds-not-json': {
    zh: '文件不是有效的 JSON：{why}',
    en: 'The file is not valid JSON: {why}',
    remedyZh: '请检查文件内容和编码（UTF-8）。',
    remedyEn: 'Check the text and its encoding (UTF-8).',
  },
  'rounds-unknown-key': {
    zh: '“{path}”有不认识的字段：{keys}',
    en: '"{path}" has unknown keys: {keys}',
    remedyZh: '请对照 docs/rounds-problem.schema.json 改正拼写或删除。',
    remedyEn: 'Mend the spelling or remove them; see docs/rounds-problem.schema.json.',
  },
  'rounds-invalid-value': {
    zh: '“{path}”的值不对：{why}',
    en: '"{path}" is not valid: {why}',
    remedyZh: '请对照 docs/rounds-problem.schema.json 修改。',
    remedyEn: 'Mend it; see docs/rounds-problem.schema.json.',
  },
  'rounds-empty': {
    zh: '没有{what}，无法安排巡诊。',
    en: 'There are no {what}: no rounds to plan.',
    remedyZh: '请至少填写一个季度、一支队伍和一个村。',
    remedyEn: 'Give at least one quarter, one team and one village.',
  },
  'rounds-duplicate-id': {
    zh: '编号“{id}”重复（{what}）。',
    en: 'The id "{id}" is used twice among {what}.',
    remedyZh: '请为每一项使用不同的编号。',
    remedyEn: 'Give every entry its own id.',
  },
  'rounds-quarters-order': {
    zh: '季度须由早到晚且不重复：{quarter}',
    en: 'Quarters must ascend without repeats: {quarter}',
    remedyZh: '请按先后顺序排列季度。',
    remedyEn: 'Put the quarters in order.',
  },
  'rounds-range': {
    zh: '队伍 {id} 每季度最少村数大于最多村数。',
    en: 'Team {id} is asked for more villages a quarter than it may visit.',
    remedyZh: '请修改 villagesPerQuarter。',
    remedyEn: 'Mend villagesPerQuarter.',
  },
  'rounds-unknown-id': {
    zh: '“{path}”引用了不存在的{what}：{id}',
    en: '"{path}" names no known {what}: {id}',
    remedyZh: '请补充该项或改正编号。',
    remedyEn: 'Add it or mend the id.',
  },
  'rounds-last-visit-late': {
    zh: '村 {id} 的上次巡诊 {date} 不早于首个计划季度 {quarter}。',
    en: 'The last visit to {id} on {date} is not before the first planned quarter {quarter}.',
    remedyZh: '请改正日期，或从之后的季度开始计划。',
    remedyEn: 'Mend the date, or plan from a later quarter.',
  },
  'rounds-day-order': {
    zh: '出队时间的结束不晚于开始。',
    en: 'The day on the road ends before it begins.',
    remedyZh: '请改正 rules.day。',
    remedyEn: 'Mend rules.day.',
  },
})

const at = (path: string) => ({ path })

/** Refusals of a well-formed problem; none for a sound one. */
export function roundsProblemFaults(problem: RoundsProblem): Problem[] {
  return [...listFaults(problem), ...timeFaults(problem), ...referenceFaults(problem)]
}

function listFaults({ quarters, villages, teams }: RoundsProblem): Problem[] {
  const found = Object.entries({ quarters, villages, teams })
    .filter(([, list]) => list.length === 0)
    .map(([what]) => roundsProblemSays('rounds-empty', { what }, at(what)))
  for (const [what, list] of Object.entries({ villages, teams })) {
    const met = new Set<string>()
    list.forEach(({ id }, k) => {
      if (met.has(id))
        found.push(roundsProblemSays('rounds-duplicate-id', { id, what }, at(`${what}[${k}].id`)))
      met.add(id)
    })
  }
  return found
}

/** The first day of a quarter. */
const firstDay = (quarter: string) =>
  `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, '0')}-01`

function timeFaults({ quarters, villages, teams, rules }: RoundsProblem): Problem[] {
  const found: Problem[] = []
  quarters.forEach((quarter, k) => {
    const before = quarters[k - 1]
    if (before !== undefined && before >= quarter)
      found.push(roundsProblemSays('rounds-quarters-order', { quarter }, at(`quarters[${k}]`)))
  })
  const [first] = quarters
  villages.forEach(({ id, lastVisit }, k) => {
    if (lastVisit !== null && first !== undefined && lastVisit >= firstDay(first))
      found.push(
        roundsProblemSays(
          'rounds-last-visit-late',
          { id, date: lastVisit, quarter: first },
          at(`villages[${k}].lastVisit`),
        ),
      )
  })
  teams.forEach(({ id, villagesPerQuarter }, k) => {
    if (villagesPerQuarter.min > villagesPerQuarter.max)
      found.push(roundsProblemSays('rounds-range', { id }, at(`teams[${k}].villagesPerQuarter`)))
  })
  if (rules.day && rules.day.from >= rules.day.to)
    found.push(roundsProblemSays('rounds-day-order', {}, at('rules.day')))
  return found
}

function referenceFaults({ quarters, villages, teams, exceptions }: RoundsProblem): Problem[] {
  const found: Problem[] = []
  const unknown = (what: string, id: string, path: string) =>
    found.push(roundsProblemSays('rounds-unknown-id', { what, id, path }, at(path)))
  const townships = new Set(villages.map(({ township }) => township))
  teams.forEach((team, k) => {
    team.townships?.forEach((id, n) => {
      if (!townships.has(id)) unknown('township', id, `teams[${k}].townships[${n}]`)
    })
  })
  const ids = new Set(villages.map(({ id }) => id))
  exceptions.forEach(({ village, quarter }, k) => {
    if (!ids.has(village)) unknown('village', village, `exceptions[${k}].village`)
    if (!quarters.includes(quarter)) unknown('quarter', quarter, `exceptions[${k}].quarter`)
  })
  return found
}
