// The tabs of 报表, shown above each of its pages.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMe } from '../../shell/session.tsx'
import { chainWords } from './chain-words.ts'
import { documentWords } from './document-words.ts'

export function ReportTabs() {
  const w = useWords(chainWords)
  const documents = useWords(documentWords)
  const me = useMe()
  const tabs = [
    { to: '/reports', label: w.tabs.forms },
    { to: '/reports/chain', label: w.tabs.chain },
    { to: '/reports/documents', label: documents.tab },
    {
      to: '/reports/completeness',
      label: w.tabs.completeness,
      shown: me.role === 'bureau' || me.role === 'inspector',
    },
  ]
  return <TabsNav tabs={tabs} label={w.title} />
}
