// What is due and when, overdue first, each with the clause behind its day: the reader's own reports, and what she collects.
import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Segmented } from 'antd'
import { useState } from 'react'
import type { ObligationView } from '../../../contract/reports-chain.ts'
import type { Collecting } from '../../../contract/reports-rollup.ts'
import { Clause } from '../../kit/clause.tsx'
import { EmptyNote } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { dayWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { chainWords } from './chain-words.ts'
import { isOpen, toneOf } from './obligation-standing.ts'
import { ObligationState } from './obligation-state.tsx'
import { reportWords } from './words.ts'

type Filter = 'open' | 'filed' | 'all'
const SHOWN = 6
/** What is collected is of many counties: the one she works in stays. */
const NO_COUNTY = '000000'
/** Days within which what a level collects is shown on 今日. */
const [DAYS_BACK, DAYS_AHEAD] = [31, 7]

/** Opens a report in its own programme and county, wherever the reader works now. */
function useOpenWorkplace(of: Pick<ObligationView, 'programmeId' | 'regionId' | 'period'>): () => void {
  const { change, programme } = useWorkplace()
  return () =>
    change({
      programmeId: of.programmeId,
      ...(programme.id === of.programmeId || of.regionId.endsWith('00') ? {} : { regionId: of.regionId }),
      ...(/^\d{4}-\d{2}$/.test(of.period) ? { month: of.period } : {}),
    })
}

function Day({ dueOn, year }: { dueOn: string; year: string }) {
  const { language } = usePreferences()
  const due = dayWords(dueOn, language, year)
  return (
    <div className="task-day">
      <b className="nums">
        {language === 'zh' ? `${Number(dueOn.slice(5, 7))}月${Number(dueOn.slice(8))}日` : dueOn.slice(5)}
      </b>
      <small className="quiet">
        {dueOn.slice(0, 4) === year ? due.replace(/^.*（|）$/g, '') : dueOn.slice(0, 4)}
      </small>
    </div>
  )
}

function TaskRow({
  task,
  year,
  withProgramme,
}: {
  task: ObligationView
  year: string
  withProgramme: boolean
}) {
  const w = useWords(reportWords)
  const c = useWords(chainWords)
  const { language } = usePreferences()
  const go = useOpenWorkplace(task)
  const open = isOpen(task) && task.timing !== 'locked'
  const label = `${task.name}（${task.periodLabel}${task.part === 'supplement' ? c.supplement : ''}）`
  return (
    <li className={`task tone-${toneOf(task)}`}>
      <Day dueOn={task.dueOn} year={year} />
      <div className="task-main">
        <p>
          <b>{task.name}</b>
          <span className="quiet">
            （{task.periodLabel}
            {task.part === 'supplement' ? c.supplement : ''}）
          </span>
          <ObligationState of={task} />
        </p>
        <p className="task-links">
          {withProgramme ? <span className="quiet">{task.programme}</span> : null}
          <span className="quiet">{w.to(task.recipient)}</span>
          {task.forms.map((form) => (
            <span key={form} className="quiet">
              {w.forms[form]}
            </span>
          ))}
          {task.narratives.length ? <span className="quiet">{task.narratives.join('、')}</span> : null}
          <Clause
            citation={task.citation}
            clauses={task.clauses}
            label={w.why(language === 'zh' ? `${Number(task.dueOn.slice(8))}日` : task.dueOn.slice(5))}
          />
        </p>
      </div>
      <Link
        to="/reports/chain"
        search={{ at: task.key } as never}
        onClick={go}
        className={open && task.daysLeft <= DAYS_AHEAD ? 'button-link strong' : 'button-link'}
        aria-label={`${open ? c.submitNow : c.open} ${label}`}
      >
        {open ? c.submitNow : c.open}
      </Link>
    </li>
  )
}

function CollectingRow({ one, year }: { one: Collecting; year: string }) {
  const c = useWords(chainWords)
  // returned ones are wanted again
  const open = one.missing + one.returned
  const late = one.daysLeft < 0 && open > 0
  const go = useOpenWorkplace({ programmeId: one.programmeId, regionId: NO_COUNTY, period: one.period })
  return (
    <li className={`task tone-${late ? 'late' : one.toReview ? 'due' : 'plain'}`}>
      <Day dueOn={one.dueOn} year={year} />
      <div className="task-main">
        <p>
          <b>{one.name}</b>
          <span className="quiet">
            （{one.periodLabel}
            {one.part === 'supplement' ? c.supplement : ''}）
          </span>
          <Mark tone={open === 0 ? 'done' : late ? 'late' : 'plain'}>
            {c.collecting(one.handedIn, one.owed)}
          </Mark>
        </p>
        <p className="task-links">
          {one.toReview ? <span>{c.waiting(one.toReview)}</span> : null}
          {open ? <span className={late ? 'late-words' : 'quiet'}>{c.lacking(open)}</span> : null}
        </p>
      </div>
      <Link
        to={one.toReview ? '/reports/chain' : '/reports/completeness'}
        onClick={go}
        className="button-link"
      >
        {one.toReview ? c.reviewNow : c.seeAll}
      </Link>
    </li>
  )
}

function TaskGroup({
  tasks,
  year,
  name,
}: {
  tasks: readonly ObligationView[]
  year: string
  name: string | null
}) {
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

function Collects({ items, year }: { items: readonly Collecting[]; year: string }) {
  const c = useWords(chainWords)
  const now = items.filter(
    (one) =>
      one.toReader &&
      (one.toReview > 0 ||
        (one.daysLeft <= DAYS_AHEAD && one.daysLeft >= -DAYS_BACK && one.missing + one.returned > 0)),
  )
  if (now.length === 0) return null
  return (
    <>
      <h3 className="group-name">{c.toReview}</h3>
      <ul className="tasks">
        {now.map((one) => (
          <CollectingRow key={one.key} one={one} year={year} />
        ))}
      </ul>
    </>
  )
}

type ListProps = {
  tasks: readonly ObligationView[]
  collecting: readonly Collecting[]
  today: string
  onlyThis: boolean
  onOnlyThis: (only: boolean) => void
}

/** Late first, then what falls due next; what is done last. */
const rank = (o: ObligationView): number => (isOpen(o) ? (o.daysLeft < 0 ? 0 : 1) : 2)

export function TaskList({ tasks, collecting, today, onlyThis, onOnlyThis }: ListProps) {
  const w = useWords(reportWords)
  const [filter, setFilter] = useState<Filter>('open')
  const seen = tasks
    .filter((t) => t.side === 'owner' && (filter === 'all' || isOpen(t) === (filter === 'open')))
    .toSorted((a, b) => rank(a) - rank(b) || a.dueOn.localeCompare(b.dueOn))
  const groups = [...Map.groupBy(seen, (t) => t.programmeId).values()]
  const year = today.slice(0, 4)
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
          year={year}
          name={groups.length > 1 ? (group[0]?.programme ?? null) : null}
        />
      ))}
      <Collects items={collecting} year={year} />
    </>
  )
}
