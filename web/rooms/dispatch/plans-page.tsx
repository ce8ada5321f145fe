// 方案对比: every run and trial of the month; two of them beside each other, and a trial taken over.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { getRoster } from '../../../contract/dispatch.ts'
import {
  adoptPlanningRun,
  comparePlanningRun,
  listPlanningRuns,
  type PlanningRunView,
} from '../../../contract/dispatch-planning.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords, monthWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { changeWords } from './change-words.ts'
import { PlanComparisonView } from './plan-comparison.tsx'
import { RosterTabs } from './roster-tabs.tsx'
import { TrialDialog } from './trial-dialog.tsx'
import { dispatchWords } from './words.ts'
import './dispatch.css'

const TONES: Record<PlanningRunView['status'], Tone> = {
  running: 'due',
  done: 'done',
  failed: 'late',
  cancelled: 'plain',
}

function useColumns(
  onChoose: (id: string) => void,
  chosen: string | undefined,
): DeskColumn<PlanningRunView>[] {
  const w = useWords(changeWords)
  const planning = useWords(dispatchWords)
  return [
    {
      key: 'when',
      name: w.when,
      title: w.when,
      width: 150,
      pinned: true,
      render: (_, run) => momentWords(run.startedAt),
      text: (run) => momentWords(run.startedAt),
    },
    { key: 'kind', name: w.kind, title: w.kind, width: 100, render: (_, run) => w.kinds[run.kind] },
    { key: 'wish', name: w.wish, title: w.wish, render: (_, run) => run.wish.join('；') },
    {
      key: 'result',
      name: w.result,
      title: w.result,
      render: (_, run) =>
        run.headline ? (
          <>
            {w.resultWords(run.headline.duties, run.headline.uncovered)}{' '}
            <Mark tone={run.headline.status === 'optimal' ? 'done' : 'due'}>
              {run.headline.status === 'optimal'
                ? planning.proofOptimal
                : planning.proofGap(`${(run.headline.gap * 100).toFixed(2)}%`)}
            </Mark>
          </>
        ) : (
          <Mark tone={TONES[run.status]}>{w.states[run.status]}</Mark>
        ),
    },
    {
      key: 'act',
      name: w.compare,
      title: '',
      width: 120,
      render: (_, run) =>
        run.adoptedAt ? (
          <Mark tone="locked">{w.adopted}</Mark>
        ) : run.headline && run.id !== chosen ? (
          <Button size="small" onClick={() => onChoose(run.id)}>
            {w.compare}
          </Button>
        ) : null,
    },
  ]
}

function Beside({ runs, chosen }: { runs: readonly PlanningRunView[]; chosen: PlanningRunView }) {
  const w = useWords(changeWords)
  const common = useWords(words)
  const say = useNotice()
  const { regionId, programmeId, month } = useWorkplace()
  const [other, setOther] = useState<string>('roster')
  const roster = useCall(getRoster, { params: { regionId, programmeId, month } })
  const comparison = useCall(
    comparePlanningRun,
    { params: { regionId, id: chosen.id }, query: { with: other } },
    { keep: true },
  )
  const adopt = useAct(adoptPlanningRun, [getRoster, listPlanningRuns, comparePlanningRun], () =>
    say(w.adoptDone),
  )
  const mayAdopt = chosen.kind === 'trial' && !chosen.adoptedAt && roster.data?.status !== 'published'
  return (
    <section className="gap-above">
      <div className="roster-bar">
        <h2>{w.comparison(other === 'roster' ? w.roster : w.before, w.kinds[chosen.kind])}</h2>
        <span className="spring" />
        <span className="quiet">{w.against}</span>
        <Select
          aria-label={w.against}
          className="wide-select"
          value={other}
          onChange={setOther}
          options={[
            { value: 'roster', label: w.roster },
            ...runs
              .filter((run) => run.headline && run.id !== chosen.id)
              .map((run) => ({ value: run.id, label: `${w.kinds[run.kind]} ${momentWords(run.startedAt)}` })),
          ]}
        />
        {mayAdopt ? (
          <Popconfirm
            title={w.adoptSure}
            okText={common.confirm}
            cancelText={common.cancel}
            onConfirm={() => adopt.mutate({ params: { regionId, id: chosen.id } })}
          >
            <Button type="primary" loading={adopt.isPending}>
              {w.adopt}
            </Button>
          </Popconfirm>
        ) : null}
      </div>
      <ProblemAlert error={adopt.error} className="gap-below" />
      <Loaded query={comparison}>{(found) => <PlanComparisonView found={found} />}</Loaded>
    </section>
  )
}

function Plans() {
  const w = useWords(changeWords)
  const { regionId, programmeId, month } = useWorkplace()
  const navigate = useNavigate()
  const { run } = useSearch({ strict: false }) as { run?: string }
  const [trying, setTrying] = useState(false)
  const query = useCall(listPlanningRuns, { params: { regionId, programmeId }, query: { month } })
  const choose = (id: string): void => void navigate({ to: '/roster/plans', search: { run: id } as never })
  const items = query.data?.items ?? []
  const chosen = items.find((one) => one.id === run && one.headline) ?? items.find((one) => one.headline)
  const columns = useColumns(choose, chosen?.id)
  const tryButton = (
    <Button type="primary" onClick={() => setTrying(true)}>
      {w.trial}
    </Button>
  )
  return (
    <>
      <Loaded
        query={query}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyNote title={w.noPlans} text={w.noPlansWhy} action={tryButton} />}
      >
        {(data) => (
          <DeskTable
            name="plans"
            label={w.plansTitle}
            rows={data.items}
            columns={columns}
            rowKey={(one) => one.id}
            pageSize={10}
            toolbar={tryButton}
            rowClassName={(one) => (one.id === chosen?.id ? 'chosen-row' : '')}
          />
        )}
      </Loaded>
      {chosen ? <Beside key={chosen.id} runs={items} chosen={chosen} /> : null}
      {trying ? <TrialDialog onClose={() => setTrying(false)} /> : null}
    </>
  )
}

export function PlansPage() {
  const w = useWords(changeWords)
  const { language } = usePreferences()
  const { month } = useWorkplace()
  return (
    <Page title={`${monthWords(month, language)} ${w.plansTitle}`} note={w.plansNote}>
      <RosterTabs />
      <NeedRegion>
        <Plans />
      </NeedRegion>
    </Page>
  )
}
