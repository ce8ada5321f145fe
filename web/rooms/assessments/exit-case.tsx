// One exit: why, what was said by whom and when, and the next step of the reader (ASM-9).
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import {
  actOnExit,
  type ExitCaseView,
  listExitProposals,
  listExits,
} from '../../../contract/assessments-exit.ts'
import { EXIT_OUTCOME_NAMES, EXIT_OUTCOMES, type ExitOutcome } from '../../../domain/assessments/exit.ts'
import { Citation } from '../../kit/clause.tsx'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { ExitFacts } from './exit-facts.tsx'
import { ExitPlaces } from './exit-places.tsx'
import { exitWords } from './exit-words.ts'

type Said = Exclude<ExitCaseView['mayDo'][number], 'rematch'>
type Values = { outcome?: ExitOutcome; words: string }

function ActDialog({ of, doing, onClose }: { of: ExitCaseView; doing: Said; onClose: () => void }) {
  const w = useWords(exitWords)
  const { language } = usePreferences()
  const say = useNotice()
  const [form] = Form.useForm<Values>()
  const act = useAct(actOnExit, [listExits, listExitProposals], () => {
    say(w.saved)
    onClose()
  })
  return (
    <EditDialog<Values>
      title={`${w.acts[doing]} · ${of.subject}`}
      form={form}
      first={doing === 'notice' ? { words: of.grounds } : {}}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={({ outcome, words }) =>
        act.mutate({
          params: { regionId: of.regionId, id: of.id },
          body: { act: doing, words, ...(outcome ? { outcome } : {}) },
        })
      }
    >
      {doing === 'notice' ? <p className="quiet">{w.days(of.replyWorkdays)}</p> : null}
      {doing === 'decide' ? (
        <Form.Item name="outcome" label={w.outcome} extra={w.decideNote} rules={[{ required: true }]}>
          <Select
            options={EXIT_OUTCOMES.map((value) => ({ value, label: EXIT_OUTCOME_NAMES[value][language] }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item name="words" label={w.labels[doing]} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 3, maxRows: 8 }} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

export function ExitCase({ of }: { of: ExitCaseView }) {
  const w = useWords(exitWords)
  const { language } = usePreferences()
  const [doing, setDoing] = useState<Said | null>(null)
  const steps = of.mayDo.filter((act): act is Said => act !== 'rematch')
  return (
    <div className="exit-case">
      <p>{of.grounds}</p>
      <section>
        <h3>{w.facts}</h3>
        <ExitFacts of={of} />
        <Citation citation={of.rule.citation} clauses={of.rule.clauses} />
        {of.rule.inferred ? <p className="quiet">{w.inferred}</p> : null}
      </section>
      <ol className="exit-steps">
        {of.acts.map((one) => (
          <li key={`${one.at} ${one.act} ${one.words}`}>
            <time>{momentWords(one.at)}</time> <b>{w.acts[one.act] ?? one.act}</b>{' '}
            {one.outcome ? `${EXIT_OUTCOME_NAMES[one.outcome][language]} ` : ''}
            {one.by}
            {one.late ? <em>（{w.late}）</em> : null}
            {one.act === 'propose' ? null : <p>{one.words}</p>}
          </li>
        ))}
      </ol>
      <ExitPlaces of={of} />
      {steps.length > 0 ? (
        <div className="row">
          {steps.map((act) => (
            <Button
              key={act}
              type={act === 'withdraw' || act === 'waive' ? 'default' : 'primary'}
              onClick={() => setDoing(act)}
            >
              {w.acts[act]}
            </Button>
          ))}
        </div>
      ) : null}
      {doing ? <ActDialog of={of} doing={doing} onClose={() => setDoing(null)} /> : null}
    </div>
  )
}
