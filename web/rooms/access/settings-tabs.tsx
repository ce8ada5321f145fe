// The tabs of 设置, shown above each of its pages.
import { TabsNav } from '../../kit/tabs-nav.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { accessWords } from './words.ts'

export function SettingsTabs() {
  const w = useWords(accessWords)
  const may = useMay()
  const tabs = [
    { to: '/settings', label: w.tabs.password },
    { to: '/settings/expert-card', label: w.tabs.expertCard, shown: may('expertCard.consent') },
    { to: '/settings/accounts', label: w.tabs.accounts, shown: may('account.manage') },
    { to: '/settings/holidays', label: w.tabs.holidays },
    { to: '/settings/channels', label: w.tabs.channels, shown: may('channel.manage') },
    { to: '/settings/outbox', label: w.tabs.outbox, shown: may('channel.manage') },
    { to: '/settings/audit', label: w.tabs.audit, shown: may('audit.read') },
  ]
  return <TabsNav tabs={tabs} label={w.settings} />
}
