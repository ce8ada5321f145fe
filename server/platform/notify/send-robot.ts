// Group robots of WeCom and DingTalk: both answer 200 and say inside whether they took the message.
import { createHmac } from 'node:crypto'
import { answerWords, type Outcome, reason } from '../../../domain/notices/outcomes.ts'
import { callHttp, statusOutcome } from './call-http.ts'

export type Robot = { kind: 'wecom' | 'dingtalk'; address: string; secret: string }

/** Too fast, or busy: it takes the same message later. */
const LATER = new Set([-1, 45009, 45033, 130101, 410100, 90018, 90030])
/** The address is no robot any more. */
const GONE = new Set([93000, 93008, 300001, 400013, 400101, 400102, 400106])

/** DingTalk's signature: the moment and its keyed hash, good for an hour. */
function signed(address: string, secret: string, now: Date): string {
  const url = new URL(address)
  const timestamp = String(now.getTime())
  url.searchParams.set('timestamp', timestamp)
  url.searchParams.set(
    'sign',
    createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'),
  )
  return url.href
}

function readAnswer(text: string, hide: readonly string[]): Outcome {
  const answer = answerWords(text, hide)
  let code: unknown
  let words = answer
  try {
    const said = JSON.parse(text) as { errcode?: unknown; errmsg?: unknown }
    code = said.errcode
    words = `${String(code)} ${answerWords(typeof said.errmsg === 'string' ? said.errmsg : '', hide)}`
  } catch {
    // Not the answer of a robot: said as it is.
  }
  if (code === 0) return { kind: 'sent' }
  if (typeof code !== 'number') return { kind: 'refused', reason: reason('robot-refused', { answer }) }
  if (LATER.has(code)) return { kind: 'later', reason: reason('robot-later', { answer: words }) }
  if (GONE.has(code)) return { kind: 'refused', reason: reason('robot-gone', { answer: words }) }
  return { kind: 'refused', reason: reason('robot-refused', { answer: words }) }
}

/** Posts one text. `id` travels along as the idempotency key of whoever heeds it. */
export async function sendToRobot(
  robot: Robot,
  { id, text }: { id: string; text: string },
  { limitMs, now }: { limitMs: number; now: Date },
): Promise<Outcome> {
  const url =
    robot.kind === 'dingtalk' && robot.secret ? signed(robot.address, robot.secret, now) : robot.address
  const called = await callHttp({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': id },
    body: JSON.stringify({ msgtype: 'text', text: { content: text } }),
    limitMs,
  })
  if ('failed' in called) return called.failed
  const { host, searchParams } = new URL(robot.address)
  const hide = [robot.address, robot.secret, ...searchParams.values()]
  if (called.status === 404 || called.status === 410)
    return { kind: 'refused', reason: reason('robot-gone', { answer: called.status }) }
  return statusOutcome(called.status, host, answerWords(called.text, hide)) ?? readAnswer(called.text, hide)
}
