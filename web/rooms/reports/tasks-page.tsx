// 任务清单: the plan's targets cascaded; each line with its arithmetic, where it stands and what is needed a month (PLN-7).
import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Segmented, Select, Table } from 'antd'
import { useState } from 'react'
import {
  getTaskFacts,
  getTasks,
  getTasksXlsx,
  TASK_LEVELS,
  type TaskLevel,
  type TaskLine,
  type Tasks,
} from '../../../contract/reports-tasks.ts'
import { Clause } from '../../kit/clause.tsx'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { ReportTabs } from './report-tabs.tsx'
import { ShareVersions, SplitDialog } from './task-split.tsx'
import { taskWords } from './task-words.ts'
import './reports.css'

const TONES: Record<TaskLine['state'], Tone> = {
  reached: 'done',
  onPace: 'done',
  behind: 'due',
  missed: 'late',
  none: 'plain',
}
type Where = { programmeId: string; regionId: string | undefined; on: string | undefined; taskId: string }

const asked = ({ regionId, on }: Where) => ({ ...(regionId ? { regionId } : {}), ...(on ? { on } : {}) })

function Facts({ where, line }: { where: Where; line: TaskLine }) {
  const w = useWords(taskWords)
  const { programmeId, taskId } = where
  const query = useCall(getTaskFacts, {
    params: { programmeId, taskId },
    query: { level: line.level, bodyId: line.bodyId, ...asked(where) },
  })
  return (
    <Loaded query={query} isEmpty={(d) => d.facts.length === 0} empty={<EmptyNote title={w.noFacts} />}>
      {({ facts, total }) => (
        <>
          <p>{w.newest(facts.length, total)}</p>
          <Table
            size="small"
            rowKey="dayCardId"
            dataSource={facts}
            pagination={facts.length > 50 ? { pageSize: 50 } : false}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: w.day, dataIndex: 'day' },
              { title: w.doctor, dataIndex: 'practitioner' },
              { title: w.unit, dataIndex: 'unit' },
              { title: w.value, dataIndex: 'value', align: 'right' },
              {
                title: w.card,
                render: (_, f) => (
                  <Link
                    to="/cards/$regionId/$id"
                    params={{ regionId: f.regionId, id: f.dayCardId }}
                    aria-label={`${w.card} ${f.practitioner} ${f.day}`}
                  >
                    {w.card}
                  </Link>
                ),
              },
            ]}
          />
        </>
      )}
    </Loaded>
  )
}

function useColumns(onFacts: (line: TaskLine) => void, level: TaskLevel): DeskColumn<TaskLine>[] {
  const w = useWords(taskWords)
  const how = (l: TaskLine): string =>
    [l.minimum, l.split, l.byHand ? w.byHand : '', l.unassigned ? w.unassigned(l.unassigned) : '']
      .filter(Boolean)
      .join('；')
  const number = (key: string, name: string, of: (l: TaskLine) => number | null): DeskColumn<TaskLine> => ({
    key,
    name,
    align: 'right',
    className: 'nums',
    render: (_, l) => of(l) ?? '—',
    text: (l) => of(l) ?? '',
    sorter: (a, b) => (of(a) ?? 0) - (of(b) ?? 0),
  })
  return [
    {
      key: 'name',
      name: w.levels[level],
      pinned: true,
      render: (_, l) => <b>{l.name}</b>,
      text: (l) => l.name,
    },
    ...(level === 'county' || level === 'hospital'
      ? []
      : [{ key: 'of', name: w.of, render: (_: unknown, l: TaskLine) => l.of, text: (l: TaskLine) => l.of }]),
    number('share', w.share, (l) => l.share),
    {
      key: 'done',
      name: w.done,
      align: 'right',
      render: (_, l) => (
        <Button
          type="link"
          size="small"
          aria-label={`${w.facts(l.name)} ${l.done}`}
          onClick={() => onFacts(l)}
        >
          {l.done}
        </Button>
      ),
      text: (l) => l.done,
      sorter: (a, b) => a.done - b.done,
    },
    {
      key: 'state',
      name: w.state,
      render: (_, l) => <Mark tone={TONES[l.state]}>{w.states[l.state]}</Mark>,
      text: (l) => w.states[l.state],
      filters: Object.entries(w.states).map(([value, text]) => ({ value, text })),
      onFilter: (value, l) => l.state === value,
    },
    number('pace', w.pace, (l) => l.pace),
    number('forecast', w.forecast, (l) => l.forecast),
    number('perMonth', w.perMonth, (l) => l.perMonth),
    { key: 'how', name: w.how, render: (_, l) => <span className="quiet">{how(l)}</span>, text: how },
  ]
}

