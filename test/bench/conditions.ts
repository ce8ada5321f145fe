// A slow 4G and a slow phone by the browser's own means, and the weight of what a page loads.
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'

/** Lighthouse's DevTools values: 562.5 ms, 1.44 Mbit/s down, a quarter of the processor. */
export async function slowDown(page: Page): Promise<void> {
  await slowProcessor(page)
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 562.5,
    downloadThroughput: 1_440_000 / 8,
    uploadThroughput: 675_000 / 8,
  })
}

/** The processor alone, for a phone that has no network anyway. */
export async function slowProcessor(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

/** Bytes (gzip -9) of the documents, scripts and styles that a page loads from now on. */
export function weigh(page: Page): () => Promise<number> {
  const seen = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const kind = response.request().resourceType()
    if (!['document', 'script', 'stylesheet'].includes(kind) || response.status() !== 200) return
    const size = response.body().then(
      (body) => gzipSync(body, { level: 9 }).length,
      () => 0,
    )
    seen.set(response.url(), size)
  })
  return async () => (await Promise.all(seen.values())).reduce((sum, size) => sum + size, 0)
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** How long an act takes until what it waits for stands there, in ms, the driver's own few included. */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await act()
  return Math.round(performance.now() - started)
}
