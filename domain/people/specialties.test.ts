import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSpecialties, findSpecialty, matchScore, SPECIALTIES, specialtyOf } from './specialties.ts'

const score = (need: string, have: string): number | undefined => {
  const [n, h] = [findSpecialty(need), findSpecialty(have)]
  return n && h ? matchScore(n.code, h.code) : undefined
}

describe('specialties', () => {
  it.each([
    ['心内科', '03.04'],
    ['心血管内科', '03.04'],
    ['中西医', '52'],
    ['急救医学', '20'],
    ['针灸', '50.13'],
    ['针灸推拿', '50.13'],
    ['B超室', '32.05'],
    ['b超', '32.05'],
    ['心电图室', '32.06'],
    ['MICU', '28'],
    ['输血科', '30'],
    ['肿瘤外科', '19'],
    ['康复', '21'],
    ['全科', '02'],
    ['内 科', '03'],
    ['中医内科', '50.01'],
    ['内科（西医）', '03'],
    ['A03.02', '03.02'],
  ])('%s is %s', (text, code) => {
    expect(findSpecialty(text)?.code).toBe(code)
  })
  it('reads two in one cell and leaves the unknown alone', () => {
    expect(findSpecialties('外科、皮肤科').map((s) => s.code)).toEqual(['04', '13'])
    expect(findSpecialties('内科/康复科').map((s) => s.code)).toEqual(['03', '21'])
    expect(findSpecialty('后勤')).toBeUndefined()
    expect(findSpecialty('')).toBeUndefined()
  })
  it.each([
    ['心内科', '心血管内科', 100],
    ['针灸推拿', '针灸', 100],
    ['内科', '心内科', 90],
    ['心内科', '内科', 70],
    ['心内科', '消化内科', 35],
    ['内科', '全科', 0],
    ['全科', '内科', 0],
    ['内科', '中医', 0],
    ['中医', '内科', 0],
    ['内科', '中医内科', 0],
    ['妇科', '产科', 35],
  ])('need %s, have %s: %i', (need, have, expected) => {
    expect(score(need, have)).toBe(expected)
  })
  it('is a tree with unique codes; a parent meets its branch less than a branch its parent', () => {
    expect(new Set(SPECIALTIES.map((s) => s.code)).size).toBe(SPECIALTIES.length)
    const any = fc.constantFrom(...SPECIALTIES)
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [there, back] = [matchScore(a.code, b.code), matchScore(b.code, a.code)]
        expect(specialtyOf(a.code)).toEqual(a)
        if (there === 90) expect(back).toBe(70)
        else if (there !== 70) expect(back).toBe(there)
        expect(there === 100).toBe(a.code === b.code)
      }),
    )
  })
})
