// One attempt to upload: take a batch, send it within a time limit, and tell what came of it. Nothing here loses an
// act: whatever is not clearly answered stays waiting.
import type { Problem } from '../../domain/shared/problem.ts'
import { CallRefused } from '../shell/call.ts'
import { phoneProblem } from './phone-problems.ts'
import { sendPart } from './photo-send.ts'
import type { Unlocked } from './store.ts'
import type { Surroundings, SyncReply, SyncRequest } from './surroundings.ts'
import { applyAnswers, type Batch, MOST_OPS, postpone, setAside, takeBatch } from './sync-batch.ts'
import { LEASE_MS, runAlone } from './sync-lock.ts'

/** 2G with lost packets takes seconds for a round trip and more for twenty cards. */
const REQUEST_MS = LEASE_MS / 2

export type Sent =
  | { kind: 'progress'; at: string }
  | { kind: 'idle' }
  | { kind: 'resting'; waitMs: number }
  | { kind: 'busy' }
  | { kind: 'failed'; problem: Problem }
  | { kind: 'signIn'; problem: Problem }

/** How many acts go into one request: halved after a failure, doubled after a success. */
export type Pace = { most: number }
export const newPace = (): Pace => ({ most: MOST_OPS })

/** Does a request within its time. @throws CallRefused `slow-network`, and what the request throws */
function within<T>(around: Surroundings, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  return new Promise((resolve, reject) => {
    const stop = around.after(REQUEST_MS, () => {
      controller.abort()
      reject(new CallRefused({ ...phoneProblem('slow-network'), status: 0, problems: [] }))
    })
    work(controller.signal).then(resolve, reject).finally(stop)
  })
}

const requestOf = (unlocked: Unlocked, around: Surroundings, batch: Batch): SyncRequest => ({
  deviceId: unlocked.deviceId,
  bootId: around.bootId,
  sentAt: new Date(around.now()).toISOString(),
  monoNow: around.mono(),
  ...batch,
})

/** Whether a refusal of the whole request speaks of the acts in it, not of the network, the session or the server. */
function blamesAct({ status, problems }: CallRefused['refusal']): boolean {
  return status === 413 || (status === 400 && problems.some((p) => p.place?.path?.startsWith('body.ops')))
}

async function fail(unlocked: Unlocked, around: Surroundings, problem: Problem): Promise<Sent> {
  await postpone(unlocked, around.now(), around.random())
  return { kind: 'failed', problem }
}

/** What a failed request means. Only a lone act that the server calls malformed is set aside; the rest is tried again. */
async function sayFailure(
  unlocked: Unlocked,
  around: Surroundings,
  error: unknown,
  batch: Batch,
): Promise<Sent> {
  if (!(error instanceof CallRefused)) return fail(unlocked, around, phoneProblem('broken-answer'))
  const { status, problems, ...own } = error.refusal
  const problem = own as Problem
  if (status === 401) return { kind: 'signIn', problem }
  const [only, ...others] = batch.ops
  if (!only || !blamesAct(error.refusal)) return fail(unlocked, around, problem)
  if (others.length === 0) await setAside(unlocked, only.id, (problems[0] as Problem) ?? problem)
  return { kind: 'progress', at: '' }
}

/** No day waits: the next part of a photograph. */
async function sendPhoto(unlocked: Unlocked, around: Surroundings): Promise<Sent> {
  const sent = await sendPart(unlocked, around, (work) => within(around, work))
  if (sent.kind === 'progress') return { kind: 'progress', at: '' }
  if (sent.kind !== 'failed') return sent
  if (!(sent.error instanceof CallRefused)) return { kind: 'failed', problem: phoneProblem('broken-answer') }
  const { status, problems: _, ...own } = sent.error.refusal
  const problem = own as Problem
  return status === 401 ? { kind: 'signIn', problem } : { kind: 'failed', problem }
}

async function sendBatch(unlocked: Unlocked, around: Surroundings, pace: Pace): Promise<Sent> {
  const due = await takeBatch(unlocked, around.now(), pace.most)
  if (!due) return sendPhoto(unlocked, around)
  if ('waitMs' in due) return { kind: 'resting', waitMs: due.waitMs }
  let reply: SyncReply
  try {
    reply = await within(around, (signal) => around.send(requestOf(unlocked, around, due.batch), signal))
  } catch (error) {
    // A smaller request gets through where a large one does not, and finds the one act that is at fault.
    pace.most = Math.max(1, Math.floor(Math.min(pace.most, due.batch.ops.length) / 2))
    return sayFailure(unlocked, around, error, due.batch)
  }
  const left = await applyAnswers(unlocked, due.batch, reply)
  if (left === 0) return fail(unlocked, around, phoneProblem('not-taken'))
  pace.most = Math.min(MOST_OPS, pace.most * 2)
  return { kind: 'progress', at: reply.serverAt }
}

/** One attempt, in one tab at a time. @throws CallRefused `phone-locked`, `phone-full` */
export async function sendOnce(unlocked: Unlocked, around: Surroundings, pace: Pace): Promise<Sent> {
  const sent = await runAlone(unlocked, around, () => sendBatch(unlocked, around, pace))
  return sent ?? { kind: 'busy' }
}
