import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_ATTEMPTS, maskAddress, QUIET_DEFAULT, quietUntil, retryDelay } from './channels.ts'
import { composeMessage, fillTemplate } from './message.ts'
import { answerWords, reason, reasonWords } from './outcomes.ts'
import { type Due, decideSending, settleAttempt } from './sending.ts'

const at = (clock: string, day = '2024-06-12') => new Date(`${day}T${clock}:00+08:00`)

describe('quiet hours', () => {
  it.each([
    ['20:59', null],
    ['21:00', at('08:00', '2024-06-13')],
    ['23:59', at('08:00', '2024-06-13')],
    ['00:00', at('08:00')],
    ['07:59', at('08:00')],
    ['08:00', null],
  ])('by default: %s', (clock, until) => {
    expect(quietUntil(at(clock), QUIET_DEFAULT)).toEqual(until)
  })
  it('may lie within a day, or not be at all', () => {
    expect(quietUntil(at('13:00'), { from: '12:30', to: '14:00' })).toEqual(at('14:00'))
    expect(quietUntil(at('14:00'), { from: '12:30', to: '14:00' })).toBeNull()
    for (const clock of ['00:00', '08:00', '23:59'])
      expect(quietUntil(at(clock), { from: '08:00', to: '08:00' })).toBeNull()
  })
  it('end in the future within a day, and outside of the quiet', () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
    fc.assert(
      fc.property(
        fc.date({ min: at('00:00'), max: at('00:00', '2026-01-01'), noInvalidDate: true }),
        clock,
        clock,
        (moment, from, to) => {
          const until = quietUntil(moment, { from, to })
          if (!until) return
          expect(until.getTime()).toBeGreaterThan(moment.getTime())
          expect(until.getTime() - moment.getTime()).toBeLessThanOrEqual(86_400_000)
          expect(quietUntil(until, { from, to })).toBeNull()
        },
      ),
    )
  })
})

describe('tries', () => {
  it('wait longer each time, never more than an hour and a half, never the same for all', () => {
    const waits = Array.from({ length: MOST_ATTEMPTS }, (_, i) => retryDelay(i + 1, 0.5))
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits[0]).toBe(30_000)
    expect(retryDelay(50, 0.999)).toBeLessThanOrEqual(5_400_000)
    expect(retryDelay(3, 0)).toBeLessThan(retryDelay(3, 0.9))
  })
})

describe('what is shown', () => {
  it.each([
    ['sms', '13800000123', '138******23'],
    ['mail', 'zhang.san@example.cn', 'z***@example.cn'],
    [
      'wecom',
      'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789abcdef',
      'qyapi.weixin.qq.com/…def',
    ],
  ] as const)('of an address by %s', (kind, address, shown) => {
    expect(maskAddress(kind, address)).toBe(shown)
  })
  it('of what a stranger’s server said: one short line without secrets, numbers and addresses', () => {
    const said = 'bad key sEcret-1\r\nfor 13800000123 <a@b.cn>\u0000\u202e'
    expect(answerWords(said, ['sEcret-1'])).toBe('bad key *** for *** <***>')
    expect(answerWords('x'.repeat(500)).length).toBe(120)
    expect(answerWords('')).toBe('—')
  })
  it('of a reason that this version does not know', () => {
    expect(reasonWords({ code: 'of-the-future', values: {} }).zh).toBe('of-the-future')
    expect(reasonWords(reason('not-reached', { host: 'h' })).zh).toBe('连不上 h')
  })
})

describe('a message', () => {
  const content = {
    sentence: '甲院报告：<医师乙> 2024-06-12 未到岗',
    county: '永定区',
    link: 'https://x/desk/a?b=1&c=2',
    takesBack: null,
  }
  it('is plain Chinese and safe HTML', () => {
    const { subject, text, html, short } = composeMessage(content)
    expect(subject).toBe('【巡诊】甲院报告：<医师乙> 2024-06-12 未到岗')
    expect(text).toContain('永定区医师下基层')
    expect(text).toContain(content.link)
    expect(html).not.toContain('<医师乙>')
    expect(html).toContain('&#60;医师乙&#62;')
    expect(short).toBe('【巡诊】甲院报告：<医师乙> 2024-06-12 未到岗')
  })
  it('names what it takes back, and stays one line in a subject', () => {
    const { subject, text, short } = composeMessage({
      ...content,
      sentence: 'a\r\nBcc: x',
      takesBack: '2024-06-12 10:00',
    })
    expect(subject).not.toMatch(/[\r\n]/)
    expect(text).toContain('撤回 2024-06-12 10:00')
    expect(short).toContain('撤回 2024-06-12 10:00')
  })
  it('is filled into a gateway’s template as its kind wants', () => {
    const values = { phone: '13800000123', text: '"引号"&换行\n' }
    expect(JSON.parse(fillTemplate('{"to":"{phone}","t":"{text}"}', values, 'json'))).toEqual({
      to: values.phone,
      t: values.text,
    })
    expect(new URLSearchParams(fillTemplate('to={phone}&t={text}', values, 'form')).get('t')).toBe(
      values.text,
    )
    expect(fillTemplate('{unknown}', values, 'json')).toBe('{unknown}')
  })
})

