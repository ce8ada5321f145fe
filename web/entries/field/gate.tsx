// Who may open this phone: signing in once with a network, the PIN from then on, the password again when it is forgotten.
// Every form and field carries autocomplete="off": browsers write what is typed into their own session files otherwise.
import { type FormEvent, useEffect, useState } from 'react'
import { signIn } from '../../../contract/access.ts'
import { recoverDevice, registerDevice } from '../../../contract/sync.ts'
import { importSealed } from '../../offline/backup.ts'
import type { Unlocked } from '../../offline/store.ts'
import { newDeviceId, recoverVault, setUpVault, unlockVault } from '../../offline/vault.ts'
import { listVaults, type VaultSummary } from '../../offline/vault-rows.ts'
import { fieldWords } from '../../rooms/visits/field-words.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'

type Opened = { onOpen: (unlocked: Unlocked) => void }

/** Runs a form's act once at a time; shows what it refuses, or the words it answers with. */
function useForm(act: (values: Record<string, string>) => Promise<string | undefined>) {
  const pick = usePick()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [
        name,
        typeof value === 'string' ? value : '',
      ]),
    )
    setBusy(true)
    setProblem('')
    act(values)
      .then((said) => setProblem(said ?? ''))
      .catch((error: unknown) => {
        if (!(error instanceof CallRefused)) throw error
        const { zh, en, remedyZh, remedyEn } = error.refusal
        setProblem(`${pick(zh, en)} ${pick(remedyZh, remedyEn)}`)
      })
      .finally(() => setBusy(false))
  }
  return { busy, problem, submit }
}

const pinField = { type: 'password', inputMode: 'numeric', autoComplete: 'off', required: true } as const

function UnlockForm({
  vault,
  onOpen,
  onForgotten,
}: Opened & { vault: VaultSummary; onForgotten: () => void }) {
  const w = useWords(fieldWords)
  const { busy, problem, submit } = useForm(async ({ pin = '' }) => {
    onOpen(await unlockVault(vault.accountId, pin))
    return undefined
  })
  return (
    <form autoComplete="off" className="f-gate" onSubmit={submit}>
      <h1>{w.unlockTitle(vault.label)}</h1>
      <label>
        {w.pin}
        <input name="pin" {...pinField} />
      </label>
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
      <button className="f-first wide" type="submit" disabled={busy || !vault.pinSet}>
        {busy ? w.opening : w.unlock}
      </button>
      <button className="f-link" type="button" onClick={onForgotten}>
        {w.forgot}
      </button>
    </form>
  )
}

async function recover(id: string, wrapped: string): Promise<string> {
  const { dataKey } = await call(recoverDevice, { params: { id }, body: { wrapped } })
  return dataKey
}

/** Signs in online; then sets this phone up, goes on with a backup, or opens it anew with another PIN. */
async function enter(values: Record<string, string>): Promise<Unlocked> {
  const { login = '', password = '', pin = '' } = values
  const me = await call(signIn, { body: { login, password } })
  const file = values.backup
  if (file) return importSealed(file, { accountId: me.accountId, pin }, recover)
  const known = (await listVaults()).some((vault) => vault.accountId === me.accountId)
  if (known) return recoverVault(me.accountId, pin, recover)
  const deviceId = newDeviceId()
  const name = /\(([^)]{1,60})\)/.exec(navigator.userAgent)?.[1] ?? '手机'
  const { recoveryKey } = await call(registerDevice, { params: { id: deviceId }, body: { name } })
  return setUpVault({ accountId: me.accountId, label: me.name, deviceId, recoveryKey, pin })
}

function EnterForm({ onOpen, onBack }: Opened & { onBack: (() => void) | null }) {
  const w = useWords(fieldWords)
  const [backup, setBackup] = useState<File | null>(null)
  const { busy, problem, submit } = useForm(async (values) => {
    if (values.pin !== values.again) return w.pinDiffers
    onOpen(await enter(backup ? { ...values, backup: await backup.text() } : values))
    return undefined
  })
  return (
    <form autoComplete="off" className="f-gate" onSubmit={submit}>
      <h1>{w.signInTitle}</h1>
      {onBack ? <p className="f-quiet-words">{w.forgotNote}</p> : null}
      <label>
        {w.login}
        <input name="login" autoComplete="off" autoCapitalize="none" required />
      </label>
      <label>
        {w.password}
        <input name="password" type="password" autoComplete="off" required />
      </label>
      <h2>{w.pinTitle}</h2>
      <p className="f-quiet-words">{w.pinNote}</p>
      <label>
        {w.pin}
        <input name="pin" {...pinField} />
      </label>
      <label>
        {w.pinAgain}
        <input name="again" {...pinField} />
      </label>
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
      <button className="f-first wide" type="submit" disabled={busy}>
        {busy ? w.opening : w.pinSet}
      </button>
      {onBack ? null : (
        <details>
          <summary className="f-quiet-words">{w.restore}</summary>
          <label>
            {w.restoreFile}
            <input
              type="file"
              accept="application/json,.json"
              autoComplete="off"
              onChange={(event) => setBackup(event.target.files?.[0] ?? null)}
            />
          </label>
        </details>
      )}
      {onBack ? (
        <button className="f-link" type="button" onClick={onBack}>
          {w.backToPin}
        </button>
      ) : null}
    </form>
  )
}

export function Gate({ onOpen }: Opened) {
  const w = useWords(fieldWords)
  const [vaults, setVaults] = useState<VaultSummary[]>()
  const [chosen, setChosen] = useState(0)
  const [anew, setAnew] = useState(false)
  useEffect(() => {
    listVaults().then(setVaults, () => setVaults([]))
  }, [])
  if (!vaults) return <p className="f-quiet-words">{w.opening}</p>
  const vault = vaults[chosen]
  if (!vault || anew) return <EnterForm onOpen={onOpen} onBack={vault ? () => setAnew(false) : null} />
  return (
    <>
      <UnlockForm key={vault.accountId} vault={vault} onOpen={onOpen} onForgotten={() => setAnew(true)} />
      {vaults.length > 1 ? (
        <button className="f-link" type="button" onClick={() => setChosen((chosen + 1) % vaults.length)}>
          {w.otherAccount}
        </button>
      ) : null}
    </>
  )
}
