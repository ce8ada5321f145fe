// What is due and when, overdue first, each with the clause behind its day; long lists collapse by programme.

import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Segmented } from 'antd'
import { useState } from 'react'
import { filePackage, getToday, type Today, unfilePackage } from '../../../contract/reports.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import { Clause } from '../../kit/clause.tsx'
import { EmptyNote } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { dayWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { reportWords } from './words.ts'

export type Task = Today['tasks'][number]
type Filter = 'open' | 'filed' | 'all'
const TONES: Record<Task['state'], Tone> = {
  overdue: 'late',
  dueSoon: 'due',
  upcoming: 'plain',
  filed: 'done',
  filedLate: 'due',
  backFilled: 'draft',
}
const RANK: Record<Task['state'], number> = {
  overdue: 0,
  dueSoon: 1,
  backFilled: 2,
  upcoming: 3,
  filedLate: 4,
  filed: 5,
}
const SHOWN = 6

const isFiled = (task: Task): boolean => task.filedAt !== null

/** Marks a package as filed, or takes the mark back. */
export function FilingButton({ task }: { task: Task }) {
  const w = useWords(reportWords)
  const may = useMay()
  const say = useNotice()
  const [open, setOpen] = useState(false)
  const params = {
    regionId: task.regionId,
    programmeId: task.programmeId,
    packageId: task.packageId,
    period: task.period,
  }
  const file = useAct(filePackage, [getToday], () => {
    setOpen(false)
    say(w.filedDone)
  })
  const undo = useAct(unfilePackage, [getToday], () => say(w.unfiledDone))
  if (!may('report.file')) return null
  if (isFiled(task))
    return (
      <>
        <Button
          size="small"
          loading={undo.isPending}
          onClick={() => undo.mutate({ params })}
          aria-label={`${w.undoFiled} ${task.name} ${task.periodLabel}`}
        >
          {w.undoFiled}
        </Button>
        <ProblemAlert error={undo.error} />
      </>
    )
  return (
    <>
      <Button
        size="small"
        type={task.state === 'overdue' || task.state === 'dueSoon' ? 'primary' : 'default'}
        onClick={() => setOpen(true)}
        aria-label={`${w.markFiled} ${task.name} ${task.periodLabel}`}
      >
        {w.markFiled}
      </Button>
      <ReasonDialog
        open={open}
        title={`${w.markFiled}：${task.name}（${task.periodLabel}）`}
        note={w.filingIs}
        label={w.note}
        optional
        confirm={w.markFiled}
        busy={file.isPending}
        error={file.error}
        onCancel={() => setOpen(false)}
        onConfirm={(note) => file.mutate({ params, body: { note } })}
      />
    </>
  )
}

function FormLinks({ task }: { task: Task }) {
  const w = useWords(reportWords)
  const { change } = useWorkplace()
  const go = (): void =>
    change({
      programmeId: task.programmeId,
      regionId: task.regionId,
      ...(/^\d{4}-\d{2}$/.test(task.period) ? { month: task.period } : {}),
    })
  return task.forms
    .filter((f) => ['support-summary', 'staffing-schedule', 'workload-return'].includes(f))
    .map((form) => (
      <Link key={form} to="/reports" search={{ form } as never} onClick={go}>
        {w.forms[form]}
      </Link>
    ))
}

function TaskRow({ task, year, withProgramme }: { task: Task; year: string; withProgramme: boolean }) {
  const w = useWords(reportWords)
  const { language } = usePreferences()
  const due = dayWords(task.dueOn, language, year)
  const when = task.filedAt
    ? w.filedOn(task.filedAt)
    : task.state === 'backFilled'
      ? ''
      : task.daysLeft < 0
        ? w.late(-task.daysLeft)
        : w.left(task.daysLeft)
  return (
    <li className={`task tone-${TONES[task.state]}`}>
      <div className="task-day">
        <b className="nums">
          {language === 'zh'
            ? `${Number(task.dueOn.slice(5, 7))}月${Number(task.dueOn.slice(8))}日`
            : task.dueOn.slice(5)}
        </b>
        <small className="quiet">
          {task.dueOn.slice(0, 4) === year ? due.replace(/^.*（|）$/g, '') : task.dueOn.slice(0, 4)}
        </small>
      </div>
      <div className="task-main">
        <p>
          <b>{task.name}</b>
          <span className="quiet">（{task.periodLabel}）</span>
          <Mark tone={TONES[task.state]}>{w.states[task.state]}</Mark>
          <span className={task.state === 'overdue' ? 'late-words' : 'quiet'}>{when}</span>
        </p>
        <p className="task-links">
          {withProgramme ? <span className="quiet">{task.programme}</span> : null}
          <span className="quiet">{w.to(task.recipient)}</span>
          <FormLinks task={task} />
          {task.narratives.length ? <span className="quiet">{task.narratives.join('、')}</span> : null}
          <Clause
            citation={task.citation}
            clauses={task.clauses}
            label={w.why(language === 'zh' ? `${Number(task.dueOn.slice(8))}日` : task.dueOn.slice(5))}
          />
        </p>
      </div>
      <FilingButton task={task} />
    </li>
  )
}

function TaskGroup({ tasks, year, name }: { tasks: readonly Task[]; year: string; name: string | null }) {
  const w = useWords(reportWords)
  const [all, setAll] = useState(false)
  const shown = all ? tasks : tasks.slice(0, SHOWN)
  return (
    <div>
      {name ? <h3 className="group-name">{name}</h3> : null}
      <ul className="tasks">
        {shown.map((task) => (
          <TaskRow key={task.key} task={task} year={year} withProgramme={false} />
        ))}
      </ul>
      {tasks.length > shown.length ? (
        <Button type="link" onClick={() => setAll(true)}>
          {w.more(tasks.length - shown.length)}
        </Button>
      ) : null}
    </div>
  )
}

type ListProps = {
  tasks: readonly Task[]
  today: string
  onlyThis: boolean
  onOnlyThis: (only: boolean) => void
}

export function TaskList({ tasks, today, onlyThis, onOnlyThis }: ListProps) {
  const w = useWords(reportWords)
  const [filter, setFilter] = useState<Filter>('open')
  const seen = tasks
    .filter((t) => filter === 'all' || isFiled(t) === (filter === 'filed'))
    .toSorted((a, b) => RANK[a.state] - RANK[b.state] || a.dueOn.localeCompare(b.dueOn))
  const groups = [...Map.groupBy(seen, (t) => t.programmeId).values()]
  return (
    <>
      <div className="toolbar">
        <Segmented<Filter>
          value={filter}
          onChange={setFilter}
          options={(['open', 'filed', 'all'] as const).map((value) => ({ value, label: w.filters[value] }))}
        />
        <Checkbox checked={onlyThis} onChange={(e) => onOnlyThis(e.target.checked)}>
          {w.onlyThis}
        </Checkbox>
      </div>
      {seen.length === 0 ? <EmptyNote title={w.nothingDue} text={w.nothingDueWhy} /> : null}
      {groups.map((group) => (
        <TaskGroup
          key={group[0]?.programmeId}
          tasks={group}
          year={monthOf(today).slice(0, 4)}
          name={groups.length > 1 ? (group[0]?.programme ?? null) : null}
        />
      ))}
    </>
  )
}
