// A planning run under way: followed by polling, cancelled on request, its end told.
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Progress } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { getRoster } from '../../../contract/dispatch.ts'
import { cancelPlanning, getPlanningRun, listPlanningRuns } from '../../../contract/dispatch-planning.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { dispatchWords } from './words.ts'

/** Follows a run until it ends, then reads the roster and the list of runs anew. */
function useRun(runId: string, regionId: string) {
  const client = useQueryClient()
  const run = useCall(
    getPlanningRun,
    { params: { regionId, id: runId } },
    { every: (data) => (!data || data.status === 'running' ? 500 : false) },
  )
  const status = run.data?.status
  useEffect(() => {
    if (!status || status === 'running') return
    for (const { id } of [getRoster, listPlanningRuns]) void client.invalidateQueries({ queryKey: [id] })
  }, [status, client])
  return run
}

export function RunWatch({
  runId,
  regionId,
  titles,
  children,
}: {
  runId: string
  regionId: string
  titles: { running: string; done: string; failed: string; cancelled: string }
  /** What may be done once it has ended; told whether it went well. */
  children: (done: boolean) => ReactNode
}) {
  const w = useWords(dispatchWords)
  const run = useRun(runId, regionId)
  const cancel = useAct(cancelPlanning, [getPlanningRun])
  const status = run.data?.status ?? 'running'
  return (
    <div aria-live="polite">
      {status === 'running' ? (
        <>
          <Progress percent={99} status="active" showInfo={false} aria-label={titles.running} />
          <p>{run.data?.progress || `${titles.running}…`}</p>
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
          action={children(status === 'done')}
        />
      )}
      <ProblemAlert error={run.error ?? cancel.error} className="gap-above" />
    </div>
  )
}
