// 排班 · 需求: what each unit needs, entered and edited in a dialog.
import { PlusOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import { type demandSchema, listDemands, saveDemand } from '../../../contract/dispatch.ts'
import { listOrganisations } from '../../../contract/organisations.ts'
import { codeTables } from '../../../contract/people.ts'
import { DeskTable } from '../../kit/desk-table.tsx'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RosterTabs } from '../dispatch/door.tsx'
import { demandWords } from './words.ts'

type Demand = z.output<typeof demandSchema>
type Values = Pick<
  Demand,
  'unitId' | 'specialty' | 'weight' | 'diseases' | 'monthlyVolume' | 'preferredWeekday' | 'preferredOrdinal'
>

function DemandDialog({ demand, onClose }: { demand: Demand | 'new'; onClose: () => void }) {
  const w = useWords(demandWords)
  const me = useMe()
  const say = useNotice()
  const { regionId, programmeId, programme } = useWorkplace()
  const [form] = Form.useForm<Values>()
  const units = useCall(listOrganisations, { query: { programmeId, side: 'receiving' } })
  const codes = useCall(codeTables, {})
  const save = useAct(saveDemand, [listDemands], () => {
    say(w.saved)
    onClose()
  })
  const [id] = useState(() => (demand === 'new' ? uuidv7() : demand.id))
  const own = me.role === 'receivingUnit' ? (me.organisation?.id ?? '') : ''
  const first: Partial<Values> =
    demand === 'new' ? { weight: 5, diseases: '', ...(own ? { unitId: own } : {}) } : demand
  const send = (v: Values): void =>
    save.mutate({
      params: { regionId, programmeId, id },
      body: {
        unitId: v.unitId,
        specialty: v.specialty,
        weight: v.weight,
        diseases: v.diseases ?? '',
        monthlyVolume: v.monthlyVolume ?? null,
        preferredWeekday: v.preferredWeekday ?? null,
        preferredOrdinal: v.preferredOrdinal ?? null,
      },
    })
  return (
    <EditDialog<Values>
      title={demand === 'new' ? w.add : w.edit}
      form={form}
      first={first}
      busy={save.isPending}
      error={save.error}
      onSend={send}
      onClose={onClose}
    >
      <Form.Item label={w.unit} name="unitId" rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          disabled={own !== ''}
          options={(units.data?.items ?? [])
            .filter((u) => u.division.code.startsWith(regionId))
            .map((u) => ({ value: u.id, label: shortName(u.name, programme.division.name) }))}
        />
      </Form.Item>
      <Form.Item label={w.specialty} name="specialty" extra={w.specialtyHint} rules={[{ required: true }]}>
        <AutoComplete
          options={(codes.data?.specialties ?? []).map((s) => ({ value: s.name }))}
          showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }}
        />
      </Form.Item>
      <Form.Item label={w.weight} name="weight" extra={w.weightHint} rules={[{ required: true }]}>
        <InputNumber min={1} max={9} precision={0} />
      </Form.Item>
      <Form.Item label={w.diseases} name="diseases">
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item label={w.volume} name="monthlyVolume">
        <InputNumber min={0} max={99_999} precision={0} />
      </Form.Item>
      <div className="row">
        <Form.Item label={w.weekday} name="preferredWeekday" className="grow">
          <Select
            allowClear
            placeholder={w.any}
            options={w.weekdays.map((label, i) => ({ value: i + 1, label }))}
          />
        </Form.Item>
        <Form.Item label={w.ordinal} name="preferredOrdinal" className="grow">
          <Select
            allowClear
            placeholder={w.any}
            options={[1, 2, 3, 4].map((n) => ({ value: n, label: w.nth(n) }))}
          />
        </Form.Item>
      </div>
    </EditDialog>
  )
}

function Demands() {
  const w = useWords(demandWords)
  const may = useMay()
  const { regionId, programmeId, programme } = useWorkplace()
  const [editing, setEditing] = useState<Demand | 'new' | null>(null)
  const query = useCall(listDemands, { params: { regionId, programmeId } })
  const slot = (d: Demand): string => {
    const day = d.preferredWeekday ? (w.weekdays[d.preferredWeekday - 1] ?? '') : ''
    return !day ? w.any : d.preferredOrdinal ? w.slot(d.preferredOrdinal, day) : w.every(day)
  }
  const add = may('demand.write') ? (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setEditing('new')}>
      {w.add}
    </Button>
  ) : null
  return (
    <Panel title={w.title} note={w.note} actions={add} flush>
      <Loaded
        query={query}
        isEmpty={(d) => d.items.length === 0}
        empty={<EmptyNote title={w.none} text={w.noneWhy} />}
      >
        {(data) => (
          <DeskTable<Demand>
            name="demands"
            label={w.title}
            rows={data.items}
            rowKey={(d) => d.id}
            columns={[
              {
                key: 'unit',
                name: w.unit,
                pinned: true,
                text: (d) => d.unit,
                render: (_, d) => shortName(d.unit, programme.division.name),
              },
              {
                key: 'specialty',
                name: w.specialty,
                text: (d) => d.specialty,
                render: (_, d) => d.specialty,
              },
              {
                key: 'weight',
                name: w.weight,
                align: 'right',
                text: (d) => d.weight,
                render: (_, d) => d.weight,
                sorter: (a, b) => a.weight - b.weight,
              },
              { key: 'diseases', name: w.diseases, text: (d) => d.diseases, render: (_, d) => d.diseases },
              {
                key: 'volume',
                name: w.volume,
                align: 'right',
                text: (d) => d.monthlyVolume ?? '',
                render: (_, d) => d.monthlyVolume ?? '—',
              },
              { key: 'slot', name: w.preferred, text: slot, render: (_, d) => slot(d) },
              ...(may('demand.write')
                ? [
                    {
                      key: 'edit',
                      name: '',
                      render: (_: unknown, d: Demand) => (
                        <Button
                          type="link"
                          size="small"
                          aria-label={`${w.edit} ${d.unit} ${d.specialty}`}
                          onClick={() => setEditing(d)}
                        >
                          {w.edit}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
      {editing ? <DemandDialog demand={editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  )
}

export function DemandsPage() {
  const w = useWords(demandWords)
  return (
    <Page title={w.title}>
      <RosterTabs />
      <NeedRegion>
        <Demands />
      </NeedRegion>
    </Page>
  )
}
