// Work of every day: once when the server starts, then once each Shanghai day by the given clock. A failure is logged and
// tried again within the hour; nothing else waits for it.
import type { Services } from './action.ts'
import { shanghaiDay } from './clock.ts'

const HOUR = 3_600_000

/** Starts the daily work; answers the way to stop it, after what is under way. `now` runs what is due at once. */
export function startDaily(
  { clock, log }: Pick<Services, 'clock' | 'log'>,
  work: () => Promise<void>,
): { now: () => Promise<void>; stop: () => Promise<void> } {
  let done = ''
  let running: Promise<void> | null = null
  const now = (): Promise<void> => {
    const day = shanghaiDay(clock.now())
    if (day === done) return Promise.resolve()
    running ??= work()
      .then(() => {
        done = day
      })
      .catch((error: unknown) => log('daily work failed', { error: String((error as Error).stack ?? error) }))
      .finally(() => {
        running = null
      })
    return running
  }
  const timer = setInterval(() => void now(), HOUR)
  timer.unref()
  const stop = async (): Promise<void> => {
    clearInterval(timer)
    await running
  }
  return { now, stop }
}
