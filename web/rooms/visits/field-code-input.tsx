// The doctor's side of the code of the place: a picture of it, or its eight digits typed (SCH-3).
import { useState } from 'react'
import { readSiteCode } from '../../../domain/visits/site-code.ts'
import { readSquareCode } from '../../kit/read-square-code.ts'
import { useWords } from '../../shell/preferences.tsx'
import { presenceWords } from './field-presence-words.ts'

export function FieldCodeInput({ label, onCode }: { label: string; onCode: (code: string) => void }) {
  const w = useWords(presenceWords)
  const [reading, setReading] = useState(false)
  const [typing, setTyping] = useState(false)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState('')
  const look = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setReading(true)
    setProblem('')
    const text = await readSquareCode(file).catch(() => null)
    setReading(false)
    const code = text === null ? null : readSiteCode(text)
    if (code) onCode(code)
    else setProblem(w.notRead)
  }
  const send = (): void => {
    const code = readSiteCode(typed)
    if (code) onCode(code)
    else setProblem(w.codeBad)
  }
  return (
    <>
      <label className="f-camera">
        {reading ? w.reading : label}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          autoComplete="off"
          disabled={reading}
          onChange={(event) => {
            const input = event.currentTarget
            void look(input.files?.[0]).finally(() => {
              // the same picture may be tried again
              input.value = ''
            })
          }}
        />
      </label>
      {typing ? null : (
        <button type="button" className="f-link" onClick={() => setTyping(true)}>
          {w.typeCode}
        </button>
      )}
      {typing ? (
        <div className="f-wide">
          <label>
            {w.codeTyped}
            <input
              inputMode="numeric"
              autoComplete="off"
              maxLength={12}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
          <button type="button" className="f-second wide" onClick={send}>
            {w.codeSend}
          </button>
        </div>
      ) : null}
      {problem ? (
        <p className="f-alert f-wide" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  )
}
