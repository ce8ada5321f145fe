// 回访: what the plan orders, the surveys of this county, and one of them when it is opened (SVY-1, SVY-2).
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { listSurveys, type SurveyItem } from '../../../contract/surveys.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { STATE_TONES, SurveyDetail } from './survey-detail.tsx'
import { SurveyStart } from './survey-start.tsx'
import { surveyWords } from './words.ts'
import './surveys.css'

function useColumns(): DeskColumn<SurveyItem>[] {
  const w = useWords(surveyWords)
  return [
    {
      key: 'name',
      name: w.name,
      pinned: true,
      render: (_, one) => (
        <Link to="/surveys" search={{ survey: one.id } as never}>
          {one.name}
        </Link>
      ),
      text: (one) => one.name,
    },
    {
      key: 'state',
      name: w.state,
      width: 130,
      render: (_, one) => <Mark tone={STATE_TONES[one.state]}>{w.states[one.state]}</Mark>,
      text: (one) => w.states[one.state],
    },
    {
      key: 'frame',
      name: w.frame,
      width: 90,
      render: (_, one) => one.frameSize,
      text: (one) => one.frameSize,
    },
    { key: 'sample', name: w.sample, width: 90, render: (_, one) => one.sample, text: (one) => one.sample },
    {
      key: 'reached',
      name: w.tally.reached,
      width: 90,
      render: (_, one) => one.tally.reached,
      text: (one) => one.tally.reached,
    },
    {
      key: 'done',
      name: w.progress,
      width: 110,
      render: (_, one) => w.progressOf(one.tally.completed, one.sample),
      text: (one) => w.progressOf(one.tally.completed, one.sample),
    },
    {
      key: 'open',
      name: w.tally.open,
      width: 90,
      render: (_, one) => one.tally.open,
      text: (one) => one.tally.open,
    },
  ]
}

function Surveys() {
  const w = useWords(surveyWords)
  const may = useMay()
  const navigate = useNavigate()
  const { regionId, programmeId } = useWorkplace()
  const columns = useColumns()
  const query = useCall(listSurveys, { params: { regionId, programmeId } }, { keep: true })
  return (
    <Loaded query={query}>
      {({ items, rules }) => (
        <>
          <Panel>
            {items.length === 0 ? (
              <EmptyNote title={w.none} text={w.noneWhy} />
            ) : (
              <DeskTable
                name="surveys"
                label={w.title}
                rows={items}
                columns={columns}
                rowKey={(one) => one.id}
              />
            )}
          </Panel>
          {may('survey.draw') ? (
            <SurveyStart
              key={programmeId}
              orders={rules}
              onMade={(made) => void navigate({ to: '/surveys', search: { survey: made.id } as never })}
            />
          ) : null}
        </>
      )}
    </Loaded>
  )
}

export function SurveysPage() {
  const w = useWords(surveyWords)
  const { survey } = useSearch({ strict: false }) as { survey?: string }
  if (survey)
    return (
      <NeedRegion>
        <SurveyDetail key={survey} id={survey} />
      </NeedRegion>
    )
  return (
    <Page title={w.title} note={w.note}>
      <NeedRegion>
        <Surveys />
      </NeedRegion>
    </Page>
  )
}
