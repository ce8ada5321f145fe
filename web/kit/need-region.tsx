// City-wide programmes are worked on county by county: the room asks for one before it shows anything.
import type { ReactNode } from 'react'
import { useWords } from '../shell/preferences.tsx'
import { words } from '../shell/words.ts'
import { useWorkplace } from '../shell/workplace.tsx'
import { EmptyNote } from './loaded.tsx'

export function NeedRegion({ children }: { children: ReactNode }) {
  const { regionId } = useWorkplace()
  const w = useWords(words)
  return regionId ? children : <EmptyNote title={w.noRegion} text={w.noRegionWhy} />
}
