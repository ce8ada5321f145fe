// A finding outside a check: seen in daily work, or a lead that proved true.
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { getCheckForm } from '../../../contract/supervision.ts'
import { listIssues, raiseIssue } from '../../../contract/supervision-issues.ts'
import { type LeadView, listLeads } from '../../../contract/supervision-leads.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { EvidenceInput, evidenceOf, type Given, NOTHING } from './evidence-input.tsx'
import { Field } from './field.tsx'
import { issueWords } from './issue-words.ts'

export function RaiseDialog({ lead, onClose }: { lead: LeadView | null; onClose: () => void }) {
  const w = useWords(issueWords)
  const say = useNotice()
  const { programmeId, regionId } = useWorkplace()
  const form = useCall(getCheckForm, { params: { regionId, programmeId, kind: 'leaderVisit' } })
  const [id] = useState(() => uuidv7())
  const [unitId, setUnitId] = useState<string | null>(lead?.unit?.id ?? null)
  const [what, setWhat] = useState('')
  const [given, setGiven] = useState<Given>(NOTHING)
  const act = useAct(raiseIssue, [listIssues, listLeads], () => {
    say(w.saved)
    onClose()
  })
  const evidence = [
    ...evidenceOf(given),
    ...(lead ? [{ kind: 'record' as const, recordType: 'lead' as const, recordId: lead.id }] : []),
  ]
  return (
    <Modal
      open
      title={lead ? w.leads.toIssue : w.raise}
      okText={w.go}
      cancelText={w.cancel}
      confirmLoading={act.isPending}
      okButtonProps={{ disabled: what.trim().length < 2 || evidence.length === 0 }}
      onCancel={onClose}
      onOk={() =>
        act.mutate({
          params: { regionId, id },
          body: { programmeId, leadId: lead?.id ?? null, unitId, what, evidence },
        })
      }
    >
      <div className="check-form">
        {lead ? <p className="lead-text quiet">{lead.text}</p> : null}
        <Field label={w.raiseUnit}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={w.raiseUnit}
            value={unitId}
            onChange={(value) => setUnitId(value ?? null)}
            options={(form.data?.targets ?? []).map(({ unit }) => ({ value: unit.id, label: unit.name }))}
          />
        </Field>
        <Field label={w.raiseWhat}>
          <Input.TextArea
            value={what}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            autoComplete="off"
            onChange={(event) => setWhat(event.target.value)}
          />
        </Field>
        <EvidenceInput regionId={regionId} given={given} onChange={setGiven} />
        <ProblemAlert error={act.error} />
      </div>
    </Modal>
  )
}
