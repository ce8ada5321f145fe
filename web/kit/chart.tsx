// ECharts, loaded when a chart first comes into view; the same figures stand in a table beside each chart.
import { useEffect, useRef } from 'react'
import { usePreferences } from '../shell/preferences.tsx'
import type { ChartOption } from './chart-engine.ts'

export type { ChartOption }

export function Chart({ option, height, label }: { option: ChartOption; height: number; label: string }) {
  const box = useRef<HTMLElement>(null)
  const { dark, large } = usePreferences()
  useEffect(() => {
    const target = box.current
    if (!target) return
    let gone = false
    let close: (() => void) | undefined
    import('./chart-engine.ts')
      .then(({ draw }) => {
        if (!gone) close = draw(target, option, { dark, large })
      })
      .catch(() => undefined)
    return () => {
      gone = true
      close?.()
    }
  }, [option, dark, large])
  return <figure ref={box} aria-label={label} style={{ height }} />
}
