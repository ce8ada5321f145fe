// Nobody is judged unheard, and nobody waits for ever (LV-8).
import { expect, it } from 'vitest'
import { caseState, mayDecide } from './absence-case.ts'

it.each([
  [[], '2024-06-10', '2024-06-13', 'open', false],
  [[], '2024-06-10', '2024-06-14', 'open', true],
  [['reply'], '2024-06-10', '2024-06-10', 'replied', true],
  [['reply', 'decision'], '2024-06-10', '2024-06-20', 'decided', false],
  [['decision'], '2024-06-10', '2024-06-20', 'decided', false],
] as const)('%j reported %s, on %s: %s, %s', (...[acts, reported, today, state, may]) => {
  const found = caseState(acts.map((act) => ({ act })))
  expect([found, mayDecide(found, reported, today)]).toEqual([state, may])
})
