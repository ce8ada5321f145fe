// A survey as a programme orders it (SVY-1 to SVY-3, PUB-8): how many, who is counted, how often somebody is tried, and what
// is asked. Every figure is the plan's; where a plan is silent the file says so in its note.

/** What a question is counted for. */
export const QUESTION_ROLES = ['came', 'satisfaction', 'awareness', 'other'] as const
export type QuestionRole = (typeof QUESTION_ROLES)[number]

export type Question = {
  id: string
  /** Read out as it stands. */
  text: string
  role: QuestionRole
  /** Empty: answered in words. `counts` says that the answer speaks for the role; null leaves it out of the count. */
  options: { id: string; text: string; counts: boolean | null }[]
  required: boolean
}
export type Questionnaire = { version: number; opening: string; questions: Question[] }

export type SurveyRule = {
  kind: 'survey'
  minimum: number | null
  mode: 'telephone' | 'any'
  per: 'month' | 'year'
  /** What `minimum` counts; without it those who answered. */
  counts?: 'drawn' | 'completed' | undefined
  /** How many are drawn where the plan names no figure. */
  sample?: number | undefined
  /** Reserves drawn beside each unit's share, as a multiple of it. */
  reserves?: number | undefined
  /** Nobody is given up before so many calls on so many days. */
  attempts?: { most: number; days: number } | undefined
  /** Whether the draw stands on the public site. */
  publish?: boolean | undefined
  questionnaire?: Questionnaire | undefined
}
