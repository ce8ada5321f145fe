// Leave on the phone: what the rules say of each coming duty is carried along, so that it can be asked for without signal.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { type FieldLeaves, getFieldLeaves, type LeaveView } from '../../../contract/leave.ts'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import { keepBundleIfSent, readBundle } from '../../offline/store.ts'
import { call } from '../../shell/call.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { usePhone, useSync } from '../visits/door.ts'
import { leaveWords } from './words.ts'

const KEY = 'leaves'
type Held = {
  leaves: FieldLeaves | null
  /** Duties asked for here whose request waits to be sent. */
  asked: ReadonlySet<string>
  noteAsked: (dutyId: string) => void
}
const LeavesContext = createContext<Held | null>(null)

export function useFieldLeaves(): Held {
  const held = useContext(LeavesContext)
  if (!held) throw new Error('outside the phone’s leaves')
  return held
}

export function FieldLeavesProvider({ children }: { children: ReactNode }) {
  const { unlocked } = usePhone()
  const { pending, online } = useSync()
  const [leaves, setLeaves] = useState<FieldLeaves | null>(null)
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    void readBundle<FieldLeaves>(unlocked, KEY).then((kept) => {
      if (kept) setLeaves((now) => now ?? kept.value)
    })
  }, [unlocked])
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    const fetchThem = async (): Promise<void> => {
      const read = await call(getFieldLeaves, {})
      if (!(await keepBundleIfSent(unlocked, KEY, read)) || gone) return
      setLeaves(read)
      setAsked(new Set())
    }
    // no network after all, or nothing for this role: what is carried stays
    fetchThem().catch(() => undefined)
    return () => {
      gone = true
    }
  }, [unlocked, pending, online])
  const noteAsked = useCallback((dutyId: string) => setAsked((now) => new Set([...now, dutyId])), [])
  const held = useMemo(() => ({ leaves, asked, noteAsked }), [leaves, asked, noteAsked])
  return <LeavesContext value={held}>{children}</LeavesContext>
}

/** The newest leave of a duty. */
const leaveOf = (leaves: FieldLeaves | null, dutyId: string): LeaveView | undefined =>
  leaves?.leaves.filter((one) => one.dutyId === dutyId).at(-1)

/** Below a coming duty: how its leave stands, or the way to ask for it. */
export function FieldLeaveLine({ duty, onAsk }: { duty: FieldDuty; onAsk: (duty: FieldDuty) => void }) {
  const w = useWords(leaveWords)
  const { language } = usePreferences()
  const { leaves, asked } = useFieldLeaves()
  const leave = leaveOf(leaves, duty.dutyId)
  const offer = leaves?.offers.find((one) => one.dutyId === duty.dutyId)
  if (asked.has(duty.dutyId)) return <p className="f-quiet-words">{`${w.title} · ${w.waiting}`}</p>
  const over = leave && ['refused', 'withdrawn', 'revoked'].includes(leave.state)
  const last = leave?.acts.at(-1)
  return (
    <>
      {leave ? (
        <p className={leave.state === 'granted' ? 'f-state' : 'f-quiet-words'}>
          {`${w.title}：${w.states[leave.state]}`}
          {leave.holders.length
            ? `${language === 'zh' ? '，' : ', '}${w.turn(leave.holders.map((body) => w.bodies[body]).join('、'))}`
            : ''}
          {leave.state === 'refused' && last?.note ? ` · ${last.note}` : ''}
        </p>
      ) : null}
      {offer && (!leave || over) ? (
        <button type="button" className="f-link" onClick={() => onAsk(duty)}>
          {w.ask}
        </button>
      ) : null}
    </>
  )
}
