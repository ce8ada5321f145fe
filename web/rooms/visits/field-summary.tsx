// Before a day is handed in: what will be sent in plain words, and the questions it raises, each with room for an answer.
import type { Problem } from '../../../domain/shared/problem.ts'
import { dayWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { type FieldDay, type FieldDraft, inputOf } from './field-draft.ts'
import { linesOf } from './field-lines.ts'
import { fieldWords } from './field-words.ts'

/** A refusal in words, whoever refused: this phone or the server. */
export type Refused = Pick<Problem, 'zh' | 'en' | 'remedyZh' | 'remedyEn'>

export function FieldSummary({
  duty,
  draft,
  questions,
  refusal,
  busy,
  onAnswer,
  onBack,
  onSend,
}: {
  duty: FieldDay
  draft: FieldDraft
  questions: readonly Problem[]
  refusal: Refused | null
  busy: boolean
  onAnswer: (code: string, text: string) => void
  onBack: () => void
  onSend: () => void
}) {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { language } = usePreferences()
  const lines = linesOf(inputOf(draft, duty, null), { words: w, language })
  const blocked = questions.some((question) => question.severity === 'error')
  return (
    <div className="f-page">
      <header className="f-head">
        <button type="button" className="f-back" aria-label={w.change} onClick={onBack}>
          ‹
        </button>
        <div>
          <h1>{w.summaryTitle}</h1>
          <p>
            {dayWords(duty.day, language, duty.day.slice(0, 4))} {duty.unit.name}
          </p>
        </div>
      </header>
      <section className="f-block">
        {lines.length ? (
          <ul className="f-lines">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : (
          <p>{w.nothingDone}</p>
        )}
      </section>
      {questions.length ? (
        <section className="f-block f-asks">
          <h2>{w.questions}</h2>
          {questions.map((question) => (
            <div key={question.code}>
              <b>{pick(question.zh, question.en)}</b>
              <small>{pick(question.remedyZh, question.remedyEn)}</small>
              {question.severity === 'error' ? null : (
                <input
                  autoComplete="off"
                  maxLength={300}
                  placeholder={w.answer}
                  aria-label={w.answer}
                  value={draft.answers[question.code] ?? ''}
                  onChange={(event) => onAnswer(question.code, event.target.value)}
                />
              )}
            </div>
          ))}
        </section>
      ) : null}
      {refusal ? (
        <p className="f-alert" role="alert">
          {pick(refusal.zh, refusal.en)} {pick(refusal.remedyZh, refusal.remedyEn)}
        </p>
      ) : null}
      <div className="f-foot">
        <button type="button" className="f-second" onClick={onBack}>
          {w.change}
        </button>
        <button type="button" className="f-first" disabled={busy || blocked} onClick={onSend}>
          {w.handIn}
        </button>
      </div>
    </div>
  )
}
