// The installed pages and their new versions: offline start through the service worker, and an update only when the
// person asks for it, so that a half-filled form is never reloaded. For `useSyncExternalStore`.

export type UpdateState = 'none' | 'ready'
export type Updates = {
  getSnapshot: () => UpdateState
  subscribe: (listener: () => void) => () => void
  /** False in WeChat on iOS and the like: a page then says how to open it in a browser that can start offline. */
  canStartOffline: boolean
  /** Takes the new version and reloads this page; offer it where nothing is being filled in. */
  apply: () => void
}

const HOURLY = 3_600_000

function watch(registration: ServiceWorkerRegistration, ready: () => void): void {
  const look = (): void => {
    // The very first version has nothing to replace.
    if (registration.waiting && navigator.serviceWorker.controller) ready()
  }
  look()
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  )
  const check = (): void => void registration.update().catch(() => undefined)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && check())
  setInterval(check, HOURLY)
}

/** Registers the service worker of the field pages; without one (WeChat on iOS) the pages work online only. */
export function startUpdates(address = '/field/service-worker.js'): Updates {
  let state: UpdateState = 'none'
  let waiting: ServiceWorkerRegistration | undefined
  let asked = false
  const listeners = new Set<() => void>()
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker
  workers
    ?.register(address, { scope: '/field/' })
    .then((registration) =>
      watch(registration, () => {
        waiting = registration
        state = 'ready'
        for (const listener of listeners) listener()
      }),
    )
    .catch(() => undefined)
  workers?.addEventListener('controllerchange', () => {
    // Another tab may have asked; only the page whose person asked reloads.
    if (asked) location.reload()
  })
  return {
    canStartOffline: workers !== undefined,
    getSnapshot: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    apply: () => {
      asked = true
      waiting?.waiting?.postMessage('take-over')
    },
  }
}
