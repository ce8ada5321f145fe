// What the doctor's own pages under 我的 share: read from the server when everything is sent, and a word of hers sent at once.
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { CallRefused } from '../../shell/call.ts'
import { usePick } from '../../shell/preferences.tsx'
import { useSync } from '../visits/door.ts'

/** What the server has of her, read anew on `again`; null until it was read. Without a network what was read stays. */
export function useMine<T>(read: () => Promise<T>): { mine: T | null; again: () => void } {
  const { pending, online } = useSync()
  const [mine, setMine] = useState<T | null>(null)
  const again = useCallback(() => {
    // it is the server's reckoning: without a network it is not made up here
    read().then(setMine, () => undefined)
  }, [read])
  useEffect(() => {
    if (pending === 0 && online) again()
  }, [pending, online, again])
  return { mine, again }
}

type Props = {
  id: string
  label: string
  button: string
  most: number
  /** Asked for before the words. */
  children?: ReactNode
  ready?: boolean
  send: (words: string) => Promise<unknown>
  onSent: () => void
}

export function SayForm({ id, label, button, most, children, ready = true, send, onSent }: Props) {
  const pick = usePick()
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState('')
  const submit = async (): Promise<void> => {
    setProblem('')
    try {
      await send(words.trim())
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
        void submit()
      }}
    >
      {children}
      <label className="f-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="f-input"
        autoComplete="off"
        rows={3}
        maxLength={most}
        value={words}
        onChange={(e) => setWords(e.currentTarget.value)}
      />
      {problem ? (
        <p className="f-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <button type="submit" className="f-first wide" disabled={!ready || !words.trim()}>
        {button}
      </button>
    </form>
  )
}
