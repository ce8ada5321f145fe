// The month as a matrix: 单位 × 日 or 医师 × 日. Rest days are narrow and named, gaps are loud, duties can be
// dragged; while one is dragged every cell says whether it may go there.
/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a scrolled region is reached by keyboard */
import { LockFilled, WarningFilled } from '@ant-design/icons'
import { Fragment, useMemo, useState } from 'react'
import type { DutyView, RosterView } from '../../../contract/dispatch.ts'
import type { Violation } from '../../../domain/dispatch/violation.ts'
import { dayWords, shortName, weekdayName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { words } from '../../shell/words.ts'
import type { Check } from './roster-rules.ts'
import { stemOf } from './unit-stem.ts'
import { dispatchWords } from './words.ts'

export type Move = { duty: DutyView; day: string; practitionerId: string }
type Props = {
  roster: RosterView
  view: 'unit' | 'doctor'
  county: string
  today: string
  mayEdit: boolean
  check: Check | null
  chosen: string | null
  onDuty: (duty: DutyView) => void
  onAdd: (place: { unitId?: string; practitionerId?: string; day: string }) => void
  onMove: (move: Move) => void
  onRefused: (move: Move, broken: Violation[]) => void
}
type Row = { id: string; name: string; note: string; count: number; least: number }

function rowsOf({ roster, view, county }: Props): Row[] {
  const live = roster.duties.filter((d) => d.status !== 'cancelled')
  const least = roster.minimum?.daysPerMonth ?? 0
  if (view === 'unit')
    return roster.units.map((u) => ({
      id: u.id,
      name: shortName(u.name, county),
      note: u.need,
      count: live.filter((d) => d.unitId === u.id).length,
      least: Math.max(1, least),
    }))
  return roster.practitioners.map((p) => ({
    id: p.id,
    name: p.name,
    note: `${p.specialty} · ${shortName(p.hospital, county)}`,
    count: live.filter((d) => d.practitionerId === p.id).length,
    least: 0,
  }))
}

/** Days columns: number, weekday, the name of a holiday set upright, 班 on a make-up workday. */
function Days({ roster, today }: { roster: RosterView; today: string }) {
  const { language } = usePreferences()
  const w = useWords(dispatchWords)
  return roster.days.map((d) => {
    const makeUp = d.workday && d.holiday
    return (
      <th
        key={d.day}
        scope="col"
        className={`${d.workday ? '' : 'rest'} ${d.day === today ? 'today' : ''}`}
        title={`${dayWords(d.day, language)} ${makeUp ? `${w.makeUp}（${d.holiday}）` : (d.holiday ?? '')}`}
      >
        <b>{Number(d.day.slice(8))}</b>
        <small>{weekdayName(d.day, language).replace('周', '').slice(0, 2)}</small>
        {makeUp ? <em className="make-up">{w.work}</em> : null}
        {!d.workday && d.holiday ? <em className="holiday">{d.holiday}</em> : null}
      </th>
    )
  })
}

function chipText(props: Props, duty: DutyView): string {
  if (props.view === 'unit')
    return props.roster.practitioners.find((p) => p.id === duty.practitionerId)?.name ?? '—'
  return stemOf(props.roster.units.find((u) => u.id === duty.unitId)?.name ?? '—', props.county)
}

function Chip({
  props,
  duty,
  onDrag,
  onDragEnd,
}: {
  props: Props
  duty: DutyView
  onDrag: (duty: DutyView) => void
  onDragEnd: () => void
}) {
  const w = useWords(dispatchWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const doctor = props.roster.practitioners.find((p) => p.id === duty.practitionerId)
  const unit = props.roster.units.find((u) => u.id === duty.unitId)
  const movable = props.mayEdit && duty.status === 'planned'
  const label = [
    shortName(unit?.name ?? '', props.county),
    dayWords(duty.day, language),
    doctor?.name,
    doctor?.specialty,
    common.half[duty.half],
    duty.homeVisitHalf ? w.homeVisitHalf[duty.homeVisitHalf] : '',
    duty.locked ? w.locked : '',
    duty.mismatchReason ? w.mismatch : '',
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <button
      type="button"
      className={`chip ${duty.status} ${duty.locked ? 'locked' : ''} ${duty.id === props.chosen ? 'chosen' : ''}`}
      aria-label={label}
      title={label}
      draggable={movable}
      onDragStart={(e) => {
        e.dataTransfer.setData('text/plain', duty.id)
        e.dataTransfer.effectAllowed = 'move'
        // Chromium gives up a drag whose own start changes the page.
        setTimeout(() => onDrag(duty), 0)
      }}
      onDragEnd={onDragEnd}
      onClick={() => props.onDuty(duty)}
    >
      {chipText(props, duty)}
      {duty.half === 'day' ? null : <small>{duty.half === 'am' ? '上' : '下'}</small>}
      {duty.mismatchReason ? <WarningFilled aria-hidden="true" className="sign warn" /> : null}
      {duty.locked && duty.status === 'planned' ? <LockFilled aria-hidden="true" className="sign" /> : null}
    </button>
  )
}

/** Where a dragged duty would land in a cell, or null where rows of another unit are concerned. */
function landing(view: Props['view'], duty: DutyView, rowId: string, day: string): Move | null {
  if (view === 'unit')
    return duty.unitId === rowId ? { duty, day, practitionerId: duty.practitionerId } : null
  return { duty, day, practitionerId: rowId }
}

export function RosterMatrix(props: Props) {
  const { roster, view, county, today, mayEdit, check } = props
  const w = useWords(dispatchWords)
  const { language } = usePreferences()
  const [dragged, setDragged] = useState<DutyView | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const rows = rowsOf(props)
  const byCell = useMemo(
    () =>
      Map.groupBy(
        roster.duties.filter((d) => d.status !== 'cancelled'),
        (d) => `${view === 'unit' ? d.unitId : d.practitionerId} ${d.day}`,
      ),
    [roster, view],
  )
  const verdicts = useMemo(() => {
    const found = new Map<string, Violation[]>()
    if (!dragged || !check) return found
    const targets = view === 'unit' ? [dragged.unitId] : roster.practitioners.map((p) => p.id)
    for (const rowId of targets)
      for (const { day } of roster.days) {
        const move = landing(view, dragged, rowId, day)
        if (move)
          found.set(
            `${rowId} ${day}`,
            check({ unitId: dragged.unitId, practitionerId: move.practitionerId, day }, dragged.id),
          )
      }
    return found
  }, [dragged, check, view, roster])

  const drop = (rowId: string, day: string): void => {
    const move = dragged && landing(view, dragged, rowId, day)
    setDragged(null)
    setOver(null)
    if (!move || (move.day === move.duty.day && move.practitionerId === move.duty.practitionerId)) return
    const broken = verdicts.get(`${rowId} ${day}`) ?? []
    if (broken.length) props.onRefused(move, broken)
    else props.onMove(move)
  }

  const cellClass = (rowId: string, day: string, workday: boolean): string => {
    const key = `${rowId} ${day}`
    const verdict = verdicts.get(key)
    const allowed =
      dragged && landing(view, dragged, rowId, day) ? (verdict?.length ? 'refused' : 'allowed') : ''
    return [workday ? '' : 'rest', day === today ? 'today' : '', allowed, over === key ? 'over' : '']
      .filter(Boolean)
      .join(' ')
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by keyboard
    <section className="matrix-box" aria-label={w.views[view]} tabIndex={0}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col" className="name">
              {view === 'unit' ? w.unit : w.doctor}
            </th>
            <Days roster={roster} today={today} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              className={roster.status !== 'none' && row.least > 0 && row.count === 0 ? 'gap' : ''}
            >
              <th scope="row" className="name" title={row.name}>
                <span className="row-name">{row.name}</span>
                <span className="row-note">
                  <span>{row.note}</span>
                  <b className="nums">
                    {row.count === 0 && row.least > 0 ? w.noConflict : `${row.count} 天`}
                  </b>
                </span>
              </th>
              {roster.days.map((d) => (
                <td
                  key={d.day}
                  className={cellClass(row.id, d.day, d.workday)}
                  onDragOver={(e) => {
                    if (!dragged || !landing(view, dragged, row.id, d.day)) return
                    e.preventDefault()
                    setOver(`${row.id} ${d.day}`)
                  }}
                  onDrop={(e) => {
                    e.preventDefault()
                    drop(row.id, d.day)
                  }}
                >
                  {(byCell.get(`${row.id} ${d.day}`) ?? []).map((duty) => (
                    <Chip
                      key={duty.id}
                      props={props}
                      duty={duty}
                      onDrag={setDragged}
                      onDragEnd={() => setDragged(null)}
                    />
                  ))}
                  {mayEdit && d.workday && !byCell.has(`${row.id} ${d.day}`) ? (
                    <button
                      type="button"
                      tabIndex={-1}
                      className="add-here"
                      aria-label={w.addOn(row.name, dayWords(d.day, language))}
                      onClick={() =>
                        props.onAdd({
                          day: d.day,
                          ...(view === 'unit' ? { unitId: row.id } : { practitionerId: row.id }),
                        })
                      }
                    >
                      +
                    </button>
                  ) : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <output className="drag-verdict" aria-live="polite">
        {over && verdicts.has(over) ? (
          verdicts.get(over)?.length ? (
            <>
              {w.breaks}：
              {verdicts.get(over)?.map((v) => (
                <Fragment key={v.rule}>
                  {v.text}（{v.clause}）{' '}
                </Fragment>
              ))}
            </>
          ) : (
            w.fine
          )
        ) : null}
        <span className="visually-hidden">{county}</span>
      </output>
    </section>
  )
}
