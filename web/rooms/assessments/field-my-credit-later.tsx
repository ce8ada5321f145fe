// The doctor's account in a file of its own, loaded when it is first shown (the phone's first load has a budget).
import { useEffect, useState } from 'react'
import type { FieldMyCredit } from './field-my-credit.tsx'

export function FieldMyCreditLater() {
  const [pages, setPages] = useState<{ Card: typeof FieldMyCredit } | null>(null)
  useEffect(() => {
    let gone = false
    void import('./field-my-credit.tsx').then(({ FieldMyCredit: Card }) => {
      if (!gone) setPages({ Card })
    })
    return () => {
      gone = true
    }
  }, [])
  return pages ? <pages.Card /> : null
}
