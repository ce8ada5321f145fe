// 周期前宣传: which unit's channels went out before its first day, the texts that are ready, what the cards counted (PUB-2).
import { Button, Checkbox, Table } from 'antd'
import { useState } from 'react'
import { type CyclePublicity, getCyclePublicity } from '../../../contract/publicity-cycle.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { dayWords, momentWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { publicityWords } from './words.ts'

type Item = CyclePublicity['items'][number]
type State = Item['channels'][number]['state']
const TONES: Record<State, Tone> = { inTime: 'done', late: 'due', open: 'plain', missed: 'late' }
const COUNTERS = ['leaflets', 'noticeClicks', 'screenNotices', 'otherWork'] as const
const complete = (item: Item): boolean => item.channels.every((one) => one.state === 'inTime')

function Texts({ item }: { item: Item }) {
  const { cycle: w, copied } = useWords(publicityWords)
  const say = useNotice()
  const copy = (text: string): void => void navigator.clipboard.writeText(text).then(() => say(copied))
  return (
    <span className="row">
      <Button
        type="link"
        size="small"
        aria-label={`${w.leaflet} ${item.unit}`}
        onClick={() => copy(item.leafletText)}
      >
        {w.leaflet}
      </Button>
      <Button
        type="link"
        size="small"
        aria-label={`${w.screen} ${item.unit}`}
        onClick={() => copy(item.screenText)}
      >
        {w.screen}
      </Button>
    </span>
  )
}

function Units({ data }: { data: CyclePublicity }) {
  const { cycle: w, unit: unitWord } = useWords(publicityWords)
  const { language } = usePreferences()
  const { programme, month } = useWorkplace()
  const [onlyOpen, setOnlyOpen] = useState(false)
  const rows = onlyOpen ? data.items.filter((item) => !complete(item)) : data.items
  return (
    <>
      <div className="toolbar">
        <span>{w.summary(data.items.filter(complete).length, data.items.length)}</span>
        <Checkbox checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)}>
          {w.onlyOpen}
        </Checkbox>
        {data.pageSince ? <span className="quiet nums">{w.page(momentWords(data.pageSince))}</span> : null}
      </div>
      <Table<Item>
        size="small"
        rowKey="unitId"
        aria-label={w.title}
        dataSource={rows}
        pagination={rows.length > 10 ? { pageSize: 10 } : false}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: unitWord,
            key: 'unit',
            fixed: 'left',
            render: (_, item) => shortName(item.unit, programme.division.name),
          },
          {
            title: w.first,
            key: 'first',
            render: (_, item) => dayWords(item.firstDay, language, month.slice(0, 4)),
          },
          ...(data.items[0]?.channels ?? []).map(({ name }, k) => ({
            title: name,
            key: name,
            render: (_: unknown, item: Item) => {
              const channel = item.channels[k]
              return channel ? (
                <Mark tone={TONES[channel.state]}>
                  {w.states[channel.state]}
                  {channel.on ? ` ${channel.on.slice(5)}` : ''}
                </Mark>
              ) : null
            },
          })),
          { title: w.texts, key: 'texts', render: (_, item) => <Texts item={item} /> },
          ...COUNTERS.map((key) => ({
            title: w.counters[key],
            key,
            align: 'right' as const,
            render: (_: unknown, item: Item) => <span className="nums">{item.counters[key]}</span>,
          })),
        ]}
      />
      {data.citation ? <p className="quiet footnote">{data.citation}</p> : null}
    </>
  )
}

export function CyclePanel() {
  const w = useWords(publicityWords).cycle
  const { regionId, programmeId, month } = useWorkplace()
  const query = useCall(getCyclePublicity, { params: { regionId, programmeId, month } })
  return (
    <Panel title={w.title} note={w.note} flush>
      <Loaded query={query}>{(data) => <Units data={data} />}</Loaded>
    </Panel>
  )
}
