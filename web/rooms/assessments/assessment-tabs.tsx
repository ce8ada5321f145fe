// The tabs of 考核.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { creditWords } from './credit-words.ts'
import { exitWords } from './exit-words.ts'
import { jointWords } from './joint-words.ts'

export function AssessmentTabs() {
  const credit = useWords(creditWords)
  const joint = useWords(jointWords)
  const exit = useWords(exitWords)
  const may = useMay()
  const tabs = [
    { to: '/assessments', label: credit.tab, shown: may('credit.read') },
    { to: '/assessments/joint', label: joint.tab, shown: may('assessment.read') },
    { to: '/assessments/exit', label: exit.tab, shown: may('exit.read') },
  ]
  return <TabsNav tabs={tabs} label={credit.title} />
}
