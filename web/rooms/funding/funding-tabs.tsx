// The tabs of 经费, as far as a role may see them.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { fundingWords } from './words.ts'

export function FundingTabs() {
  const w = useWords(fundingWords)
  const may = useMay()
  return (
    <TabsNav
      label={w.title}
      tabs={[{ to: '/funding', label: w.tabs.expenses, shown: may('expense.read') }]}
    />
  )
}
