// Targets against pace: a bar with the target at its end, the pace as a line, the forecast in words.
import type { Board } from '../../../contract/reports.ts'
import type { Metric } from '../../../domain/programme/programme.ts'
import { METRIC_NAMES } from '../../../domain/reports/targets.ts'
import { Clause } from '../../kit/clause.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { reportWords } from './words.ts'
import './reports.css'

type Target = Board['targets'][number]
const TONES: Record<Target['state'], Tone> = {
  reached: 'done',
  onPace: 'done',
  behind: 'due',
  missed: 'late',
  notMeasured: 'plain',
}

/** A share is held as a part of one and read as per cent. */
const isShare = (unit: string): boolean => unit === '比例' || unit === '%'
const shown = (value: number, unit: string): string =>
  isShare(unit) && value <= 1 ? `${Math.round(value * 1000) / 10}%` : String(value)

function TargetRow({ target: t }: { target: Target }) {
  const w = useWords(reportWords)
  const { language } = usePreferences()
  const name = language === 'zh' ? t.name : (METRIC_NAMES[t.metric as Metric]?.en ?? t.name)
  const top = Math.max(t.target, t.actual ?? 0, 1e-9)
  const share = (n: number): string => `${Math.min(100, (n / top) * 100)}%`
  return (
    <li className="target">
      <div className="target-head">
        <b>{name}</b>
        <Mark tone={TONES[t.state]}>{w.standing[t.state]}</Mark>
        <span className="spring" />
        <Clause citation={t.citation} clauses={t.clauses} />
      </div>
      <div className={`target-bar tone-${TONES[t.state]}`} aria-hidden="true">
        <span className="done" style={{ width: t.actual === null ? 0 : share(t.actual) }} />
        {t.pace !== null && t.pace < t.target ? (
          <span className="pace" style={{ left: share(t.pace) }} />
        ) : null}
        <span className="goal" style={{ left: share(t.target) }} />
      </div>
      <p className="target-words">
        <span>
          <b className="nums">{t.actual === null ? '—' : shown(t.actual, t.unit)}</b> /{' '}
          {shown(t.target, t.unit)} {isShare(t.unit) ? '' : t.unit}
        </span>
        {t.pace !== null && t.pace < t.target ? (
          <span>
            {w.pace} {shown(t.pace, t.unit)}
          </span>
        ) : null}
        {t.forecast !== null && t.state !== 'reached' ? (
          <span>
            {w.forecast} {shown(t.forecast, t.unit)}
          </span>
        ) : null}
        <span>{w.by(t.by)}</span>
        {t.arithmetic ? <code>{t.arithmetic}</code> : null}
      </p>
    </li>
  )
}

export function TargetList({ targets }: { targets: readonly Target[] }) {
  const w = useWords(reportWords)
  if (targets.length === 0) return <p className="quiet">{w.noTargets}</p>
  return (
    <ul className="targets">
      {targets.map((t) => (
        <TargetRow key={t.ruleId} target={t} />
      ))}
    </ul>
  )
}
