// Adds one duty by hand; what would break a rule is said before anything is sent.
import { Form, Input, Modal, Segmented, Select } from 'antd'
import { useState } from 'react'
import { addDuty, getRoster, type RosterView } from '../../../contract/dispatch.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { CallRefused } from '../../shell/call.ts'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { BrokenRules } from './duty-panel.tsx'
import type { Check } from './roster-rules.ts'
import { dispatchWords } from './words.ts'

export type NewPlace = { unitId?: string; practitionerId?: string; day?: string }
type Half = 'day' | 'am' | 'pm'
type Props = {
  roster: RosterView
  place: NewPlace
  county: string
  check: Check | null
  onClose: () => void
}

export function AddDutyDialog({ roster, place, county, check, onClose }: Props) {
  const w = useWords(dispatchWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const say = useNotice()
  const [chosen, setChosen] = useState<NewPlace>(place)
  const [half, setHalf] = useState<Half>('day')
  const [reason, setReason] = useState('')
  const add = useAct(addDuty, [getRoster], () => {
    say(w.added)
    onClose()
  })
  const { unitId, practitionerId, day } = chosen
  const whole = unitId && practitionerId && day ? { unitId, practitionerId, day } : null
  const broken = whole && check ? check(whole, null) : []
  const asksReason = add.error instanceof CallRefused && add.error.refusal.code === 'mismatch-needs-reason'
  const send = (): void => {
    if (whole)
      add.mutate({
        params: { regionId: roster.regionId, programmeId: roster.programmeId },
        body: { ...whole, half, ...(reason.trim() ? { mismatchReason: reason.trim() } : {}) },
      })
  }
  return (
    <Modal
      open
      title={w.addDuty}
      okText={common.save}
      cancelText={common.cancel}
      okButtonProps={{ disabled: !whole || broken.length > 0 || (asksReason && !reason.trim()) }}
      confirmLoading={add.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={w.unit}>
          <Select
            aria-label={w.unit}
            showSearch={{ optionFilterProp: 'label' }}
            value={unitId ?? null}
            onChange={(id: string) => setChosen({ ...chosen, unitId: id })}
            options={roster.units.map((u) => ({
              value: u.id,
              label: `${shortName(u.name, county)}（${u.need}）`,
            }))}
          />
        </Form.Item>
        <Form.Item label={w.doctor}>
          <Select
            aria-label={w.doctor}
            showSearch={{ optionFilterProp: 'label' }}
            value={practitionerId ?? null}
            onChange={(id: string) => setChosen({ ...chosen, practitionerId: id })}
            options={roster.practitioners.map((p) => ({
              value: p.id,
              label: `${p.name} ${p.title} ${p.specialty} ${shortName(p.hospital, county)}`,
            }))}
          />
        </Form.Item>
        <Form.Item label={w.day}>
          <Select
            aria-label={w.day}
            showSearch={{ optionFilterProp: 'label' }}
            value={day ?? null}
            onChange={(d: string) => setChosen({ ...chosen, day: d })}
            options={roster.days
              .filter((d) => d.workday)
              .map((d) => ({ value: d.day, label: dayWords(d.day, language, roster.month.slice(0, 4)) }))}
          />
        </Form.Item>
        <Form.Item label={w.half}>
          <Segmented<Half>
            value={half}
            onChange={setHalf}
            options={(['day', 'am', 'pm'] as const).map((value) => ({ value, label: common.half[value] }))}
          />
        </Form.Item>
        {asksReason ? (
          <Form.Item label={w.mismatch} extra={w.mismatchNeeded}>
            <Input.TextArea
              aria-label={w.mismatch}
              maxLength={200}
              value={reason}
              onChange={(e) => setReason(e.target.value)}
            />
          </Form.Item>
        ) : null}
      </Form>
      <BrokenRules broken={broken} />
      <ProblemAlert error={add.error} className="gap-above" />
    </Modal>
  )
}
