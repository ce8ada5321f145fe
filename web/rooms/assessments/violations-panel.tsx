// 违规违纪报告: a unit reports to the lead hospital at once, which acknowledges it and says what it did (ASM-11).
import { Button, DatePicker, Form, Input, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  acknowledgeViolation,
  listExitProposals,
  listViolations,
  reportViolation,
  VIOLATION_KINDS,
  type ViolationView,
} from '../../../contract/assessments-exit.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { exitWords } from './exit-words.ts'

type Kind = (typeof VIOLATION_KINDS)[number]
type Values = { who: string; kind: Kind; day: Dayjs; what: string }
type Posted = { practitionerId: string; name: string; unitId: string; unit: string }

function ReportDialog({
  doctors,
  today,
  onClose,
}: {
  doctors: readonly Posted[]
  today: string
  onClose: () => void
}) {
  const w = useWords(exitWords)
  const say = useNotice()
  const { programmeId, regionId } = useWorkplace()
  const [form] = Form.useForm<Values>()
  const [id] = useState(() => uuidv7())
  const act = useAct(reportViolation, [listViolations], () => {
    say(w.saved)
    onClose()
  })
  const keyOf = (d: Posted): string => `${d.unitId} ${d.practitionerId}`
  return (
    <EditDialog<Values>
      title={w.report}
      form={form}
      first={{ kind: 'discipline', day: dayjs(today) }}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={({ who, kind, day, what }) => {
        const [unitId = '', practitionerId = ''] = who.split(' ')
        act.mutate({
          params: { regionId, id },
          body: { programmeId, kind, unitId, practitionerId, happenedOn: day.format('YYYY-MM-DD'), what },
        })
      }}
    >
      <Form.Item name="who" label={w.reportDoctor} rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={doctors.map((d) => ({ value: keyOf(d), label: `${d.name} · ${d.unit}` }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={w.reportKind} rules={[{ required: true }]}>
        <Select options={VIOLATION_KINDS.map((value) => ({ value, label: w.kinds[value] }))} />
      </Form.Item>
      <Form.Item name="day" label={w.reportDay} rules={[{ required: true }]}>
        <DatePicker inputReadOnly allowClear={false} disabledDate={(day) => day.isAfter(today, 'day')} />
      </Form.Item>
      <Form.Item
        name="what"
        label={w.reportWhat}
        extra={w.reportWhatNote}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea maxLength={500} autoSize={{ minRows: 3, maxRows: 8 }} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

function Row({ of }: { of: ViolationView }) {
  const w = useWords(exitWords)
  const say = useNotice()
  const [open, setOpen] = useState(false)
  const act = useAct(acknowledgeViolation, [listViolations, listExitProposals], () => {
    say(w.saved)
    setOpen(false)
  })
  const { acknowledged: done } = of
  return (
    <li>
      <p className="exit-head">
        <b>
          {of.practitioner.name} · {w.kinds[of.kind]}
        </b>
        <Mark tone={done ? 'done' : 'due'}>{done ? w.acknowledged : w.waiting}</Mark>
        <span className="quiet">
          {of.happenedOn} · {of.unit} · {w.reportedTo(of.lead)}
        </span>
      </p>
      <p>{of.what}</p>
      {done ? (
        <p className="answer">
          {momentWords(done.at)} {done.by}：{done.answer}
        </p>
      ) : null}
      {of.mayAcknowledge ? (
        <Button
          size="small"
          type="primary"
          aria-label={`${w.acknowledge} ${of.practitioner.name}`}
          onClick={() => setOpen(true)}
        >
          {w.acknowledge}
        </Button>
      ) : null}
      <ReasonDialog
        open={open}
        title={`${w.acknowledge} · ${of.practitioner.name}`}
        label={w.answer}
        confirm={w.acknowledge}
        busy={act.isPending}
        error={act.error}
        onCancel={() => setOpen(false)}
        onConfirm={(answer) => act.mutate({ params: { regionId: of.regionId, id: of.id }, body: { answer } })}
      />
    </li>
  )
}

export function ViolationsPanel() {
  const w = useWords(exitWords)
  const { programmeId, regionId } = useWorkplace()
  const [reporting, setReporting] = useState(false)
  const query = useCall(
    listViolations,
    { query: { programmeId, ...(regionId ? { regionId } : {}) } },
    { keep: true },
  )
  return (
    <Panel
      title={w.violations}
      note={w.violationsNote}
      actions={
        query.data?.mayReport ? <Button onClick={() => setReporting(true)}>{w.report}</Button> : undefined
      }
    >
      <Loaded
        query={query}
        rows={3}
        isEmpty={(data) => data.items.length === 0}
        empty={<p className="quiet">{w.noViolations}</p>}
      >
        {({ items }) => (
          <ul className="violation-list">
            {items.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Loaded>
      {reporting && query.data ? (
        <ReportDialog
          doctors={query.data.doctors}
          today={query.data.today}
          onClose={() => setReporting(false)}
        />
      ) : null}
    </Panel>
  )
}
