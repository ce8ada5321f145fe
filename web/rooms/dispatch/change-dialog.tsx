// A doctor away, a unit closed, a holiday moved: who is touched, what can be done, and the choice (LV-4, SCH-2).
import { Alert, Button, Form, Input, Modal, Radio, Select, Spin } from 'antd'
import { useState } from 'react'
import { getRoster, type RosterView } from '../../../contract/dispatch.ts'
import { applyRepair, type Change, listAbsences, proposeRepair } from '../../../contract/dispatch-repair.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { changeWords } from './change-words.ts'
import { RepairOptions } from './repair-options.tsx'

const KINDS = ['leave', 'training', 'gone', 'closure', 'calendar'] as const
type Kind = (typeof KINDS)[number]
type Values = { subject: string; from: string; to: string; reason: string }

/** Whom and when the dialog opens with, as the page knows it from where it was opened. */
export type ChangeStart = { practitionerId?: string; day?: string }

function changeOf(kind: Kind, { subject, from, to, reason }: Values): Change {
  if (kind === 'calendar') return { kind, from, to }
  if (kind === 'closure') return { kind, unitId: subject, from, to, reason }
  return { kind, practitionerId: subject, from, to, reason }
}

function Subject({ kind, roster, county }: { kind: Kind; roster: RosterView; county: string }) {
  const w = useWords(changeWords)
  if (kind === 'calendar') return null
  const label = kind === 'closure' ? w.unit : w.who
  const options =
    kind === 'closure'
      ? roster.units.map((u) => ({ value: u.id, label: shortName(u.name, county) }))
      : roster.practitioners.map((p) => ({
          value: p.id,
          label: `${p.name} ${p.specialty} ${shortName(p.hospital, county)}`,
        }))
  return (
    <Form.Item label={label} name="subject" rules={[{ required: true }]}>
      <Select aria-label={label} showSearch={{ optionFilterProp: 'label' }} options={options} />
    </Form.Item>
  )
}

function Facts({ kind, roster, county }: { kind: Kind; roster: RosterView; county: string }) {
  const w = useWords(changeWords)
  return (
    <>
      <Subject kind={kind} roster={roster} county={county} />
      <div className="span-fields">
        <Form.Item label={w.from} name="from" rules={[{ required: true }]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          label={w.to}
          name="to"
          dependencies={['from']}
          rules={[
            { required: true },
            ({ getFieldValue }) => ({
              validator: (_, to: string) =>
                !to || to >= (getFieldValue('from') as string)
                  ? Promise.resolve()
                  : Promise.reject(new Error(w.wrongRange)),
            }),
          ]}
        >
          <Input type="date" />
        </Form.Item>
      </div>
      {kind === 'calendar' ? null : (
        <Form.Item label={w.reason} name="reason" rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  )
}

/** The dialog's state: the facts typed, what was proposed for them, which answer is chosen, and taking it. */
function useRepair(roster: RosterView, onClose: () => void) {
  const w = useWords(changeWords)
  const say = useNotice()
  const [change, setChange] = useState<Change | null>(null)
  const [chosen, setChosen] = useState(0)
  const params = { regionId: roster.regionId, programmeId: roster.programmeId }
  const propose = useAct(proposeRepair, [], () => setChosen(0))
  const apply = useAct(applyRepair, [getRoster, listAbsences], ({ moved }) => {
    say(w.applied(moved))
    onClose()
  })
  const look = (next: Change): void => {
    setChange(next)
    apply.reset()
    propose.mutate({ params, body: { change: next } })
  }
  const take = (): void => {
    if (!change || !propose.data) return
    const option = propose.data.options[chosen]
    apply.mutate({
      params,
      body: {
        change,
        stamp: propose.data.stamp,
        out: (option?.out ?? []).map((duty) => duty.dutyId),
        into: (option?.into ?? []).map(({ unitId, practitionerId, day }) => ({
          unitId,
          practitionerId,
          day,
        })),
      },
    })
  }
  const back = (): void => {
    setChange(null)
    propose.reset()
    apply.reset()
  }
  return { change, propose, apply, look, take, back, chosen, setChosen }
}

export function ChangeDialog({
  roster,
  county,
  start,
  onClose,
}: {
  roster: RosterView
  county: string
  start: ChangeStart
  onClose: () => void
}) {
  const w = useWords(changeWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const [form] = Form.useForm<Values>()
  const [kind, setKind] = useState<Kind>('leave')
  const repair = useRepair(roster, onClose)
  const { propose, apply } = repair
  const { today } = useMe()
  const first = `${roster.month}-01`
  const day = start.day ?? (first < today && monthOf(today) === roster.month ? today : first)
  const found = propose.data
  const nothing = found && found.forced.length === 0
  const footer = found ? (
    <>
      <Button onClick={repair.back}>{w.back}</Button>
      <Button
        type="primary"
        loading={apply.isPending}
        disabled={found.stuck.length > 0}
        onClick={repair.take}
      >
        {nothing ? w.applyOnly : w.apply}
      </Button>
    </>
  ) : (
    <>
      <Button onClick={onClose}>{common.cancel}</Button>
      <Button type="primary" loading={propose.isPending} onClick={() => form.submit()}>
        {w.look}
      </Button>
    </>
  )
  return (
    <Modal open width={760} title={w.reportTitle} onCancel={onClose} footer={footer}>
      <Form<Values>
        form={form}
        layout="vertical"
        hidden={Boolean(found)}
        initialValues={{ subject: start.practitionerId, from: day, to: day }}
        onFinish={(values) => repair.look(changeOf(kind, values))}
      >
        <p className="quiet gap-below">{w.reportNote}</p>
        <Form.Item>
          <Radio.Group
            value={kind}
            onChange={(event) => {
              const next = event.target.value as Kind
              if ((next === 'closure') !== (kind === 'closure')) form.resetFields(['subject'])
              setKind(next)
            }}
            options={KINDS.map((value) => ({ value, label: w.changeKinds[value] }))}
          />
        </Form.Item>
        <Facts kind={kind} roster={roster} county={county} />
      </Form>
      {propose.isPending ? (
        <output className="row">
          <Spin /> {w.looking}
        </output>
      ) : null}
      <ProblemAlert error={propose.error} />
      {found ? (
        <div aria-live="polite">
          {found.stuck.length ? (
            <Alert
              type="error"
              showIcon
              className="gap-below"
              title={w.stuck(found.stuck.length)}
              description={found.stuck.map((d) => `${dayWords(d.day, language)} ${d.unit}`).join('、')}
            />
          ) : null}
          <p className="gap-below">{nothing ? w.nothingHit : w.hit(found.forced.length)}</p>
          <RepairOptions
            options={found.options}
            chosen={repair.chosen}
            onChoose={repair.setChosen}
            county={county}
          />
          <ProblemAlert error={apply.error} className="gap-above" />
        </div>
      ) : null}
    </Modal>
  )
}
