// Plans months: what to keep, how to rotate; the run is watched by polling and can be cancelled.

import { Button, Form, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { startPlanning } from '../../../contract/dispatch-planning.ts'
import { monthOf, monthsBetween } from '../../../domain/shared/calendar.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { monthWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RunWatch } from './run-watch.tsx'
import { dispatchWords } from './words.ts'

type Rotation = 'default' | 'fixed' | 'monthly'

export function PlanDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(dispatchWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const { programme, programmeId, regionId, month } = useWorkplace()
  const [months, setMonths] = useState<string[]>([month])
  const [keep, setKeep] = useState(true)
  const [rotation, setRotation] = useState<Rotation>('default')
  const [runId, setRunId] = useState<string | null>(null)
  const start = useAct(startPlanning, [], (run) => setRunId(run.id))
  const send = (): void =>
    start.mutate({
      params: { regionId, programmeId },
      body: { months, keepPostings: keep, ...(rotation === 'default' ? {} : { rotation }) },
    })
  return (
    <Modal
      open
      title={w.planTitle}
      onCancel={onClose}
      footer={runId ? null : undefined}
      okText={w.startPlan}
      cancelText={common.cancel}
      okButtonProps={{ disabled: months.length === 0 }}
      confirmLoading={start.isPending}
      onOk={send}
    >
      {runId ? (
        <RunWatch
          runId={runId}
          regionId={regionId}
          titles={{ running: w.planning, done: w.planDone, failed: w.planFailed, cancelled: w.planCancelled }}
        >
          {() => (
            <Button type="primary" onClick={onClose}>
              {common.close}
            </Button>
          )}
        </RunWatch>
      ) : (
        <Form layout="vertical">
          <p className="quiet gap-below">{w.planNote}</p>
          <Form.Item label={w.months}>
            <Select
              aria-label={w.months}
              mode="multiple"
              maxCount={12}
              value={months}
              onChange={setMonths}
              options={monthsBetween(monthOf(programme.period.from), monthOf(programme.period.to)).map(
                (m) => ({ value: m, label: monthWords(m, language) }),
              )}
            />
          </Form.Item>
          <Form.Item label={w.pairs}>
            <Radio.Group
              aria-label={w.pairs}
              className="stacked"
              value={keep}
              onChange={(e) => setKeep(e.target.value as boolean)}
              options={[
                { value: true, label: w.keepPairs },
                { value: false, label: w.freePairs },
              ]}
            />
          </Form.Item>
          <Form.Item label={w.rotation}>
            <Radio.Group
              aria-label={w.rotation}
              value={rotation}
              onChange={(e) => setRotation(e.target.value as Rotation)}
              options={(['default', 'fixed', 'monthly'] as const).map((value) => ({
                value,
                label: w.rotations[value],
              }))}
            />
          </Form.Item>
          <ProblemAlert error={start.error} />
        </Form>
      )}
    </Modal>
  )
}
