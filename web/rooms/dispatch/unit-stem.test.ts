import { describe, expect, it } from 'vitest'
import { stemOf } from './unit-stem.ts'

describe('stemOf', () => {
  it.each([
    ['永定区湖雷镇中心卫生院', '永定区', '湖雷'],
    ['永定区凤城社区卫生服务中心', '永定区', '凤城'],
    ['列东街道社区卫生服务中心', '三明市', '列东'],
    ['湖雷镇下寨村卫生所', '永定区', '湖雷镇下'],
    ['永定区西溪乡卫生院', '永定区', '西溪'],
    ['卫生院', '永定区', '卫生院'],
  ])('%s', (name, county, stem) => {
    expect(stemOf(name, county)).toBe(stem)
  })
})
