// 今日: what is due and when, how the month stands, whether the year will land.
import { type ReactNode, useState } from 'react'
import { getRoster } from '../../../contract/dispatch.ts'
import { getBoard, getToday } from '../../../contract/reports.ts'
import { listObligations } from '../../../contract/reports-chain.ts'
import { getCollecting } from '../../../contract/reports-rollup.ts'
import { listDayCards } from '../../../contract/visits.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { rosterInSight, seesCounty } from '../../kit/roster-sight.ts'
import { dayWords, monthWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { MiniMatrix, MonthFigures } from './month-panel.tsx'
import { TargetList } from './target-list.tsx'
import { TaskList } from './task-list.tsx'
import { reportWords } from './words.ts'
import './reports.css'

function MonthMatrix({ today }: { today: string }) {
  const me = useMe()
  const { regionId, programmeId, month } = useWorkplace()
  const may = useMay()
  const w = useWords(reportWords)
  const { language } = usePreferences()
  const roster = useCall(
    getRoster,
    { params: { regionId, programmeId, month } },
    { enabled: Boolean(regionId) && may('roster.read') },
  )
  const cards = useCall(listDayCards, { query: { programmeId, month } }, { enabled: may('dayCard.read') })
  if (!regionId || !roster.data || roster.data.duties.length === 0) return null
  const missing = new Set((cards.data?.missing ?? []).map((m) => `${m.unitId} ${m.day}`))
  return (
    <Panel title={`${monthWords(month, language)} ${w.dutyMatrix}`}>
      <MiniMatrix roster={rosterInSight(roster.data, me)} missing={missing} today={today} />
    </Panel>
  )
}

/** `also`: what waits in rooms above, which the entry hands in. */
export function TodayPage({ also }: { also?: ReactNode }) {
  const w = useWords(reportWords)
  const me = useMe()
  const { language } = usePreferences()
  const { programmeId, regionId, month, on, programme } = useWorkplace()
  const county = seesCounty(me)
  const [onlyThis, setOnlyThis] = useState(true)
  const asOf = on ? { on } : {}
  const where = { programmeId, ...(regionId ? { regionId } : {}) }
  const today = useCall(getToday, { query: { ...where, month, ...asOf } }, { keep: true })
  const asked = onlyThis ? { ...where, ...asOf } : asOf
  const list = useCall(listObligations, { query: { ...asked, side: 'owner' } }, { keep: true })
  const collecting = useCall(getCollecting, { query: asked }, { keep: true })
  const board = useCall(
    getBoard,
    { params: { programmeId }, query: { ...(regionId ? { regionId } : {}), ...asOf } },
    { keep: true, enabled: county },
  )
  return (
    <Page title={w.today} note={`${w.todayNote(dayWords(on ?? me.today, language))} · ${programme.name}`}>
      <div className="columns">
        <div>
          <Panel title={w.due} note={w.dueNote}>
            <Loaded query={list}>
              {(data) => (
                <TaskList
                  tasks={data.items}
                  collecting={collecting.data?.items ?? []}
                  today={data.today}
                  onlyThis={onlyThis}
                  onOnlyThis={setOnlyThis}
                />
              )}
            </Loaded>
          </Panel>
          <MonthMatrix today={on ?? me.today} />
        </div>
        <div>
          {also}
          <Panel title={w.monthTitle(monthWords(month, language))}>
            <Loaded query={today} rows={4}>
              {(data) =>
                data.month ? <MonthFigures month={data.month} hints={data.hints} county={county} /> : null
              }
            </Loaded>
          </Panel>
          {county ? (
            <Panel title={w.yearTitle}>
              <Loaded query={board} rows={4}>
                {(data) => <TargetList targets={data.targets} />}
              </Loaded>
            </Panel>
          ) : null}
        </div>
      </div>
    </Page>
  )
}
