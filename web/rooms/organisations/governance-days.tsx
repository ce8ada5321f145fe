// Appointments from a day to a day (ORG-9), and what units have or have reached (CAP-2, CAP-3).
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  type AppointmentView,
  addAppointment,
  addFacility,
  endAppointment,
  endFacility,
  type FacilityView,
  type GovernanceView,
  getGovernance,
} from '../../../contract/organisations-governance.ts'
import {
  FACILITIES,
  FACILITY_KINDS,
  type FacilityKind,
  POST_NAMES,
  POSTS,
  type Post,
} from '../../../domain/organisations/governance.ts'
import { DeskTable } from '../../kit/desk-table.tsx'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { EmptyNote } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { governanceWords } from './governance-words.ts'

type At = { regionId: string; programmeId: string }
type Side = 'receiving' | 'supporting'
const optionsOf = (data: GovernanceView, side: Side) =>
  data.responsible
    .filter((b) => b.organisation.side === side)
    .map(({ organisation }) => ({ value: organisation.id, label: organisation.name }))

function Day({ name, label, needed = false }: { name: string; label: string; needed?: boolean }) {
  return (
    <Form.Item name={name} label={label} rules={needed ? [{ required: true }] : []}>
      <Input type="date" autoComplete="off" />
    </Form.Item>
  )
}

function Choice({
  name,
  label,
  options,
}: {
  name: string
  label: string
  options: { value: string; label: string }[]
}) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
    </Form.Item>
  )
}

type NewPost = {
  unitId: string
  hospitalId: string
  name: string
  post: Post
  department?: string
  document?: string
  startsOn: string
  endsOn?: string
}

function AppointDialog({ at, data, onClose }: { at: At; data: GovernanceView; onClose: () => void }) {
  const w = useWords(governanceWords)
  const { language } = usePreferences()
  const say = useNotice()
  const { today } = useMe()
  const [id] = useState(() => uuidv7())
  const [form] = Form.useForm<NewPost>()
  const act = useAct(addAppointment, [getGovernance], () => {
    say(w.saved)
    onClose()
  })
  return (
    <EditDialog<NewPost>
      title={w.appoint}
      form={form}
      first={{ startsOn: today, post: 'firstDirector' }}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={({ endsOn, ...v }) =>
        act.mutate({ params: { ...at, id }, body: { ...v, endsOn: endsOn || null } })
      }
    >
      <Choice name="unitId" label={w.unit} options={optionsOf(data, 'receiving')} />
      <Choice
        name="post"
        label={w.post}
        options={POSTS.map((post) => ({ value: post, label: POST_NAMES[post][language] }))}
      />
      <Form.Item name="name" label={w.name} rules={[{ required: true }]}>
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Choice name="hospitalId" label={w.hospital} options={optionsOf(data, 'supporting')} />
      <Form.Item name="department" label={w.fromDepartment}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Day name="startsOn" label={w.from} needed />
      <Day name="endsOn" label={w.until} />
      <Form.Item name="document" label={w.document}>
        <Input maxLength={80} autoComplete="off" placeholder={w.documentHint} />
      </Form.Item>
    </EditDialog>
  )
}

