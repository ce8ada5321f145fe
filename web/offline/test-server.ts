// For the model test: a server of contract/sync.ts in memory, and a network between it and the phone that loses,
// doubles, delays and breaks what passes.
import { createHash } from 'node:crypto'
import type { SyncAnswer, SyncOp } from '../../contract/sync.ts'
import { CallRefused } from '../shell/call.ts'
import type { Bytes } from './crypto.ts'
import type { PartAt, PartReply, SyncReply, SyncRequest } from './surroundings.ts'

export type Effect = { id: string; seq: number; leaflets: number }
type Kept = { seq: number; outcome: 'applied' | 'refused' | 'conflict' }

const problem = (code: string) => ({
  code,
  zh: '不行',
  en: 'no',
  remedyZh: '改',
  remedyEn: 'mend',
  severity: 'error' as const,
})
const refusal = (status: number, code: string): CallRefused =>
  new CallRefused({ ...problem(code), status, problems: [] })

/** What the model server can be told to get wrong, to see that the test notices. */
export type Flaw = 'none' | 'doubles' | 'forgets' | 'disorders'

export class ModelServer {
  readonly effects: Effect[] = []
  readonly kept = new Map<string, Kept>()
  /** How many acts arrived, duplicates included. */
  deliveries = 0
  #next = 1
  readonly #flaw: Flaw
  readonly #chance: () => number
  constructor(chance: () => number, flaw: Flaw = 'none') {
    this.#chance = chance
    this.#flaw = flaw
  }

  handle(request: SyncRequest): SyncReply {
    if (request.ops.length > 20) throw refusal(400, 'invalid-input')
    this.#next = Math.max(this.#next, request.from)
    const answers = request.ops.map((op) => this.#take(op))
    return { serverAt: '2024-07-03T08:00:00.000Z', answers }
  }

  /** Parts of photographs by `<card>:<hash>`; only of cards that took effect. */
  readonly photos = new Map<string, Map<number, Bytes>>()
  readonly cards = new Set<string>()

  /** `broken`: the line changed a bit of the part; the whole is then wrong, and all of it is awaited again. */
  handlePart({ id, sha256, part }: PartAt, content: Bytes, broken: boolean): PartReply {
    if (!this.cards.has(id)) throw refusal(404, 'not-found')
    const key = `${id}:${sha256}`
    const parts = this.photos.get(key) ?? new Map<number, Bytes>()
    this.photos.set(key, parts)
    if (!parts.has(Number(part))) parts.set(Number(part), broken ? content.map((byte) => byte ^ 1) : content)
    const missing = [0, 1].filter((one) => !parts.has(one))
    if (missing.length === 0 && createHash('sha256').update(this.photoBytes(key)).digest('hex') !== sha256) {
      parts.clear()
      return { missing: [0, 1], problem: null }
    }
    return { missing, problem: null }
  }

  photoBytes(key: string): Buffer {
    const parts = this.photos.get(key)
    return Buffer.concat([0, 1].map((part) => parts?.get(part) ?? new Uint8Array()))
  }

  #take(op: SyncOp): SyncAnswer {
    this.deliveries++
    const answer = (outcome: SyncAnswer['outcome'], code?: string): SyncAnswer => ({
      id: op.id,
      seq: op.seq,
      outcome,
      problem: code ? problem(code) : null,
    })
    const before = this.kept.get(op.id)
    if (before && this.#flaw !== 'doubles')
      return before.outcome === 'applied' ? answer('duplicate') : answer(before.outcome, 'no')
    if (op.seq > this.#next && this.#flaw !== 'disorders') return answer('wait')
    if (op.seq < this.#next && !before && this.#flaw === 'none') return answer('refused', 'number-used')
    if (this.#chance() < 0.03) return answer('later', 'busy')
    return this.#settle(op, answer)
  }

  #settle(op: SyncOp, answer: (outcome: SyncAnswer['outcome'], code?: string) => SyncAnswer): SyncAnswer {
    const { leaflets } = op.body as { leaflets: number }
    // The recorded number decides, as a rule of the server would: every 17th is refused, every 23rd clashes.
    const outcome = leaflets % 17 === 0 ? 'refused' : leaflets % 23 === 0 ? 'conflict' : 'applied'
    this.#next = Math.max(this.#next, op.seq + 1)
    this.kept.set(op.id, { seq: op.seq, outcome })
    const forgotten = this.#flaw === 'forgets' && this.#chance() < 0.05
    if (outcome === 'applied') this.cards.add(String(op.params?.id))
    if (outcome === 'applied' && !forgotten) this.effects.push({ id: op.id, seq: op.seq, leaflets })
    return answer(outcome, outcome === 'applied' ? undefined : 'no')
  }
}

/** The network of one phone: each request meets one fate. `calm` ends all trouble. */
export class ModelNetwork {
  calm = false
  signedIn = true
  readonly fates: Record<string, number> = {}
  readonly #late: SyncRequest[] = []
  readonly #server: ModelServer
  readonly #chance: () => number
  constructor(server: ModelServer, chance: () => number) {
    this.#server = server
    this.#chance = chance
  }

  #fate(): string {
    if (this.calm) return 'through'
    const [dice, fates] = [
      this.#chance(),
      ['lost', '500 before', 'late', '500 after', 'reply lost', 'doubled', 'broken', 'partial'],
    ]
    return fates[Math.floor(dice * 16)] ?? 'through'
  }

  async send(request: SyncRequest): Promise<SyncReply> {
    // What travels is a copy; and what was held up earlier may arrive now, before or after it.
    const copy = structuredClone(request)
    if (this.#chance() < 0.5) this.#deliverLate()
    if (!this.signedIn) throw refusal(401, 'sign-in-needed')
    const fate = this.#fate()
    this.fates[fate] = (this.fates[fate] ?? 0) + 1
    if (fate === 'late') this.#late.push(copy)
    if (fate === 'lost' || fate === 'late') throw refusal(0, 'offline')
    if (fate === '500 before') throw refusal(500, 'server-fault')
    const reply = this.#server.handle(copy)
    if (fate === '500 after') throw refusal(500, 'server-fault')
    if (fate === 'reply lost') throw refusal(0, 'offline')
    if (fate === 'broken') throw new SyntaxError('Unexpected end of JSON input')
    if (fate === 'doubled') this.#server.handle(copy)
    if (fate === 'partial') reply.answers = reply.answers.filter(() => this.#chance() < 0.5).reverse()
    return reply
  }

  /** A part of a photograph meets the same fates; a broken one arrives changed. */
  async sendPart(at: PartAt, content: Bytes): Promise<PartReply> {
    if (!this.signedIn) throw refusal(401, 'sign-in-needed')
    const fate = this.#fate()
    if (fate === 'lost' || fate === 'late') throw refusal(0, 'offline')
    if (fate === '500 before') throw refusal(500, 'server-fault')
    const reply = this.#server.handlePart(at, content, fate === 'broken')
    if (fate === '500 after') throw refusal(500, 'server-fault')
    if (fate === 'reply lost') throw refusal(0, 'offline')
    if (fate === 'doubled') this.#server.handlePart(at, content, false)
    return reply
  }

  #deliverLate(): void {
    const at = Math.floor(this.#chance() * this.#late.length)
    for (const request of this.#late.splice(at, 1)) this.#server.handle(request)
  }

  /** Everything still under way arrives, twice. */
  flush(): void {
    for (const request of this.#late.splice(0).flatMap((late) => [late, late])) this.#server.handle(request)
  }
}
