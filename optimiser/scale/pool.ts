// Work shared out to threads: as many lanes as there are processors to use, each with a thread that is
// replaced after some tasks (a solver's memory grows and never shrinks) or when it dies. Tasks are drawn one
// by one, so that a nation's worth of them is never in memory together.
import { Worker } from 'node:worker_threads'

export type PoolOptions = {
  /** The thread's module: it answers each message with one message. */
  module: URL
  jobs: number
  /** Tasks after which a thread is replaced. */
  recycleAfter?: number
  /** Megabytes of JavaScript heap a thread may use. */
  memoryMb?: number
  signal?: AbortSignal | undefined
}

export type Answer<R> = { result: R } | { result: null; error: Error }

/** Gives each task to a thread and its answer to `onAnswer`; rejects with the reason of an aborted signal. */
export async function shareOut<T, R>(
  tasks: Iterable<T> | AsyncIterable<T>,
  options: PoolOptions,
  onAnswer: (task: T, answer: Answer<R>) => void | Promise<void>,
): Promise<void> {
  const source = drawn(tasks)
  const lanes = Array.from({ length: Math.max(1, options.jobs) }, async () => {
    const lane = new Lane<T, R>(options)
    try {
      for (let next = await source.next(); !next.done; next = await source.next()) {
        options.signal?.throwIfAborted()
        await onAnswer(next.value, await lane.run(next.value))
      }
    } finally {
      await lane.end()
    }
  })
  // all lanes end before anybody is told: no thread outlives the call
  const ended = await Promise.allSettled(lanes)
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason
}

/** One iterator for all lanes; an asynchronous source is asked for one task at a time. */
function drawn<T>(tasks: Iterable<T> | AsyncIterable<T>): { next: () => Promise<IteratorResult<T>> } {
  const iterator = Symbol.asyncIterator in tasks ? tasks[Symbol.asyncIterator]() : tasks[Symbol.iterator]()
  let last: Promise<unknown> = Promise.resolve()
  return {
    next: () => {
      const result = last.then(() => iterator.next())
      last = result.catch(() => undefined)
      return result
    },
  }
}

class Lane<T, R> {
  readonly #options: PoolOptions
  #worker: Worker | null = null
  #done = 0

  constructor(options: PoolOptions) {
    this.#options = options
  }

  async run(task: T): Promise<Answer<R>> {
    const { module, memoryMb, recycleAfter = 25, signal } = this.#options
    if (this.#done >= recycleAfter) await this.end()
    this.#done++
    const worker =
      this.#worker ??
      new Worker(
        module,
        memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } },
      )
    this.#worker = worker
    const { promise, resolve, reject } = Promise.withResolvers<Answer<R>>()
    const abort = () => reject(signal?.reason)
    const message = (result: R) => resolve({ result })
    const fail = (error: Error) => resolve({ result: null, error })
    const exit = (code: number) => fail(new Error(`the thread ended with ${code}`))
    signal?.addEventListener('abort', abort, { once: true })
    worker.on('message', message).on('error', fail).on('exit', exit)
    worker.postMessage(task)
    try {
      const answer = await promise
      if (answer.result === null) await this.end()
      return answer
    } finally {
      signal?.removeEventListener('abort', abort)
      worker.off('message', message).off('error', fail).off('exit', exit)
    }
  }

  async end(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#done = 0
    // a terminated thread may still report its end; nobody is to trip over it
    worker?.on('error', () => {})
    await worker?.terminate()
  }
}
