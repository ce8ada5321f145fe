// A case about the doctor herself, on her phone under 我的: what is considered and why, until when she may speak, and her word (ASM-9).
import { useState } from 'react'
import { actOnExit, listMyExits } from '../../../contract/assessments-exit.ts'
import { EXIT_OUTCOME_NAMES, EXIT_STATE_NAMES } from '../../../domain/assessments/exit.ts'
import { EXIT_SIGNAL_NAMES } from '../../../domain/assessments/exit-proposals.ts'
import { call } from '../../shell/call.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { exitWords } from './exit-words.ts'
import { SayForm, useMine } from './field-say.tsx'

const readExits = () => call(listMyExits, {})

export function FieldMyExits() {
  const w = useWords(exitWords)
  const { language } = usePreferences()
  const { mine, again } = useMine(readExits)
  const [sent, setSent] = useState<string | null>(null)
  const afterReply = (id: string): void => {
    setSent(id)
    again()
  }
  return (
    <>
      {(mine?.items ?? []).map((one) => (
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
              <SayForm
                id={`exit-${one.id}`}
                label={w.mineWords}
                button={w.mineSend}
                most={500}
                send={(words) =>
                  call(actOnExit, {
                    params: { regionId: one.regionId, id: one.id },
                    body: { act: 'reply', words },
                  })
                }
                onSent={() => afterReply(one.id)}
              />
            </>
          ) : null}
        </section>
      ))}
    </>
  )
}
