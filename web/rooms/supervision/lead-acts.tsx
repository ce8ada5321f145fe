// What may be done with a lead: answer it, say that it is a double, make it an issue, see it whole with a reason.
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { actOnLead, type LeadView, listLeads, revealLead } from '../../../contract/supervision-leads.ts'
import { LEAD_OUTCOME_NAMES, LEAD_OUTCOMES, type LeadOutcome } from '../../../domain/supervision/leads.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { Field } from './field.tsx'
import { issueWords } from './issue-words.ts'
import { RaiseDialog } from './raise-dialog.tsx'

type Asking = 'answer' | 'double' | 'reopen' | 'reveal' | 'issue'
type DialogProps = { lead: LeadView; onClose: () => void }

function AnswerDialog({ lead, onClose }: DialogProps) {
  const words = useWords(issueWords)
  const w = words.leads
  const { language } = usePreferences()
  const say = useNotice()
  const [outcome, setOutcome] = useState<LeadOutcome>('verified')
  const [text, setText] = useState('')
  const act = useAct(actOnLead, [listLeads], () => {
    say(words.saved)
    onClose()
  })
  return (
    <Modal
      open
      title={w.answer}
      okText={w.answer}
      cancelText={words.cancel}
      confirmLoading={act.isPending}
      okButtonProps={{ disabled: text.trim() === '' }}
      onCancel={onClose}
      onOk={() =>
        act.mutate({
          params: { regionId: lead.regionId, id: lead.id },
          body: { act: 'answer', outcome, words: text },
        })
      }
    >
      <div className="check-form">
        <p className="quiet">{w.answerNote}</p>
        <Field label={w.outcome}>
          <Select<LeadOutcome>
            aria-label={w.outcome}
            value={outcome}
            onChange={setOutcome}
            options={LEAD_OUTCOMES.map((value) => ({ value, label: LEAD_OUTCOME_NAMES[value][language] }))}
          />
        </Field>
        <Field label={w.words}>
          <Input.TextArea
            value={text}
            maxLength={500}
            showCount
            autoSize={{ minRows: 3, maxRows: 8 }}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <ProblemAlert error={act.error} />
      </div>
    </Modal>
  )
}

function DoubleDialog({ lead, others, onClose }: DialogProps & { others: readonly LeadView[] }) {
  const words = useWords(issueWords)
  const w = words.leads
  const say = useNotice()
  const [of, setOf] = useState<string | null>(null)
  const act = useAct(actOnLead, [listLeads], () => {
    say(words.saved)
    onClose()
  })
  return (
    <Modal
      open
      title={w.double}
      okText={words.go}
      cancelText={words.cancel}
      confirmLoading={act.isPending}
      okButtonProps={{ disabled: of === null }}
      onCancel={onClose}
      onOk={() =>
        of && act.mutate({ params: { regionId: lead.regionId, id: lead.id }, body: { act: 'double', of } })
      }
    >
      <Field label={w.doubleOf}>
        <Select
          aria-label={w.doubleOf}
          value={of}
          onChange={(value) => setOf(value ?? null)}
          options={others.map((one) => ({
            value: one.id,
            label: `${one.receivedOn} ${one.text.slice(0, 24)}`,
          }))}
        />
      </Field>
      <ProblemAlert error={act.error} className="gap-above" />
    </Modal>
  )
}

export function LeadActs({ lead, others }: { lead: LeadView; others: readonly LeadView[] }) {
  const w = useWords(issueWords).leads
  const may = useMay()
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = (): void => setAsking(null)
  const act = useAct(actOnLead, [listLeads], close)
  const reveal = useAct(revealLead, [], close)
  const params = { regionId: lead.regionId, id: lead.id }
  const label = (text: string): string => `${text} ${lead.receivedOn} ${lead.unit?.name ?? ''}`
  const button = (key: Asking, text: string, type: 'primary' | 'default' = 'default') => (
    <Button size="small" type={type} aria-label={label(text)} onClick={() => setAsking(key)}>
      {text}
    </Button>
  )
  return (
    <>
      {reveal.data ? (
        <p className="lead-text alike">
          {w.whole}：{reveal.data.text}
          <br />
          {reveal.data.contact ?? w.noContact}
        </p>
      ) : null}
      <div className="row">
        {may('lead.write') && lead.state === 'open' ? (
          <>
            {button('answer', w.answer, 'primary')}
            {others.length ? button('double', w.double) : null}
          </>
        ) : null}
        {may('lead.write') && lead.state === 'duplicate' ? (
          <Button
            size="small"
            loading={act.isPending}
            onClick={() => act.mutate({ params, body: { act: 'undouble' } })}
          >
            {w.undouble}
          </Button>
        ) : null}
        {may('lead.write') && lead.state === 'answered' ? button('reopen', w.reopen) : null}
        {may('issue.raise') && lead.state !== 'duplicate' && lead.issueIds.length === 0
          ? button('issue', w.toIssue)
          : null}
        {may('lead.reveal') && (lead.hidden || lead.hasContact) && !reveal.data
          ? button('reveal', w.reveal)
          : null}
      </div>
      {asking ? null : <ProblemAlert error={act.error} />}
      {asking === 'answer' ? <AnswerDialog lead={lead} onClose={close} /> : null}
      {asking === 'double' ? <DoubleDialog lead={lead} others={others} onClose={close} /> : null}
      {asking === 'issue' ? <RaiseDialog lead={lead} onClose={close} /> : null}
      {asking === 'reveal' || asking === 'reopen' ? (
        <ReasonDialog
          open
          title={w[asking]}
          {...(asking === 'reveal' ? { note: w.revealNote } : {})}
          confirm={w[asking]}
          busy={act.isPending || reveal.isPending}
          error={asking === 'reveal' ? reveal.error : act.error}
          onCancel={close}
          onConfirm={(text) =>
            asking === 'reveal'
              ? reveal.mutate({ params, body: { reason: text } })
              : act.mutate({ params, body: { act: 'reopen', words: text } })
          }
        />
      ) : null}
    </>
  )
}
