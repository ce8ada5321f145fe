import { describe, expect, it } from 'vitest'
import { dayWords, momentWords, monthWords, shortName, yuan } from './format.ts'

describe('words of days, months, money and names', () => {
  it('leaves the year out where the page says it', () => {
    expect(dayWords('2024-05-22', 'zh')).toBe('2024年5月22日（周三）')
    expect(dayWords('2024-05-22', 'zh', '2024')).toBe('5月22日（周三）')
    expect(dayWords('2024-05-22', 'en')).toBe('2024-05-22 Wed')
    expect(monthWords('2024-05', 'zh')).toBe('2024年5月')
  })
  it('shows moments in Shanghai whatever the machine', () => {
    expect(momentWords('2024-05-20T17:30:00.000Z')).toBe('2024-05-21 01:30')
  })
  it.each([
    ['永定区湖雷镇中心卫生院', '永定区', '湖雷镇中心卫生院'],
    ['永定区医院', '永定区', '永定区医院'],
    ['湖雷镇中心卫生院', '永定区', '湖雷镇中心卫生院'],
    ['永定区湖雷镇卫生院', '', '永定区湖雷镇卫生院'],
  ])('%s in %s', (name, county, short) => {
    expect(shortName(name, county)).toBe(short)
  })
  it('writes fen as yuan', () => {
    expect([yuan(0), yuan(5), yuan(12345)]).toEqual(['0.00', '0.05', '123.45'])
  })
})
