import { describe, expect, it } from 'vitest'
import { NOTICE_TEXTS, renderNotice, renderOutside } from './texts.ts'

describe('notices in words', () => {
  it.each(Object.keys(NOTICE_TEXTS))('%s says the same names in both languages', (kind) => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted()
    const { zh, en } = NOTICE_TEXTS[kind as keyof typeof NOTICE_TEXTS]
    expect(names(zh)).toEqual(names(en))
  })
  it('fills in what happened and leaves an unknown name in sight', () => {
    expect(renderNotice('no-show', { unit: '甲院', doctor: '医师乙', day: '2024-06-12' }).zh).toBe(
      '甲院报告：医师乙 2024-06-12 未到岗',
    )
    expect(renderNotice('no-show', { unit: '甲院' }).zh).toContain('{doctor}')
    expect(renderNotice('of-the-future', {})).toEqual({ zh: 'of-the-future', en: 'of-the-future' })
  })
  it('leaves out, outside the house, what was decided about a person', () => {
    const params = { unit: '甲院', doctor: '医师乙', day: '2024-06-12', outcome: '通报批评' }
    expect(renderNotice('absence-decided', params).zh).toContain('通报批评')
    expect(renderOutside('absence-decided', params)).not.toMatch(/通报批评|医师乙/)
    expect(renderOutside('no-show', params)).toBe(renderNotice('no-show', params).zh)
  })
})
