// 逐级汇总: a city's or a province's numbers city by city or county by county; a line leads to what it is made of, down to the
// county's own form and the day cards behind its cells. Who sees which line is the server's to say (R20).
import { Breadcrumb, DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { getRollUp, type RollUp } from '../../../contract/reports-rollup.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { rollUpWords } from './roll-up-words.ts'

const filled = (code: string): string => code.padEnd(6, '0')
const shown = (value: number): string => value.toLocaleString('zh-CN', { maximumFractionDigits: 2 })

function Lines({ data, onOpen }: { data: RollUp; onOpen: (row: RollUp['rows'][number]) => void }) {
  const w = useWords(rollUpWords)
  const cells = (figures: RollUp['total']['figures']) =>
    data.columns.map((c) => <td key={c.key}>{shown(figures[c.key] ?? 0)}</td>)
  return (
    <ScrollX label={w.title}>
      <table className="roll-up" aria-label={`${data.name} ${w.title}`}>
        <thead>
          <tr>
            <th scope="col">{w.place}</th>
            <th scope="col">{w.units}</th>
            <th scope="col">{w.active}</th>
            {data.columns.map((c) => (
              <th key={c.key} scope="col">
                {c.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.regionId}>
              <th scope="row">
                <button type="button" onClick={() => onOpen(row)}>
                  {row.name}
                </button>
              </th>
              <td>{row.units}</td>
              <td className={row.active < row.units ? 'late-words' : ''}>{row.active}</td>
              {cells(row.figures)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.total}</th>
            <td>{data.total.units}</td>
            <td>{data.total.active}</td>
            {cells(data.total.figures)}
          </tr>
        </tfoot>
      </table>
    </ScrollX>
  )
}

/** Starts where the reader stands: her own city, or the programme's whole division. */
export function RollUpView() {
  const w = useWords(rollUpWords)
  const me = useMe()
  const { programmeId, programme, month, change } = useWorkplace()
  const own = me.division?.code ?? ''
  const top = filled(own.startsWith(programme.division.code) ? own : programme.division.code)
  const [city, setCity] = useState<{ regionId: string; name: string } | null>(null)
  const [span, setSpan] = useState<'month' | 'year'>('month')
  const period = span === 'month' ? month : month.slice(0, 4)
  const regionId = city?.regionId ?? top
  const data = useCall(getRollUp, { params: { regionId, programmeId, period } }, { keep: true })
  return (
    <>
      <div className="reports-bar">
        <Segmented<'month' | 'year'>
          aria-label={w.span}
          value={span}
          onChange={setSpan}
          options={[
            { value: 'month', label: w.month },
            { value: 'year', label: w.year },
          ]}
        />
        <DatePicker
          picker={span}
          aria-label={w.span}
          allowClear={false}
          inputReadOnly
          value={dayjs(`${month}-01`)}
          onChange={(d) =>
            d &&
            change({
              month: span === 'month' ? d.format('YYYY-MM') : `${d.format('YYYY')}-${month.slice(5)}`,
            })
          }
        />
        {city ? (
          <Breadcrumb
            items={[
              {
                title: (
                  <button type="button" className="link" onClick={() => setCity(null)}>
                    {w.back}
                  </button>
                ),
              },
              { title: city.name },
            ]}
          />
        ) : null}
      </div>
      <Loaded query={data} rows={10}>
        {(rollUp) =>
          rollUp.rows.length === 0 ? (
            <EmptyNote title={w.empty} text={w.emptyWhy} />
          ) : (
            <Lines
              data={rollUp}
              onOpen={(row) =>
                row.level === 'city'
                  ? setCity({ regionId: row.regionId, name: row.name })
                  : change({ regionId: row.regionId })
              }
            />
          )
        }
      </Loaded>
      <p className="quiet">{w.note}</p>
    </>
  )
}
