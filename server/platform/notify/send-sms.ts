// A county's SMS gateway, whatever its maker: an address, a template with {phone} and {text}, and the words by which it
// says that it took the text.
import type { SmsGateway } from '../../../contract/notices-channels.ts'
import { fillTemplate } from '../../../domain/notices/message.ts'
import { answerWords, type Outcome, reason } from '../../../domain/notices/outcomes.ts'
import { callHttp, statusOutcome } from './call-http.ts'

const withoutSpaces = (text: string): string => text.replace(/\s+/g, '')

function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
}

/** Hands one text over. `headers` are the gateway's own, with its key. */
export async function sendText(
  gateway: SmsGateway & { headers: readonly string[] },
  { id, phone, text }: { id: string; phone: string; text: string },
  limitMs: number,
): Promise<Outcome> {
  const filled = fillTemplate(
    gateway.template,
    { phone, text, id },
    gateway.method === 'GET' ? 'form' : gateway.bodyKind,
  )
  const url = new URL(gateway.url)
  if (gateway.method === 'GET') url.search = url.search ? `${url.search}&${filled}` : filled
  const called = await callHttp({
    url: url.href,
    method: gateway.method,
    headers: {
      'content-type':
        gateway.bodyKind === 'json' ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded',
      'idempotency-key': id,
      ...headersOf(gateway.headers),
    },
    body: gateway.method === 'GET' ? null : filled,
    limitMs,
  })
  if ('failed' in called) return called.failed
  const secrets = Object.values(headersOf(gateway.headers)).flatMap((value) => [value, ...value.split(' ')])
  const answer = answerWords(called.text, [phone, text, ...secrets])
  const outcome = statusOutcome(called.status, url.host, answer)
  if (outcome) return outcome
  return withoutSpaces(called.text).includes(withoutSpaces(gateway.success))
    ? { kind: 'sent' }
    : { kind: 'refused', reason: reason('gateway-refused', { answer }) }
}
