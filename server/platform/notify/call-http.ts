// One HTTP call to a robot or a gateway: to a checked address, without following redirects, within a time limit, reading
// little. What matters afterwards is whether the other side may have taken the message, so every failure says which.
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { isIPv6 } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { answerWords, type Outcome, reason } from '../../../domain/notices/outcomes.ts'
import { AddressBarred, resolveAllowed } from './address-guard.ts'

const MOST_READ = 64 * 1024

export type Call = {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body: string | null
  limitMs: number
}
export type Called = { status: number; text: string } | { failed: Outcome }

class TimeOver extends Error {}

type Progress = { connected: boolean; handed: boolean }

function failure(error: unknown, host: string, { connected, handed }: Progress, limitMs: number): Outcome {
  if (error instanceof AddressBarred) return { kind: 'refused', reason: reason('address-blocked', { host }) }
  if (handed) return { kind: 'unclear', reason: reason('unclear', { host }) }
  if (error instanceof TimeOver)
    return {
      kind: 'later',
      away: true,
      reason: reason('too-slow', { host, seconds: Math.round(limitMs / 1000) }),
    }
  const code = String((error as { code?: string }).code ?? '')
  if (connected && !/^E(CONN|PIPE|TIMEDOUT)/.test(code))
    return {
      kind: 'refused',
      reason: reason('tls-failed', { host, answer: answerWords(code || String(error)) }),
    }
  return { kind: 'later', away: true, reason: reason('not-reached', { host }) }
}

function exchange(
  call: Call,
  url: URL,
  address: string,
  progress: Progress,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:'
    const request = (secure ? tlsRequest : plainRequest)(
      url,
      {
        method: call.method,
        agent: false,
        headers: {
          ...call.headers,
          ...(call.body === null ? {} : { 'content-length': String(Buffer.byteLength(call.body)) }),
        },
        // what is called is the very address that was checked
        lookup: (_host, options, done) => {
          const family = isIPv6(address) ? 6 : 4
          if (options.all) done(null, [{ address, family }])
          else done(null, address, family)
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          text += part
          if (text.length > MOST_READ) response.destroy()
        })
        response.on('error', reject)
        response.on('close', () => {
          if (response.complete || text.length > MOST_READ)
            resolve({ status: response.statusCode ?? 0, text })
          else reject(new Error('the answer broke off'))
        })
      },
    )
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        progress.connected = true
        if (!secure) progress.handed = true
      })
      if (secure)
        (socket as TLSSocket).once('secureConnect', () => {
          progress.handed = true
        })
    })
    request.on('error', reject)
    const timer = setTimeout(() => request.destroy(new TimeOver()), call.limitMs)
    request.on('close', () => clearTimeout(timer))
    request.end(call.body ?? undefined)
  })
}

/** Calls once. Never throws: what went wrong is an outcome, `unclear` as soon as the request may have arrived. */
export async function callHttp(call: Call): Promise<Called> {
  const url = new URL(call.url)
  const progress: Progress = { connected: false, handed: false }
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeOver()), call.limitMs)
  })
  try {
    const address = await Promise.race([resolveAllowed(url.hostname), over])
    return await Promise.race([exchange(call, url, address, progress), over])
  } catch (error) {
    return { failed: failure(error, url.host, progress, call.limitMs) }
  } finally {
    clearTimeout(timer)
  }
}

/** What a status outside 2xx means; null where the answer itself has to be read. */
export function statusOutcome(status: number, host: string, answer: string): Outcome | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return { kind: 'refused', reason: reason('redirected', { host }) }
  // a proxy in between gave up waiting: the service behind it may have taken the message
  if ([408, 502, 504].includes(status)) return { kind: 'unclear', reason: reason('unclear', { host }) }
  if (status === 429 || status >= 500)
    return { kind: 'later', reason: reason('http-later', { host, status }) }
  return { kind: 'refused', reason: reason('http-refused', { host, status, answer }) }
}
