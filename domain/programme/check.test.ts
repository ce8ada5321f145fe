// What a programme's questionnaire must not be: doubled, or counted without answers to count (SVY-1).
import { describe, expect, it } from 'vitest'
import { STANDARD_QUESTIONNAIRE } from '../surveys/questionnaire.ts'
import { checkProgramme } from './check.ts'
import type { Programme } from './programme.ts'
import type { Question, Questionnaire } from './survey-rule.ts'

const withQuestions = (questionnaire: Questionnaire): string[] =>
  checkProgramme({
    period: { from: '2024-01-01', to: '2024-12-31' },
    documents: [{ id: 'plan' }],
    receivingUnits: { total: null, named: [], exceptions: [] },
    rules: [
      {
        kind: 'survey',
        id: 'survey',
        clauses: ['SVY-1'],
        source: { document: 'plan', heading: '', quote: '', inferred: false },
        minimum: 100,
        mode: 'telephone',
        per: 'year',
        questionnaire,
      },
    ],
  } as unknown as Programme).map(({ code }) => code)
const change = (by: (questions: Question[]) => Question[]): Questionnaire => ({
  ...STANDARD_QUESTIONNAIRE,
  questions: by(structuredClone(STANDARD_QUESTIONNAIRE.questions)),
})

describe('a questionnaire', () => {
  it('as it is ours is in order', () => expect(withQuestions(STANDARD_QUESTIONNAIRE)).toEqual([]))
  it.each<[string, (questions: Question[]) => Question[], string]>([
    ['a question twice', (q) => [...q, ...q.slice(3)], 'programme-question-twice'],
    [
      'two questions of satisfaction',
      (q) => q.map((one) => (one.id === 'awareness' ? { ...one, role: 'satisfaction' } : one)),
      'programme-question-twice',
    ],
    [
      'an option twice',
      (q) =>
        q.map((one) =>
          one.id === 'came' ? { ...one, options: [...one.options, ...one.options.slice(0, 1)] } : one,
        ),
      'programme-question-twice',
    ],
    [
      'nothing to choose from',
      (q) => q.map((one) => (one.id === 'came' ? { ...one, options: [] } : one)),
      'programme-question-uncounted',
    ],
  ])('with %s is refused', (_, by, code) => expect(withQuestions(change(by))).toContain(code))
})
