// The head of a page and its panels: one title, one line of what it is for, the acts on the right.
import type { ReactNode } from 'react'

export function Page({
  title,
  note,
  actions,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {note ? <p className="quiet">{note}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}

export function Panel({
  title,
  note,
  actions,
  children,
  className = '',
  flush = false,
}: {
  title?: ReactNode
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string
  flush?: boolean
}) {
  return (
    <section className={`panel ${flush ? 'flush' : ''} ${className}`}>
      {title || actions ? (
        <header className="panel-head">
          <div>
            <h2>{title}</h2>
            {note ? <p className="quiet">{note}</p> : null}
          </div>
          {actions ? <div className="page-actions">{actions}</div> : null}
        </header>
      ) : null}
      <div className="panel-body">{children}</div>
    </section>
  )
}

/** A number with its unit and what it counts. */
export function Figure({
  value,
  unit,
  label,
  tone = 'plain',
}: {
  value: ReactNode
  unit?: string
  label: ReactNode
  tone?: 'plain' | 'due' | 'late' | 'done'
}) {
  return (
    <div className={`figure tone-${tone}`}>
      <span className="figure-value">
        {value}
        {unit ? <small>{unit}</small> : null}
      </span>
      <span className="figure-label">{label}</span>
    </div>
  )
}
