// The doctor's task in a file of its own, loaded when it is first shown (the phone's first load has a budget).
import { useEffect, useState } from 'react'
import type { FieldMyTask } from './field-my-task.tsx'

export function FieldMyTaskLater() {
  const [pages, setPages] = useState<{ Card: typeof FieldMyTask } | null>(null)
  useEffect(() => {
    let gone = false
    void import('./field-my-task.tsx').then(({ FieldMyTask: Card }) => {
      if (!gone) setPages({ Card })
    })
    return () => {
      gone = true
    }
  }, [])
  return pages ? <pages.Card /> : null
}
