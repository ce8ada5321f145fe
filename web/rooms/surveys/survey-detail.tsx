// One survey: where it stands, what may be done, its draw and its results.
import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { getDrawFile, getSurvey, getSurveyReport, type SurveyView } from '../../../contract/surveys.ts'
import { Citation } from '../../kit/clause.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { Figure, Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { SurveyActs } from './survey-acts.tsx'
import { SurveyDraw } from './survey-draw.tsx'
import { SurveyResults } from './survey-results.tsx'
import { surveyWords } from './words.ts'

export const STATE_TONES: Record<SurveyView['state'], Tone> = {
  frozen: 'due',
  drawn: 'draft',
  closed: 'done',
  cancelled: 'plain',
}

function Files({ survey }: { survey: SurveyView }) {
  const w = useWords(surveyWords)
  const params = { regionId: survey.regionId, id: survey.id }
  const draw = useAct(getDrawFile, [], (blob) => saveBlob(blob, `${w.drawFile} ${survey.name}.json`))
  const xlsx = useAct(getSurveyReport, [], (blob) => saveBlob(blob, `${survey.name}.xlsx`))
  const pdf = useAct(getSurveyReport, [], (blob) => saveBlob(blob, `${survey.name}.pdf`))
  const icon = <DownloadOutlined aria-hidden="true" />
  const drawn = survey.state === 'drawn' || survey.state === 'closed'
  return (
    <>
      <div className="row gap-above">
        <Button icon={icon} loading={draw.isPending} onClick={() => draw.mutate({ params })}>
          {w.drawFile}
        </Button>
        {drawn ? (
          <>
            <Button
              icon={icon}
              loading={xlsx.isPending}
              onClick={() => xlsx.mutate({ params, query: { format: 'xlsx' } })}
            >
              {w.reportXlsx}
            </Button>
            <Button
              icon={icon}
              loading={pdf.isPending}
              onClick={() => pdf.mutate({ params, query: { format: 'pdf' } })}
            >
              {w.reportPdf}
            </Button>
          </>
        ) : null}
        {survey.publicHref ? (
          <a href={survey.publicHref} target="_blank" rel="noreferrer">
            {w.publicPage}
          </a>
        ) : null}
      </div>
      <ProblemAlert error={draw.error ?? xlsx.error ?? pdf.error} className="gap-above" />
    </>
  )
}

function Standing({ survey }: { survey: SurveyView }) {
  const w = useWords(surveyWords)
  const me = useMe()
  const { tally } = survey
  const [present] = survey.rounds.slice(-1)
  return (
    <Panel>
      <p className="row">
        <Mark tone={STATE_TONES[survey.state]}>{w.states[survey.state]}</Mark>
        {survey.endedAt ? (
          <span className="quiet">
            {w.endedBy(survey.endedBy ?? '', momentWords(survey.endedAt), survey.endNote)}
          </span>
        ) : null}
        {survey.state === 'frozen' && present?.frozenBy === me.name ? (
          <span className="quiet">{w.seedMine}</span>
        ) : null}
      </p>
      {survey.state === 'drawn' || survey.state === 'closed' ? (
        <div className="figures gap-above">
          <Figure value={tally.drawn} label={w.tally.drawn} />
          <Figure value={tally.reserves} label={w.tally.reserves} />
          <Figure value={tally.reached} label={w.tally.reached} />
          <Figure value={tally.completed} label={w.tally.completed} tone="done" />
          <Figure value={tally.refused} label={w.tally.refused} />
          <Figure value={tally.unable} label={w.tally.unable} />
          <Figure value={tally.noAnswer + tally.wrongNumber} label={w.tally.lost} />
          <Figure value={tally.withdrawn} label={w.tally.withdrawn} />
          <Figure value={tally.open} label={w.tally.open} tone={tally.open ? 'due' : 'plain'} />
        </div>
      ) : null}
      <Files survey={survey} />
      {survey.citation ? (
        <div className="gap-above">
          <Citation citation={survey.citation} clauses={[]} />
        </div>
      ) : null}
    </Panel>
  )
}

export function SurveyDetail({ id }: { id: string }) {
  const w = useWords(surveyWords)
  const { regionId } = useWorkplace()
  const query = useCall(getSurvey, { params: { regionId, id } }, { keep: true })
  const survey = query.data
  const drawn = survey?.state === 'drawn' || survey?.state === 'closed'
  return (
    <Page
      title={survey?.name ?? w.title}
      note={<Link to="/surveys">{w.back}</Link>}
      actions={
        survey ? (
          <>
            {survey.mayDo.includes('call') ? (
              <Link to="/surveys/calls" search={{ survey: id } as never}>
                <Button type={survey.mayDo.includes('close') ? 'default' : 'primary'} tabIndex={-1}>
                  {w.call}
                </Button>
              </Link>
            ) : null}
            <SurveyActs survey={survey} />
          </>
        ) : null
      }
    >
      <Loaded query={query}>
        {(data) => (
          <>
            <Standing survey={data} />
            {drawn ? <SurveyResults survey={data} /> : null}
            <SurveyDraw survey={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
