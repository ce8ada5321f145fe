// The ways to repair a roster, one card each: what goes, what comes, whom it touches, what it costs.
import type { RepairOptionView } from '../../../contract/dispatch-repair.ts'
import { Mark } from '../../kit/mark.tsx'
import { dayWords, monthWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { changeWords } from './change-words.ts'
import './dispatch.css'

type Moved = RepairOptionView['out'][number] | RepairOptionView['into'][number]

function Moves({ option, county }: { option: RepairOptionView; county: string }) {
  const w = useWords(changeWords)
  const { language } = usePreferences()
  const line = (d: Moved) => `${dayWords(d.day, language, d.day.slice(0, 4))} ${d.name}`
  const units = [...new Set([...option.out, ...option.into].map((d) => d.unitId))]
  return (
    <ul className="repair-moves">
      {units.map((id) => {
        const out = option.out.filter((d) => d.unitId === id)
        const into = option.into.filter((d) => d.unitId === id)
        return (
          <li key={id}>
            <b>{shortName((out[0] ?? into[0])?.unit ?? '', county)}</b>
            {out.length ? (
              <del>
                <span className="visually-hidden">{w.leaves} </span>
                {out.map(line).join('、')}
              </del>
            ) : null}
            {into.length ? (
              <ins>
                <span className="visually-hidden">{w.comes} </span>→ {into.map(line).join('、')}
              </ins>
            ) : null}
          </li>
        )
      })}
      {option.uncovered.map((u) => (
        <li key={u.unit + u.month} className="late-words">
          {w.uncovered} {shortName(u.unit, county)} {monthWords(u.month, language)}{' '}
          {u.conflicts.map((c) => `${c.rule}（${c.who}）${c.clause}`).join('；')}
        </li>
      ))}
    </ul>
  )
}

export function RepairOptions({
  options,
  chosen,
  onChoose,
  county,
  asked,
}: {
  options: readonly RepairOptionView[]
  chosen: number
  onChoose: (k: number) => void
  county: string
  /** The first is what somebody asked for, said in these words, and not weighed against the others. */
  asked?: string | undefined
}) {
  const w = useWords(changeWords)
  if (options.length === 0) return null
  return (
    <div role="radiogroup" aria-label={w.options(options.length)} className="repair-options">
      {options.map((option, k) => (
        <label
          key={`${option.kind} ${option.into.map((d) => d.day + d.practitionerId + d.unitId).join()}`}
          className="repair-option"
        >
          <header>
            <input type="radio" name="repair" checked={chosen === k} onChange={() => onChoose(k)} />
            <b>{w.optionKinds[option.kind]}</b>
            {k === 0 && (asked || option.uncovered.length === 0) ? (
              <Mark tone="done">{asked ?? w.best}</Mark>
            ) : null}
            <span className="quiet">
              {w.counts(option.counts.moved, option.counts.unitsTold, option.counts.published)}
              {k === 0 && asked ? '' : ` · ${w.cost(option.extraCost)}`}
            </span>
          </header>
          <Moves option={option} county={county} />
        </label>
      ))}
    </div>
  )
}
