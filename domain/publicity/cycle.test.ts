// What must go out before the cycle, what satisfies it, and by when (PUB-2).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Programme } from '../programme/programme.ts'
import { cycleChannels, cycleState, leafletText, screenText } from './cycle.ts'

const plan = (name: string): Programme => parse(readFileSync(`programmes/${name}.yaml`, 'utf8'))

describe('the channels of a plan', () => {
  it.each([
    [
      'yongding-2024',
      [
        ['显著位置公示', 1],
        ['公众号', 1],
        ['传单', 1],
        ['电子屏', 1],
      ],
    ],
    ['licheng-2023', [['多种媒体', 4]]],
    [
      'sanming-2023',
      [
        ['医院微信公众号', 1],
        ['订阅号', 1],
      ],
    ],
    ['shishi-2022', []],
  ])('%s are its own words', (name, channels) => {
    expect(cycleChannels(plan(name)).map((one) => [one.name, one.by.length])).toEqual(channels)
  })
})

describe('a channel of a unit', () => {
  const asked = { unitId: 'u', firstDay: '2024-05-08', by: ['poster'], today: '2024-05-20' }
  const out = (on: string, unitId: string | null = 'u', channel = 'poster') => ({ on, unitId, channel })
  it.each([
    ['inTime', asked, [out('2024-05-07')]],
    ['inTime', asked, [out('2024-05-09'), out('2024-05-01')]],
    ['inTime', asked, [out('2024-05-07', null)]],
    ['late', asked, [out('2024-05-08')]],
    ['missed', asked, [out('2024-05-01', 'another')]],
    ['missed', asked, [out('2024-05-01', 'u', 'wechat')]],
    ['open', { ...asked, today: '2024-05-07' }, []],
  ] as const)('is %s', (state, of, records) => {
    expect(cycleState(of, [...records]).state).toBe(state)
  })
})

it('the texts name each day, the unit’s number and nobody’s else', () => {
  const day = {
    day: '5月8日（周三）',
    time: '全天',
    expert: '林甲',
    title: '主治医师',
    specialty: '内科',
    hospital: '县医院',
  }
  const sheet = {
    unit: '甲镇卫生院',
    month: '2024年5月',
    phone: '0597-5800123',
    days: [day],
    address: 'http://x',
  }
  for (const text of [leafletText(sheet), screenText(sheet)])
    for (const part of ['甲镇卫生院', '5月8日', '林甲', '内科', '0597-5800123']) expect(text).toContain(part)
  expect(screenText(sheet)).not.toContain('\n')
})
