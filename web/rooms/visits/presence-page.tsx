// 到岗: the month's duties with what speaks for each, contradictions and absences on top; evidence, not a verdict. What
// contradicts waits for a person, who settles it with a note (SCH-3, SUP-8).
import { SettingOutlined } from '@ant-design/icons'
import { useSearch } from '@tanstack/react-router'
import { Button, Popover, Segmented } from 'antd'
import { useState } from 'react'
import { listPresence, type PresenceView } from '../../../contract/visits-presence.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page } from '../../kit/page.tsx'
import { dayWords, momentWords, monthWords, shortName } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { MadeUpDialog, PresenceSettingsDialog, SettleDialog } from './presence-dialogs.tsx'
import { PresenceMarks, PresenceParts } from './presence-marks.tsx'
import { presenceWords } from './presence-words.ts'
import { RecordTabs } from './record-tabs.tsx'
import { visitWords } from './words.ts'
import './visits.css'

const FILTERS = ['all', 'open', 'settled', 'absent', 'silent'] as const
type Filter = (typeof FILTERS)[number]
type Doing = { act: 'settle' | 'makeUp'; item: PresenceView }

const isSettled = (item: PresenceView): boolean => item.settlement !== null && !item.settlement.open
const isOpen = (item: PresenceView): boolean => item.contradictions.length > 0 && !isSettled(item)
/** A day that is over of which nobody said anything and nothing was recorded. */
const isSilent = (item: PresenceView, today: string): boolean =>
  item.day < today &&
  item.marks.length === 0 &&
  !item.parts.some((part) => part.code === 'activity' && part.points > 0)
const SHOWS: Record<Filter, (item: PresenceView, today: string) => boolean> = {
  all: () => true,
  open: isOpen,
  settled: isSettled,
  absent: (item) => item.absent,
  silent: isSilent,
}
/** What a person should look at first. */
const weight = (item: PresenceView): number => (isOpen(item) ? 2 : 0) + (item.absent ? 1 : 0)

function Doubts({ item }: { item: PresenceView }) {
  const w = useWords(presenceWords)
  const pick = usePick()
  const { settlement } = item
  const settled = isSettled(item)
  return (
    <span className="row">
      {item.absent ? <Mark tone="late">{w.absent}</Mark> : null}
      {item.contradictions.map((one) => (
        <Mark key={one.code} tone={settled ? 'plain' : 'late'}>
          {pick(one.zh, one.en)}
        </Mark>
      ))}
      {settlement && settled ? (
        <Mark tone="done">{w.settled(settlement.by, momentWords(settlement.at))}</Mark>
      ) : null}
      {settlement?.open && item.contradictions.length ? <Mark tone="due">{w.reopened}</Mark> : null}
    </span>
  )
}

function usePlainColumns(): DeskColumn<PresenceView>[] {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  return [
    {
      key: 'day',
      name: w.day,
      width: 150,
      pinned: true,
      render: (_, item) => dayWords(item.day, language, item.day.slice(0, 4)),
      text: (item) => item.day,
    },
    {
      key: 'unit',
      name: w.unit,
      render: (_, item) => shortName(item.unit, programme.division.name),
      text: (item) => item.unit,
    },
    {
      key: 'doctor',
      name: w.doctor,
      render: (_, item) => item.practitioner,
      text: (item) => item.practitioner,
    },
    {
      key: 'hospital',
      name: w.hospital,
      hidden: true,
      render: (_, item) => item.hospital,
      text: (item) => item.hospital,
    },
  ]
}

