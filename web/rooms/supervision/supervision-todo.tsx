// 今日 · 督查待办: what waits for the reader, each a link to its queue; nothing when nothing waits.
import { Link } from '@tanstack/react-router'
import { getSupervisionTodo } from '../../../contract/supervision.ts'
import { Mark } from '../../kit/mark.tsx'
import { Panel } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { supervisionWords } from './words.ts'
import './supervision.css'

export function SupervisionTodo() {
  const { todo: w } = useWords(supervisionWords)
  const may = useMay()
  const { programmeId, regionId } = useWorkplace()
  const query = useCall(
    getSupervisionTodo,
    { query: { programmeId, ...(regionId ? { regionId } : {}) } },
    { keep: true, enabled: may('supervision.read') },
  )
  if (!query.data) return null
  const { checks, issues, leads, measures } = query.data
  const rows = [
    {
      to: '/supervision',
      text: w.checks(checks.open),
      late: checks.late,
      dueOn: checks.dueOn,
      n: checks.open,
    },
    {
      to: '/supervision/issues',
      text: w.issues(issues.mine),
      late: issues.overdue,
      dueOn: null,
      n: issues.mine,
    },
    {
      to: '/supervision/leads',
      text: w.leads(leads.open),
      late: leads.late,
      dueOn: leads.dueOn,
      n: leads.open,
    },
    { to: '/supervision/measures', text: w.measures(measures), late: 0, dueOn: null, n: measures },
  ].filter((row) => row.n > 0)
  if (rows.length === 0) return null
  return (
    <Panel title={w.title}>
      <ul className="plain-list">
        {rows.map((row) => (
          <li key={row.to} className="others row">
            <Link to={row.to as never}>{row.text}</Link>
            {row.late ? <Mark tone="late">{w.late(row.late)}</Mark> : null}
            {row.dueOn && !row.late ? <span className="quiet">{w.dueOn(row.dueOn)}</span> : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