export function Appointments({ at, data }: { at: At; data: GovernanceView }) {
  const w = useWords(governanceWords)
  const { language } = usePreferences()
  const { today } = useMe()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<AppointmentView | null>(null)
  const end = useAct(endAppointment, [getGovernance], () => setEnding(null))
  const toolbar = data.mayAppoint ? <Button onClick={() => setAdding(true)}>{w.appoint}</Button> : null
  const span = (a: AppointmentView): string => `${a.startsOn} — ${a.endsOn ?? w.open}`
  return (
    <Panel flush={data.appointments.length > 0}>
      {data.appointments.length === 0 ? (
        <EmptyNote title={w.noAppointments} text={w.noAppointmentsWhy} action={toolbar} />
      ) : (
        <DeskTable<AppointmentView>
          name="appointments"
          label={w.views.appointments}
          rows={data.appointments}
          rowKey={(a) => a.id}
          toolbar={toolbar}
          columns={[
            { key: 'unit', name: w.unit, render: (_, a) => a.unit.name, text: (a) => a.unit.name },
            {
              key: 'post',
              name: w.post,
              render: (_, a) => POST_NAMES[a.post][language],
              text: (a) => POST_NAMES[a.post][language],
            },
            { key: 'name', name: w.name, render: (_, a) => <b>{a.name}</b>, text: (a) => a.name },
            {
              key: 'from',
              name: w.hospital,
              render: (_, a) => `${a.hospital.name} ${a.department}`,
              text: (a) => `${a.hospital.name} ${a.department}`,
            },
            {
              key: 'span',
              name: w.from,
              render: (_, a) => (
                <span className="nums">
                  {span(a)} {a.endedReason ? <span className="quiet">{a.endedReason}</span> : null}
                </span>
              ),
              text: span,
            },
            { key: 'document', name: w.document, render: (_, a) => a.document, text: (a) => a.document },
            {
              key: 'act',
              name: '',
              render: (_, a) =>
                a.mayEnd && (a.endsOn === null || a.endsOn >= today) && a.startsOn <= today ? (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${w.end} ${a.name}`}
                    onClick={() => setEnding(a)}
                  >
                    {w.end}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      {adding ? <AppointDialog at={at} data={data} onClose={() => setAdding(false)} /> : null}
      <ReasonDialog
        open={ending !== null}
        title={w.endTitle(ending ? `${ending.name} ${POST_NAMES[ending.post][language]}` : '')}
        confirm={w.end}
        danger
        busy={end.isPending}
        error={end.error}
        onCancel={() => setEnding(null)}
        onConfirm={(reason) =>
          ending &&
          end.mutate({
            params: { regionId: ending.regionId, id: ending.id },
            body: { endsOn: today, reason },
          })
        }
      />
    </Panel>
  )
}

type NewFacility = {
  unitId: string
  partnerId?: string
  kind: FacilityKind
  name?: string
  document?: string
  since: string
}

function FacilityDialog({ at, data, onClose }: { at: At; data: GovernanceView; onClose: () => void }) {
  const w = useWords(governanceWords)
  const { language } = usePreferences()
  const say = useNotice()
  const { today } = useMe()
  const [id] = useState(() => uuidv7())
  const [form] = Form.useForm<NewFacility>()
  const act = useAct(addFacility, [getGovernance], () => {
    say(w.saved)
    onClose()
  })
  const units = optionsOf(data, 'receiving').filter(({ value }) =>
    data.responsible.some((b) => b.organisation.id === value && b.mayWrite),
  )
  return (
    <EditDialog<NewFacility>
      title={w.addFacility}
      form={form}
      first={{
        since: today,
        kind: 'doctorStudio',
        ...(units.length === 1 && units[0] ? { unitId: units[0].value } : {}),
      }}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={({ partnerId, ...v }) =>
        act.mutate({ params: { regionId: at.regionId, id }, body: { ...v, partnerId: partnerId ?? null } })
      }
    >
      <Choice name="unitId" label={w.unit} options={units} />
      <Choice
        name="kind"
        label={w.kind}
        options={FACILITY_KINDS.map((kind) => ({ value: kind, label: FACILITIES[kind][language] }))}
      />
      <Form.Item name="name" label={w.facilityName}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="partnerId" label={w.partner}>
        <Select allowClear options={optionsOf(data, 'supporting')} />
      </Form.Item>
      <Day name="since" label={w.since} needed />
      <Form.Item name="document" label={w.document}>
        <Input maxLength={80} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

export function Facilities({ at, data }: { at: At; data: GovernanceView }) {
  const w = useWords(governanceWords)
  const { language } = usePreferences()
  const { today } = useMe()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<FacilityView | null>(null)
  const end = useAct(endFacility, [getGovernance], () => setEnding(null))
  const toolbar = data.mayAddFacility ? (
    <Button onClick={() => setAdding(true)}>{w.addFacility}</Button>
  ) : null
  return (
    <Panel flush={data.facilities.length > 0}>
      {data.facilities.length === 0 ? (
        <EmptyNote title={w.noFacilities} text={w.noFacilitiesWhy} action={toolbar} />
      ) : (
        <DeskTable<FacilityView>
          name="facilities"
          label={w.views.facilities}
          rows={data.facilities}
          rowKey={(f) => f.id}
          toolbar={toolbar}
          columns={[
            { key: 'unit', name: w.unit, render: (_, f) => f.unit.name, text: (f) => f.unit.name },
            {
              key: 'kind',
              name: w.kind,
              filters: FACILITY_KINDS.map((kind) => ({ value: kind, text: FACILITIES[kind][language] })),
              onFilter: (value, f) => f.kind === value,
              render: (_, f) => FACILITIES[f.kind][language],
              text: (f) => FACILITIES[f.kind][language],
            },
            { key: 'name', name: w.facilityName, render: (_, f) => f.name, text: (f) => f.name },
            {
              key: 'partner',
              name: w.partner,
              render: (_, f) => f.partner?.name ?? '',
              text: (f) => f.partner?.name ?? '',
            },
            {
              key: 'since',
              name: w.since,
              render: (_, f) => (
                <span className="nums">
                  {f.since}{' '}
                  {f.endsOn ? <span className="quiet">{w.closed(f.endsOn, f.endedReason)}</span> : null}
                </span>
              ),
              text: (f) => f.since,
            },
            { key: 'document', name: w.document, render: (_, f) => f.document, text: (f) => f.document },
            {
              key: 'act',
              name: '',
              render: (_, f) =>
                f.mayEnd && f.endsOn === null ? (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${w.end} ${f.unit.name} ${FACILITIES[f.kind][language]}`}
                    onClick={() => setEnding(f)}
                  >
                    {w.end}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      {adding ? <FacilityDialog at={at} data={data} onClose={() => setAdding(false)} /> : null}
      <ReasonDialog
        open={ending !== null}
        title={w.endTitle(ending ? `${ending.unit.name} ${FACILITIES[ending.kind][language]}` : '')}
        confirm={w.end}
        danger
        busy={end.isPending}
        error={end.error}
        onCancel={() => setEnding(null)}
        onConfirm={(reason) =>
          ending &&
          end.mutate({
            params: { regionId: ending.regionId, id: ending.id },
            body: { endsOn: today, reason },
          })
        }
      />
    </Panel>
  )
}
