// 拨打: one person at a time, reserves in order, everybody's attempts beside it. Key N takes the next person.
import { Link, useSearch } from '@tanstack/react-router'
import { Button, Progress } from 'antd'
import { useEffect } from 'react'
import { getSurvey, type SurveyView } from '../../../contract/surveys.ts'
import { type CallView, listCalls, takeCall } from '../../../contract/surveys-calls.ts'
import { OUTCOME_NAMES, type Standing } from '../../../domain/surveys/calls.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { CallCard } from './call-card.tsx'
import { typesHere } from './keys.ts'
import { surveyWords } from './words.ts'
import './surveys.css'

const TONES: Record<Standing, Tone> = {
  open: 'due',
  completed: 'done',
  refused: 'plain',
  unable: 'plain',
  wrongNumber: 'plain',
  noAnswer: 'plain',
  withdrawn: 'locked',
}

function useColumns(onTake: ((personId: string) => void) | null): DeskColumn<CallView>[] {
  const w = useWords(surveyWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const last = (one: CallView): string => {
    const attempt = one.attempts.at(-1)
    return attempt ? `${momentWords(attempt.at).slice(5)} ${OUTCOME_NAMES[attempt.outcome][language]}` : ''
  }
  return [
    {
      key: 'name',
      name: w.person,
      render: (_, one) => (
        <span className="call-cell">
          {one.name}
          {one.reserve ? `（${w.reserve}）` : ''}
          <small className="quiet">{shortName(one.unit, programme.division.name)}</small>
        </span>
      ),
      text: (one) => `${one.name} ${one.phone} ${one.unit}`,
    },
    {
      key: 'standing',
      name: w.state,
      render: (_, one) => (
        <span className="call-cell">
          <Mark tone={one.heldBy ? 'draft' : TONES[one.standing]}>
            {one.heldBy ? (one.mine ? w.mine : w.heldBy(one.heldBy)) : w.standings[one.standing]}
          </Mark>
          <small className="quiet">{last(one)}</small>
        </span>
      ),
      text: (one) => `${w.standings[one.standing]} ${last(one)}`,
    },
    {
      key: 'take',
      name: '',
      width: 80,
      render: (_, one) =>
        onTake && one.standing === 'open' && !one.heldBy ? (
          <Button
            size="small"
            aria-label={`${w.takeThis} ${one.name} ${one.unit} ${one.place}`}
            onClick={() => onTake(one.personId)}
          >
            {w.takeThis}
          </Button>
        ) : null,
    },
  ]
}

function Nobody({
  open,
  asked,
  busy,
  onNext,
}: {
  open: number
  asked: boolean
  busy: boolean
  onNext: () => void
}) {
  const w = useWords(surveyWords)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'n' && !typesHere(event) && !busy) onNext()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  const [title, text] =
    open === 0 ? [w.allDone, w.allDoneWhy] : asked ? [w.noNext, w.noNextWhy] : [w.begin, w.waiting(open)]
  return (
    <Panel>
      <EmptyNote
        title={title}
        text={text}
        action={
          open > 0 ? (
            <p className="gap-above">
              <Button type="primary" size="large" loading={busy} onClick={onNext}>
                {w.next}
              </Button>{' '}
              <small className="quiet">{w.nextHint}</small>
            </p>
          ) : null
        }
      />
    </Panel>
  )
}

function Calls({ survey }: { survey: SurveyView }) {
  const w = useWords(surveyWords)
  const params = { regionId: survey.regionId, id: survey.id }
  const query = useCall(listCalls, { params }, { keep: true, every: () => 30_000 })
  const take = useAct(takeCall, [listCalls])
  const next = (): void => take.mutate({ params, body: {} })
  const current = query.data?.items.find(({ mine }) => mine)
  const columns = useColumns(current ? null : (personId) => take.mutate({ params, body: { personId } }))
  return (
    <Loaded query={query} rows={8}>
      {({ items, waiting }) => (
        <div className="call-desk">
          <div>
            {current ? (
              <CallCard
                key={`${current.personId} ${current.attempts.length}`}
                survey={survey}
                person={current}
                onNext={next}
              />
            ) : (
              <Nobody
                open={waiting}
                asked={take.data?.personId === null}
                busy={take.isPending}
                onNext={next}
              />
            )}
            <ProblemAlert error={take.error} className="gap-above" />
          </div>
          <Panel title={w.list}>
            <Progress
              className="gap-below"
              aria-label={w.progress}
              percent={Math.round(((items.length - waiting) / Math.max(1, items.length)) * 100)}
              format={() => w.waiting(waiting)}
            />
            <DeskTable
              name="survey-calls"
              label={w.list}
              rows={items}
              columns={columns}
              rowKey={(one) => one.personId}
              pageSize={50}
              width={280}
            />
          </Panel>
        </div>
      )}
    </Loaded>
  )
}

function Survey({ id }: { id: string }) {
  const w = useWords(surveyWords)
  const may = useMay()
  const { regionId } = useWorkplace()
  const query = useCall(getSurvey, { params: { regionId, id } }, { keep: true })
  const survey = query.data
  return (
    <Page
      title={survey ? `${w.callsTitle} · ${survey.name}` : w.callsTitle}
      note={survey ? w.callsNote(survey.attempts.most, survey.attempts.days) : ''}
      actions={
        <Link to="/surveys" search={{ survey: id } as never}>
          {survey?.name ?? w.back}
        </Link>
      }
    >
      <Loaded query={query}>
        {(data) =>
          data.state !== 'drawn' ? (
            <EmptyNote title={data.state === 'frozen' ? w.notDrawn : w.states[data.state]} />
          ) : may('survey.call') ? (
            <Calls survey={data} />
          ) : (
            <EmptyNote title={w.onlyBureau} />
          )
        }
      </Loaded>
    </Page>
  )
}

export function CallsPage() {
  const w = useWords(surveyWords)
  const { survey } = useSearch({ strict: false }) as { survey?: string }
  return (
    <NeedRegion>
      {survey ? (
        <Survey key={survey} id={survey} />
      ) : (
        <Page title={w.callsTitle}>
          <EmptyNote title={w.none} action={<Link to="/surveys">{w.back}</Link>} />
        </Page>
      )}
    </NeedRegion>
  )
}
