// Locks the phone when nobody uses it.

const SIGNS = ['pointerdown', 'keydown', 'visibilitychange'] as const

/**
 * Calls `lock` when nobody touched the page for `idleMs`. It compares times instead of trusting one timer, which
 * stands still while a phone sleeps. Returns the way to stop.
 */
export function watchIdle(idleMs: number, lock: () => void): () => void {
  let last = Date.now()
  const look = (): void => {
    const now = Date.now()
    // A clock set back counts as activity at most once.
    if (now < last) last = now
    if (now - last >= idleMs) lock()
  }
  const touch = (): void => {
    look()
    last = Date.now()
  }
  for (const sign of SIGNS) document.addEventListener(sign, touch, { passive: true })
  const timer = setInterval(look, 15_000)
  return () => {
    clearInterval(timer)
    for (const sign of SIGNS) document.removeEventListener(sign, touch)
  }
}
