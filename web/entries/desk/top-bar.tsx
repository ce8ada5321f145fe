// The top bar: what is worked on (programme, county, month, as-of day), how it looks, and who is here.
import {
  DownOutlined,
  FontSizeOutlined,
  MenuOutlined,
  MoonOutlined,
  SunOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, DatePicker, Dropdown, Select, Tooltip } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { changeRole, signOut } from '../../../contract/access.ts'
import { searchDivisions } from '../../../contract/organisations.ts'
import { ROLE_NAMES, type Role } from '../../../domain/access/roles.ts'
import { NoticeBell } from '../../rooms/notices/door.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'

function RegionChoice() {
  const { programme, regionId, change } = useWorkplace()
  const w = useWords(words)
  const wide = programme.division.code.length < 6
  const found = useCall(searchDivisions, { query: { under: programme.division.code } }, { enabled: wide })
  if (!wide) return null
  const counties = (found.data?.items ?? []).filter((d) => d.code.length === 6)
  return (
    <Select
      className="choose-region"
      aria-label={w.region}
      placeholder={w.region}
      value={regionId || null}
      onChange={(code) => change({ regionId: code })}
      options={counties.map((d) => ({ value: d.code, label: d.name }))}
      popupMatchSelectWidth={false}
    />
  )
}

function WorkChoice() {
  const { programmes, programmeId, month, on, change } = useWorkplace()
  const me = useMe()
  const w = useWords(words)
  return (
    <div className="work-choice">
      <Select
        className="choose-programme"
        aria-label={w.programme}
        value={programmeId}
        onChange={(id) => change({ programmeId: id })}
        options={programmes.map((p) => ({ value: p.id, label: p.shortName, title: p.name }))}
        popupMatchSelectWidth={false}
      />
      <RegionChoice />
      <DatePicker
        className="choose-month"
        picker="month"
        aria-label={w.month}
        allowClear={false}
        inputReadOnly
        format="YYYY-MM"
        value={dayjs(`${month}-01`)}
        onChange={(d) => d && change({ month: d.format('YYYY-MM') })}
      />
      <DatePicker
        className="choose-day"
        aria-label={w.asOf}
        inputReadOnly
        placeholder={`${w.asOfToday} ${me.today.slice(5)}`}
        value={on ? dayjs(on) : null}
        onChange={(d) => change({ on: d ? d.format('YYYY-MM-DD') : null })}
      />
    </div>
  )
}

function AccountMenu() {
  const me = useMe()
  const { language } = usePreferences()
  const w = useWords(words)
  const navigate = useNavigate()
  const leave = useAct(signOut, [], () => location.assign('/desk'))
  const role = useAct(changeRole)
  const switchRole = (next: Role): void =>
    role.mutate({ body: { role: next } }, { onSuccess: () => location.assign('/desk') })
  const others = me.roles.filter((r) => r !== me.role)
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: `${me.login} · ${me.organisation?.name ?? me.division?.name ?? ''}`,
          },
          ...others.map((r) => ({ key: `role/${r}`, label: `${w.changeRole}：${ROLE_NAMES[r][language]}` })),
          { key: 'password', label: w.changePassword },
          { type: 'divider' as const },
          { key: 'leave', label: w.signOut, danger: true },
        ],
        onClick: ({ key }) => {
          if (key === 'leave') leave.mutate({})
          else if (key === 'password') void navigate({ to: '/settings' })
          else if (key.startsWith('role/')) switchRole(key.slice(5) as Role)
        },
      }}
    >
      <Button
        type="text"
        className="account"
        icon={<UserOutlined aria-hidden="true" />}
        aria-label={`${w.account} ${me.name} ${ROLE_NAMES[me.role][language]}`}
      >
        <span className="account-name">
          <span>{me.name}</span>
          <small>{ROLE_NAMES[me.role][language]}</small>
        </span>
        <DownOutlined aria-hidden="true" className="caret" />
      </Button>
    </Dropdown>
  )
}

function LookButtons() {
  const look = usePreferences()
  const w = useWords(words)
  return (
    <div className="look-buttons">
      <Button
        type="text"
        onClick={() => look.change({ language: look.language === 'zh' ? 'en' : 'zh' })}
        lang={look.language === 'zh' ? 'en' : 'zh-CN'}
      >
        {w.language}
      </Button>
      <Button
        type="text"
        icon={<FontSizeOutlined aria-hidden="true" />}
        aria-pressed={look.large}
        onClick={() => look.change({ large: !look.large })}
      >
        {w.large}
      </Button>
      <Tooltip title={w.dark}>
        <Button
          type="text"
          icon={look.dark ? <SunOutlined aria-hidden="true" /> : <MoonOutlined aria-hidden="true" />}
          aria-label={w.dark}
          aria-pressed={look.dark}
          onClick={() => look.change({ dark: !look.dark })}
        />
      </Tooltip>
    </div>
  )
}

export function TopBar({ onMenu }: { onMenu: () => void }) {
  const me = useMe()
  const w = useWords(words)
  return (
    <header className="top-bar">
      <Button
        className="menu-button"
        type="text"
        icon={<MenuOutlined aria-hidden="true" />}
        aria-label={w.openMenu}
        onClick={onMenu}
      />
      <WorkChoice />
      <span className="spring" />
      {me.demonstration ? (
        <Tooltip title={w.demonstrationLong}>
          <span className="demo-mark">{w.demonstration}</span>
        </Tooltip>
      ) : null}
      <NoticeBell />
      <LookButtons />
      <AccountMenu />
    </header>
  )
}
