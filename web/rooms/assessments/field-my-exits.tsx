// A case about the doctor herself, on her phone under 我的: what is considered and why, until when she may speak, and her word (ASM-9).
import { useEffect, useState } from 'react'
import { actOnExit, type ExitCaseView, listMyExits } from '../../../contract/assessments-exit.ts'
import { EXIT_OUTCOME_NAMES, EXIT_STATE_NAMES } from '../../../domain/assessments/exit.ts'
import { EXIT_SIGNAL_NAMES } from '../../../domain/assessments/exit-proposals.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { useSync } from '../visits/door.ts'
import { exitWords } from './exit-words.ts'

function Reply({ of, onSent }: { of: ExitCaseView; onSent: () => void }) {
  const w = useWords(exitWords)
  const pick = usePick()
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState('')
  const send = async (): Promise<void> => {
    setProblem('')
    try {
      const params = { regionId: of.regionId, id: of.id }
      await call(actOnExit, { params, body: { act: 'reply', words: words.trim() } })
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
      <label className="f-label" htmlFor={`exit-${of.id}`}>
        {w.mineWords}
      </label>
      <textarea
        id={`exit-${of.id}`}
        className="f-input"
        autoComplete="off"
        rows={4}
        maxLength={500}
        value={words}
        onChange={(e) => setWords(e.currentTarget.value)}
      />
      {problem ? (
        <p className="f-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <button type="submit" className="f-first wide" disabled={!words.trim()}>
        {w.mineSend}
      </button>
    </form>
  )
}

export function FieldMyExits() {
  const w = useWords(exitWords)
  const { language } = usePreferences()
  const { pending, online } = useSync()
  const [items, setItems] = useState<ExitCaseView[]>([])
  const [sent, setSent] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew once a reply was sent
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    call(listMyExits, {}).then(
      (read) => {
        if (!gone) setItems(read.items)
      },
      // without a network nothing is shown: a case is never answered from memory
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [pending, online, sent])
  return (
    <>
      {items.map((one) => (
        <section key={one.id} className="f-block" aria-label={w.mine}>
          <p>
            <b>
              {w.mine}：{EXIT_STATE_NAMES[one.state][language]}
            </b>
          </p>
          <p>{one.subject}</p>
          <p className="f-quiet-words">{one.grounds}</p>
          {one.facts.map((fact) => (
            <p key={`${fact.signal} ${fact.ref}`} className="f-quiet-words">
              {fact.day} {EXIT_SIGNAL_NAMES[fact.signal][language]}
              {fact.words ? `：${fact.words}` : ''}
            </p>
          ))}
          {one.outcome ? <p>{EXIT_OUTCOME_NAMES[one.outcome][language]}</p> : null}
          {sent === one.id ? <output className="f-said">{w.mineSent}</output> : null}
          {one.mayDo.includes('reply') && sent !== one.id ? (
            <>
              <p className="f-quiet-words">{w.mineNote(one.replyBy ?? '')}</p>
              <Reply of={one} onSent={() => setSent(one.id)} />
            </>
          ) : null}
        </section>
      ))}
    </>
  )
}
