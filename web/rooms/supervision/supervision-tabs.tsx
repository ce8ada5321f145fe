// The tabs of 督查, shown above each of its pages.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { supervisionWords } from './words.ts'
import './supervision.css'

export function SupervisionTabs() {
  const w = useWords(supervisionWords)
  const may = useMay()
  const tabs = [
    { to: '/supervision', label: w.tabs.tasks },
    { to: '/supervision/checks', label: w.tabs.checks },
    { to: '/supervision/issues', label: w.tabs.issues },
    { to: '/supervision/leads', label: w.tabs.leads, shown: may('lead.read') },
    { to: '/supervision/measures', label: w.tabs.measures },
    { to: '/supervision/lists', label: w.tabs.lists, shown: may('supervisionList.read') },
  ]
  return <TabsNav tabs={tabs} label={w.title} />
}