describe('what becomes of a message', () => {
  const due: Due = {
    kind: 'no-show',
    channelKind: 'mail',
    urgent: false,
    attempts: 0,
    abandoned: false,
    unclear: false,
    takenBack: false,
    first: null,
    channel: { active: true, removed: false },
    hasTransport: true,
    quiet: QUIET_DEFAULT,
  }
  const noon = at('12:00')
  const night = at('22:00')
  it.each<[string, Partial<Due>, Date, string]>([
    ['usually sent', {}, noon, 'send'],
    ['taken back', { takenBack: true }, noon, 'cancel taken-back'],
    [
      'taken back in a dead sender’s hand',
      { takenBack: true, abandoned: true },
      noon,
      'cancel taken-back unclear',
    ],
    ['a mail of a dead sender', { abandoned: true, attempts: 1 }, noon, 'send'],
    [
      'a mail of senders that keep dying',
      { abandoned: true, attempts: MOST_ATTEMPTS },
      noon,
      'park unclear unclear',
    ],
    [
      'a robot’s of a dead sender',
      { channelKind: 'wecom', abandoned: true, attempts: 1 },
      noon,
      'park unclear unclear',
    ],
    [
      'a text of a dead sender',
      { channelKind: 'sms', abandoned: true, attempts: 1 },
      noon,
      'park unclear unclear',
    ],
    ['takes back what was sent', { first: { state: 'sent', unclear: false } }, noon, 'send'],
    ['takes back what may have arrived', { first: { state: 'cancelled', unclear: true } }, noon, 'send'],
    ['takes back what is being sent', { first: { state: 'sending', unclear: false } }, noon, 'wait'],
    [
      'takes back what never left',
      { first: { state: 'cancelled', unclear: false } },
      noon,
      'cancel first-never-left',
    ],
    ['channel gone', { channel: { active: true, removed: true } }, noon, 'cancel channel-removed'],
    ['channel off', { channel: { active: false, removed: false } }, noon, 'park channel-off'],
    [
      'a test of a channel that is off',
      { kind: 'test', channel: { active: false, removed: false } },
      noon,
      'send',
    ],
    ['no mail server', { hasTransport: false }, noon, 'park no-transport'],
    ['a text at night', { channelKind: 'sms' }, night, 'wait'],
    ['an urgent text at night', { channelKind: 'sms', urgent: true }, night, 'send'],
    ['a mail at night', {}, night, 'send'],
  ])('%s', (_, part, now, expected) => {
    const decision = decideSending({ ...due, ...part }, now, 'host')
    const words =
      decision.do === 'cancel' || decision.do === 'park'
        ? [decision.do, decision.reason.code, ...(decision.unclear ? ['unclear'] : [])].join(' ')
        : decision.do
    expect(words).toBe(expected)
  })
  it.each([
    ['mail', 1, 'later', 'waiting'],
    ['mail', MOST_ATTEMPTS, 'later', 'parked'],
    ['mail', 1, 'refused', 'parked'],
    ['mail', 1, 'unclear', 'waiting'],
    ['mail', MOST_ATTEMPTS, 'unclear', 'parked'],
    ['wecom', 1, 'unclear', 'parked'],
    ['sms', 1, 'unclear', 'parked'],
    ['sms', 1, 'later', 'waiting'],
  ] as const)('an attempt by %s, number %i: %s → %s', (channelKind, attempts, kind, state) => {
    const next = settleAttempt(
      { kind: 'no-show', channelKind, attempts },
      { kind, reason: reason('unclear') },
    )
    expect(next).toEqual({ state, unclear: kind === 'unclear' })
  })
  it('is not tried twice when it is a test', () => {
    expect(
      settleAttempt(
        { kind: 'test', channelKind: 'mail', attempts: 1 },
        { kind: 'later', reason: reason('unclear') },
      ).state,
    ).toBe('parked')
  })
})
