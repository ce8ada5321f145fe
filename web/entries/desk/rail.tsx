// The rail: the rooms a role may use, in the order of a clerk's month.
import {
  ApartmentOutlined,
  AuditOutlined,
  CalendarOutlined,
  FileTextOutlined,
  FormOutlined,
  PhoneOutlined,
  SafetyOutlined,
  ScheduleOutlined,
  SettingOutlined,
  TableOutlined,
  WalletOutlined,
} from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { may, type Permission } from '../../../domain/access/roles.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'

type PlaceName = keyof typeof words.zh.rail
export const PLACES: readonly { to: string; name: PlaceName; needs: Permission; icon: ReactNode }[] = [
  { to: '/today', name: 'today', needs: 'report.read', icon: <ScheduleOutlined /> },
  { to: '/programmes', name: 'programmes', needs: 'programme.read', icon: <FileTextOutlined /> },
  { to: '/roster', name: 'roster', needs: 'roster.read', icon: <CalendarOutlined /> },
  { to: '/cards', name: 'cards', needs: 'dayCard.read', icon: <FormOutlined /> },
  { to: '/reports', name: 'reports', needs: 'report.read', icon: <TableOutlined /> },
  { to: '/supervision', name: 'supervision', needs: 'supervision.read', icon: <SafetyOutlined /> },
  { to: '/surveys', name: 'surveys', needs: 'survey.read', icon: <PhoneOutlined /> },
  { to: '/assessments', name: 'assessments', needs: 'assessment.read', icon: <AuditOutlined /> },
  { to: '/funding', name: 'funding', needs: 'expense.read', icon: <WalletOutlined /> },
  { to: '/people', name: 'people', needs: 'organisation.read', icon: <ApartmentOutlined /> },
  { to: '/settings', name: 'settings', needs: 'session.use', icon: <SettingOutlined /> },
]

export function Rail({ onChoose }: { onChoose?: () => void }) {
  const me = useMe()
  const w = useWords(words)
  return (
    <nav className="rail" aria-label={w.menu}>
      <div className="brand">
        <span className="seal" aria-hidden="true">
          巡
        </span>
        <span>
          <b>{w.product}</b>
          <small>{w.desk}</small>
        </span>
      </div>
      <ul>
        {PLACES.filter((place) => may(me.role, place.needs)).map((place) => (
          <li key={place.to}>
            <Link
              to={place.to}
              activeOptions={{ exact: false, includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
              {...(onChoose ? { onClick: onChoose } : {})}
            >
              <span aria-hidden="true">{place.icon}</span>
              {w.rail[place.name]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
