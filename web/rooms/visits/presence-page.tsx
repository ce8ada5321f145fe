// 到岗: the month's duties with what speaks for each, contradictions and absences on top; evidence, not a verdict.
import { Popover } from 'antd'
import type { CallOutput } from '../../../contract/endpoint.ts'
import { listPresence } from '../../../contract/visits-presence.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page } from '../../kit/page.tsx'
import { dayWords, monthWords, shortName } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RecordTabs } from './record-tabs.tsx'
import { visitWords } from './words.ts'
import './visits.css'

type Item = CallOutput<typeof listPresence>['items'][number]

/** What a person should look at first. */
const weight = (item: Item): number => (item.absent ? 2 : 0) + (item.contradictions.length ? 1 : 0)

function Parts({ item }: { item: Item }) {
  const pick = usePick()
  return (
    <ul className="presence-parts">
      {item.parts.map((part) => (
        <li key={part.code}>
          {pick(part.zh, part.en)}{' '}
          <b>
            {part.points} / {part.of}
          </b>
        </li>
      ))}
    </ul>
  )
}

function useColumns(): DeskColumn<Item>[] {
  const w = useWords(visitWords)
  const pick = usePick()
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const doubts = (item: Item): string[] => [
    ...(item.absent ? [w.presence.absent] : []),
    ...item.contradictions.map((one) => pick(one.zh, one.en)),
  ]
  return [
    {
      key: 'day',
      name: w.day,
      title: w.day,
      width: 150,
      pinned: true,
      render: (_, item) => dayWords(item.day, language, item.day.slice(0, 4)),
      text: (item) => item.day,
    },
    {
      key: 'unit',
      name: w.unit,
      title: w.unit,
      render: (_, item) => shortName(item.unit, programme.division.name),
      text: (item) => item.unit,
    },
    {
      key: 'doctor',
      name: w.doctor,
      title: w.doctor,
      render: (_, item) => item.practitioner,
      text: (item) => item.practitioner,
    },
    {
      key: 'hospital',
      name: w.hospital,
      title: w.hospital,
      render: (_, item) => item.hospital,
      text: (item) => item.hospital,
    },
    {
      key: 'score',
      name: w.presence.score,
      title: w.presence.score,
      width: 130,
      sorter: (a, b) => a.score - b.score,
      render: (_, item) => (
        <Popover
          content={<Parts item={item} />}
          title={w.presence.parts}
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
      name: w.presence.doubts,
      title: w.presence.doubts,
      render: (_, item) =>
        doubts(item).map((words) => (
          <Mark key={words} tone="late">
            {words}
          </Mark>
        )),
      text: (item) => doubts(item).join('；'),
    },
  ]
}

function Presence() {
  const w = useWords(visitWords)
  const { programmeId, month } = useWorkplace()
  const columns = useColumns()
  const query = useCall(listPresence, { query: { programmeId, month } })
  return (
    <Loaded
      query={query}
      isEmpty={(data) => data.items.length === 0}
      empty={<EmptyNote title={w.presence.nothing} />}
    >
      {({ items }) => (
        <DeskTable
          name="presence"
          label={w.presence.title}
          rows={items.toSorted((a, b) => weight(b) - weight(a) || (a.day < b.day ? -1 : 1))}
          columns={columns}
          rowKey={(item) => item.dutyId}
        />
      )}
    </Loaded>
  )
}

export function PresencePage() {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const { month } = useWorkplace()
  return (
    <Page title={`${monthWords(month, language)} ${w.presence.title}`} note={w.presence.note}>
      <RecordTabs />
      <NeedRegion>
        <Presence />
      </NeedRegion>
    </Page>
  )
}
