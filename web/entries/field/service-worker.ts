// The phone's service worker: keeps the built pages for starting without a network, and nothing else. It never
// touches /api, and a new version waits until the person asks for it, so that no half-filled form is reloaded.
// The build fills in the list of files (vite.config.ts); it stays small instead of bringing a library along.

type Waiting = { waitUntil(work: Promise<unknown>): void }
type Asked = Waiting & { request: Request; respondWith(answer: Promise<Response>): void }
type Worker = {
  location: Location
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(name: 'install' | 'activate', act: (event: Waiting) => void): void
  addEventListener(name: 'fetch', act: (event: Asked) => void): void
  addEventListener(name: 'message', act: (event: { data: unknown }) => void): void
}
declare const __BUILT_FILES__: { version: string; files: string[] }

const worker = globalThis as unknown as Worker
const { version, files } = __BUILT_FILES__
const NAME = 'xunzhen-field-'
const PAGE = '/field/index.html'
const known = new Set(files)

/** All or nothing: a version with a hole in it never takes over. */
async function install(): Promise<void> {
  const cache = await caches.open(NAME + version)
  await cache.addAll(files.map((file) => new Request(file, { cache: 'reload', credentials: 'same-origin' })))
}

async function activate(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(NAME) && name !== NAME + version)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.clients.claim()
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(NAME + version)
  return (await cache.match(path)) ?? fetch(request)
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting()
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (request.mode === 'navigate' && url.pathname.startsWith('/field'))
    event.respondWith(answer(PAGE, request))
  else if (known.has(url.pathname)) event.respondWith(answer(url.pathname, request))
})
