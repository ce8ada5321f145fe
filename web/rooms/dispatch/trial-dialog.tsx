// What if: a few numbers changed, a plan made for them, nothing saved; then on to the comparison.
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, InputNumber, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { getRoster } from '../../../contract/dispatch.ts'
import { startPlanning } from '../../../contract/dispatch-planning.ts'
import { TRIED_WEIGHTS, type TriedWeight, type WhatIf } from '../../../domain/dispatch/what-if.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { changeWords } from './change-words.ts'
import { RunWatch } from './run-watch.tsx'
import { dispatchWords } from './words.ts'

const FLOORS = ['keep', 'none', 'resident', 'attending', 'associateChief', 'chief'] as const
const MISMATCHES = ['keep', 'allowed', 'forbidden'] as const
/** How much more a wish counts that somebody cares about. */
const MORE = 4

type Values = {
  keepPostings: boolean
  min: number | null
  max: number | null
  doctorDays: number | null
  maxUnits: number | null
  maxDoctors: number | null
  share: number | null
  floor: (typeof FLOORS)[number]
  mismatch: (typeof MISMATCHES)[number]
  without: string[]
  weights: TriedWeight[]
}
const FIRST: Partial<Values> = {
  keepPostings: false,
  floor: 'keep',
  mismatch: 'keep',
  without: [],
  weights: [],
}

/** Only what was filled in: an empty field leaves the programme's own number. */
function changeOf(v: Values): WhatIf {
  const least = v.min ?? v.max
  const most = v.max ?? v.min
  const given = <K extends string>(key: K, value: number | null | undefined) =>
    value === null || value === undefined ? {} : { [key]: value }
  return {
    ...(least !== null && most !== null && least !== undefined && most !== undefined
      ? { unitDays: { min: Math.min(least, most), max: most } }
      : {}),
    ...given('doctorDays', v.doctorDays),
    ...given('maxUnitsPerDoctor', v.maxUnits),
    ...given('maxDoctorsPerUnit', v.maxDoctors),
    ...(v.share === null || v.share === undefined ? {} : { municipalShare: v.share / 100 }),
    ...(v.floor === 'keep' ? {} : { titleFloor: v.floor === 'none' ? null : v.floor }),
    ...(v.mismatch === 'keep' ? {} : { mismatch: v.mismatch }),
    ...(v.without.length ? { without: v.without } : {}),
    ...(v.weights.length
      ? { weights: Object.fromEntries(v.weights.map((weight) => [weight, MORE])) as WhatIf['weights'] }
      : {}),
  }
}

function Numbers() {
  const w = useWords(changeWords)
  const number = (name: keyof Values, label: string, least: number, most = 31) => (
    <Form.Item label={label} name={name}>
      <InputNumber min={least} max={most} precision={0} aria-label={label} />
    </Form.Item>
  )
  return (
    <div className="number-grid">
      {number('min', w.unitDaysMin, 0)}
      <Form.Item
        label={w.unitDaysMax}
        name="max"
        dependencies={['min']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, max: number | null) =>
              max !== null && max !== undefined && max < (getFieldValue('min') ?? 0)
                ? Promise.reject(new Error(w.wrongRange))
                : Promise.resolve(),
          }),
        ]}
      >
        <InputNumber min={0} max={31} precision={0} aria-label={w.unitDaysMax} />
      </Form.Item>
      {number('doctorDays', w.doctorDays, 0)}
      {number('maxUnits', w.maxUnits, 1)}
      {number('maxDoctors', w.maxDoctors, 1)}
      {number('share', w.share, 0, 100)}
    </div>
  )
}

export function TrialDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(changeWords)
  const planning = useWords(dispatchWords)
  const common = useWords(words)
  const navigate = useNavigate()
  const { programme, programmeId, regionId, month } = useWorkplace()
  const [form] = Form.useForm<Values>()
  const [runId, setRunId] = useState<string | null>(null)
  const roster = useCall(getRoster, { params: { regionId, programmeId, month } })
  const start = useAct(startPlanning, [], (run) => setRunId(run.id))
  const send = (v: Values): void =>
    start.mutate({
      params: { regionId, programmeId },
      body: { months: [month], keepPostings: v.keepPostings, trial: true, change: changeOf(v) },
    })
  const compare = (): void => {
    onClose()
    void navigate({ to: '/roster/plans', search: { run: runId ?? '' } as never })
  }
  return (
    <Modal
      open
      width={760}
      title={w.trialTitle}
      onCancel={onClose}
      footer={runId ? null : undefined}
      okText={w.trialStart}
      cancelText={common.cancel}
      confirmLoading={start.isPending}
      onOk={() => form.submit()}
    >
      {runId ? (
        <RunWatch
          runId={runId}
          regionId={regionId}
          titles={{
            running: planning.planning,
            done: planning.planDone,
            failed: planning.planFailed,
            cancelled: planning.planCancelled,
          }}
        >
          {(done) => (
            <Button type="primary" onClick={done ? compare : onClose}>
              {done ? w.seeDifference : common.close}
            </Button>
          )}
        </RunWatch>
      ) : (
        <Form<Values> form={form} layout="vertical" initialValues={FIRST} onFinish={send}>
          <p className="quiet gap-below">
            {w.trialNote}
            {w.blank}。
          </p>
          <Numbers />
          <Form.Item label={planning.pairs} name="keepPostings">
            <Radio.Group
              options={[
                { value: true, label: planning.keepPairs },
                { value: false, label: planning.freePairs },
              ]}
            />
          </Form.Item>
          <div className="number-grid">
            <Form.Item label={w.floor} name="floor">
              <Select
                aria-label={w.floor}
                options={FLOORS.map((value) => ({ value, label: w.floors[value] }))}
              />
            </Form.Item>
            <Form.Item label={w.mismatch} name="mismatch">
              <Select
                aria-label={w.mismatch}
                options={MISMATCHES.map((value) => ({ value, label: w.mismatches[value] }))}
              />
            </Form.Item>
          </div>
          <Form.Item label={w.weights} name="weights">
            <Select
              mode="multiple"
              aria-label={w.weights}
              options={TRIED_WEIGHTS.map((value) => ({ value, label: w.weightNames[value] }))}
            />
          </Form.Item>
          <Form.Item label={w.without} name="without">
            <Select
              mode="multiple"
              aria-label={w.without}
              showSearch={{ optionFilterProp: 'label' }}
              options={(roster.data?.practitioners ?? []).map((p) => ({
                value: p.id,
                label: `${p.name} ${p.specialty} ${shortName(p.hospital, programme.division.name)}`,
              }))}
            />
          </Form.Item>
          <ProblemAlert error={start.error} />
        </Form>
      )}
    </Modal>
  )
}
