// The village's page in a file of its own: other people's phones never load it.
import { type ComponentType, useEffect, useState } from 'react'
import type { FieldVillage } from './field-village.tsx'

type Props = Parameters<typeof FieldVillage>[0]

export function FieldVillageLater(props: Props) {
  const [loaded, setLoaded] = useState<{ Page: ComponentType<Props> } | null>(null)
  useEffect(() => {
    let gone = false
    // kept by the service worker with the rest, so it is there without a network
    void import('./field-village.tsx').then(({ FieldVillage: Page }) => {
      if (!gone) setLoaded({ Page })
    })
    return () => {
      gone = true
    }
  }, [])
  return loaded ? <loaded.Page {...props} /> : null
}
