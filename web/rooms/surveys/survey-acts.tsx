// What may be done with a survey: the seed, a new draw, the end; each asks once and says what it means.
import { Button } from 'antd'
import { useState } from 'react'
import {
  endSurvey,
  getSurvey,
  giveSeed,
  listSurveys,
  redrawSurvey,
  type SurveyView,
} from '../../../contract/surveys.ts'
import { listCalls } from '../../../contract/surveys-calls.ts'
import { useNotice } from '../../kit/notice.ts'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { surveyWords } from './words.ts'

type Asking = 'seed' | 'redraw' | 'close' | 'cancel'
const REFRESH = [getSurvey, listSurveys, listCalls]

export function SurveyActs({ survey }: { survey: SurveyView }) {
  const w = useWords(surveyWords)
  const say = useNotice()
  const [asking, setAsking] = useState<Asking | null>(null)
  const params = { regionId: survey.regionId, id: survey.id }
  const after = (text: string) => () => {
    setAsking(null)
    say(text)
  }
  const seed = useAct(giveSeed, REFRESH, after(w.seeded))
  const redraw = useAct(redrawSurvey, REFRESH, after(w.redrawn))
  const end = useAct(endSurvey, REFRESH, after(w.done))
  const words = {
    seed: { title: w.seed, note: w.seedNote, confirm: w.seed, label: w.seedLabel },
    redraw: { title: w.redraw, note: w.redrawNote, confirm: w.redraw },
    close: { title: w.close, note: w.closeNote, confirm: w.close, optional: true, label: w.remark },
    cancel: { title: w.cancel, note: w.cancelNote, confirm: w.cancel, danger: true },
  }
  const send = (act: Asking, text: string): void => {
    if (act === 'seed') seed.mutate({ params, body: { round: survey.round, seed: text } })
    else if (act === 'redraw') redraw.mutate({ params, body: { reason: text } })
    else end.mutate({ params, body: { act, note: text } })
  }
  const running = asking === 'seed' ? seed : asking === 'redraw' ? redraw : end
  const shown = (['seed', 'close', 'redraw', 'cancel'] as const).filter((act) => survey.mayDo.includes(act))
  return (
    <>
      {shown.map((act) => (
        <Button
          key={act}
          type={act === 'seed' || act === 'close' ? 'primary' : 'default'}
          danger={act === 'cancel'}
          onClick={() => setAsking(act)}
        >
          {words[act].confirm}
        </Button>
      ))}
      {asking ? (
        <ReasonDialog
          open
          {...words[asking]}
          busy={running.isPending}
          error={running.error}
          onCancel={() => setAsking(null)}
          onConfirm={(text) => send(asking, text)}
        />
      ) : null}
    </>
  )
}
