// The service worker, run with a browser of paper: what it keeps, what it answers, and what it must leave alone.
import { beforeAll, beforeEach, expect, test } from 'vitest'

type Event = { request?: Request; data?: unknown; waitUntil?: unknown; respondWith?: unknown }
const acts = new Map<string, (event: Event) => void>()
const kept = new Map<string, Map<string, string>>()
let takenOver = 0
let network: (address: string) => Response

const pathOf = (request: Request | string): string =>
  new URL(typeof request === 'string' ? request : request.url, ORIGIN).pathname
const ORIGIN = 'https://phone.example'

/** Node's Request wants whole addresses and knows no navigation; the worker's do. */
class PaperRequest {
  readonly url: string
  readonly method: string
  readonly mode: string
  constructor(path: string, init: { method?: string; mode?: string } = {}) {
    this.url = new URL(path, ORIGIN).href
    this.method = init.method ?? 'GET'
    this.mode = init.mode ?? 'cors'
  }
}

beforeAll(async () => {
  const caches = {
    open: async (name: string) => {
      const cache = kept.get(name) ?? new Map<string, string>()
      kept.set(name, cache)
      return {
        addAll: async (requests: Request[]) => {
          const answers = requests.map((request) => [pathOf(request), network(request.url)] as const)
          if (answers.some(([, answer]) => !answer.ok)) throw new TypeError('a file is missing')
          for (const [path, answer] of answers) cache.set(path, await answer.text())
        },
        match: async (path: string) => (cache.has(path) ? new Response(cache.get(path)) : undefined),
      }
    },
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
  }
  Object.assign(globalThis, {
    caches,
    Request: PaperRequest,
    location: { origin: ORIGIN },
    clients: { claim: async () => undefined },
    skipWaiting: async () => void takenOver++,
    addEventListener: (name: string, act: (event: Event) => void) => acts.set(name, act),
    fetch: async (request: Request) => network(request.url),
    __BUILT_FILES__: { version: 'v2', files: ['/field/index.html', '/field/assets/a.js'] },
  })
  await import('./service-worker.ts')
})
beforeEach(() => {
  kept.clear()
  network = (address) => new Response(`built ${pathOf(address)}`)
})

const run = (name: string): Promise<unknown> => {
  let work: Promise<unknown> = Promise.resolve()
  acts.get(name)?.({ waitUntil: (given: Promise<unknown>) => (work = given) })
  return work
}
/** The answer, or null when the worker leaves the request to the browser. */
async function ask(path: string, init: { method?: string; mode?: string } = {}): Promise<string | null> {
  let answer: Promise<Response> | null = null
  const request = new PaperRequest(path, init) as unknown as Request
  acts.get('fetch')?.({ request, respondWith: (given: Promise<Response>) => (answer = given) })
  return answer && (await (answer as Promise<Response>)).text()
}
const offline = (): void => {
  network = () => {
    throw new TypeError('no network')
  }
}

test('every address under /field/ opens without a network, and the files of the build', async () => {
  await run('install')
  offline()
  expect(await ask('/field/', { mode: 'navigate' })).toBe('built /field/index.html')
  expect(await ask('/field/day/2024-07-03', { mode: 'navigate' })).toBe('built /field/index.html')
  expect(await ask('/field/assets/a.js')).toBe('built /field/assets/a.js')
})

test('the server’s answers, other sites and writing are left alone', async () => {
  await run('install')
  for (const path of ['/api/field-bundle', '/api/sync', '/desk', 'https://other.example/field/assets/a.js'])
    expect(await ask(path), path).toBeNull()
  expect(await ask('/desk', { mode: 'navigate' })).toBeNull()
  expect(await ask('/field/assets/a.js', { method: 'POST' })).toBeNull()
  expect([...(kept.get('xunzhen-field-v2')?.keys() ?? [])]).toEqual([
    '/field/index.html',
    '/field/assets/a.js',
  ])
})

test('a version with a missing file does not take over', async () => {
  network = (address) => new Response('', { status: address.endsWith('a.js') ? 404 : 200 })
  await expect(run('install')).rejects.toThrow()
})

test('a new version waits until it is asked for, and then removes the old one only', async () => {
  kept.set('xunzhen-field-v1', new Map())
  kept.set('another', new Map())
  await run('install')
  expect([takenOver, kept.size]).toEqual([0, 3])
  acts.get('message')?.({ data: 'take-over' })
  expect(takenOver).toBe(1)
  await run('activate')
  expect([...kept.keys()]).toEqual(['another', 'xunzhen-field-v2'])
})
