// 结果: estimates, fixed denominators by unit, answers and words (SVY-1, PUB-8).
import { Link } from '@tanstack/react-router'
import type { SurveyView, UnitResult } from '../../../contract/surveys.ts'
import { Panel } from '../../kit/page.tsx'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { Estimates } from './estimates.tsx'
import { type PlainColumn, PlainTable } from './plain-table.tsx'
import { surveyWords } from './words.ts'

function useColumns(): PlainColumn<UnitResult>[] {
  const w = useWords(surveyWords)
  const { programme } = useWorkplace()
  return [
    { name: w.unit, of: (one) => shortName(one.unit, programme.division.name), wide: true },
    { name: w.frame, of: (one) => one.size },
    { name: w.tally.drawn, of: (one) => one.tally.drawn },
    { name: w.tally.reserves, of: (one) => one.tally.reserves },
    { name: w.tally.reached, of: (one) => one.tally.reached },
    { name: w.tally.completed, of: (one) => one.tally.completed },
    { name: w.tally.refused, of: (one) => one.tally.refused },
    { name: w.tally.unable, of: (one) => one.tally.unable },
    { name: w.tally.lost, of: (one) => one.tally.noAnswer + one.tally.wrongNumber },
    { name: w.tally.withdrawn, of: (one) => one.tally.withdrawn },
    { name: w.tally.open, of: (one) => one.tally.open },
    {
      name: w.satisfied,
      of: (one) => (one.satisfied === null ? '—' : w.progressOf(one.satisfied, one.judged)),
    },
    { name: w.aware, of: (one) => (one.aware === null ? '—' : w.progressOf(one.aware, one.askedAware)) },
  ]
}

export function SurveyResults({ survey }: { survey: SurveyView }) {
  const w = useWords(surveyWords)
  const columns = useColumns()
  const done = survey.counts === 'completed' ? survey.tally.completed : survey.tally.drawn
  return (
    <>
      <Panel title={w.results} note={w.fixed}>
        <Estimates survey={survey} />
        {survey.minimum === null ? null : <p>{w.minimum(survey.minimum, survey.counts, done)}</p>}
      </Panel>
      <Panel title={w.byUnit} note={survey.units.some((one) => one.satisfied === null) ? w.few : undefined}>
        <PlainTable label={w.byUnit} rows={survey.units} columns={columns} rowKey={(one) => one.unitId} />
      </Panel>
      {survey.notCame.length > 0 ? (
        <Panel title={w.notCame} note={w.notCameNote}>
          <ul className="survey-voices">
            {survey.notCame.map((one) => (
              <li key={`${one.unit} ${one.day} ${one.doctor}`}>
                {one.dutyId ? (
                  <Link to="/cards/presence" search={{ duty: one.dutyId } as never}>
                    {one.unit} {one.day} {one.doctor}
                  </Link>
                ) : (
                  `${one.unit} ${one.day} ${one.doctor}`
                )}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {survey.tally.completed > 0 ? (
        <Panel title={w.distribution}>
          <div className="survey-answers">
            {survey.answers.map((question) => (
              <table key={question.id}>
                <caption>{question.text}</caption>
                <tbody>
                  {question.counts.map((one) => (
                    <tr key={one.text}>
                      <th scope="row">{one.text}</th>
                      <td>{w.people(one.count)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ))}
          </div>
          <div className="survey-section gap-above">
            <h3>{w.voices}</h3>
            {survey.words.length === 0 ? (
              <p className="quiet">{w.noVoices}</p>
            ) : (
              <ul className="survey-voices">
                {survey.words.map((text, i) => (
                  // Words have no id and never change order.
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <li key={i}>{text}</li>
                ))}
              </ul>
            )}
          </div>
        </Panel>
      ) : null}
    </>
  )
}
