// What reached the server of a phone's uploads: each number's content, how often it came, what was answered.
import { createHash } from 'node:crypto'
import type { SyncAnswer } from '../../contract/sync.ts'

type Told = { seq: number; id: string; params: { id?: string }; body: { dutyId?: string } }

export class Ledger {
  deliveries = 0
  outcomes: Partial<Record<SyncAnswer['outcome'], number>> = {}
  /** The cards a phone named for a duty: more than one is a doubled day. */
  readonly cards = new Map<string, Set<string>>()
  readonly faults: string[] = []
  readonly #contents = new Map<number, string>()

  note(request: Buffer, answer: { status: number; body: Buffer }): void {
    const { ops } = JSON.parse(request.toString()) as { ops: Told[] }
    for (const op of ops) this.#told(op)
    if (answer.status !== 200) {
      this.faults.push(`sync was answered ${answer.status}: ${answer.body.toString().slice(0, 200)}`)
      return
    }
    const { answers } = JSON.parse(answer.body.toString()) as { answers: SyncAnswer[] }
    for (const { outcome, seq, problem } of answers) {
      this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1
      if (outcome === 'refused' || outcome === 'conflict')
        this.faults.push(`number ${seq} was answered ${outcome}: ${problem?.code ?? ''} ${problem?.zh ?? ''}`)
    }
  }

  #told(op: Told): void {
    this.deliveries += 1
    const content = createHash('sha256').update(JSON.stringify(op)).digest('hex')
    const known = this.#contents.get(op.seq)
    if (known && known !== content) this.faults.push(`number ${op.seq} was told with two contents`)
    this.#contents.set(op.seq, content)
    const duty = op.body.dutyId ?? ''
    this.cards.set(duty, (this.cards.get(duty) ?? new Set()).add(op.params.id ?? ''))
  }
}
