// The phone's frame: the gate, the line that says how far uploading has come, three tabs, and one day at a time.
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { signIn } from '../../../contract/access.ts'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import type { Updates } from '../../offline/app-update.ts'
import { watchIdle } from '../../offline/idle-lock.ts'
import type { Unlocked } from '../../offline/store.ts'
import { browserSurroundings } from '../../offline/surroundings.ts'
import { startSync } from '../../offline/sync.ts'
import { lockVault } from '../../offline/vault.ts'
import { signOutVault } from '../../offline/vault-leave.ts'
import { FieldMyCreditLater } from '../../rooms/assessments/field-my-credit-later.tsx'
import { FieldLeaveForm } from '../../rooms/leave/field-leave-form.tsx'
import { FieldLeaveLine, FieldLeavesProvider } from '../../rooms/leave/field-leaves.tsx'
import { FieldExpertLater } from '../../rooms/publicity/field-expert-later.tsx'
import { FieldVillageLater } from '../../rooms/referrals/field-village-later.tsx'
import { FieldMyTaskLater } from '../../rooms/reports/field-my-task-later.tsx'
import { FieldAttendance } from '../../rooms/visits/field-attendance.tsx'
import { FieldCard } from '../../rooms/visits/field-card.tsx'
import { draftKey, type FieldDay } from '../../rooms/visits/field-draft.ts'
import { FieldMine } from '../../rooms/visits/field-mine.tsx'
import { FieldPaper } from '../../rooms/visits/field-paper.tsx'
import { PhoneProvider, usePhone, useSync } from '../../rooms/visits/field-phone.tsx'
import { FieldSchedule, FieldToday, type OpenDuty } from '../../rooms/visits/field-today.tsx'
import { fieldWords } from '../../rooms/visits/field-words.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { Gate } from './gate.tsx'

const IDLE_MS = 15 * 60_000
/** One for the life of the page: its boot names what the monotonic clock counts from. */
const around = browserSurroundings()

type Tab = 'today' | 'schedule' | 'mine'

/** The session has ended; what was recorded waits here until the password is given once more. */
function SignInAgain() {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { runner } = usePhone()
  const [problem, setProblem] = useState('')
  return (
    <form
      autoComplete="off"
      className="f-block"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const field = (name: string): string => {
          const value = form.get(name)
          return typeof value === 'string' ? value : ''
        }
        call(signIn, { body: { login: field('login'), password: field('password') } }).then(
          () => runner.wake(),
          (error: unknown) =>
            setProblem(error instanceof CallRefused ? pick(error.refusal.zh, error.refusal.en) : ''),
        )
      }}
    >
      <p>{w.signInAgain}</p>
      <label>
        {w.login}
        <input name="login" autoComplete="off" autoCapitalize="none" required />
      </label>
      <label>
        {w.password}
        <input name="password" type="password" autoComplete="off" required />
      </label>
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
      <button className="f-first wide" type="submit">
        {w.signIn}
      </button>
    </form>
  )
}

/** Always in sight: everything sent, or how many wait and why. */
function SyncLine({ onMine }: { onMine: () => void }) {
  const w = useWords(fieldWords)
  const { runner } = usePhone()
  const state = useSync()
  const waits = state.pending + state.photos
  const waiting = w.waiting(state.pending, state.photos)
  const words = state.sending
    ? w.sending
    : waits === 0
      ? w.allSent
      : state.online
        ? waiting
        : `${waiting} · ${w.offline}`
  return (
    <>
      <output className={waits ? 'f-sync waits' : 'f-sync'}>
        {waits === 0 && state.online && state.refused ? null : (
          <span>{waits === 0 && !state.online ? w.offline : words}</span>
        )}
        {state.refused ? (
          <button type="button" className="f-link" onClick={onMine}>
            {w.refused(state.refused)}
          </button>
        ) : waits && state.online ? (
          <button type="button" className="f-link" onClick={() => runner.wake()}>
            ↻
          </button>
        ) : null}
      </output>
      {state.needsSignIn ? <SignInAgain /> : null}
    </>
  )
}

type Opened =
  | { day: FieldDay; page: 'card'; paper?: string | undefined }
  | { day: FieldDuty; page: 'roll' | 'leave' }
  | { page: 'expert' }

