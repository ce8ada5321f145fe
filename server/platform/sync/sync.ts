// What phones did offline, told again: each call runs through the same choke point as everything else, in the phone's
// order, and settles in the very transaction of its effect, so that it takes effect once however often it comes (R5).
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { Refused, refuse } from '../../../contract/problems.ts'
import { type SyncAnswer, sync } from '../../../contract/sync.ts'
import type { Problem } from '../../../domain/shared/problem.ts'
import { type Action, checkActor, type RequestFacts, type Services } from '../action.ts'
import type { Actor } from '../actor.ts'
import { inScope } from '../database.ts'
import { asRefused } from '../faults.ts'
import { receive } from '../receive.ts'
import * as store from './store.ts'

type Batch = z.output<NonNullable<(typeof sync)['body']>>
type Op = Batch['ops'][number]
type Sender = { services: Services; actor: Actor; request: RequestFacts; batch: Batch; now: Date }

/** Thrown inside a call's transaction when it is settled already: nothing of it stays. */
class SettledAlready extends Error {}

/** The same content gives the same mark, however its keys are ordered. */
function contentHash({ id, call, params, query, body }: Op): string {
  const ordered = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(ordered)
      : value && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, ordered(inner)]),
          )
        : value
  return createHash('sha256')
    .update(JSON.stringify(ordered([id, call, params, query, body])))
    .digest('hex')
}

/** R7: when it was done by the server's clock; the device's own is kept beside it and never trusted. */
export function reckonTime(
  op: Pick<Op, 'deviceAt' | 'bootId' | 'monoAt'>,
  batch: Pick<Batch, 'bootId' | 'sentAt' | 'monoNow'>,
  now: Date,
): { happenedAt: Date; clock: 'monotonic' | 'wall'; skewSeconds: number } {
  const monotonic = op.bootId === batch.bootId && batch.monoNow >= op.monoAt
  const age = monotonic ? batch.monoNow - op.monoAt : Date.parse(batch.sentAt) - Date.parse(op.deviceAt)
  const skewSeconds = Math.round((Date.parse(batch.sentAt) - now.getTime()) / 1000)
  // what claims to come from the future, or from before any phone, was done now as far as we can tell
  const believable = age >= 0 && age < 400 * 86_400_000
  return {
    happenedAt: new Date(now.getTime() - (believable ? age : 0)),
    clock: monotonic ? 'monotonic' : 'wall',
    skewSeconds,
  }
}

function settledFrom(
  { actor, batch, now }: Sender,
  op: Op,
  outcome: store.SettledOp['outcome'],
  problem: Problem | null,
): store.SettledOp {
  return {
    deviceId: batch.deviceId,
    seq: op.seq,
    id: op.id,
    accountId: actor.accountId,
    call: op.call,
    contentHash: contentHash(op),
    outcome,
    problem,
    body: outcome === 'applied' ? null : { params: op.params, query: op.query, body: op.body },
    deviceAt: new Date(op.deviceAt),
    ...reckonTime(op, batch, now),
  }
}

const answer = (op: Op, outcome: SyncAnswer['outcome'], problem: Problem | null = null): SyncAnswer => ({
  id: op.id,
  seq: op.seq,
  outcome,
  problem,
})

/** What became of a call that came before; the same number with other content is a conflict, and both are kept. */
async function answerSettled({ services, batch }: Sender, op: Op): Promise<SyncAnswer> {
  const known = await store.settledOp(services.db, batch.deviceId, op)
  if (!known) return answer(op, 'later')
  if (known.content_hash !== contentHash(op))
    return answer(op, 'conflict', refuse('sync-content-differs', { seq: op.seq }).problem)
  return known.outcome === 'applied'
    ? answer(op, 'duplicate')
    : answer(op, known.outcome as 'refused' | 'conflict', known.problem as Problem)
}

/** Refusals that may pass by themselves: the phone sends again, nothing is settled. */
function mayPass(error: unknown, refused: Refused): boolean {
  const code = (error as { code?: string }).code ?? ''
  return (
    refused.status >= 500 ||
    [401, 408, 429].includes(refused.status) ||
    /^(40001|40P01|55P03|57P0)/.test(code)
  )
}

async function apply(sender: Sender, action: Action, op: Op): Promise<SyncAnswer> {
  const { services, actor, request, now } = sender
  try {
    const received = receive(action, { params: op.params, query: op.query, body: op.body })
    const within: NonNullable<RequestFacts['within']> = async (trx) => {
      if (!(await store.settleOp(trx, settledFrom(sender, op, 'applied', null), now)))
        throw new SettledAlready()
    }
    const { happenedAt } = reckonTime(op, sender.batch, now)
    await action.perform(services, actor, { ...request, within, happenedAt }, received)
    return answer(op, 'applied')
  } catch (error) {
    if (error instanceof SettledAlready) return answerSettled(sender, op)
    const refused = error instanceof Refused ? error : asRefused(error, request.id)
    if (mayPass(error, refused)) return answer(op, 'later', refused.problem)
    const outcome = refused.problem.code === 'changed-meanwhile' ? 'conflict' : 'refused'
    const [first] = refused.problems ?? []
    const problem = first ? { ...refused.problem, zh: `${refused.problem.zh}${first.zh}` } : refused.problem
    const settled = settledFrom(sender, op, outcome, problem)
    const kept = await inScope(services.db, { kind: 'system' }, (trx) => store.settleOp(trx, settled, now))
    return kept ? answer(op, outcome, problem) : answerSettled(sender, op)
  }
}

/** Runs a batch in order; a gap in the numbers, or a fault that may pass, leaves the rest for later. */
async function runBatch(sender: Sender, calls: ReadonlyMap<string, Action>): Promise<SyncAnswer[]> {
  const { services, batch } = sender
  let next = Math.max((await store.lastSettled(services.db, batch.deviceId)) + 1, batch.from)
  let stopped = false
  const answers: SyncAnswer[] = []
  for (const op of [...batch.ops].sort((a, b) => a.seq - b.seq)) {
    const action = calls.get(op.call)
    let told: SyncAnswer
    if (stopped || !action) told = answer(op, 'later')
    else if (op.seq > next) told = answer(op, 'wait')
    else if (op.seq < next) {
      const settled = await answerSettled(sender, op)
      told =
        settled.outcome === 'later'
          ? answer(op, 'conflict', refuse('sync-number-passed', { seq: op.seq }).problem)
          : settled
    } else told = await apply(sender, action, op)
    if (told.outcome === 'later') stopped = true
    else if (op.seq === next && told.outcome !== 'wait') next++
    answers.push(told)
  }
  return answers
}

/** The sync endpoint over the calls that phones may keep for later. */
export function syncAction(rooms: readonly Action[], names: readonly string[]): Action {
  const calls = new Map(rooms.filter((a) => names.includes(a.endpoint.id)).map((a) => [a.endpoint.id, a]))
  return {
    endpoint: sync,
    allow: 'session.use',
    async perform(services, actor, request, received) {
      const who = checkActor(actor, 'session.use', sync.summary)
      const { body: batch } = received as { body: Batch }
      const device = await store.deviceById(services.db, batch.deviceId)
      if (device?.account_id !== who.accountId) throw refuse('not-found', { what: '已登记的手机' })
      if (device.revoked_at) throw refuse('device-revoked')
      const now = services.clock.now()
      const answers = await runBatch({ services, actor: who, request, batch, now }, calls)
      return { answer: { serverAt: now.toISOString(), answers }, token: undefined }
    },
  }
}
