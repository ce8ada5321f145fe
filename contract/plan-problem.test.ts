import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEFAULT_WEIGHTS } from '../domain/dispatch/plan.ts'
import { bent, smallProblem } from '../domain/dispatch/plan-small-problem.ts'
import { parsePlanProblem, planSchemas } from './plan-problem.ts'

const sound = smallProblem()
const codesOf = (value: unknown) => {
  const parsed = parsePlanProblem(value)
  return parsed.problem === null ? parsed.problems.map(({ code, place }) => `${code} ${place?.path}`) : []
}

describe('a problem file', () => {
  it('that is sound comes back as it was, without warnings', () => {
    expect(parsePlanProblem(sound)).toEqual({ problem: sound, warnings: [] })
  })
  it('may leave out whatever has a default', () => {
    const parsed = parsePlanProblem({
      version: 1,
      months: ['2024-09'],
      calendar: { holidays: ['2024-09-16'] },
      specialties: [{ id: 'internal', name: '内科' }],
      hospitals: [{ id: 'h1', name: '县医院', ownership: 'county' }],
      units: [{ id: 'u1', name: '卫生院', daysPerMonth: { min: 1, max: 1 }, needs: [{ specialty: '内科' }] }],
      doctors: [{ id: 'd1', hospital: 'h1', specialty: '内科', title: 'chief', maxDaysPerMonth: 1 }],
      rules: { titleFloor: null, weights: { mismatch: null } },
    })
    expect(parsed.problem?.rules).toEqual({
      titleFloor: null,
      homeVisitHalfDaysPerMonth: 0,
      maxUnitsPerDoctor: 1,
      maxDoctorsPerUnit: 1,
      minDaysPerDoctorAtUnit: 1,
      rotation: 'monthly',
      weights: { ...DEFAULT_WEIGHTS, mismatch: null },
    })
    expect(parsed.problem?.units[0]).toMatchObject({
      preferred: null,
      closedDates: [],
      needs: [{ weight: 1 }],
    })
  })
  it('warns of a year without holidays: they may not be announced yet (LV-9)', () => {
    const parsed = parsePlanProblem({ ...sound, months: ['2027-01'] })
    expect(parsed.problem !== null && parsed.warnings.map(({ code }) => code)).toEqual([
      'plan-calendar-year-empty',
    ])
  })

  it.each([
    ['no object', 7, ['plan-invalid-value /']],
    ['another version', { ...sound, version: 2 }, ['plan-invalid-value version']],
    ['an unknown key', { ...sound, colour: 'red' }, ['plan-unknown-key /']],
    [
      'an unknown key deep inside',
      { ...sound, rules: { ...sound.rules, titelFloor: null } },
      ['plan-unknown-key rules'],
    ],
    ['no months', { ...sound, months: [] }, ['plan-empty months']],
    ['no units', { ...sound, units: [] }, ['plan-empty units']],
    ['no doctors', { ...sound, doctors: [] }, ['plan-empty doctors']],
    ['a month that is none', { ...sound, months: ['2024-13'] }, ['plan-invalid-value months[0]']],
    ['months out of order', { ...sound, months: ['2024-10', '2024-09'] }, ['plan-months-order months[1]']],
    ['a month twice', { ...sound, months: ['2024-09', '2024-09'] }, ['plan-months-order months[1]']],
    [
      'a day that is none',
      { ...sound, units: bent(sound.units, 'u1', { closedDates: ['2024-02-30'] }) },
      ['plan-invalid-value units[0].closedDates[0]'],
    ],
    [
      'an unknown title',
      { ...sound, doctors: [{ ...sound.doctors[0], title: 'professor' }] },
      ['plan-invalid-value doctors[0].title'],
    ],
    ['an id twice', { ...sound, units: [...sound.units, sound.units[0]] }, ['plan-duplicate-id units[2].id']],
    [
      'an unknown hospital',
      { ...sound, doctors: bent(sound.doctors, 'd2', { hospital: 'h9' }) },
      ['plan-unknown-id doctors[1].hospital'],
    ],
    [
      'an unknown specialty',
      { ...sound, doctors: bent(sound.doctors, 'd2', { specialty: '法医' }) },
      ['plan-unknown-id doctors[1].specialty'],
    ],
    [
      'an unknown need',
      { ...sound, units: bent(sound.units, 'u1', { needs: [{ specialty: '法医', weight: 1 }] }) },
      ['plan-unknown-id units[0].needs[0].specialty'],
    ],
    [
      'an unknown parent',
      { ...sound, specialties: bent(sound.specialties, 'tcm', { parent: 'x' }) },
      ['plan-unknown-id specialties[2].parent'],
    ],
    [
      'a ring of parents',
      { ...sound, specialties: bent(sound.specialties, 'internal', { parent: 'cardiology' }) },
      ['plan-specialty-ring specialties[0].parent', 'plan-specialty-ring specialties[1].parent'],
    ],
    [
      'an alias of two',
      { ...sound, specialties: bent(sound.specialties, 'tcm', { aliases: ['中医', '心 内 科'] }) },
      ['plan-alias-twice specialties[2]'],
    ],
    [
      'more days asked than taken',
      { ...sound, units: bent(sound.units, 'u2', { daysPerMonth: { min: 2, max: 1 } }) },
      ['plan-days-range units[1].daysPerMonth'],
    ],
    [
      'a lock for nobody',
      { ...sound, locks: [{ doctor: 'd9', unit: 'u9', month: '2024-09' }] },
      ['plan-unknown-id locks[0].doctor', 'plan-unknown-id locks[0].unit'],
    ],
    [
      'a lock outside the months',
      { ...sound, locks: [{ doctor: 'd1', unit: 'u1', date: '2024-12-03' }] },
      ['plan-outside-months locks[0]'],
    ],
    [
      'a lock without a time',
      { ...sound, locks: [{ doctor: 'd1', unit: 'u1' }] },
      ['plan-lock-when locks[0]'],
    ],
    [
      'a past that is planned',
      { ...sound, previous: [{ doctor: 'd1', unit: 'u1', month: '2024-10', dates: [] }] },
      ['plan-previous-not-past previous[0].month'],
    ],
  ])('with %s is refused, naming the place', (_, value, codes) => {
    expect(codesOf(value)).toEqual(codes)
  })
  it('with contradictory locks is not refused: the plan names the conflict (SCH-2)', () => {
    const locks = ['u1', 'u2'].map((unit) => ({ doctor: 'd1', unit, date: '2024-09-10' }))
    expect(codesOf({ ...sound, locks })).toEqual([])
  })
})

describe('the published schemas', () => {
  it.each(Object.entries(planSchemas()))('%s is fresh: `bin/xunzhen plan --schemas docs`', (file, schema) => {
    const published = JSON.parse(readFileSync(new URL(`../docs/${file}`, import.meta.url), 'utf8'))
    expect(published).toEqual(JSON.parse(JSON.stringify(schema)))
  })
})
