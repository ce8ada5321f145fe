// Creating or editing one practitioner; the mobile is only written, never read, here.
import { AutoComplete, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { listOrganisations } from '../../../contract/organisations.ts'
import {
  codeTables,
  listPractitioners,
  type PractitionerView,
  savePractitioner,
} from '../../../contract/people.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { WeekdaySelect } from '../../kit/weekday-select.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { peopleWords } from './words.ts'

type Values = {
  name: string
  sex?: '男' | '女'
  organisationId: string
  specialty: string
  title: string
  mobile?: string
  active: boolean
  ownClinicWeekdays: number[]
}
const has = (typed: string, option?: { value?: unknown }): boolean =>
  typeof option?.value === 'string' && option.value.includes(typed)

export function PractitionerDialog({
  practitioner,
  onClose,
}: {
  practitioner: PractitionerView | 'new'
  onClose: () => void
}) {
  const w = useWords(peopleWords)
  const me = useMe()
  const say = useNotice()
  const { programmeId } = useWorkplace()
  const [form] = Form.useForm<Values>()
  const [id] = useState(() => (practitioner === 'new' ? uuidv7() : practitioner.id))
  const hospitals = useCall(listOrganisations, { query: { programmeId, side: 'supporting' } })
  const codes = useCall(codeTables, {})
  const save = useAct(savePractitioner, [listPractitioners], () => {
    say(w.saved)
    onClose()
  })
  const known = practitioner === 'new' ? null : practitioner
  const first: Partial<Values> = known
    ? {
        name: known.name,
        organisationId: known.organisation.id,
        specialty: known.specialty,
        title: known.title,
        active: known.active,
        ownClinicWeekdays: known.ownClinicWeekdays,
        ...(known.sex ? { sex: known.sex } : {}),
      }
    : {
        active: true,
        ownClinicWeekdays: [],
        ...(me.role === 'hospital' && me.organisation ? { organisationId: me.organisation.id } : {}),
      }
  const options = new Map((hospitals.data?.items ?? []).map((o) => [o.id, o.name]))
  if (known) options.set(known.organisation.id, known.organisation.name)
  const send = (v: Values): void =>
    save.mutate({
      params: { id },
      body: {
        name: v.name,
        sex: v.sex ?? null,
        organisationId: v.organisationId,
        specialty: v.specialty,
        title: v.title,
        active: v.active,
        ownClinicWeekdays: v.ownClinicWeekdays,
        ...(v.mobile?.trim() ? { mobile: v.mobile.trim() } : {}),
      },
    })
  return (
    <EditDialog<Values>
      title={known ? `${w.edit}：${known.name}` : w.add}
      form={form}
      first={first}
      busy={save.isPending}
      error={save.error}
      onSend={send}
      onClose={onClose}
    >
      <Form.Item label={w.name} name="name" rules={[{ required: true }]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item label={w.sex} name="sex">
        <Select
          allowClear
          options={[
            { value: '男', label: w.male },
            { value: '女', label: w.female },
          ]}
        />
      </Form.Item>
      <Form.Item label={w.hospital} name="organisationId" rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={[...options].map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item label={w.specialty} name="specialty" rules={[{ required: true }]}>
        <AutoComplete
          options={(codes.data?.specialties ?? []).map((s) => ({ value: s.name }))}
          showSearch={{ filterOption: has }}
        />
      </Form.Item>
      <Form.Item label={w.title} name="title" rules={[{ required: true }]}>
        <AutoComplete
          options={(codes.data?.titles ?? []).map((t) => ({ value: t.name }))}
          showSearch={{ filterOption: has }}
        />
      </Form.Item>
      <Form.Item
        label={w.mobile}
        name="mobile"
        {...(known ? { extra: w.mobileHint } : {})}
        rules={[{ pattern: /^1[3-9]\d{9}$/ }]}
      >
        <Input maxLength={11} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item label={w.clinics} name="ownClinicWeekdays" extra={w.clinicsHint}>
        <WeekdaySelect label={w.clinics} />
      </Form.Item>
      <Form.Item label={w.active} name="active" valuePropName="checked">
        <Switch aria-label={w.active} />
      </Form.Item>
    </EditDialog>
  )
}
