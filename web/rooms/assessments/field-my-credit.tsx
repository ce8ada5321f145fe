// The doctor's own account on the phone, under 我的: days and person-days by year, what still waits, and a way to object (ASM-5).
import { useEffect, useState } from 'react'
import {
  type CreditAccountView,
  getMyCredit,
  raiseCreditObjection,
} from '../../../contract/assessments-credit.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useSync } from '../visits/door.ts'
import { creditWords } from './credit-words.ts'

type Line = CreditAccountView['lines'][number]

function Objection({ lines, onSent }: { lines: readonly Line[]; onSent: () => void }) {
  const w = useWords(creditWords)
  const pick = usePick()
  const [day, setDay] = useState(lines[0]?.day ?? '')
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState('')
  const send = async (): Promise<void> => {
    setProblem('')
    const regionId = lines.find((l) => l.day === day)?.regionId ?? lines[0]?.regionId ?? ''
    try {
      await call(raiseCreditObjection, { body: { regionId, day, words: words.trim() } })
      onSent()
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      const { zh, en, remedyZh, remedyEn } = error.refusal
      setProblem(`${pick(zh, en)} ${pick(remedyZh, remedyEn)}`)
    }
  }
  return (
    <form
      autoComplete="off"
      onSubmit={(e) => {
        e.preventDefault()
        void send()
      }}
    >
      <label className="f-label" htmlFor="credit-day">
        {w.date}
      </label>
      <input
        id="credit-day"
        className="f-input"
        type="date"
        autoComplete="off"
        value={day}
        onChange={(e) => setDay(e.currentTarget.value)}
      />
      <label className="f-label" htmlFor="credit-words">
        {w.mineWords}
      </label>
      <textarea
        id="credit-words"
        className="f-input"
        autoComplete="off"
        rows={3}
        maxLength={300}
        value={words}
        onChange={(e) => setWords(e.currentTarget.value)}
      />
      {problem ? (
        <p className="f-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <button type="submit" className="f-first wide" disabled={!day || !words.trim()}>
        {w.mineSend}
      </button>
    </form>
  )
}

export function FieldMyCredit() {
  const w = useWords(creditWords)
  const { pending, online } = useSync()
  const [account, setAccount] = useState<CreditAccountView | null>(null)
  const [objecting, setObjecting] = useState<'no' | 'yes' | 'sent'>('no')
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    call(getMyCredit, {}).then(
      (read) => {
        if (!gone) setAccount(read)
      },
      // without a network the account is not shown: it is the server's reckoning
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [pending, online])
  if (!account || account.lines.length === 0) return null
  const waiting = account.lines.filter((l) => l.reason !== null)
  return (
    <section className="f-block" aria-label={w.tab}>
      <p>
        <b>{w.mine(account.total.days, account.total.personDays)}</b>
      </p>
      {account.years.map((y) => (
        <p key={y.year} className="f-quiet-words">
          {w.mineYear(y.year)}：{y.days} {w.days} · {y.personDays} {w.personDays}
          {y.gate ? ` · ${y.gate.met ? w.gateMet(y.gate.required) : w.gateShort(y.gate.missing)}` : ''}
        </p>
      ))}
      {waiting.slice(0, 5).map((l) => (
        <p key={l.dayCardId} className="f-quiet-words">
          {l.day} {l.unit}：{l.reason ? w.reasons[l.reason] : ''}
        </p>
      ))}
      {account.objections.slice(0, 3).map((o) => (
        <p key={o.id} className="f-quiet-words">
          {o.day} {w.objectionsTitle}：
          {o.answer === null ? w.waiting : `${o.upheld ? w.upheld : w.rejected}，${o.answer}`}
        </p>
      ))}
      {objecting === 'sent' ? <output className="f-said">{w.mineSent}</output> : null}
      {objecting === 'yes' ? (
        <Objection lines={account.lines} onSent={() => setObjecting('sent')} />
      ) : (
        <button type="button" className="f-link" onClick={() => setObjecting('yes')}>
          {w.mineObject}
        </button>
      )}
    </section>
  )
}
