// A bad network between the phone and the server: requests lost before or after the server acted, delayed, told twice,
// and every connection cut now and then (R28). Keeps a ledger of what phones told over it.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Chance } from './random.ts'
import { Ledger } from './sync-ledger.ts'

export type Weather = {
  /** Share of the requests that get no answer; half of them have reached the server. */
  loss: number
  /** Share of the uploads that arrive a second time, later. */
  replay: number
  delayMs: number
  cutEveryMs: number
  outageMs: number
}

type Forwarded = { status: number; headers: IncomingMessage['headers']; body: Buffer }
type Asked = { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer }

export type FaultProxy = {
  address: string
  ledger: Ledger
  figures: { requests: number; lostBefore: number; lostAfter: number; replays: number; cuts: number }
  /** `null`: fair weather; `'down'`: nobody is there. */
  set: (weather: Weather | null | 'down') => void
  close: () => Promise<void>
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function forward(target: URL, asked: Asked): Promise<Forwarded> {
  return new Promise((resolve, reject) => {
    const { method, headers } = asked
    const out = request(
      { host: target.hostname, port: target.port, method, path: asked.url, headers },
      (answer) => {
        readAll(answer).then(
          (body) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body }),
          reject,
        )
      },
    )
    out.on('error', reject)
    out.end(asked.body)
  })
}

class Storm {
  readonly ledger = new Ledger()
  readonly figures = { requests: 0, lostBefore: 0, lostAfter: 0, replays: 0, cuts: 0 }
  readonly sockets = new Set<Socket>()
  readonly #target: URL
  readonly #chance: Chance
  #weather: Weather | null | 'down' = null
  #out = false
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(target: string, dice: Chance) {
    this.#target = new URL(target)
    this.#chance = dice
  }

  set(weather: Weather | null | 'down'): void {
    this.#weather = weather
    clearInterval(this.#timer)
    this.#out = weather === 'down'
    if (weather === 'down') this.#hangUp()
    else if (weather) this.#timer = setInterval(() => void this.#cut(weather.outageMs), weather.cutEveryMs)
  }

  #hangUp(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  async #cut(outageMs: number): Promise<void> {
    this.figures.cuts += 1
    this.#out = true
    this.#hangUp()
    await sleep(outageMs)
    this.#out = this.#weather === 'down'
  }

  accept(socket: Socket): void {
    if (this.#out) {
      socket.destroy()
      return
    }
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined)
  }

  async #ask(asked: Asked): Promise<Forwarded> {
    const answer = await forward(this.#target, asked)
    if (asked.method === 'POST' && asked.url === '/api/sync') this.ledger.note(asked.body, answer)
    return answer
  }

  /** The same request once more, some time later, its answer going nowhere. */
  #replay(asked: Asked, delayMs: number): void {
    this.figures.replays += 1
    void sleep(this.#chance.below(delayMs))
      .then(() => this.#ask(asked))
      .catch(() => undefined)
  }

  async handle(message: IncomingMessage, reply: ServerResponse): Promise<void> {
    // uncompressed, so that whatever a browser kept of an answer could be read in its files
    const headers = { ...message.headers, 'accept-encoding': 'identity' }
    const asked = {
      method: message.method ?? 'GET',
      url: message.url ?? '/',
      headers,
      body: await readAll(message),
    }
    this.figures.requests += 1
    const weather = this.#weather === 'down' ? null : this.#weather
    const lost = weather !== null && this.#chance.happens(weather.loss)
    const reached = !lost || this.#chance.happens(0.5)
    if (weather) await sleep(this.#chance.below(weather.delayMs / 2))
    if (!reached) {
      this.figures.lostBefore += 1
      message.socket.destroy()
      return
    }
    const answer = await this.#ask(asked)
    if (weather && asked.method === 'POST' && this.#chance.happens(weather.replay))
      this.#replay(asked, weather.delayMs)
    if (weather) await sleep(this.#chance.below(weather.delayMs / 2))
    if (lost) {
      this.figures.lostAfter += 1
      message.socket.destroy()
      return
    }
    reply.writeHead(answer.status, answer.headers)
    reply.end(answer.body)
  }
}

/** Listens on a port of its own before the server at `target`. */
export async function startFaultProxy(target: string, dice: Chance): Promise<FaultProxy> {
  const storm = new Storm(target, dice)
  const server = createServer((message, reply) => {
    storm.handle(message, reply).catch(() => message.socket.destroy())
  })
  server.on('connection', (socket) => storm.accept(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    ledger: storm.ledger,
    figures: storm.figures,
    set: (weather) => storm.set(weather),
    close: async () => {
      storm.set('down')
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
