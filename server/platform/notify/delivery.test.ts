// Each way out against real servers on this machine: what they answer, and what they do on their bad days.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { MAIL_PASSWORD, startMailServer, startOddServer } from '../../../test/fixtures/mail-server.ts'
import { cuts, hangs, type ReceiverFixture, says, startReceiver } from '../../../test/fixtures/receiver.ts'
import { isBarred } from './address-guard.ts'
import { sendMail } from './send-mail.ts'
import { sendToRobot } from './send-robot.ts'
import { sendText } from './send-sms.ts'

const LIMIT = 500
const told = (outcome: { kind: string; reason?: { code: string } }): string =>
  outcome.reason ? `${outcome.kind} ${outcome.reason.code}` : outcome.kind

const server = {
  host: '127.0.0.1',
  port: 0,
  security: 'none' as const,
  user: '',
  password: '',
  fromAddress: 'xunzhen@example.cn',
  fromName: '永定区卫健局',
}
const mail = {
  messageId: '<one@notice.xunzhen>',
  inReplyTo: '<zero@notice.xunzhen>',
  to: 'office@example.cn',
  subject: '【巡诊】甲院报告',
  text: '正文',
  html: '<p>正文</p>',
}

describe('mail', () => {
  it.each([
    ['accept', 'sent', 1],
    ['refuse-later', 'later mail-later', 0],
    ['refuse', 'refused mail-refused', 0],
    ['refuse-recipient', 'refused mail-refused', 0],
    // it has the mail and says nothing: it may have arrived
    ['hang', 'unclear unclear', 1],
    ['close-after-data', 'unclear unclear', 1],
  ] as const)('to a server that does: %s', async (behaviour, outcome, count) => {
    const fixture = await startMailServer()
    fixture.behave(behaviour)
    expect(told(await sendMail({ ...server, port: fixture.port }, mail, LIMIT))).toBe(outcome)
    expect(fixture.arrived.length).toBe(count)
    await fixture.close()
  })
  it('to a server that takes its time arrives within the limit', async () => {
    const fixture = await startMailServer()
    fixture.behave('slow')
    expect(told(await sendMail({ ...server, port: fixture.port }, mail, 3000))).toBe('sent')
    await fixture.close()
  })
  it('carries its number, what it takes back, both languages of a reader, and says that a machine wrote it', async () => {
    const fixture = await startMailServer()
    await sendMail({ ...server, port: fixture.port }, mail, LIMIT)
    const [one] = fixture.arrived
    expect(one).toMatchObject({
      from: 'xunzhen@example.cn',
      to: ['office@example.cn'],
      messageId: mail.messageId,
    })
    expect(one?.raw).toMatch(/^in-reply-to: <zero@notice\.xunzhen>/im)
    expect(one?.raw).toMatch(/^auto-submitted: auto-generated/im)
    expect(one?.raw).toMatch(/text\/plain/)
    expect(one?.raw).toMatch(/text\/html/)
    await fixture.close()
  })
  it('signs in, and tells a wrong password without repeating it', async () => {
    const fixture = await startMailServer({ signIn: true })
    const account = { ...server, port: fixture.port, user: 'notice' }
    expect(told(await sendMail({ ...account, password: MAIL_PASSWORD }, mail, LIMIT))).toBe('sent')
    expect(fixture.arrived[0]?.user).toBe('notice')
    const wrong = await sendMail({ ...account, password: 'wrong-secret-9' }, mail, LIMIT)
    expect(told(wrong)).toBe('refused mail-sign-in')
    expect(JSON.stringify(wrong)).not.toMatch(/wrong-secret-9|notice/)
    await fixture.close()
  })
  it('does not go over an encryption that nobody vouches for, nor without one where it was asked for', async () => {
    const secure = await startMailServer({ secure: true })
    expect(told(await sendMail({ ...server, port: secure.port, security: 'tls' }, mail, LIMIT))).toBe(
      'refused tls-failed',
    )
    await secure.close()
    const plain = await startMailServer()
    const asked = await sendMail({ ...server, port: plain.port, security: 'starttls' }, mail, LIMIT)
    expect(asked.kind).toBe('refused')
    expect(plain.arrived).toEqual([])
    await plain.close()
  })
  it('to nobody, to a port that listens and is silent, to a name that is none', async () => {
    expect(told(await sendMail({ ...server, port: 1 }, mail, LIMIT))).toBe('later not-reached')
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    expect(told(await sendMail({ ...server, port }, mail, LIMIT))).toBe('later too-slow')
    silent.close()
    expect((await sendMail({ ...server, host: 'nowhere.invalid' }, mail, LIMIT)).kind).toBe('later')
  })
  const usual = (line: string): string =>
    line === '' ? '220 hello\r\n' : line.toUpperCase() === 'DATA' ? '354 go on\r\n' : '250 ok\r\n'
  it('to a server that answers twice at the end is sent once', async () => {
    const odd = await startOddServer((line, inBody) => (inBody ? '250 ok\r\n250 ok\r\n' : usual(line)))
    expect(told(await sendMail({ ...server, port: odd.port }, mail, LIMIT))).toBe('sent')
    expect(odd.bodies.length).toBe(1)
    await odd.close()
  })
  it.each([
    ['greeting', (line: string) => (line === '' ? '220 hello\r\n220 hello\r\n' : usual(line))],
    ['MAIL', (line: string) => (line.startsWith('MAIL') ? '250 ok\r\n250 ok\r\n' : usual(line))],
    ['RCPT', (line: string) => (line.startsWith('RCPT') ? '250 ok\r\n250 ok\r\n' : usual(line))],
    ['DATA', (line: string) => (line.toUpperCase() === 'DATA' ? '354 go on\r\n354 go on\r\n' : usual(line))],
  ])('to a server that answers %s twice is never called sent unless its body arrived', async (_, answer) => {
    const odd = await startOddServer(answer)
    const outcome = await sendMail({ ...server, port: odd.port }, mail, LIMIT)
    expect(['later', 'unclear', ...(odd.bodies.length ? ['sent'] : [])]).toContain(outcome.kind)
    await odd.close()
  })
})

