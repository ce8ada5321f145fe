// The tabs of a room as links: each has its own address, the present one is marked for everybody.
import { Link } from '@tanstack/react-router'

export type Tab = { to: string; label: string; shown?: boolean; exact?: boolean }

export function TabsNav({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav className="tabs-nav" aria-label={label}>
      {tabs
        .filter((tab) => tab.shown !== false)
        .map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            activeOptions={{ exact: tab.exact ?? true, includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {tab.label}
          </Link>
        ))}
    </nav>
  )
}
