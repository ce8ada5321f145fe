// Hands a package to another box over HTTP: to a checked address, no redirects, within a time limit, reading no more than a
// package may be.
import { resolveAllowed } from '../../../platform/notify/address-guard.ts'

const LIMIT_MS = 60_000
const MOST_BYTES = 16 * 1024 * 1024

export async function postPackage(
  url: string,
  bytes: Uint8Array,
): Promise<{ bytes: Uint8Array } | { failed: string }> {
  const at = new URL('/api/federation/inbox', url)
  try {
    await resolveAllowed(at.hostname)
    const response = await fetch(at, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    const length = Number(response.headers.get('content-length') ?? 0)
    if (length > MOST_BYTES) return { failed: '回执过大' }
    const answer = new Uint8Array(await response.arrayBuffer())
    if (response.ok) return { bytes: answer }
    const said = JSON.parse(Buffer.from(answer).toString('utf8').slice(0, 20_000)) as { zh?: string }
    return { failed: said.zh ?? `HTTP ${response.status}` }
  } catch (error) {
    return { failed: error instanceof Error ? error.message.slice(0, 120) : '未知原因' }
  }
}