describe('robots', () => {
  let receiver: ReceiverFixture
  beforeAll(async () => {
    receiver = await startReceiver()
  })
  afterEach(() => receiver.received.splice(0))
  afterAll(() => receiver.close())
  const now = new Date('2024-06-12T10:00:00+08:00')
  const send = (kind: 'wecom' | 'dingtalk', secret = '') =>
    sendToRobot(
      { kind, address: `${receiver.address}/robot/send?access_token=token-1234`, secret },
      { id: 'one', text: '正文' },
      { limitMs: LIMIT, now },
    )

  it.each([
    [says(200, { errcode: 0, errmsg: 'ok' }), 'sent'],
    // 200 with an error inside
    [says(200, { errcode: 45009, errmsg: 'api freq out of limit' }), 'later robot-later'],
    [says(200, { errcode: 130101, errmsg: 'send too fast' }), 'later robot-later'],
    [says(200, { errcode: -1, errmsg: 'system busy' }), 'later robot-later'],
    [says(200, { errcode: 93000, errmsg: 'invalid webhook url' }), 'refused robot-gone'],
    [says(200, { errcode: 300001, errmsg: 'token is not exist' }), 'refused robot-gone'],
    [says(200, { errcode: 310000, errmsg: 'sign not match' }), 'refused robot-refused'],
    [says(200, '<html>sign in to this network</html>'), 'refused robot-refused'],
    [says(410, 'gone'), 'refused robot-gone'],
    [says(404, 'no'), 'refused robot-gone'],
    [says(403, 'no'), 'refused http-refused'],
    [says(500, 'oops'), 'later http-later'],
    [says(429, 'slow down'), 'later http-later'],
    [says(504, 'upstream'), 'unclear unclear'],
    [hangs, 'unclear unclear'],
    [cuts, 'unclear unclear'],
  ])('case %#', async (how, outcome) => {
    receiver.answer(how)
    expect(told(await send('wecom'))).toBe(outcome)
    expect(receiver.received.length).toBe(1)
  })
  it('get the text and the number of the message, and DingTalk its signature', async () => {
    receiver.answer(says(200, { errcode: 0 }))
    await send('dingtalk', 'SEC-synthetic')
    const [one] = receiver.received
    expect(JSON.parse(one?.body ?? '')).toEqual({ msgtype: 'text', text: { content: '正文' } })
    expect(one?.headers['idempotency-key']).toBe('one')
    const query = new URL(one?.path ?? '', receiver.address).searchParams
    expect(query.get('access_token')).toBe('token-1234')
    expect(query.get('timestamp')).toBe(String(now.getTime()))
    expect(query.get('sign')).toBe(
      createHmac('sha256', 'SEC-synthetic').update(`${now.getTime()}\nSEC-synthetic`).digest('base64'),
    )
  })
  it('never lead anywhere else', async () => {
    const elsewhere = await startReceiver()
    receiver.answer(says(302, '', { location: elsewhere.address }))
    expect(told(await send('wecom'))).toBe('refused redirected')
    expect(elsewhere.received).toEqual([])
    await elsewhere.close()
  })
  it('do not put their own key into what is kept of their answer', async () => {
    receiver.answer(says(200, { errcode: 40058, errmsg: 'bad token-1234 SEC-synthetic 13800000123' }))
    expect(JSON.stringify(await send('dingtalk', 'SEC-synthetic'))).not.toMatch(
      /token-1234|SEC-synthetic|13800000123/,
    )
  })
  it('that say more than anybody reads are cut off', async () => {
    receiver.answer((response) => {
      response.writeHead(200)
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(65_536), more as never)
      }
      more()
    })
    expect(told(await send('wecom'))).toBe('refused robot-refused')
  })
  it('where nobody listens are tried later, at barred addresses never', async () => {
    const at = (address: string) =>
      sendToRobot({ kind: 'wecom', address, secret: '' }, { id: 'x', text: 'x' }, { limitMs: LIMIT, now })
    expect(told(await at('http://127.0.0.1:1/'))).toBe('later not-reached')
    for (const address of [
      'http://169.254.169.254/latest',
      'http://[fe80::1]/',
      'http://[::ffff:169.254.169.254]/',
      'http://100.100.100.200/',
      'http://0.0.0.0/',
      'http://2852039166/',
    ])
      expect(told(await at(address)), address).toBe('refused address-blocked')
  })
  it('knows barred addresses however they are written', () => {
    for (const address of [
      '169.254.0.1',
      '::ffff:a9fe:a9fe',
      'fe80::1',
      '::',
      'ff02::1',
      '255.255.255.255',
      'name',
    ])
      expect(isBarred(address), address).toBe(true)
    for (const address of ['10.0.0.5', '192.168.1.9', '127.0.0.1', '::1', '8.8.8.8', '2400:3200::1'])
      expect(isBarred(address), address).toBe(false)
  })
})

