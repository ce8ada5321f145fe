// 录入纸质卡 on the phone: the code of a printed card opens the form of just that duty, with the sheet's own id, so that
// the desk and another phone write the same card. Without a network for the days this phone carries.
import { useState } from 'react'
import { readPaperCode } from '../../../domain/visits/paper.ts'
import { readSquareCode } from '../../kit/read-square-code.ts'
import { useWords } from '../../shell/preferences.tsx'
import { usePhone } from './field-phone.tsx'
import type { OpenDuty } from './field-today.tsx'
import { fieldWords } from './field-words.ts'

export function FieldPaper({ onOpen }: { onOpen: OpenDuty }) {
  const w = useWords(fieldWords)
  const { bundle } = usePhone()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState('')
  if (!bundle?.duties.some((duty) => duty.paper)) return null
  const open = (text: string): void => {
    const code = readPaperCode(text)
    const duty = code ? bundle.duties.find((one) => one.paper?.code === code) : undefined
    if (!code) setProblem(w.paper.shape)
    else if (!duty) setProblem(w.paper.notCarried)
    else if (duty.day > bundle.today) setProblem(w.paper.tooEarly)
    else onOpen(duty, 'card', duty.paper?.cardId)
  }
  const read = async (file: File | undefined): Promise<void> => {
    const found = file && (await readSquareCode(file).catch(() => null))
    if (found) open(found)
    else if (file) setProblem(w.paper.notRead)
  }
  return (
    <details className="f-block f-paper">
      <summary>{w.paper.title}</summary>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          open(typed)
        }}
      >
        <label>
          {w.paper.code}
          <input
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={200}
            placeholder="0516-7K3Q"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setProblem('')
            }}
          />
        </label>
        {problem ? (
          <p className="f-alert" role="alert">
            {problem}
          </p>
        ) : null}
        <button type="submit" className="f-second wide" disabled={!typed.trim()}>
          {w.paper.open}
        </button>
        <label className="f-file f-add">
          {w.paper.picture}
          <input type="file" accept="image/*" onChange={(event) => void read(event.target.files?.[0])} />
        </label>
      </form>
    </details>
  )
}
