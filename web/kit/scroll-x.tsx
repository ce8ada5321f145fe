/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a scrolled region is reached by keyboard */
// A wide table in a box that scrolls sideways, by mouse and by keyboard.
import type { ReactNode } from 'react'

export function ScrollX({
  label,
  children,
  className = '',
}: {
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by keyboard
    <section className={`scroll-x ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
