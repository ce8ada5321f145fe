// The doctor's card in a file of its own, loaded when it is first shown (the phone's first load has a budget).
import { useEffect, useState } from 'react'

import type { FieldExpertCard, FieldExpertLine } from './field-expert-card.tsx'

type Pages = { Page: typeof FieldExpertCard; Line: typeof FieldExpertLine }
type Props = { show: 'page'; onClose: () => void } | { show: 'line'; always: boolean; onOpen: () => void }

export function FieldExpertLater(props: Props) {
  const [pages, setPages] = useState<Pages | null>(null)
  useEffect(() => {
    let gone = false
    // kept by the service worker with the rest, so it is there without a network
    void import('./field-expert-card.tsx').then(({ FieldExpertCard: Page, FieldExpertLine: Line }) => {
      if (!gone) setPages({ Page, Line })
    })
    return () => {
      gone = true
    }
  }, [])
  if (!pages) return null
  return props.show === 'page' ? (
    <pages.Page onClose={props.onClose} />
  ) : (
    <pages.Line always={props.always} onOpen={props.onOpen} />
  )
}