function useColumns(onDo: (doing: Doing) => void): DeskColumn<PresenceView>[] {
  const w = useWords(presenceWords)
  const pick = usePick()
  const may = useMay()
  const plain = usePlainColumns()
  return [
    ...plain,
    {
      key: 'score',
      name: w.score,
      width: 110,
      sorter: (a, b) => a.score - b.score,
      render: (_, item) => (
        <Popover
          content={<PresenceParts item={item} />}
          title={w.parts}
          trigger={['hover', 'focus', 'click']}
        >
          <button type="button" className="link-button">
            {item.score} / 100
          </button>
        </Popover>
      ),
      text: (item) => item.score,
    },
    {
      key: 'doubts',
      name: w.doubts,
      render: (_, item) => <Doubts item={item} />,
      text: (item) =>
        [...(item.absent ? [w.absent] : []), ...item.contradictions.map((one) => pick(one.zh, one.en))].join(
          '；',
        ),
    },
    {
      key: 'acts',
      name: '',
      render: (_, item) => (
        <span className="row no-wrap">
          {may('presence.settle') && isOpen(item) ? (
            <Button size="small" type="primary" onClick={() => onDo({ act: 'settle', item })}>
              {w.settle}
            </Button>
          ) : null}
          {may('dayCard.write') ? (
            <Button size="small" onClick={() => onDo({ act: 'makeUp', item })}>
              {w.makeUp}
            </Button>
          ) : null}
        </span>
      ),
    },
  ]
}

function Table({ items, found }: { items: PresenceView[]; found: string | undefined }) {
  const w = useWords(presenceWords)
  const { today } = useMe()
  const [filter, setFilter] = useState<Filter>('all')
  const [doing, setDoing] = useState<Doing | null>(null)
  const columns = useColumns(setDoing)
  const rows = items
    .filter((item) => SHOWS[filter](item, today))
    .toSorted(
      (a, b) =>
        Number(b.dutyId === found) - Number(a.dutyId === found) ||
        weight(b) - weight(a) ||
        (a.day < b.day ? -1 : 1),
    )
  const none = {
    all: w.nothing,
    open: w.noneOpen,
    settled: w.noneSettled,
    absent: w.noneAbsent,
    silent: w.noneSilent,
  }[filter]
  return (
    <>
      <DeskTable
        name="presence"
        label={w.title}
        rows={rows}
        columns={columns}
        rowKey={(item) => item.dutyId}
        rowClassName={(item) => (item.dutyId === found ? 'row-found' : '')}
        expandable={{
          expandedRowRender: (item) => <PresenceMarks item={item} />,
          defaultExpandedRowKeys: found ? [found] : [],
        }}
        toolbar={
          <Segmented
            aria-label={w.state}
            value={filter}
            onChange={setFilter}
            options={FILTERS.map((value) => ({
              value,
              label: `${w.filter[value]} ${items.filter((item) => SHOWS[value](item, today)).length}`,
            }))}
          />
        }
      />
      {rows.length === 0 ? (
        <EmptyNote title={none} text={filter === 'open' ? w.noneOpenWhy : undefined} />
      ) : null}
      {doing?.act === 'settle' ? <SettleDialog item={doing.item} onClose={() => setDoing(null)} /> : null}
      {doing?.act === 'makeUp' ? <MadeUpDialog item={doing.item} onClose={() => setDoing(null)} /> : null}
    </>
  )
}

function Presence() {
  const w = useWords(presenceWords)
  const { programmeId, month } = useWorkplace()
  const { duty } = useSearch({ strict: false }) as { duty?: string }
  const query = useCall(listPresence, { query: { programmeId, month } })
  return (
    <Loaded query={query} isEmpty={(data) => data.items.length === 0} empty={<EmptyNote title={w.nothing} />}>
      {({ items }) => <Table key={duty ?? ''} items={items} found={duty} />}
    </Loaded>
  )
}

export function PresencePage() {
  const w = useWords(presenceWords)
  const { language } = usePreferences()
  const { month } = useWorkplace()
  const may = useMay()
  const [setting, setSetting] = useState(false)
  return (
    <Page
      title={`${monthWords(month, language)} ${w.title}`}
      note={w.note}
      actions={
        may('presence.settings') ? (
          <Button icon={<SettingOutlined aria-hidden="true" />} onClick={() => setSetting(true)}>
            {w.settings}
          </Button>
        ) : null
      }
    >
      <RecordTabs />
      <NeedRegion>
        <Presence />
        {setting ? <PresenceSettingsDialog onClose={() => setSetting(false)} /> : null}
      </NeedRegion>
    </Page>
  )
}
