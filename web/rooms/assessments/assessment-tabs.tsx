// The tabs of 考核.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { creditWords } from './credit-words.ts'

export function AssessmentTabs() {
  const credit = useWords(creditWords)
  const may = useMay()
  const tabs = [{ to: '/assessments', label: credit.tab, shown: may('credit.read') }]
  return <TabsNav tabs={tabs} label={credit.title} />
}
