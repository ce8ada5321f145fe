// What the clerk is working on: programme, county, month and the day things are looked at "as of".
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { ProgrammeCard } from '../../contract/programme.ts'
import { monthOf } from '../../domain/shared/calendar.ts'
import { useMe } from './session.tsx'

export type Choice = { programmeId: string; regionId: string; month: string; on: string | null }
type Held = Choice & {
  programmes: ProgrammeCard[]
  programme: ProgrammeCard
  change: (part: Partial<Choice>) => void
}

const WorkplaceContext = createContext<Held | null>(null)
const keyOf = (accountId: string): string => `xunzhen.desk.workplace.${accountId}`

/** The county a programme is worked on in: its own, or the reader's; a city-wide one is chosen by hand. */
function regionOf(programme: ProgrammeCard, own: string | undefined): string {
  const code = programme.division.code
  if (code.length >= 6) return code.slice(0, 6)
  return own?.startsWith(code) && own.length >= 6 ? own.slice(0, 6) : ''
}

/** A month inside the programme: the present one when it lies within, else the nearest. */
function monthWithin(programme: ProgrammeCard, month: string): string {
  const from = monthOf(programme.period.from)
  const to = monthOf(programme.period.to)
  return month < from ? from : month > to ? to : month
}

function remembered(accountId: string): Partial<Choice> {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(accountId)) ?? '{}') as Partial<Choice>
  } catch {
    return {}
  }
}

export function WorkplaceProvider({
  programmes,
  children,
}: {
  programmes: [ProgrammeCard, ...ProgrammeCard[]]
  children: ReactNode
}) {
  const me = useMe()
  const [choice, setChoice] = useState<Choice>(() => {
    const known = remembered(me.accountId)
    const programme =
      programmes.find((p) => p.id === known.programmeId) ??
      programmes.find((p) => me.division && p.division.code === me.division.code) ??
      programmes[0]
    return {
      programmeId: programme.id,
      regionId:
        known.programmeId === programme.id && known.regionId
          ? known.regionId
          : regionOf(programme, me.division?.code),
      month: known.month ?? monthWithin(programme, monthOf(me.today)),
      on: null,
    }
  })
  const programme = programmes.find((p) => p.id === choice.programmeId) ?? programmes[0]
  const change = useCallback(
    (part: Partial<Choice>) =>
      setChoice((now) => {
        const next = programmes.find((p) => p.id === part.programmeId)
        if (!next || next.id === now.programmeId) return { ...now, ...part }
        return {
          ...now,
          regionId: regionOf(next, me.division?.code),
          month: monthWithin(next, now.month),
          ...part,
        }
      }),
    [programmes, me.division?.code],
  )
  useEffect(() => {
    try {
      sessionStorage.setItem(keyOf(me.accountId), JSON.stringify(choice))
    } catch {
      // Not remembering the choice is harmless.
    }
  }, [choice, me.accountId])
  const value = useMemo(
    () => ({ ...choice, programmes, programme, change }),
    [choice, programmes, programme, change],
  )
  return <WorkplaceContext value={value}>{children}</WorkplaceContext>
}

/** The present programme, county and month. @throws outside the signed-in part of the desk */
export function useWorkplace(): Held {
  const held = useContext(WorkplaceContext)
  if (!held) throw new Error('no programme is chosen here')
  return held
}
