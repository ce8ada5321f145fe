// 排班 · 公布: each unit's public page, poster and calendar; the ready text; what went out when (PUB-1).
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Input, Select, Table } from 'antd'
import { useState } from 'react'
import { getRoster } from '../../../contract/dispatch.ts'
import type { CallOutput } from '../../../contract/endpoint.ts'
import { listPublications, recordPublication, wechatText } from '../../../contract/publicity.ts'
import { getCyclePublicity } from '../../../contract/publicity-cycle.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords, monthWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RosterTabs } from '../dispatch/door.tsx'
import { ChangePanel } from './change-panel.tsx'
import { CyclePanel } from './cycle-panel.tsx'
import { publicityWords } from './words.ts'

type Publications = CallOutput<typeof listPublications>
type Channel = 'poster' | 'wechat' | 'screen' | 'leaflet'
const CHANNELS: readonly Channel[] = ['poster', 'wechat', 'screen', 'leaflet']

function RecordButton({ unitId, name }: { unitId: string | null; name: string }) {
  const w = useWords(publicityWords)
  const may = useMay()
  const say = useNotice()
  const { regionId, programmeId, month } = useWorkplace()
  const record = useAct(recordPublication, [listPublications, getCyclePublicity], () => say(w.recorded))
  if (!may('publicity.write')) return null
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: CHANNELS.map((key) => ({ key, label: w.channels[key] })),
          onClick: ({ key }) =>
            record.mutate({
              params: { regionId, programmeId, month },
              body: { unitId, channel: key as Channel },
            }),
        }}
      >
        <Button size="small" loading={record.isPending} aria-label={`${w.record} ${name}`}>
          {w.record}
        </Button>
      </Dropdown>
      <ProblemAlert error={record.error} />
    </>
  )
}

function Units({ data }: { data: Publications }) {
  const w = useWords(publicityWords)
  const say = useNotice()
  const { programme } = useWorkplace()
  const copy = (url: string): void =>
    void navigator.clipboard.writeText(new URL(url, location.origin).href).then(() => say(w.copied))
  return (
    <Table
      size="small"
      rowKey="unitId"
      pagination={data.units.length > 50 ? { pageSize: 50 } : false}
      dataSource={data.units}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: w.unit,
          dataIndex: 'unit',
          fixed: 'left',
          render: (unit: string) => shortName(unit, programme.division.name),
        },
        {
          title: w.page,
          key: 'page',
          render: (_, u) => (
            <span className="row">
              <a href={u.pageUrl} target="_blank" rel="noopener" aria-label={`${w.page} ${u.unit}`}>
                {w.page}
              </a>
              <Button
                type="link"
                size="small"
                aria-label={`${w.copyLink} ${u.unit}`}
                onClick={() => copy(u.pageUrl)}
              >
                {w.copyLink}
              </Button>
            </span>
          ),
        },
        {
          title: w.poster,
          key: 'poster',
          render: (_, u) => (
            <a href={u.posterUrl} target="_blank" rel="noopener" aria-label={`${w.poster} ${u.unit}`}>
              {w.poster}
            </a>
          ),
        },
        {
          title: w.calendar,
          key: 'calendar',
          render: (_, u) => (
            <a href={u.calendarUrl} aria-label={`${w.calendar} ${u.unit}`}>
              {w.calendar}
            </a>
          ),
        },
        {
          title: w.last,
          key: 'last',
          render: (_, u) => {
            const last = data.items.find((i) => i.unitId === u.unitId)
            return last ? (
              <span className="nums">
                {w.channels[last.channel] ?? last.channel} {momentWords(last.publishedAt)}
              </span>
            ) : (
              <span className="quiet">—</span>
            )
          },
        },
        {
          title: w.record,
          key: 'record',
          render: (_, u) => <RecordButton unitId={u.unitId} name={u.unit} />,
        },
      ]}
    />
  )
}

function ReadyText({ units }: { units: Publications['units'] }) {
  const w = useWords(publicityWords)
  const say = useNotice()
  const { regionId, programmeId, month, programme } = useWorkplace()
  const [unitId, setUnitId] = useState<string | null>(null)
  const ready = useCall(
    wechatText,
    { params: { regionId, programmeId, month }, query: unitId ? { unitId } : {} },
    { keep: true },
  )
  return (
    <Panel
      title={w.wechat}
      note={w.wechatNote}
      actions={
        <>
          <Select
            aria-label={`${w.wechat} ${w.unit}`}
            allowClear
            placeholder={w.allUnits}
            value={unitId}
            onChange={(id: string | undefined) => setUnitId(id ?? null)}
            options={units.map((u) => ({
              value: u.unitId,
              label: shortName(u.unit, programme.division.name),
            }))}
            popupMatchSelectWidth={false}
          />
          <Button
            type="primary"
            disabled={!ready.data}
            onClick={() =>
              void navigator.clipboard.writeText(ready.data?.text ?? '').then(() => say(w.copied))
            }
          >
            {w.copy}
          </Button>
          <RecordButton unitId={unitId} name={w.wechat} />
        </>
      }
    >
      <Loaded query={ready}>
        {(data) => (
          <Input.TextArea
            aria-label={w.wechat}
            readOnly
            autoSize={{ minRows: 8, maxRows: 20 }}
            value={data.text}
          />
        )}
      </Loaded>
    </Panel>
  )
}

function Publication() {
  const w = useWords(publicityWords)
  const may = useMay()
  const { regionId, programmeId, month } = useWorkplace()
  const params = { regionId, programmeId, month }
  const roster = useCall(getRoster, { params })
  const published = roster.data?.status === 'published'
  const query = useCall(listPublications, { params }, { enabled: published })
  if (roster.data && !published)
    return (
      <EmptyNote
        title={w.notPublished}
        text={w.notPublishedWhy}
        action={<Link to="/roster">{w.toRoster}</Link>}
      />
    )
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          {may('publicity.read') ? (
            <>
              <ChangePanel />
              <CyclePanel />
            </>
          ) : null}
          <Panel title={w.links} flush>
            <Units data={data} />
          </Panel>
          {may('publicity.write') ? <ReadyText units={data.units} /> : null}
          <Panel title={w.history} flush>
            <Table
              size="small"
              rowKey={(i) => `${i.channel}${i.unitId}${i.publishedAt}`}
              pagination={data.items.length > 20 ? { pageSize: 20 } : false}
              locale={{ emptyText: w.none }}
              dataSource={data.items}
              columns={[
                {
                  title: w.at,
                  dataIndex: 'publishedAt',
                  render: (at: string) => <span className="nums">{momentWords(at)}</span>,
                },
                { title: w.channel, dataIndex: 'channel', render: (c: string) => w.channels[c] ?? c },
                { title: w.unit, dataIndex: 'unit', render: (unit: string | null) => unit ?? w.whole },
                { title: w.version, dataIndex: 'version' },
              ]}
            />
          </Panel>
        </>
      )}
    </Loaded>
  )
}

export function PublicationPage() {
  const w = useWords(publicityWords)
  const { language } = usePreferences()
  const { month } = useWorkplace()
  return (
    <Page title={`${monthWords(month, language)} ${w.title}`} note={w.note}>
      <RosterTabs />
      <NeedRegion>
        <Publication />
      </NeedRegion>
    </Page>
  )
}
