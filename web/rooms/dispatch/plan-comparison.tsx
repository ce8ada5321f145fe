// Two plans beside each other: headline figures, points by term, and every unit that changes.
import type { PlanComparison, PlanSummaryView } from '../../../contract/dispatch-planning.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { dayWords, monthWords, shortName } from '../../shell/format.ts'
import { type Language, usePreferences, useWords } from '../../shell/preferences.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { changeWords } from './change-words.ts'

/** Places named in a line; the table below has them all. */
const NAMED = 8

const signed = (value: number): string => `${value > 0 ? '+' : ''}${Math.round(value * 10) / 10}`

function Figures({ found: { before, after } }: { found: PlanComparison }) {
  const w = useWords(changeWords)
  const rows: [string, string, string, number | null][] = [
    [w.figures.objective, `${before.objective}`, `${after.objective}`, after.objective - before.objective],
    [w.figures.duties, `${before.duties}`, `${after.duties}`, after.duties - before.duties],
    [
      w.figures.covered,
      `${before.covered} / ${before.units}`,
      `${after.covered} / ${after.units}`,
      after.covered - before.covered,
    ],
    [
      w.figures.mismatches,
      `${before.mismatches}`,
      `${after.mismatches}`,
      after.mismatches - before.mismatches,
    ],
    [
      w.figures.fairness,
      `${before.fairness.min}–${before.fairness.max}`,
      `${after.fairness.min}–${after.fairness.max}`,
      null,
    ],
  ]
  if (before.kilometres !== null && after.kilometres !== null)
    rows.push([
      w.figures.kilometres,
      `${before.kilometres}`,
      `${after.kilometres}`,
      after.kilometres - before.kilometres,
    ])
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col" aria-label={w.term} />
          <th scope="col">{before.label}</th>
          <th scope="col">{after.label}</th>
          <th scope="col">{w.difference}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, a, b, difference]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{a}</td>
            <td>{b}</td>
            <td>{difference === null ? '' : difference === 0 ? '—' : signed(difference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Terms({ found }: { found: PlanComparison }) {
  const w = useWords(changeWords)
  if (found.terms.length === 0) return null
  return (
    <section>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="row">{w.terms}</th>
            <th scope="col">{found.before.label}</th>
            <th scope="col">{found.after.label}</th>
            <th scope="col">{w.difference}</th>
          </tr>
        </thead>
        <tbody>
          {[...found.terms]
            .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
            .map((term) => (
              <tr key={term.term}>
                <th scope="row">{w.termNames[term.term] ?? term.term}</th>
                <td>{Math.round(term.before * 10) / 10}</td>
                <td>{Math.round(term.after * 10) / 10}</td>
                <td className={term.difference > 0 ? 'worse' : 'better'}>{signed(term.difference)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

/** How fair, how far, how true to fixed times, in lines; a bar for each hospital's share. */
function About({ summary }: { summary: PlanSummaryView }) {
  const w = useWords(changeWords)
  const { programme } = useWorkplace()
  const { doctors, drift, travel } = summary
  const percent = (share: number) => Math.round(share * 1000) / 10
  const lines = [
    w.fairDoctors(doctors.min, doctors.max, doctors.mean),
    ...(doctors.idle ? [w.idle(doctors.idle)] : []),
    ...summary.quotas.map((q) => w.quota(percent(q.share), percent(q.required))),
    w.drift(Math.max(drift.offWeekday, drift.offOrdinal), drift.duties),
    travel.roundTripKm > 0 ? w.travel(travel.roundTripKm) : w.noPositions,
    ...(summary.homeVisitHalfDays ? [w.homeVisits(summary.homeVisitHalfDays)] : []),
    ...summary.mismatches,
  ]
  return (
    <section className="gap-above">
      <h3>{w.about}</h3>
      <div className="beside">
        <ul className="problem-lines">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <table className="plain-table">
          <caption className="visually-hidden">{w.fairHospitals}</caption>
          <tbody>
            {summary.hospitals.map((h) => (
              <tr key={h.hospital}>
                <th scope="row">{shortName(h.hospital, programme.division.name)}</th>
                <td>
                  <meter min={0} max={1} value={h.share} aria-label={`${percent(h.share)}%`} />
                </td>
                <td>{h.days}</td>
                <td>{percent(h.share)}%</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

type Row = { key: string; unit: string; month: string; before: string; after: string; same: boolean }

function rowsOf(found: PlanComparison, county: string, language: Language): Row[] {
  const days = (list: readonly string[]) =>
    list.map((day) => dayWords(day, language, day.slice(0, 4))).join('、')
  return found.units.flatMap((unit) =>
    unit.months.map(({ month, doctors, dates }) => ({
      key: `${unit.unitId} ${month}`,
      unit: shortName(unit.unit, county),
      month,
      before: `${doctors.before.join('、') || '—'} ${days(dates.before)}`,
      after: `${doctors.after.join('、') || '—'} ${days(dates.after)}`,
      same: doctors.before.join() === doctors.after.join(),
    })),
  )
}

export function PlanComparisonView({ found }: { found: PlanComparison }) {
  const w = useWords(changeWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const months = new Set(found.units.flatMap((unit) => unit.months.map(({ month }) => month)))
  const spots = (list: PlanComparison['newlyCovered']) =>
    list.map(({ unit, month }) => {
      const name = shortName(unit, programme.division.name)
      return months.size > 1 ? `${name} ${monthWords(month, language)}` : name
    })
  const columns: DeskColumn<Row>[] = [
    {
      key: 'unit',
      name: w.unit,
      title: w.unit,
      pinned: true,
      render: (_, row) => row.unit,
      text: (row) => row.unit,
    },
    {
      key: 'month',
      name: w.month,
      title: w.month,
      width: 130,
      render: (_, row) => monthWords(row.month, language),
      text: (row) => row.month,
    },
    {
      key: 'before',
      name: w.before,
      title: w.before,
      render: (_, row) => row.before,
      text: (row) => row.before,
    },
    {
      key: 'after',
      name: w.after,
      title: w.after,
      render: (_, row) => (
        <>
          {row.after} {row.same ? <span className="quiet">{w.sameDoctor}</span> : null}
        </>
      ),
      text: (row) => row.after,
    },
  ]
  const lists: [string, string[]][] = [
    [w.newlyUncovered(found.newlyUncovered.length), spots(found.newlyUncovered)],
    [w.newlyCovered(found.newlyCovered.length), spots(found.newlyCovered)],
  ]
  return (
    <>
      {found.before.duties === 0 ? <p className="quiet gap-below">{w.rosterEmpty}</p> : null}
      <div className="beside">
        <Figures found={found} />
        <Terms found={found} />
      </div>
      <About summary={found.summary} />
      {lists.map(([title, list]) =>
        list.length ? (
          <p key={title} className="gap-above">
            <b>{title}</b> {list.slice(0, NAMED).join('、')}
            {list.length > NAMED ? w.andMore : ''}
          </p>
        ) : null,
      )}
      <h3 className="gap-above">
        {found.units.length === 0
          ? w.nothingChanged
          : w.changedUnits(found.units.length, found.unchangedUnits)}
      </h3>
      {found.units.length ? (
        <DeskTable
          name="plan-changes"
          label={w.changedUnits(found.units.length, found.unchangedUnits)}
          rows={rowsOf(found, programme.division.name, language)}
          columns={columns}
          rowKey={(row) => row.key}
        />
      ) : null}
    </>
  )
}
