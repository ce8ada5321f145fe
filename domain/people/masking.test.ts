import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskName, maskPhone } from './masking.ts'

describe('masking (SEC-1)', () => {
  it('prints as the official tables do', () => {
    expect(maskPhone('13800000101')).toBe('138******01')
    expect(maskPhone(null)).toBeNull()
    expect(maskPhone('180*****51')).toBe('180*****51')
    expect([maskName('李某'), maskName('王小明'), maskName('欧阳示例')]).toEqual(['李*', '王*明', '欧**例'])
  })
  it('never shows more than five digits of a number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => {
        const shown = maskPhone(phone) ?? ''
        return shown.replace(/\*/g, '').length <= 5 && shown.length === phone.length
      }),
    )
  })
})
