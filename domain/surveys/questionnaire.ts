// What is asked, and what an answer counts for (SVY-1 to SVY-3, PUB-8, SCH-3). Questionnaires are data with a version; a survey
// keeps the one it began with. A plan that gives none asks the standard one below, which is our wording.
import type { Question, Questionnaire, QuestionRole, SurveyRule } from '../programme/survey-rule.ts'

const yesNo = (yes: string, no: string): Question['options'] => [
  { id: 'yes', text: yes, counts: true },
  { id: 'no', text: no, counts: false },
  { id: 'unknown', text: '说不清', counts: null },
]

export const STANDARD_QUESTIONNAIRE: Questionnaire = {
  version: 1,
  opening:
    '您好，我是县卫健局的工作人员。您前些日子在卫生院看过下乡医生，当时同意我们打电话回访，想占用您两分钟问几个问题，您看方便吗？不方便或不想回答都没有关系。',
  questions: [
    {
      id: 'came',
      text: '那天有没有上级医院来的医生为您看病或提供服务？',
      role: 'came',
      options: yesNo('有', '没有'),
      required: true,
    },
    {
      id: 'satisfaction',
      text: '您对这次服务满意吗？',
      role: 'satisfaction',
      options: [
        { id: 'very', text: '很满意', counts: true },
        { id: 'quite', text: '满意', counts: true },
        { id: 'fair', text: '一般', counts: false },
        { id: 'poor', text: '不满意', counts: false },
        { id: 'unknown', text: '说不清', counts: null },
      ],
      required: true,
    },
    {
      id: 'awareness',
      text: '这次去之前，您知道上级医院的医生会来您乡镇坐诊吗？',
      role: 'awareness',
      options: yesNo('知道', '不知道'),
      required: true,
    },
    { id: 'words', text: '您还有什么意见或建议？', role: 'other', options: [], required: false },
  ],
}

export const questionnaireOf = (rule: Pick<SurveyRule, 'questionnaire'>): Questionnaire =>
  rule.questionnaire ?? STANDARD_QUESTIONNAIRE

export type Answers = Readonly<Record<string, string>>

/** What is wrong with some answers: a question left out, or an answer it does not have. */
export function wrongAnswers(questionnaire: Questionnaire, answers: Answers): string[] {
  const known = new Set(questionnaire.questions.map(({ id }) => id))
  return [
    ...Object.keys(answers).filter((id) => !known.has(id)),
    ...questionnaire.questions.flatMap(({ id, options, required }) => {
      const given = answers[id]?.trim() ?? ''
      if (given === '') return required ? [id] : []
      return options.length > 0 && !options.some((one) => one.id === given) ? [id] : []
    }),
  ]
}

/** Whether the answers speak for a role: yes, no, or not counted (not asked, or 说不清). */
export function countedAs(
  questionnaire: Questionnaire,
  answers: Answers,
  role: QuestionRole,
): boolean | null {
  const question = questionnaire.questions.find((one) => one.role === role)
  return question?.options.find((one) => one.id === answers[question.id])?.counts ?? null
}
