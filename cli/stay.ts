// Keeps a server up until it is told to stop, then closes in order: no new requests, database last.
import type { Running } from '../server/boot.ts'

/** Resolves with exit status 0 after SIGINT or SIGTERM and an orderly close. */
export function stayUntilStopped(running: Running): Promise<number> {
  return new Promise((resolve) => {
    let stopping = false
    const stop = (): void => {
      if (stopping) return
      stopping = true
      process.stderr.write('… 正在停止 stopping\n')
      const limit = setTimeout(() => {
        process.stderr.write('✗ 20 秒内未能停止 not stopped in time\n')
        process.exit(1)
      }, 20_000)
      running.close().then(
        () => {
          clearTimeout(limit)
          process.stderr.write('✓ 已停止 stopped\n')
          resolve(0)
        },
        (error: unknown) => {
          process.stderr.write(`✗ ${String(error)}\n`)
          resolve(1)
        },
      )
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}
