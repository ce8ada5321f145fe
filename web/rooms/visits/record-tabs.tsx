// The tabs of 记录: the day cards, who was there, whom the days served, what villages ask for, cards on paper.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { presenceWords } from './presence-words.ts'
import { visitWords } from './words.ts'

export function RecordTabs() {
  const w = useWords(visitWords)
  const presence = useWords(presenceWords)
  const may = useMay()
  return (
    <TabsNav
      label={w.title}
      tabs={[
        { to: '/cards', label: w.cardsTab },
        { to: '/cards/presence', label: presence.title },
        { to: '/cards/site-code', label: presence.code, shown: may('siteCode.show') },
        { to: '/cards/residents', label: w.residents.title },
        ...(may('visitOrder.read') ? [{ to: '/cards/orders', label: w.ordersTab }] : []),
        ...(may('dayCard.write') ? [{ to: '/cards/paper', label: w.paper.title }] : []),
      ]}
    />
  )
}
