// Plans months: what to keep, how to rotate; the run is watched by polling and can be cancelled.

import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Modal, Progress, Radio, Select } from 'antd'
import { useEffect, useState } from 'react'
import { getRoster } from '../../../contract/dispatch.ts'
import { cancelPlanning, getPlanningRun, startPlanning } from '../../../contract/dispatch-planning.ts'
import { monthOf, monthsBetween } from '../../../domain/shared/calendar.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { monthWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { dispatchWords } from './words.ts'

type Rotation = 'default' | 'fixed' | 'monthly'

/** Follows a run until it ends, then reads the roster anew. */
function useRun(runId: string, regionId: string) {
  const client = useQueryClient()
  const run = useCall(
    getPlanningRun,
    { params: { regionId, id: runId } },
    { every: (data) => (!data || data.status === 'running' ? 500 : false) },
  )
  const status = run.data?.status
  useEffect(() => {
    if (status && status !== 'running') void client.invalidateQueries({ queryKey: [getRoster.id] })
  }, [status, client])
  return run
}

function Running({ runId, regionId, onDone }: { runId: string; regionId: string; onDone: () => void }) {
  const w = useWords(dispatchWords)
  const common = useWords(words)
  const run = useRun(runId, regionId)
  const cancel = useAct(cancelPlanning, [getPlanningRun])
  const status = run.data?.status ?? 'running'
  const titles = { running: w.planning, done: w.planDone, failed: w.planFailed, cancelled: w.planCancelled }
  return (
    <div aria-live="polite">
      {status === 'running' ? (
        <>
          <Progress percent={99} status="active" showInfo={false} aria-label={w.planning} />
          <p>{run.data?.progress || `${w.planning}…`}</p>
          <Button
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params: { regionId, id: runId } })}
          >
            {w.cancelPlan}
          </Button>
        </>
      ) : (
        <Alert
          type={status === 'done' ? 'success' : status === 'failed' ? 'error' : 'info'}
          showIcon
          title={titles[status]}
          description={run.data?.error ?? run.data?.progress}
          action={
            <Button type="primary" onClick={onDone}>
              {common.close}
            </Button>
          }
        />
      )}
      <ProblemAlert error={run.error ?? cancel.error} className="gap-above" />
    </div>
  )
}

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
        <Running runId={runId} regionId={regionId} onDone={onClose} />
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
