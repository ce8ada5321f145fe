// The month's absences and closings under the roster, each to be withdrawn by whoever plans.
import { Button, Popconfirm } from 'antd'
import type { RosterView } from '../../../contract/dispatch.ts'
import { listAbsences, withdrawAbsence } from '../../../contract/dispatch-repair.ts'
import { daysOf } from '../../../domain/shared/calendar.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { changeWords } from './change-words.ts'

export function AbsenceList({
  roster,
  county,
  mayWithdraw,
}: {
  roster: RosterView
  county: string
  mayWithdraw: boolean
}) {
  const w = useWords(changeWords)
  const common = useWords(words)
  const say = useNotice()
  const { language } = usePreferences()
  const { regionId, programmeId, month } = roster
  const to = daysOf(month).at(-1) ?? `${month}-28`
  const query = useCall(listAbsences, {
    params: { regionId, programmeId },
    query: { from: `${month}-01`, to },
  })
  const withdraw = useAct(withdrawAbsence, [listAbsences], () => say(w.withdrawn))
  const items = query.data?.items ?? []
  if (items.length === 0) return null
  const span = (from: string, until: string) =>
    from === until
      ? dayWords(from, language, month.slice(0, 4))
      : `${dayWords(from, language, month.slice(0, 4))}–${dayWords(until, language, month.slice(0, 4))}`
  return (
    <section aria-label={w.absences} className="gap-above">
      <h3>{w.absences}</h3>
      <ul className="absence-list">
        {items.map((a) => (
          <li key={a.id}>
            <b>{shortName(a.subject, county)}</b> {w.changeKinds[a.kind]} {span(a.from, a.to)}
            <span className="quiet">{a.reason}</span>
            {mayWithdraw ? (
              <Popconfirm
                title={w.withdrawSure}
                okText={common.confirm}
                cancelText={common.cancel}
                onConfirm={() => withdraw.mutate({ params: { regionId, id: a.id } })}
              >
                <Button size="small" type="link" aria-label={`${w.withdraw} ${a.subject}`}>
                  {w.withdraw}
                </Button>
              </Popconfirm>
            ) : null}
          </li>
        ))}
      </ul>
      <ProblemAlert error={withdraw.error} />
    </section>
  )
}
