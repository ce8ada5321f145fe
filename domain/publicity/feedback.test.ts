// What is parked and why, what lists hide, and where an act leads (PUB-7, SEC-1).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskNumbers } from '../people/masking.ts'
import { afterAct, FEEDBACK_STATES, parkReason } from './feedback.ts'

const sent = (text: string, rest: object = {}) => ({ text, contact: '', trap: '', seconds: 30, ...rest })

describe('a feedback', () => {
  it.each([
    ['医生很耐心，我妈的血压稳住了，谢谢！', null],
    ['5月27日说好有内科，等到十点没人来', null],
    ['电话 0597-5800123 一直打不通', null],
    ['收费 3.5 元，比以前便宜', null],
    ['便宜好药 www.buy-med.top', 'link'],
    ['点这里 http://1.2.3.4/x', 'link'],
    ['专治百病加微信领药', 'link'],
    ['<script>alert(1)</script>', 'markup'],
    ['看 <img src=x onerror=alert(1)>', 'markup'],
    ['javascript:alert(1)', 'markup'],
    ['啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊', 'repeated'],
    ['。。。', 'repeated'],
  ])('“%s” is parked for: %s', (text, reason) => {
    expect(parkReason(sent(text))).toBe(reason)
  })
  it('by a program is parked by its trap and its haste', () => {
    expect(parkReason(sent('很好的医生', { trap: 'http://x' }))).toBe('trap')
    expect(parkReason(sent('很好的医生', { seconds: 1 }))).toBe('tooFast')
    expect(parkReason(sent('很好的医生', { seconds: 3 }))).toBeNull()
    expect(parkReason(sent('很好的医生', { contact: '<b>' }))).toBe('markup')
  })
})

describe('a list', () => {
  it.each([
    ['打我电话13800000123吧', '打我电话〔号码已隐去〕吧'],
    ['138 0000 0123', '〔号码已隐去〕'],
    ['１３８００００１２３４', '〔号码已隐去〕'],
    ['身份证35080319500101123X', '身份证〔号码已隐去〕'],
    ['0597-5800123', '〔号码已隐去〕'],
    ['5月27日等了 3 小时', '5月27日等了 3 小时'],
    ['2024年5月', '2024年5月'],
  ])('shows %s as %s', (text, shown) => expect(maskNumbers(text)).toBe(shown))
  it('shows no mobile and no identity number wherever it stands', () => {
    const digits = (n: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: n, maxLength: n })
    const word = fc.stringMatching(/^[一-龥，。]{0,8}$/)
    fc.assert(
      fc.property(
        word,
        fc.oneof(
          digits(10).map((d) => `1${d}`),
          digits(18),
        ),
        word,
        (a, number, b) => {
          expect(maskNumbers(`${a}${number}${b}`)).not.toContain(number)
        },
      ),
    )
  })
})

it('is answered once; what is parked can be taken up again', () => {
  const table = FEEDBACK_STATES.map((state) =>
    (['answer', 'park', 'release'] as const).map((act) => afterAct(state, act) ?? null),
  )
  expect(table).toEqual([
    ['answered', 'parked', null],
    [null, null, null],
    [null, null, 'new'],
  ])
})
