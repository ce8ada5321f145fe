import { describe, expect, it } from 'vitest'
import { caseFigures } from './case-figures.ts'

const card = { unitId: 'u', practitionerId: 'p', day: '2024-05-08', homeVisitRecords: 0, activities: [] }

describe('figures of a case (WRK-11)', () => {
  it('count a doctor’s day once, whatever halves it has, and leave out what is nothing', () => {
    const figures = caseFigures([
      { ...card, activities: [{ kind: 'outpatient', count: 20, participants: 0 }] },
      { ...card, homeVisitRecords: 2, activities: [{ kind: 'training', count: 1, participants: 9 }] },
      { ...card, unitId: 'v', practitionerId: 'q' },
    ])
    expect(figures.map(({ key, value }) => [key, value])).toEqual([
      ['doctors', 2],
      ['dutyDays', 2],
      ['consultations', 20],
      ['homeVisits', 2],
      ['traineeVisits', 9],
    ])
  })
  it('are none without a card', () => expect(caseFigures([])).toEqual([]))
})
