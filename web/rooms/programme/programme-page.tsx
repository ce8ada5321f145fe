// One programme: targets against pace, months, units × months, every rule with its words, versions.
import { DownloadOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import { useMemo, useState } from 'react'
import { getProgramme, programmeSource } from '../../../contract/programme.ts'
import { type Board, getBoard } from '../../../contract/reports.ts'
import { Chart, type ChartOption } from '../../kit/chart.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert, ProblemLines } from '../../kit/problem-alert.tsx'
import { seesCounty } from '../../kit/roster-sight.ts'
import { saveBlob } from '../../kit/save-file.ts'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { momentWords, shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { TargetList } from '../reports/door.tsx'
import { RuleList } from './rule-list.tsx'
import { UploadDialog } from './upload-dialog.tsx'
import { programmeWords } from './words.ts'
import './programme.css'

function MonthChart({ board }: { board: Board }) {
  const w = useWords(programmeWords)
  const option = useMemo<ChartOption>(
    () => ({
      grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: board.months.map((m) => m.month) },
      yAxis: { type: 'value', minInterval: 1 },
      color: ['#2c8f84', '#b9892f'],
      series: [
        { type: 'bar', name: w.personDays, data: board.months.map((m) => m.personDays), barMaxWidth: 34 },
        { type: 'line', name: w.duties, data: board.months.map((m) => m.duties), symbolSize: 8 },
      ],
    }),
    [board, w],
  )
  return (
    <Chart
      option={option}
      height={260}
      label={`${w.months}：${board.months.map((m) => `${m.month} ${m.personDays}`).join('，')}`}
    />
  )
}

function Heat({ board, county }: { board: Board; county: string }) {
  const w = useWords(programmeWords)
  const months = board.months.map((m) => m.month)
  const top = Math.max(1, ...board.units.flatMap((u) => Object.values(u.months)))
  const step = (n: number): string => (n === 0 ? 'zero' : `h${Math.min(4, Math.ceil((n / top) * 4))}`)
  return (
    <ScrollX label={w.heat} className="heat-box">
      <table className="heat" aria-label={w.heat}>
        <thead>
          <tr>
            <th scope="col">{w.unit}</th>
            {months.map((m) => (
              <th key={m} scope="col" className="nums">
                {Number(m.slice(5))}月
              </th>
            ))}
            <th scope="col">{w.total}</th>
          </tr>
        </thead>
        <tbody>
          {board.units.map((u) => (
            <tr key={u.unitId}>
              <th scope="row">{shortName(u.unit, county)}</th>
              {months.map((m) => (
                <td key={m} className={`nums ${step(u.months[m] ?? 0)}`}>
                  {u.months[m] ?? 0}
                </td>
              ))}
              <td className="nums sum">{u.total}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}

function BoardPanels({ id, county }: { id: string; county: string }) {
  const w = useWords(programmeWords)
  const { programmeId, regionId, on } = useWorkplace()
  const region = id === programmeId && regionId ? { regionId } : {}
  const board = useCall(getBoard, {
    params: { programmeId: id },
    query: { ...region, ...(on ? { on } : {}) },
  })
  return (
    <Loaded query={board} rows={8}>
      {(data) => (
        <>
          <div className="columns">
            <Panel title={w.targets} note={w.targetsNote}>
              <TargetList targets={data.targets} />
            </Panel>
            {data.months.length ? (
              <Panel title={w.months}>
                <MonthChart board={data} />
              </Panel>
            ) : null}
          </div>
          {data.units.length && data.months.length ? (
            <Panel title={w.heat}>
              <Heat board={data} county={county} />
            </Panel>
          ) : null}
        </>
      )}
    </Loaded>
  )
}

export function ProgrammePage() {
  const me = useMe()
  const w = useWords(programmeWords)
  const may = useMay()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useCall(getProgramme, { params: { id }, query: {} })
  const [uploading, setUploading] = useState(false)
  const source = useAct(programmeSource, [], (blob) => saveBlob(blob, `${id}.yaml`))
  const card = query.data?.card
  return (
    <Page
      title={card?.name ?? w.title}
      note={
        card
          ? `${card.division.name} · ${w.version(card.version)} · ${card.period.from} — ${card.period.to}`
          : ''
      }
      actions={
        <>
          <Link to="/programmes">{w.back}</Link>
          <Button
            icon={<DownloadOutlined aria-hidden="true" />}
            loading={source.isPending}
            onClick={() => source.mutate({ params: { id } })}
          >
            {w.source}
          </Button>
          {may('programme.write') ? <Button onClick={() => setUploading(true)}>{w.upload}</Button> : null}
        </>
      }
    >
      <ProblemAlert error={source.error} className="gap-below" />
      {may('report.read') && seesCounty(me) && card ? (
        <BoardPanels id={id} county={card.division.name} />
      ) : null}
      <Loaded query={query} rows={10}>
        {(data) => (
          <>
            <Panel title={w.rules} note={w.rulesNote}>
              <ProblemLines problems={data.notes} />
              <RuleList document={data.document} citations={data.citations} />
            </Panel>
            <div className="columns">
              <Panel title={w.documents}>
                <ul className="documents">
                  {data.document.documents.map((d) => (
                    <li key={d.id}>
                      <b>{d.number ?? ''}</b> {d.title}
                      <br />
                      <span className="quiet">
                        {d.issuer} {d.issuedOn ?? ''} {d.basedOn.join('、')}
                      </span>
                    </li>
                  ))}
                </ul>
              </Panel>
              <Panel title={w.versions}>
                <Table
                  size="small"
                  pagination={false}
                  rowKey="version"
                  dataSource={data.versions}
                  columns={[
                    { title: w.versions, dataIndex: 'version', render: (n: number) => w.version(n) },
                    { title: w.effective, dataIndex: 'effectiveFrom', className: 'nums' },
                    { title: w.reason, dataIndex: 'reason' },
                    {
                      title: w.created,
                      dataIndex: 'createdAt',
                      render: (at: string) => momentWords(at),
                      className: 'nums',
                    },
                  ]}
                />
              </Panel>
            </div>
          </>
        )}
      </Loaded>
      <UploadDialog open={uploading} onClose={() => setUploading(false)} />
    </Page>
  )
}
