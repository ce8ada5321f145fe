// 督查 · 待查: whom the reader owes a look, why these, and until when; then how the others of her sight stand (SUP-1 to SUP-4).
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { type CheckTask, listCheckTasks } from '../../../contract/supervision.ts'
import { CHECK_KIND_NAMES, periodWords } from '../../../domain/supervision/checks.ts'
import { Clause } from '../../kit/clause.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { DrawsDrawer } from './draws-drawer.tsx'
import { SupervisionTabs } from './supervision-tabs.tsx'
import { Why } from './why-words.tsx'
import { supervisionWords } from './words.ts'

const SHOWN = 8
type Filter = 'open' | 'done'

function TaskRow({ task }: { task: CheckTask }) {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const day = (text: string): string => dayWords(text, language, text.slice(0, 4))
  const unit = shortName(task.unit.name, programme.division.name)
  const who = task.practitioner ? `${task.practitioner.name} · ${unit}` : unit
  return (
    <li>
      <div>
        <p className="check-head">
          <b>{who}</b>
          {task.checkId ? (
            <Mark tone="done">{w.tasks.doneOn(task.doneOn ?? '')}</Mark>
          ) : task.daysLeft < 0 ? (
            <Mark tone="late">{w.tasks.late}</Mark>
          ) : null}
        </p>
        <p className="why">
          <Why why={task.why} />
          {task.dutyDays.length ? ` · ${w.tasks.dutyDays} ${task.dutyDays.map(day).join('、')}` : ''}
        </p>
      </div>
      {task.checkId ? (
        <Link to="/supervision/checks" search={{ check: task.checkId } as never} className="go-link">
          {w.tasks.see}
        </Link>
      ) : (
        <Link
          to="/supervision/check"
          search={{ task: task.id } as never}
          className="go-link strong"
          aria-label={`${w.tasks.do} ${who}`}
        >
          {w.tasks.do}
        </Link>
      )}
    </li>
  )
}

function Group({ tasks }: { tasks: readonly CheckTask[] }) {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const [all, setAll] = useState(false)
  const [first] = tasks
  if (!first) return null
  const shown = all ? tasks : tasks.slice(0, SHOWN)
  return (
    <section>
      <h3 className="check-group">
        {CHECK_KIND_NAMES[first.kind][language]}
        <small>
          {periodWords(first.period)} ·{' '}
          {w.tasks.until(dayWords(first.dueOn, language, first.dueOn.slice(0, 4)))}
        </small>
        {first.citation ? (
          <Clause citation={first.citation} clauses={first.clauses} label={first.clauses[0] ?? ''} />
        ) : null}
      </h3>
      <ul className="check-list">
        {shown.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
      {tasks.length > shown.length ? (
        <Button type="link" onClick={() => setAll(true)}>
          {w.tasks.more(tasks.length - shown.length)}
        </Button>
      ) : null}
    </section>
  )
}

const groupKey = (task: CheckTask): string => `${task.dueOn} ${task.kind} ${task.period}`

/** How far the other bodies in sight have come, kind by kind; opened, who is behind. */
function Others({ tasks }: { tasks: readonly CheckTask[] }) {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const groups = [...Map.groupBy(tasks, groupKey)].toSorted(([a], [b]) => b.localeCompare(a))
  if (groups.length === 0) return null
  return (
    <Panel title={w.tasks.others}>
      <ul className="plain-list">
        {groups.map(([key, own]) => {
          const [first] = own
          if (!first) return null
          const done = own.filter((task) => task.checkId).length
          const behind = [
            ...new Set(own.flatMap((task) => (task.checkId ? [] : (task.owed.organisation?.name ?? [])))),
          ]
          return (
            <li key={key} className="others">
              <div className="row">
                <b>{CHECK_KIND_NAMES[first.kind][language]}</b>
                <span className="quiet">{periodWords(first.period)}</span>
                <Mark tone={done === own.length ? 'done' : first.daysLeft < 0 ? 'late' : 'plain'}>
                  {w.tasks.progress(done, own.length)}
                </Mark>
              </div>
              {behind.length ? (
                <details>
                  <summary>{w.tasks.behind(behind.length)}</summary>
                  <p className="quiet">{behind.join('、')}</p>
                </details>
              ) : null}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

export function TasksPage() {
  const w = useWords(supervisionWords)
  const may = useMay()
  const me = useMe()
  const { programmeId, regionId } = useWorkplace()
  const query = useCall(
    listCheckTasks,
    { query: { programmeId, ...(regionId ? { regionId } : {}) } },
    { keep: true },
  )
  const [filter, setFilter] = useState<Filter>('open')
  const [draws, setDraws] = useState(false)
  return (
    <Page
      title={w.title}
      note={w.tasksNote}
      actions={
        <>
          {me.role === 'doctor' ? null : <Button onClick={() => setDraws(true)}>{w.draws.open}</Button>}
          {may('check.record') && me.role !== 'doctor' ? (
            <Link to="/supervision/check" className="go-link strong">
              {w.tasks.adHoc}
            </Link>
          ) : null}
        </>
      }
    >
      <SupervisionTabs />
      <Loaded query={query}>
        {({ items }) => {
          const mine = items.filter((task) => task.mine)
          const open = mine.filter((task) => !task.checkId)
          const shown = filter === 'open' ? open : mine.filter((task) => task.checkId)
          const groups = [...Map.groupBy(shown, groupKey)].toSorted(([a], [b]) => a.localeCompare(b))
          return (
            <>
              <Panel>
                <Segmented<Filter>
                  className="gap-below"
                  value={filter}
                  onChange={setFilter}
                  options={[
                    { value: 'open', label: `${w.tasks.open} ${open.length}` },
                    { value: 'done', label: `${w.tasks.done} ${mine.length - open.length}` },
                  ]}
                />
                {groups.map(([key, tasks]) => (
                  <Group key={key} tasks={tasks} />
                ))}
                {shown.length === 0 ? <EmptyNote title={w.tasks.none} text={w.tasks.noneWhy} /> : null}
              </Panel>
              <Others tasks={items.filter((task) => !task.mine)} />
            </>
          )
        }}
      </Loaded>
      {draws ? <DrawsDrawer onClose={() => setDraws(false)} /> : null}
    </Page>
  )
}
