// How the month stands: counts, reminders that lead to the place, and a small matrix of units by days.
import { Link } from '@tanstack/react-router'
import type { RosterView } from '../../../contract/dispatch.ts'
import type { Today } from '../../../contract/reports.ts'
import { Mark } from '../../kit/mark.tsx'
import { Figure } from '../../kit/page.tsx'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { shortName } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { reportWords } from './words.ts'

/** `${unitId} ${day}` of duty days that are due and have no card. */
export type MissingDays = ReadonlySet<string>

export function MonthFigures({
  month,
  hints,
  county,
}: {
  month: NonNullable<Today['month']>
  hints: Today['hints']
  county: boolean
}) {
  const w = useWords(reportWords)
  const pick = usePick()
  // Gaps are the county's to close; a unit or a hospital sees its own duties only.
  const told = hints.filter((h) => county || h.code !== 'uncovered')
  return (
    <>
      <div className="figures">
        {county ? (
          <Figure
            value={month.covered}
            unit={`/ ${month.units}`}
            label={w.covered}
            tone={month.covered < month.units ? 'due' : 'done'}
          />
        ) : null}
        <Figure value={month.duties} label={w.duties} />
        <Figure value={month.recorded} label={w.recorded} />
        <Figure value={month.missingCards} label={w.missing} tone={month.missingCards ? 'late' : 'plain'} />
        <Figure value={month.toConfirm} label={w.toConfirm} tone={month.toConfirm ? 'due' : 'plain'} />
        <Figure value={month.duplicates} label={w.duplicates} tone={month.duplicates ? 'due' : 'plain'} />
      </div>
      <ul className="hints">
        {told.map((h) => (
          <li key={h.code}>
            <Link to={h.link.replace(/^\/desk/, '')}>{pick(h.zh, h.en)}</Link>
          </li>
        ))}
        {told.length === 0 ? (
          <li>
            <Mark tone="done">{w.monthFine}</Mark>
          </li>
        ) : null}
      </ul>
    </>
  )
}

export function MiniMatrix({
  roster,
  missing,
  today,
}: {
  roster: RosterView
  missing: MissingDays
  today: string
}) {
  const w = useWords(reportWords)
  const { programme } = useWorkplace()
  const byUnit = Map.groupBy(
    roster.duties.filter((d) => d.status !== 'cancelled'),
    (d) => d.unitId,
  )
  return (
    <ScrollX label={w.dutyMatrix}>
      <table className="mini-matrix" aria-label={w.dutyMatrix}>
        <thead>
          <tr>
            <th scope="col" aria-label={w.unit} />
            {roster.days.map((d) => (
              <th
                key={d.day}
                scope="col"
                className={`${d.workday ? '' : 'rest'} ${d.day === today ? 'today' : ''}`}
              >
                {Number(d.day.slice(8)) % 5 === 1 || d.day === today ? (
                  Number(d.day.slice(8))
                ) : (
                  <span className="visually-hidden">{Number(d.day.slice(8))}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {roster.units.map((unit) => {
            const days = new Set((byUnit.get(unit.id) ?? []).map((d) => d.day))
            return (
              <tr key={unit.id} className={days.size === 0 ? 'gap' : ''}>
                <th scope="row">{shortName(unit.name, programme.division.name)}</th>
                {roster.days.map((d) => {
                  const state = !days.has(d.day)
                    ? ''
                    : missing.has(`${unit.id} ${d.day}`)
                      ? 'missing'
                      : d.day < today
                        ? 'recorded'
                        : 'planned'
                  const word =
                    state === 'missing'
                      ? w.legendMissing
                      : state === 'recorded'
                        ? w.legendRecorded
                        : state === 'planned'
                          ? w.legendPlanned
                          : ''
                  return (
                    <td
                      key={d.day}
                      className={`${d.workday ? '' : 'rest'} ${d.day === today ? 'today' : ''}`}
                    >
                      {state ? (
                        <i className={state} title={`${d.day} ${word}`}>
                          <span className="visually-hidden">{word}</span>
                          {state === 'missing' ? '!' : ''}
                        </i>
                      ) : null}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="legend" aria-hidden="true">
        <i className="recorded" /> {w.legendRecorded} <i className="missing">!</i> {w.legendMissing}{' '}
        <i className="planned" /> {w.legendPlanned}
      </p>
    </ScrollX>
  )
}
