// Taking a lead in at the desk: in the words it came, looked at beside those that may say the same (SUP-7).
import { Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { getCheckForm } from '../../../contract/supervision.ts'
import { findSimilarLeads, listLeads, takeLead } from '../../../contract/supervision-leads.ts'
import { LEAD_SOURCE_NAMES, LEAD_SOURCES, type LeadSource } from '../../../domain/supervision/leads.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { Field } from './field.tsx'
import { issueWords } from './issue-words.ts'

type Source = Exclude<LeadSource, 'publicPage'>
const SOURCES = LEAD_SOURCES.filter((one): one is Source => one !== 'publicPage')
const EMPTY = { source: 'hotline' as Source, sourceNumber: '', text: '', contact: '' }

export function LeadDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(issueWords)
  const w = words.leads
  const { language } = usePreferences()
  const { programmeId, regionId } = useWorkplace()
  const { today } = useMe()
  const say = useNotice()
  const form = useCall(getCheckForm, { params: { regionId, programmeId, kind: 'leaderVisit' } })
  const [id] = useState(() => uuidv7())
  const [f, setF] = useState({ ...EMPTY, receivedOn: today, unitId: null as string | null, distinct: false })
  const set = (part: Partial<typeof f>): void => setF((now) => ({ ...now, ...part }))
  const similar = useAct(findSimilarLeads)
  const take = useAct(takeLead, [listLeads], () => {
    say(w.taken)
    onClose()
  })
  const look = (): void => {
    if (f.text.trim().length >= 8)
      similar.mutate({
        params: { regionId },
        body: { unitId: f.unitId, text: f.text, contact: f.contact },
      })
  }
  const alike = similar.data?.items ?? []
  return (
    <Modal
      open
      title={w.take}
      okText={w.take}
      cancelText={words.cancel}
      confirmLoading={take.isPending}
      okButtonProps={{ disabled: f.text.trim() === '' || (alike.length > 0 && !f.distinct) }}
      onCancel={onClose}
      onOk={() => take.mutate({ params: { regionId, id }, body: { programmeId, ...f } })}
    >
      <div className="check-form">
        <div className="fields">
          <Field label={w.source}>
            <Select<Source>
              aria-label={w.source}
              value={f.source}
              onChange={(source) => set({ source })}
              options={SOURCES.map((value) => ({ value, label: LEAD_SOURCE_NAMES[value][language] }))}
            />
          </Field>
          <Field label={w.receivedOn}>
            <Input
              type="date"
              value={f.receivedOn}
              max={today}
              autoComplete="off"
              onChange={(event) => set({ receivedOn: event.target.value })}
            />
          </Field>
          <Field label={w.number}>
            <Input
              value={f.sourceNumber}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => set({ sourceNumber: event.target.value })}
            />
          </Field>
        </div>
        <Field label={w.unit}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={w.unit}
            value={f.unitId}
            onChange={(value) => set({ unitId: value ?? null })}
            options={(form.data?.targets ?? []).map(({ unit }) => ({ value: unit.id, label: unit.name }))}
          />
        </Field>
        <Field label={w.text}>
          <Input.TextArea
            value={f.text}
            maxLength={2000}
            placeholder={w.textHint}
            autoSize={{ minRows: 3, maxRows: 8 }}
            autoComplete="off"
            onChange={(event) => set({ text: event.target.value, distinct: false })}
            onBlur={look}
          />
        </Field>
        <Field label={w.contact} note={w.contactNote}>
          <Input
            value={f.contact}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => set({ contact: event.target.value })}
            onBlur={look}
          />
        </Field>
        {alike.length ? (
          <div className="alike">
            <b>{w.alike}</b>
            <ul className="timeline">
              {alike.map((one) => (
                <li key={one.id}>
                  {one.receivedOn} {LEAD_SOURCE_NAMES[one.source][language]} {w.likeness(one.likeness)}
                  <br />
                  <span className="quiet">{one.text}</span>
                </li>
              ))}
            </ul>
            <Checkbox checked={f.distinct} onChange={(event) => set({ distinct: event.target.checked })}>
              {w.distinct}
            </Checkbox>
          </div>
        ) : null}
        <ProblemAlert error={take.error} />
      </div>
    </Modal>
  )
}
