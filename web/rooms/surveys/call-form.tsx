// What came of a call: the outcome first, then the questions of the survey where somebody answered. Keys 1 to 6 choose the
// outcome, Ctrl+Enter records and takes the next person.
import { Button, DatePicker, Input, Radio } from 'antd'
import type { Dayjs } from 'dayjs'
import { useEffect, useState } from 'react'
import type { SurveyView } from '../../../contract/surveys.ts'
import type { CallOutcome } from '../../../contract/surveys-calls.ts'
import { OUTCOME_NAMES, OUTCOMES } from '../../../domain/surveys/calls.ts'
import { wrongAnswers } from '../../../domain/surveys/questionnaire.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { typesHere } from './keys.ts'
import { surveyWords } from './words.ts'

export type Recorded = {
  outcome: CallOutcome
  note: string
  laterAt: string | null
  answers: Record<string, string>
}

type Questions = SurveyView['questionnaire']['questions']

function Answers({
  questions,
  answers,
  onChange,
}: {
  questions: Questions
  answers: Record<string, string>
  onChange: (answers: Record<string, string>) => void
}) {
  const w = useWords(surveyWords)
  return questions.map((question, i) => (
    <fieldset key={question.id}>
      <legend>
        {i + 1}. {question.text} {question.required ? <small className="quiet">{w.required}</small> : null}
      </legend>
      {question.options.length > 0 ? (
        <Radio.Group
          name={question.id}
          value={answers[question.id] ?? null}
          onChange={(e) => onChange({ ...answers, [question.id]: String(e.target.value) })}
          options={question.options.map(({ id, text }) => ({ value: id, label: text }))}
        />
      ) : (
        <Input.TextArea
          aria-label={question.text}
          rows={2}
          maxLength={500}
          autoComplete="off"
          placeholder={w.free}
          value={answers[question.id] ?? ''}
          onChange={(e) => onChange({ ...answers, [question.id]: e.target.value })}
        />
      )}
    </fieldset>
  ))
}

/** Keys 1 to 6 while nothing is being typed; Ctrl+Enter anywhere. */
function useKeys(choose: (outcome: CallOutcome) => void, send: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        send()
        return
      }
      const outcome = OUTCOMES[Number(event.key) - 1]
      if (outcome && !typesHere(event)) choose(outcome)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

export function CallForm({
  survey,
  busy,
  error,
  onSend,
  onRelease,
}: {
  survey: SurveyView
  busy: boolean
  error: unknown
  onSend: (recorded: Recorded, next: boolean) => void
  onRelease: () => void
}) {
  const w = useWords(surveyWords)
  const { language } = usePreferences()
  const [outcome, setOutcome] = useState<CallOutcome | null>(null)
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const [later, setLater] = useState<Dayjs | null>(null)
  const [note, setNote] = useState('')
  const missing = outcome === 'completed' ? wrongAnswers(survey.questionnaire, answers) : []
  const ready = outcome !== null && missing.length === 0 && (outcome !== 'callLater' || later !== null)
  const send = (next: boolean): void => {
    if (!outcome || !ready || busy) return
    onSend(
      {
        outcome,
        note,
        laterAt: outcome === 'callLater' && later ? later.toISOString() : null,
        answers: outcome === 'completed' ? answers : {},
      },
      next,
    )
  }
  useKeys(setOutcome, () => send(true))
  return (
    <form className="call-form" autoComplete="off" onSubmit={(e) => e.preventDefault()}>
      <fieldset>
        <legend>
          {w.outcome} <small className="quiet">{w.outcomeKeys}</small>
        </legend>
        <Radio.Group
          name="outcome"
          value={outcome}
          onChange={(e) => setOutcome(e.target.value as CallOutcome)}
          options={OUTCOMES.map((value, i) => ({
            value,
            label: `${i + 1} ${OUTCOME_NAMES[value][language]}`,
          }))}
        />
      </fieldset>
      {outcome === 'completed' ? (
        <Answers questions={survey.questionnaire.questions} answers={answers} onChange={setAnswers} />
      ) : null}
      {outcome === 'callLater' ? (
        <div>
          <label className="field-label" htmlFor="call-later">
            {w.laterAt}
          </label>
          <DatePicker
            id="call-later"
            showTime={{ format: 'HH:mm', minuteStep: 15 }}
            format="YYYY-MM-DD HH:mm"
            value={later}
            onChange={setLater}
          />
        </div>
      ) : null}
      {outcome !== null && outcome !== 'completed' ? (
        <Input
          aria-label={w.remark}
          placeholder={w.remark}
          maxLength={200}
          autoComplete="off"
          value={note}
          onChange={(e) => setNote(e.target.value)}
        />
      ) : null}
      {missing.length > 0 ? <p className="quiet">{w.answerAll}</p> : null}
      <div className="call-acts">
        <Button type="primary" loading={busy} disabled={!ready} onClick={() => send(true)}>
          {w.recordNext}
        </Button>
        <Button disabled={!ready || busy} onClick={() => send(false)}>
          {w.record}
        </Button>
        <Button type="text" disabled={busy} onClick={onRelease}>
          {w.release}
        </Button>
        <small className="quiet">Ctrl + Enter</small>
      </div>
      <ProblemAlert error={error} />
    </form>
  )
}