function Lines({ data, where }: { data: Tasks; where: Where }) {
  const w = useWords(taskWords)
  const pick = usePick()
  const levels = TASK_LEVELS.filter((l) => data.lines.some((line) => line.level === l))
  const [chosen, setChosen] = useState<TaskLevel | null>(null)
  const [open, setOpen] = useState<TaskLine | null>(null)
  const [splitting, setSplitting] = useState(false)
  const level = chosen && levels.includes(chosen) ? chosen : (levels.find((l) => l !== 'county') ?? 'unit')
  const columns = useColumns(setOpen, level)
  const task = data.tasks.find((t) => t.id === data.taskId)
  const xlsx = useAct(getTasksXlsx, [], (blob) =>
    saveBlob(blob, `${w.tab} ${task?.name.zh ?? ''} ${w.levels[level]}.xlsx`),
  )
  if (!task) return <EmptyNote title={w.none} text={w.noneWhy} />
  return (
    <>
      <Panel>
        <p className="target-words">
          <b>{pick(task.name.zh, task.name.en)}</b> <span>{w.total(task.total, task.unit)}</span>{' '}
          {task.arithmetic ? <code>{task.arithmetic}</code> : null} <span>{w.by(task.by)}</span>
          <Clause citation={task.citation} clauses={task.clauses} />
        </p>
        {data.undivided.length ? (
          <p className="quiet">{w.undivided(data.undivided.map((u) => pick(u.zh, u.en)).join('、'))}</p>
        ) : null}
      </Panel>
      <Panel flush>
        {levels.length === 0 ? (
          <EmptyNote title={w.noLines} text={w.noLinesWhy} />
        ) : (
          <DeskTable<TaskLine>
            name={`tasks.${level}`}
            label={`${w.tab} ${task.name.zh} ${w.levels[level]}`}
            rows={data.lines.filter((l) => l.level === level)}
            rowKey={(l) => l.bodyId}
            columns={columns}
            pageSize={100}
            toolbar={
              <>
                <Segmented<TaskLevel>
                  aria-label={w.tab}
                  value={level}
                  onChange={setChosen}
                  options={levels.map((value) => ({ value, label: w.levels[value] }))}
                />
                <Button
                  icon={<DownloadOutlined aria-hidden="true" />}
                  loading={xlsx.isPending}
                  onClick={() =>
                    xlsx.mutate({
                      params: { programmeId: where.programmeId },
                      query: { level, taskId: task.id, ...asked(where) },
                    })
                  }
                >
                  {w.excel}
                </Button>
                <Button onClick={() => window.print()}>{w.print}</Button>
                {data.hand ? <Button onClick={() => setSplitting(true)}>{w.split}</Button> : null}
              </>
            }
          />
        )}
        <ProblemAlert error={xlsx.error} />
      </Panel>
      {data.versions.length ? <ShareVersions data={data} /> : null}
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={620}
        title={open ? w.facts(open.name) : ''}
        destroyOnHidden
      >
        {open ? <Facts where={where} line={open} /> : null}
      </Drawer>
      {splitting && data.hand ? (
        <SplitDialog task={task} data={data} hand={data.hand} onClose={() => setSplitting(false)} />
      ) : null}
    </>
  )
}

export function TasksPage() {
  const w = useWords(taskWords)
  const pick = usePick()
  const { programmeId, regionId, on } = useWorkplace()
  const [taskId, setTaskId] = useState<string | null>(null)
  const where = { programmeId, regionId: regionId || undefined, on: on || undefined, taskId: taskId ?? '' }
  const query = useCall(
    getTasks,
    { params: { programmeId }, query: { ...asked(where), ...(taskId ? { taskId } : {}) } },
    { keep: true },
  )
  return (
    <Page title={w.tab} note={w.note}>
      <ReportTabs />
      <Loaded query={query} rows={10}>
        {(data) => (
          <>
            {data.tasks.length > 1 ? (
              <div className="reports-bar">
                <Select
                  aria-label={w.task}
                  value={data.taskId}
                  onChange={setTaskId}
                  popupMatchSelectWidth={false}
                  className="choose-package"
                  options={data.tasks.map((t) => ({
                    value: t.id,
                    label: `${pick(t.name.zh, t.name.en)} ${t.total}（${w.by(t.by)}）`,
                  }))}
                />
              </div>
            ) : null}
            <Lines key={data.taskId} data={data} where={{ ...where, taskId: data.taskId ?? '' }} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
