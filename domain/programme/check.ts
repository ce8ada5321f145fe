// Cross-checks of a programme file that its shape alone cannot say; each problem names its path.
import { isDate } from '../shared/calendar.ts'
import { type Problem, problems } from '../shared/problem.ts'
import type { Programme, Rule, RuleOf } from './programme.ts'

const say = problems({
  'programme-period-reversed': {
    zh: '项目结束日 {to} 早于开始日 {from}。',
    en: 'The programme ends ({to}) before it begins ({from}).',
    remedyZh: '核对 period.from 与 period.to。',
    remedyEn: 'Check period.from and period.to.',
  },
  'programme-rule-twice': {
    zh: '规则编号 {id} 出现两次。',
    en: 'Rule id {id} stands twice.',
    remedyZh: '每条规则使用不同的 id。',
    remedyEn: 'Give each rule its own id.',
  },
  'programme-unknown-document': {
    zh: '规则 {id} 引用了未登记的文件 {document}。',
    en: 'Rule {id} cites the unknown document {document}.',
    remedyZh: '在 documents 中登记该文件，或改正引用。',
    remedyEn: 'List the document under documents, or mend the citation.',
  },
  'programme-date-not-real': {
    zh: '{date} 不是真实的日期。',
    en: '{date} is not a real day.',
    remedyZh: '改为真实日期，格式 年-月-日。',
    remedyEn: 'Write a real day as YYYY-MM-DD.',
  },
  'programme-too-many-units': {
    zh: '列出的受援单位 {named} 家，多于总数 {total} 家。',
    en: '{named} receiving units are named, but the total is {total}.',
    remedyZh: '核对 receivingUnits.total 与名单。',
    remedyEn: 'Check receivingUnits.total against the list.',
  },
  'programme-unit-outside': {
    zh: '受援单位“{name}”的区划 {division} 不在本项目区划 {region} 之内。',
    en: 'Receiving unit "{name}" ({division}) lies outside the division {region}.',
    remedyZh: '核对单位的 division。',
    remedyEn: 'Check the division of the unit.',
  },
  'programme-question-twice': {
    zh: '规则 {id} 的问卷中 {what} 出现两次。',
    en: 'In the questionnaire of rule {id}, {what} stands twice.',
    remedyZh: '题目、选项各用不同的 id；满意、知晓、到场各只设一题。',
    remedyEn: 'Give questions and options ids of their own; one question a role.',
  },
  'programme-question-uncounted': {
    zh: '规则 {id} 的问卷题目 {what} 要计数，但没有可选的答案。',
    en: 'Question {what} of rule {id} is to be counted but has no answers to choose from.',
    remedyZh: '给这道题写上两个以上的选项，或把 role 改为 other。',
    remedyEn: 'Give it two options or more, or make its role other.',
  },
  'programme-due-after-end': {
    zh: '规则 {id} 的期限 {date} 晚于项目结束日 {to}。',
    en: 'Rule {id} is due on {date}, after the programme ends ({to}).',
    remedyZh: '若确为收尾期限可保留；否则核对日期。',
    remedyEn: 'Keep it if it is a closing deadline; otherwise check the date.',
    severity: 'warning',
  },
  'programme-due-before-start': {
    zh: '规则 {id} 的期限 {date} 早于方案印发或开始日 {from}，将按补录处理（N5）。',
    en: 'Rule {id} was due on {date}, before the programme began ({from}); it is back-filled (N5).',
    remedyZh: '无需处理，系统会标记为补录。',
    remedyEn: 'Nothing to do: it is marked as back-filled.',
    severity: 'note',
  },
})

function dueOf(rule: Rule): string | undefined {
  if (rule.kind === 'target') return rule.by
  if (rule.kind === 'planFiling') return rule.due
  if (rule.kind === 'report' && 'date' in rule.due) return rule.due.date
  return undefined
}

/** SVY-1: every question and answer has an id of its own, and one question counts for each of satisfaction, awareness, came. */
function checkQuestions(rule: RuleOf<'survey'>, path: string): Problem[] {
  const questions = rule.questionnaire?.questions ?? []
  const ids = questions.map(({ id }) => id)
  const roles = questions.map(({ role }) => role).filter((role) => role !== 'other')
  const at = { path: `${path}.questionnaire` }
  const twice = [
    ...ids.filter((id, i) => ids.indexOf(id) < i),
    ...roles.filter((role, i) => roles.indexOf(role) < i),
    ...questions.flatMap(({ id, options }) =>
      options
        .filter((one, i) => options.findIndex((o) => o.id === one.id) < i)
        .map((one) => `${id}.${one.id}`),
    ),
  ]
  return [
    ...twice.map((what) => say('programme-question-twice', { id: rule.id, what }, at)),
    ...questions
      .filter(({ role, options }) => role !== 'other' && options.length < 2)
      .map(({ id }) => say('programme-question-uncounted', { id: rule.id, what: id }, at)),
  ]
}

function checkRule(programme: Programme, rule: Rule, index: number): Problem[] {
  const found: Problem[] = []
  const path = `rules.${index}`
  if (!programme.documents.some((d) => d.id === rule.source.document))
    found.push(
      say(
        'programme-unknown-document',
        { id: rule.id, document: rule.source.document },
        { path: `${path}.source.document` },
      ),
    )
  if (programme.rules.findIndex((r) => r.id === rule.id) < index)
    found.push(say('programme-rule-twice', { id: rule.id }, { path: `${path}.id` }))
  if (rule.kind === 'survey') found.push(...checkQuestions(rule, path))
  const due = dueOf(rule)
  if (!due) return found
  const { from, to } = programme.period
  if (!isDate(due)) found.push(say('programme-date-not-real', { date: due }, { path }))
  else if (due > to) found.push(say('programme-due-after-end', { id: rule.id, date: due, to }, { path }))
  else if (due < from)
    found.push(say('programme-due-before-start', { id: rule.id, date: due, from }, { path }))
  return found
}

/** Everything wrong or worth knowing about a well-formed programme; errors first. */
export function checkProgramme(programme: Programme): Problem[] {
  const found: Problem[] = []
  const { from, to } = programme.period
  if (to < from) found.push(say('programme-period-reversed', { from, to }, { path: 'period' }))
  const { named, total } = programme.receivingUnits
  if (total !== null && named.length > total)
    found.push(
      say('programme-too-many-units', { named: named.length, total }, { path: 'receivingUnits.total' }),
    )
  named.forEach((unit, i) => {
    if (!unit.division.startsWith(programme.division))
      found.push(
        say(
          'programme-unit-outside',
          { name: unit.name, division: unit.division, region: programme.division },
          { path: `receivingUnits.named.${i}.division` },
        ),
      )
  })
  found.push(...programme.rules.flatMap((rule, i) => checkRule(programme, rule, i)))
  const rank = { error: 0, warning: 1, note: 2 }
  return found.sort((a, b) => rank[a.severity] - rank[b.severity])
}
