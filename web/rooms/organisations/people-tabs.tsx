// The tabs of 机构与人员.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { governanceWords } from './governance-words.ts'
import { organisationWords } from './words.ts'

export function PeopleTabs() {
  const w = useWords(organisationWords)
  const leading = useWords(governanceWords)
  const may = useMay()
  return (
    <TabsNav
      label={w.title}
      tabs={[
        { to: '/people', label: w.tabs.organisations },
        { to: '/people/practitioners', label: w.tabs.practitioners, shown: may('practitioner.read') },
        {
          to: '/people/experts',
          label: w.tabs.experts,
          shown: may('expertCard.read') && !may('expertCard.consent'),
        },
        { to: '/people/governance', label: leading.tab, shown: may('governance.read') },
      ]}
    />
  )
}
