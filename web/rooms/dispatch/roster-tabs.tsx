// The tabs of 排班, shown above each of its pages.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { changeWords } from './change-words.ts'
import { dispatchWords } from './words.ts'

export function RosterTabs() {
  const w = useWords(dispatchWords)
  const change = useWords(changeWords)
  const may = useMay()
  const tabs = [
    { to: '/roster/demands', label: w.tabs.demands, shown: may('demand.read') },
    { to: '/roster/postings', label: w.tabs.postings, shown: may('posting.read') },
    { to: '/roster/import', label: w.tabs.import, shown: may('staffing.import') },
    { to: '/roster', label: w.tabs.roster },
    { to: '/roster/plans', label: change.tab, shown: may('roster.plan') },
    { to: '/roster/leave', label: change.leaveTab, shown: may('leave.read') },
    { to: '/roster/publication', label: w.tabs.publication },
    { to: '/roster/feedback', label: w.tabs.feedback, shown: may('feedback.read') },
    { to: '/roster/cases', label: w.tabs.cases, shown: may('case.read') },
  ]
  return <TabsNav tabs={tabs} label={w.title} />
}
