// Creating or editing one organisation, with its other names.
import { Form, Input, InputNumber, Select, Space, Switch } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  listOrganisations,
  type OrganisationView,
  saveOrganisation,
  searchDivisions,
} from '../../../contract/organisations.ts'
import { KIND_WORDS, ORGANISATION_KINDS, type Ownership } from '../../../domain/organisations/kinds.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { WeekdaySelect } from '../../kit/weekday-select.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { organisationWords } from './words.ts'

type Values = {
  name: string
  kind: string
  ownership?: Ownership
  divisionCode: string
  phone?: string
  expertStudio?: boolean
  aliases?: string[]
  marketWeekdays?: number[]
  longitude?: number | null
  latitude?: number | null
}

export function OrganisationDialog({
  organisation,
  onClose,
}: {
  organisation: OrganisationView | 'new'
  onClose: () => void
}) {
  const w = useWords(organisationWords)
  const say = useNotice()
  const { regionId, programme } = useWorkplace()
  const [form] = Form.useForm<Values>()
  const [id] = useState(() => (organisation === 'new' ? uuidv7() : organisation.id))
  const [typed, setTyped] = useState('')
  const under = regionId || programme.division.code
  const divisions = useCall(
    searchDivisions,
    { query: { q: typed, under } },
    { enabled: typed.length > 0, keep: true },
  )
  const save = useAct(saveOrganisation, [listOrganisations], () => {
    say(w.saved)
    onClose()
  })
  const known = organisation === 'new' ? null : organisation
  const first: Partial<Values> = known
    ? {
        name: known.name,
        kind: known.kind,
        divisionCode: known.division.code,
        phone: known.phone ?? '',
        expertStudio: known.expertStudio,
        aliases: known.aliases,
        marketWeekdays: known.marketWeekdays,
        longitude: known.position?.[0] ?? null,
        latitude: known.position?.[1] ?? null,
        ...(known.ownership ? { ownership: known.ownership } : {}),
      }
    : { kind: 'townshipHealthCentre', aliases: [] }
  const options = [
    ...(known ? [{ value: known.division.code, label: known.division.name }] : []),
    ...(divisions.data?.items ?? [])
      .filter((d) => d.code !== known?.division.code)
      .map((d) => ({ value: d.code, label: d.path || d.name })),
  ]
  const send = (v: Values): void =>
    save.mutate({
      params: { id },
      body: {
        name: v.name,
        kind: v.kind,
        ownership: v.ownership ?? null,
        divisionCode: v.divisionCode,
        parentId: known?.parentId ?? null,
        phone: v.phone?.trim() || null,
        expertStudio: v.expertStudio ?? false,
        aliases: v.aliases ?? [],
        marketWeekdays: v.marketWeekdays ?? [],
        position:
          typeof v.longitude === 'number' && typeof v.latitude === 'number'
            ? [v.longitude, v.latitude]
            : null,
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
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item label={w.kind} name="kind" rules={[{ required: true }]}>
        <Select options={ORGANISATION_KINDS.map((k) => ({ value: k, label: KIND_WORDS[k].name }))} />
      </Form.Item>
      <Form.Item label={w.ownership} name="ownership">
        <Select
          allowClear
          placeholder={w.noOwner}
          options={(['provincial', 'municipal', 'county'] as const).map((value) => ({
            value,
            label: w.ownerships[value],
          }))}
        />
      </Form.Item>
      <Form.Item label={w.division} name="divisionCode" extra={w.divisionHint} rules={[{ required: true }]}>
        <Select showSearch={{ onSearch: setTyped, filterOption: false }} options={options} />
      </Form.Item>
      <Form.Item label={w.phone} name="phone">
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item label={w.aliases} name="aliases" extra={w.aliasHint}>
        <Select mode="tags" maxCount={20} open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item label={w.market} name="marketWeekdays" extra={w.marketHint}>
        <WeekdaySelect label={w.market} />
      </Form.Item>
      <Form.Item label={w.position} extra={w.positionHint}>
        <Space.Compact>
          <Form.Item name="longitude" noStyle>
            <InputNumber
              min={73}
              max={136}
              step={0.0001}
              placeholder={w.longitude}
              aria-label={w.longitude}
            />
          </Form.Item>
          <Form.Item name="latitude" noStyle>
            <InputNumber min={3} max={54} step={0.0001} placeholder={w.latitude} aria-label={w.latitude} />
          </Form.Item>
        </Space.Compact>
      </Form.Item>
      <Form.Item label={w.studio} name="expertStudio" valuePropName="checked">
        <Switch aria-label={w.studio} />
      </Form.Item>
    </EditDialog>
  )
}