describe('the SMS gateway', () => {
  let receiver: ReceiverFixture
  beforeAll(async () => {
    receiver = await startReceiver()
  })
  afterEach(() => receiver.received.splice(0))
  afterAll(() => receiver.close())
  const message = { id: 'one', phone: '13800000123', text: '【巡诊】"引号" & 换行\n完' }
  const gateway = () => ({
    url: `${receiver.address}/sms`,
    method: 'POST' as const,
    bodyKind: 'json' as const,
    template: '{"mobile":"{phone}","content":"{text}","seq":"{id}"}',
    success: '"code": 0',
    quiet: { from: '21:00', to: '08:00' },
    headers: ['Authorization: Bearer gateway-key-77'],
  })
  it.each([
    [says(200, '{"code":0}'), 'sent'],
    [says(200, { code: 7, msg: 'signature missing' }), 'refused gateway-refused'],
    [says(410, 'gone'), 'refused http-refused'],
    [says(500, 'oops'), 'later http-later'],
    [says(307, '', { location: 'http://127.0.0.1:1/' }), 'refused redirected'],
    [hangs, 'unclear unclear'],
  ])('case %#', async (how, outcome) => {
    receiver.answer(how)
    expect(told(await sendText(gateway(), message, LIMIT))).toBe(outcome)
  })
  it('gets number and text in its own shape, with its own headers', async () => {
    receiver.answer(says(200, { code: 0 }))
    await sendText(gateway(), message, LIMIT)
    const [one] = receiver.received
    expect(JSON.parse(one?.body ?? '')).toEqual({ mobile: message.phone, content: message.text, seq: 'one' })
    expect(one?.headers.authorization).toBe('Bearer gateway-key-77')
  })
  it('may be one that is asked by GET', async () => {
    receiver.answer(says(200, 'OK:1'))
    const outcome = await sendText(
      {
        ...gateway(),
        url: `${receiver.address}/send?user=u`,
        method: 'GET',
        template: 'm={phone}&c={text}',
        success: 'OK',
      },
      message,
      LIMIT,
    )
    expect(told(outcome)).toBe('sent')
    const query = new URL(receiver.received[0]?.path ?? '', receiver.address).searchParams
    expect([query.get('user'), query.get('m'), query.get('c')]).toEqual(['u', message.phone, message.text])
  })
  it('does not put number, text or key into what is kept of its answer', async () => {
    receiver.answer(says(200, `{"code":1,"msg":"${message.phone} gateway-key-77"}`))
    expect(JSON.stringify(await sendText(gateway(), message, LIMIT))).not.toMatch(
      /13800000123|gateway-key-77/,
    )
  })
})
