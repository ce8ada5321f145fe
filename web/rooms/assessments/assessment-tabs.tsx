// The tabs of 考核.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { creditWords } from './credit-words.ts'
import { jointWords } from './joint-words.ts'

export function AssessmentTabs() {
  const credit = useWords(creditWords)
  const joint = useWords(jointWords)
  const may = useMay()
  const tabs = [
    { to: '/assessments', label: credit.tab, shown: may('credit.read') },
    { to: '/assessments/joint', label: joint.tab, shown: may('assessment.read') },
  ]
  return <TabsNav tabs={tabs} label={credit.title} />
}
