// The tabs of 报表, shown above each of its pages.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay, useMe } from '../../shell/session.tsx'
import { chainWords } from './chain-words.ts'
import { documentWords } from './document-words.ts'
import { federationWords } from './federation-words.ts'
import { reconcileWords } from './reconcile-words.ts'
import { tableWords } from './table-words.ts'
import { taskWords } from './task-words.ts'

export function ReportTabs() {
  const w = useWords(chainWords)
  const documents = useWords(documentWords)
  const r = useWords(reconcileWords)
  const f = useWords(federationWords)
  const t = useWords(taskWords)
  const tables = useWords(tableWords)
  const me = useMe()
  const may = useMay()
  const tabs = [
    { to: '/reports', label: w.tabs.forms },
    { to: '/reports/chain', label: w.tabs.chain },
    { to: '/reports/tasks', label: t.tab, shown: may('task.read') },
    { to: '/reports/tables', label: tables.tab },
    { to: '/reports/documents', label: documents.tab },
    {
      to: '/reports/completeness',
      label: w.tabs.completeness,
      shown: me.role === 'bureau' || me.role === 'inspector',
    },
    { to: '/reports/reconciliation', label: r.tab },
    { to: '/reports/exchange', label: f.tab, shown: may('federation.exchange') },
  ]
  return <TabsNav tabs={tabs} label={w.title} />
}
