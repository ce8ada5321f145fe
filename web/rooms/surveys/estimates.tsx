// Shares with their intervals, drawn on one line from 0 to 100 % so that nobody reads a dot as the truth.
import type { EstimateView, SurveyView } from '../../../contract/surveys.ts'
import { useWords } from '../../shell/preferences.tsx'
import { surveyWords } from './words.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

function One({ name, of, population }: { name: string; of: EstimateView; population: number }) {
  const w = useWords(surveyWords)
  const { share, interval, finite } = of
  if (share === null || !interval || !finite)
    return (
      <div>
        <p className="quiet">{name}</p>
        <b>—</b>
        <p className="quiet">{w.noAnswers}</p>
      </div>
    )
  return (
    <div>
      <p className="quiet">{name}</p>
      <b>{percent(share)}</b>
      <p>{w.ofAnswers(of.yes, of.of)}</p>
      <div className="survey-bar" aria-hidden="true">
        <i style={{ left: percent(interval.low), width: percent(interval.high - interval.low) }} />
        <u style={{ left: `calc(${percent(share)} - 1px)` }} />
      </div>
      <p className="quiet small">{w.interval(percent(interval.low), percent(interval.high))}</p>
      <p className="quiet small">{w.finite(percent(finite.low), percent(finite.high), population)}</p>
    </div>
  )
}

export function Estimates({ survey }: { survey: SurveyView }) {
  const w = useWords(surveyWords)
  return (
    <div className="survey-estimates">
      <One name={w.satisfied} of={survey.satisfaction} population={survey.frameSize} />
      <One name={w.aware} of={survey.awareness} population={survey.frameSize} />
      <One name={w.came} of={survey.came} population={survey.frameSize} />
    </div>
  )
}
