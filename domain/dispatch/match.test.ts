import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { servedNeed, specialtyTree } from './match.ts'

const tree = specialtyTree([
  { id: 'A03', name: '内科', parent: null, aliases: [] },
  { id: 'A03.04', name: '心血管内科', parent: 'A03', aliases: ['心内科'] },
  { id: 'A03.01', name: '呼吸内科', parent: 'A03', aliases: [] },
  { id: 'A02', name: '全科医疗科', parent: null, aliases: ['全科'] },
  { id: 'A50', name: '中医科', parent: null, aliases: ['中医'] },
  { id: 'A50.12', name: '针灸科专业', parent: 'A50', aliases: ['针灸', '针灸推拿'] },
])

describe('specialties', () => {
  it.each([
    ['心内科', '心血管内科', 100], // N7: other names of one specialty
    ['针灸推拿', '针灸', 100],
    ['A03', ' 内 科 ', 100],
    ['内科', '心内科', 90],
    ['心内科', '内科', 70],
    ['心内科', '呼吸内科', 35],
    ['内科', '全科', 0], // N7: the two real mismatches of the official table
    ['中医', '内科', 0],
    ['全科', '中医', 0], // two specialties without a parent are no siblings
    ['不存在', '内科', 0],
  ])('need %s, doctor %s → %i (MAT-2)', (need, have, score) => {
    expect(tree.score(need, have)).toBe(score)
  })

  it('survives a ring of parents', () => {
    const ring = specialtyTree([
      { id: 'a', name: '甲', parent: 'b', aliases: [] },
      { id: 'b', name: '乙', parent: 'a', aliases: [] },
    ])
    expect(ring.score('甲', '乙')).toBe(90)
  })

  it('scores the same whichever name is used', () => {
    const names = fc.constantFrom(['A03.04', '心血管内科', '心内科'], ['A50', '中医科', '中医'])
    fc.assert(
      fc.property(names, names, fc.nat(2), fc.nat(2), (need, have, i, j) => {
        expect(tree.score(need[i] ?? '', have[j] ?? '')).toBe(tree.score(need[0] ?? '', have[0] ?? ''))
      }),
    )
  })

  it('serves the need that fits best, the weightier one when both fit alike', () => {
    const needs = [
      { specialty: '中医', weight: 1 },
      { specialty: '内科', weight: 3 },
    ]
    expect(servedNeed(tree, needs, '内科')).toMatchObject({ index: 1, score: 100, points: 0 })
    expect(servedNeed(tree, needs, '中医')).toMatchObject({ index: 0, score: 100 })
    expect(servedNeed(tree, needs, '中医').points).toBeGreaterThan(0)
    expect(servedNeed(tree, needs, '全科')).toMatchObject({ score: 0, points: 100 })
    expect(servedNeed(tree, [], '全科')).toMatchObject({ need: null, score: 100, points: 0 })
  })
})
