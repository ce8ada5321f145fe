import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startDaily } from './daily.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('runs at the start, once each Shanghai day, and again within the hour after a failure', async () => {
  let day = new Date('2024-06-14T15:30:00Z')
  let runs = 0
  let broken = false
  const logged: string[] = []
  const daily = startDaily({ clock: { now: () => day }, log: (text) => logged.push(text) }, async () => {
    runs++
    if (broken) throw new Error('no database')
  })
  await Promise.all([daily.now(), daily.now()])
  expect(runs).toBe(1)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(runs).toBe(1)
  // 2024-06-15 00:30 in Shanghai
  day = new Date('2024-06-14T16:30:00Z')
  broken = true
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect([runs, logged]).toEqual([2, ['daily work failed']])
  broken = false
  await vi.advanceTimersByTimeAsync(3_600_000)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(runs).toBe(3)
  await daily.stop()
  day = new Date('2024-06-16T16:30:00Z')
  await vi.advanceTimersByTimeAsync(7_200_000)
  expect(runs).toBe(3)
})
