// The person on the line: masked until the caller asks for the number, which is logged with its reason; then what to say.
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { getSurvey, listSurveys, type SurveyView } from '../../../contract/surveys.ts'
import {
  type CallView,
  listCalls,
  recordCall,
  releaseCall,
  revealNumber,
} from '../../../contract/surveys-calls.ts'
import { OUTCOME_NAMES } from '../../../domain/surveys/calls.ts'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, momentWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { CallForm } from './call-form.tsx'
import { typesHere } from './keys.ts'
import { surveyWords } from './words.ts'

function Phone({ survey, person }: { survey: SurveyView; person: CallView }) {
  const w = useWords(surveyWords)
  const [reason, setReason] = useState(() => w.revealFirst(survey.name))
  const reveal = useAct(revealNumber)
  const params = { regionId: survey.regionId, id: survey.id, personId: person.personId }
  const shown = reveal.data
  const ask = (): void => {
    if (reason.trim() && !shown && !reveal.isPending) reveal.mutate({ params, body: { reason } })
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 's' && !typesHere(event)) ask()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  return (
    <>
      <p className="call-who gap-above">
        <b>{shown?.name ?? person.name}</b>
        <span className="call-number">{shown?.phone ?? person.phone}</span>
      </p>
      {shown ? null : (
        <div className="row">
          <Input
            style={{ maxWidth: '18rem' }}
            aria-label={w.revealReason}
            title={w.revealReason}
            maxLength={200}
            autoComplete="off"
            value={reason}
            onChange={(e) => setReason(e.target.value)}
          />
          <Button loading={reveal.isPending} disabled={reason.trim() === ''} onClick={ask}>
            {w.reveal}
          </Button>
          <small className="quiet">{w.revealHint}</small>
        </div>
      )}
      <ProblemAlert error={reveal.error} className="gap-above" />
    </>
  )
}

export function CallCard({
  survey,
  person,
  onNext,
}: {
  survey: SurveyView
  person: CallView
  onNext: () => void
}) {
  const w = useWords(surveyWords)
  const say = useNotice()
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const [callId] = useState(() => uuidv7())
  const params = { regionId: survey.regionId, id: survey.id }
  const wantsNext = useRef(false)
  // the card is gone once the list is read anew: what follows belongs to the act itself
  const record = useAct(recordCall, [listCalls, getSurvey, listSurveys], () => {
    say(w.recorded)
    if (wantsNext.current) onNext()
  })
  const release = useAct(releaseCall, [listCalls])
  return (
    <Panel
      title={`${shortName(person.unit, programme.division.name)} · ${w.service(dayWords(person.day, language, person.day.slice(0, 4)), person.doctor)}`}
      note={person.heldUntil ? w.held(momentWords(person.heldUntil).slice(11)) : undefined}
      actions={person.reserve ? <Mark tone="plain">{w.reserve}</Mark> : null}
    >
      {person.attempts.length > 0 ? (
        <>
          <p className="quiet">
            {w.tries(person.attempts.length)}，{w.triesLeft(person.left.calls, person.left.days)}
          </p>
          <ul className="call-attempts">
            {person.attempts.map((one) => (
              <li key={one.at}>
                <span className="nums">{momentWords(one.at)}</span> {OUTCOME_NAMES[one.outcome][language]}
                {one.laterAt ? ` ${momentWords(one.laterAt)}` : ''} {one.note}{' '}
                <span className="quiet">{one.by}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <Phone survey={survey} person={person} />
      <blockquote className="call-opening" aria-label={w.opening}>
        {survey.questionnaire.opening}
      </blockquote>
      <CallForm
        survey={survey}
        busy={record.isPending || release.isPending}
        error={record.error ?? release.error}
        onSend={(recorded, next) => {
          wantsNext.current = next
          record.mutate({
            params: { ...params, callId },
            body: { personId: person.personId, ...recorded },
          })
        }}
        onRelease={() => release.mutate({ params: { ...params, personId: person.personId } })}
      />
    </Panel>
  )
}
