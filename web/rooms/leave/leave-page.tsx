// 请假: whose turn it is, the last moment of each, and the way to act; what waits for the reader stands first (LV-1 to LV-7).
import { Link, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { type LeaveView, listLeaves } from '../../../contract/leave.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Page } from '../../kit/page.tsx'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RosterTabs } from '../dispatch/door.tsx'
import { DelegationDialog } from './delegation-dialog.tsx'
import { LeaveDetail } from './leave-detail.tsx'
import { LeaveState } from './leave-state.tsx'
import { RequestDialog } from './request-dialog.tsx'
import { leaveWords } from './words.ts'
import './leave.css'

/** Whether the next step is the reader's, be it in somebody else's place. */
const waitsForMe = (leave: LeaveView): boolean =>
  leave.mayDo.some((one) => one.act === 'consent' || one.act === 'approve' || one.act === 'grant')

function useColumns(onOpen: (leave: LeaveView) => void): DeskColumn<LeaveView>[] {
  const w = useWords(leaveWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const day = (text: string): string => dayWords(text, language, text.slice(0, 4))
  return [
    {
      key: 'day',
      name: w.day,
      width: 150,
      pinned: true,
      render: (_, one) => day(one.day),
      text: (one) => one.day,
    },
    {
      key: 'doctor',
      name: w.doctor,
      render: (_, one) => `${one.practitioner.name} ${one.practitioner.specialty}`,
      text: (one) => one.practitioner.name,
    },
    {
      key: 'unit',
      name: w.unit,
      render: (_, one) => shortName(one.unit.name, programme.division.name),
      text: (one) => one.unit.name,
    },
    {
      key: 'replacement',
      name: w.replacementShort,
      render: (_, one) => (one.replacementDay ? day(one.replacementDay) : '—'),
      text: (one) => one.replacementDay ?? '',
    },
    {
      key: 'deadline',
      name: w.deadline,
      render: (_, one) => `${day(one.bureauBy.day)} ${one.bureauBy.time}`,
      text: (one) => `${one.bureauBy.day} ${one.bureauBy.time}`,
    },
    {
      key: 'state',
      name: w.state,
      width: 300,
      render: (_, one) => <LeaveState leave={one} />,
      text: (one) => w.states[one.state],
    },
    {
      key: 'open',
      name: '',
      width: 90,
      render: (_, one) => (
        <Button
          size="small"
          type={waitsForMe(one) ? 'primary' : 'default'}
          aria-label={`${w.open} ${one.practitioner.name} ${one.day}`}
          onClick={() => onOpen(one)}
        >
          {w.open}
        </Button>
      ),
    },
  ]
}

export function LeavePage() {
  const w = useWords(leaveWords)
  const may = useMay()
  const { programmeId, month } = useWorkplace()
  const asked = useSearch({ strict: false }) as { leave?: string }
  const query = useCall(listLeaves, { query: { programmeId, month } }, { keep: true })
  const [only, setOnly] = useState<'mine' | 'all' | null>(null)
  const [open, setOpen] = useState<{ regionId: string; id: string } | null>(null)
  const [dialog, setDialog] = useState<'request' | 'delegation' | null>(null)
  const columns = useColumns(setOpen)
  return (
    <Page
      title={w.title}
      note={w.note}
      actions={
        <>
          <Link to="/roster/leave/absences">{w.absence.open}</Link>
          {may('leave.delegate') ? (
            <Button onClick={() => setDialog('delegation')}>{w.delegation}</Button>
          ) : null}
          {may('leave.request') ? (
            <Button type="primary" onClick={() => setDialog('request')}>
              {w.requestFor}
            </Button>
          ) : null}
        </>
      }
    >
      <RosterTabs />
      <Loaded query={query} rows={8}>
        {({ items }) => {
          const mine = items.filter(waitsForMe)
          const shown = (only ?? (mine.length ? 'mine' : 'all')) === 'mine' ? mine : items
          const linked = asked.leave ? items.find((one) => one.id === asked.leave) : undefined
          const at = open ?? linked ?? null
          return items.length === 0 ? (
            <EmptyNote title={w.none} text={w.noneWhy} />
          ) : (
            <>
              <Segmented
                className="gap-below"
                aria-label={w.state}
                value={only ?? (mine.length ? 'mine' : 'all')}
                options={[
                  { value: 'mine', label: `${w.mine} ${mine.length}` },
                  { value: 'all', label: `${w.all} ${items.length}` },
                ]}
                onChange={(value) => setOnly(value === 'mine' ? 'mine' : 'all')}
              />
              <DeskTable
                name="leaves"
                label={w.title}
                rows={shown}
                columns={columns}
                rowKey={(one) => one.id}
              />
              {at ? (
                <LeaveDetail key={at.id} regionId={at.regionId} id={at.id} onClose={() => setOpen(null)} />
              ) : null}
            </>
          )
        }}
      </Loaded>
      {dialog === 'request' ? <RequestDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'delegation' ? <DelegationDialog onClose={() => setDialog(null)} /> : null}
    </Page>
  )
}