function Pages() {
  const w = useWords(fieldWords)
  const { bundle } = usePhone()
  const [tab, setTab] = useState<Tab>('today')
  const [open, setOpen] = useState<Opened | null>(null)
  const [said, setSaid] = useState('')
  // a form that is written takes the whole screen
  const [form, setForm] = useState(false)
  const close = (words?: string): void => {
    setOpen(null)
    setSaid(words ?? '')
  }
  const show = (name: Tab): void => {
    setTab(name)
    setSaid('')
  }
  const isDoctor = bundle?.account.role === 'doctor'
  const openExpert = (): void => setOpen({ page: 'expert' })
  const openDay = (day: FieldDay): void => setOpen({ day, page: 'card' })
  const openDuty: OpenDuty = (duty, page = 'card', paper) => setOpen({ day: duty, page, paper })
  if (open?.page === 'expert') return <FieldExpertLater show="page" onClose={() => close()} />
  if (open?.page === 'leave') return <FieldLeaveForm duty={open.day} onClose={close} />
  if (open?.page === 'roll') return <FieldAttendance duty={open.day} onClose={close} />
  if (open?.page === 'card')
    return <FieldCard key={draftKey(open.day)} duty={open.day} paper={open.paper} onClose={close} />
  return (
    <div className={form ? '' : 'f-page'}>
      {form ? null : <SyncLine onMine={() => show('mine')} />}
      {said ? <output className="f-said">{said}</output> : null}
      {tab === 'today' ? (
        bundle?.account.role === 'village' ? (
          <FieldVillageLater onForm={setForm} />
        ) : (
          <>
            {isDoctor ? <FieldExpertLater show="line" always={false} onOpen={openExpert} /> : null}
            <FieldToday onOpen={openDuty} />
          </>
        )
      ) : null}
      {tab === 'schedule' ? (
        <FieldSchedule
          onOpen={openDay}
          below={(duty) => <FieldLeaveLine duty={duty} onAsk={(day) => setOpen({ day, page: 'leave' })} />}
        />
      ) : null}
      {tab === 'schedule' ? <FieldPaper onOpen={openDuty} /> : null}
      {tab === 'mine' && isDoctor ? <FieldMyTaskLater /> : null}
      {tab === 'mine' && isDoctor ? <FieldMyCreditLater /> : null}
      {tab === 'mine' && isDoctor ? <FieldExpertLater show="line" always onOpen={openExpert} /> : null}
      {tab === 'mine' ? <FieldMine onOpen={openDay} /> : null}
      <nav className="f-tabs" aria-label={w.product} hidden={form}>
        {(['today', 'schedule', 'mine'] as const).map((name) => (
          <button
            key={name}
            type="button"
            aria-current={tab === name ? 'page' : undefined}
            onClick={() => show(name)}
          >
            {w.tabs[name]}
          </button>
        ))}
      </nav>
    </div>
  )
}

function Inside({ unlocked, onLock }: { unlocked: Unlocked; onLock: () => void }) {
  const [runner] = useState(() => startSync(unlocked, around))
  useEffect(() => {
    const stopWatching = watchIdle(IDLE_MS, onLock)
    return () => {
      stopWatching()
      runner.stop()
      lockVault(unlocked)
    }
  }, [unlocked, onLock, runner])
  const leave = useCallback(() => {
    runner.stop()
    void signOutVault(unlocked, true).finally(onLock)
  }, [runner, unlocked, onLock])
  return (
    <PhoneProvider unlocked={unlocked} around={around} runner={runner} onLeave={leave}>
      <FieldLeavesProvider>
        <Pages />
      </FieldLeavesProvider>
    </PhoneProvider>
  )
}

function UpdateLine({ updates }: { updates: Updates }) {
  const state = useSyncExternalStore(updates.subscribe, updates.getSnapshot)
  if (state === 'none') return null
  return (
    <output className="f-sync waits">
      <span>有新版本 New version</span>
      <button type="button" className="f-link" onClick={updates.apply}>
        更新 Update
      </button>
    </output>
  )
}

export function App({ updates }: { updates: Updates }) {
  const w = useWords(fieldWords)
  const [unlocked, setUnlocked] = useState<Unlocked>()
  const lock = useCallback(() => setUnlocked(undefined), [])
  return (
    <main>
      <UpdateLine updates={updates} />
      {updates.canStartOffline ? null : <p className="f-note">{w.noOfflineStart}</p>}
      {unlocked ? (
        <Inside key={unlocked.accountId} unlocked={unlocked} onLock={lock} />
      ) : (
        <Gate onOpen={setUnlocked} />
      )}
    </main>
  )
}
