import { describe, expect, it } from 'vitest'
import { headCounts, traineeKey } from './attendance.ts'

describe('a trainee (TRN-1)', () => {
  it.each([
    ['甲某', '下寨村卫生所', '甲 某', '湖雷镇下寨村卫生室', true],
    ['甲某', '下寨村卫生所', '甲某', '下寨卫生所', true],
    ['甲某', '下寨村卫生所', '甲某', '上寨村卫生所', false],
    ['甲某', '下寨村卫生所', '乙某', '下寨村卫生所', false],
    ['甲某', '湖雷镇中心卫生院', '甲某', '湖雷镇中心卫生院', true],
  ])('%s of %s and %s of %s', (...[a, at, b, there, same]) => {
    expect(traineeKey(a, at) === traineeKey(b, there)).toBe(same)
  })
  it('is counted a session, unless struck out', () => {
    expect(
      headCounts([
        { session: 'training', struck: false },
        { session: 'training', struck: true },
        { session: 'lecture', struck: false },
      ]),
    ).toEqual({ training: 1, lecture: 1 })
    expect(headCounts([])).toEqual({})
  })
})
