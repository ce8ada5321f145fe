// 设置 · 节假日: the public holidays and make-up workdays of a year; a year unknown stays unknown.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, DatePicker, Input, Select, Table } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { CallOutput } from '../../../contract/endpoint.ts'
import { listHolidays, saveHolidays } from '../../../contract/programme.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { SettingsTabs } from '../access/door.tsx'
import { programmeWords } from './words.ts'
import './programme.css'

type Holidays = CallOutput<typeof listHolidays>
type Day = Holidays['days'][number]

function Editor({ year, first, onDone }: { year: number; first: readonly Day[]; onDone: () => void }) {
  const w = useWords(programmeWords)
  const common = useWords(words)
  const say = useNotice()
  const [days, setDays] = useState<Day[]>([...first])
  const [source, setSource] = useState('')
  const save = useAct(saveHolidays, [listHolidays], () => {
    say(w.savedHolidays)
    onDone()
  })
  const set = (i: number, part: Partial<Day>): void =>
    setDays(days.map((d, at) => (at === i ? { ...d, ...part } : d)))
  const last = days.at(-1)
  return (
    <>
      {days.map((d, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows being typed have no other name
        <div className="list-row row" key={i}>
          <DatePicker
            aria-label={`${w.day} ${i + 1}`}
            allowClear={false}
            value={dayjs(d.day)}
            onChange={(v) => v && set(i, { day: v.format('YYYY-MM-DD') })}
          />
          <Select
            aria-label={`${w.kind} ${i + 1}`}
            value={d.kind}
            onChange={(kind: Day['kind']) => set(i, { kind })}
            options={[
              { value: 'holiday', label: w.holiday },
              { value: 'makeUpWorkday', label: w.makeUpWorkday },
            ]}
            className="holiday-kind"
          />
          <Input
            aria-label={`${w.name} ${i + 1}`}
            maxLength={20}
            value={d.name}
            onChange={(e) => set(i, { name: e.target.value })}
            className="holiday-name"
          />
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden="true" />}
            aria-label={`${common.remove} ${d.day}`}
            onClick={() => setDays(days.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        icon={<PlusOutlined aria-hidden="true" />}
        onClick={() =>
          setDays([
            ...days,
            {
              day: last ? dayjs(last.day).add(1, 'day').format('YYYY-MM-DD') : `${year}-01-01`,
              kind: 'holiday',
              name: last?.name ?? '元旦',
            },
          ])
        }
      >
        {w.addDay}
      </Button>
      <div className="row gap-above">
        <Input
          aria-label={w.sourceOf}
          placeholder={w.sourceHint}
          maxLength={200}
          className="holiday-source"
          value={source}
          onChange={(e) => setSource(e.target.value)}
        />
        <Button
          type="primary"
          loading={save.isPending}
          disabled={source.trim() === '' || days.some((d) => d.name.trim() === '')}
          onClick={() => save.mutate({ params: { year }, body: { source: source.trim(), days } })}
        >
          {common.save}
        </Button>
        <Button onClick={onDone}>{common.cancel}</Button>
      </div>
      <ProblemAlert error={save.error} className="gap-above" />
    </>
  )
}

export function HolidaysPage() {
  const w = useWords(programmeWords)
  const me = useMe()
  const may = useMay()
  const { language } = usePreferences()
  const [year, setYear] = useState(Number(me.today.slice(0, 4)))
  const [editing, setEditing] = useState(false)
  const query = useCall(listHolidays, { params: { year } })
  return (
    <Page title={w.holidays} note={w.holidaysNote}>
      <SettingsTabs />
      <Panel
        title={
          <span className="row">
            {w.year}{' '}
            <DatePicker
              picker="year"
              aria-label={w.year}
              allowClear={false}
              value={dayjs(`${year}-01-01`)}
              onChange={(d) => {
                if (d) {
                  setYear(d.year())
                  setEditing(false)
                }
              }}
            />
          </span>
        }
        actions={
          may('holiday.write') && !editing ? <Button onClick={() => setEditing(true)}>{w.edit}</Button> : null
        }
      >
        <Loaded query={query}>
          {(data) => (
            <>
              {data.known ? null : (
                <Alert
                  type="warning"
                  showIcon
                  className="gap-below"
                  title={w.unknownYear(year)}
                  description={w.unknownYearWhy}
                />
              )}
              {editing ? (
                <Editor key={year} year={year} first={data.days} onDone={() => setEditing(false)} />
              ) : (
                <Table
                  size="small"
                  rowKey="day"
                  pagination={false}
                  dataSource={data.days}
                  columns={[
                    {
                      title: w.day,
                      dataIndex: 'day',
                      render: (day: string) => (
                        <span className="nums">{dayWords(day, language, String(year))}</span>
                      ),
                    },
                    { title: w.name, dataIndex: 'name' },
                    {
                      title: w.kind,
                      dataIndex: 'kind',
                      render: (kind: Day['kind']) => (
                        <Mark tone={kind === 'holiday' ? 'late' : 'due'}>{w[kind]}</Mark>
                      ),
                    },
                  ]}
                />
              )}
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
