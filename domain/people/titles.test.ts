import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTitle, meetsFloor, TITLE_LEVEL_LABELS, TITLE_LEVELS, TITLES, titleOf } from './titles.ts'

describe('titles of health staff', () => {
  it.each([
    ['主任医师', '231', 'senior'],
    ['副主任医师', '232', 'associateSenior'],
    ['主治医师', '233', 'intermediate'],
    ['住院医师', '234', 'junior'],
    ['主治中医师', '2331', 'intermediate'],
    ['中医副主任医师', '2321', 'associateSenior'],
    ['全科执业医师', '234', 'junior'],
    ['中医执业医师', '2341', 'junior'],
    ['检验师', '264', 'junior'],
    ['护士', '255', 'junior'],
    ['主管护师', '253', 'intermediate'],
    ['主治医师（中医）', '2331', 'intermediate'],
    ['主治医师(中西结合医)', '2333', 'intermediate'],
    [' 副主任 医师 ', '232', 'associateSenior'],
    ['付主任医师', '232', 'associateSenior'],
    ['副主任医师/副教授', '232', 'associateSenior'],
    ['主管药师', '243', 'intermediate'],
    ['无职称', '000', 'none'],
  ])('%s is %s', (text, code, level) => {
    expect(findTitle(text)).toMatchObject({ code, level })
  })
  it.each(['', '高级工程师', '院长', '主治', '副高', '医师、护士'])('does not guess at %j', (text) => {
    expect(findTitle(text)?.code).toBe(text === '主治' ? '233' : undefined)
  })
  it('has unique codes and finds each by its own name', () => {
    expect(new Set(TITLES.map((t) => t.code)).size).toBe(TITLES.length)
    for (const t of TITLES) expect([findTitle(t.name), titleOf(t.code)]).toEqual([t, t])
  })
  it('names every level', () => {
    expect(TITLE_LEVELS.map((level) => TITLE_LEVEL_LABELS[level])).toEqual([
      '无',
      '初级',
      '中级',
      '副高级',
      '正高级',
    ])
  })
  it('compares with a floor (MAT-1)', () => {
    const named = (name: string) => findTitle(name) ?? { level: 'none' as const }
    expect(meetsFloor(named('主治中医师'), 'intermediate')).toBe(true)
    expect(meetsFloor(named('住院医师'), 'intermediate')).toBe(false)
    fc.assert(
      fc.property(fc.constantFrom(...TITLES), fc.constantFrom(...TITLE_LEVELS), (t, floor) => {
        if (floor === 'none') return meetsFloor(t, floor)
        const above = TITLE_LEVELS.slice(TITLE_LEVELS.indexOf(floor))
        return meetsFloor(t, floor) === above.includes(t.level)
      }),
    )
  })
})
