// A number on the paper: a button that says what it counts, for which time, and leads to where it is recorded.
import { Link } from '@tanstack/react-router'
import { Popover } from 'antd'
import { createContext, useContext, useId } from 'react'
import type { DocumentView } from '../../../contract/reports-documents.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { documentWords } from './document-words.ts'

type Paragraph = Extract<DocumentView['blocks'][number], { kind: 'paragraph' }>
export type Piece = Paragraph['pieces'][number]
type Figure = Exclude<Piece, string>

/** One figure is open at a time. */
const OpenFigure = createContext<{ open: string | null; choose: (id: string | null) => void }>({
  open: null,
  choose: () => undefined,
})
export const OpenFigureProvider = OpenFigure.Provider

/** Where the facts behind a path are kept. */
function placeOf(path: string, programmeId: string): { to: string; search?: Record<string, string> } {
  const field = path.split('.').at(-1) ?? ''
  if (path.startsWith('targets.')) return { to: `/programmes/${programmeId}` }
  if (['late', 'overdue'].includes(field)) return { to: '/reports/chain' }
  if (['leaves', 'absences'].includes(field)) return { to: '/roster/leave' }
  if (['missing', 'recorded', 'due', 'toConfirm', 'unitsMissingCards'].includes(field))
    return { to: '/cards' }
  if (['duties', 'nextDuties', 'nextUncovered', 'posted', 'covered', 'uncovered', 'coverage'].includes(field))
    return { to: '/roster' }
  if (path.startsWith('feedback.')) return { to: '/roster/feedback' }
  const workload = path.startsWith('span.') && field !== 'personDays'
  return { to: '/reports', search: { form: workload ? 'workload-return' : 'support-summary' } }
}

function Origin({ figure }: { figure: Figure }) {
  const w = useWords(documentWords)
  const { programmeId } = useWorkplace()
  const { to, search } = placeOf(figure.path, programmeId)
  return (
    <div className="figure-origin">
      <p>
        <b>{figure.metric}</b>
      </p>
      <p className="figure-value">
        {figure.text}
        <small>{figure.unit === '比例' ? '' : figure.unit}</small>
      </p>
      <p>
        {w.period} {figure.period}
      </p>
      <p className="quiet small">{w.source(figure.path)}</p>
      <Link to={to} {...(search ? { search: search as never } : {})}>
        {w.open}
      </Link>
    </div>
  )
}

function FigureMark({ figure }: { figure: Figure }) {
  const w = useWords(documentWords)
  const id = useId()
  const { open, choose } = useContext(OpenFigure)
  const button = (
    <button
      type="button"
      className="figure-mark"
      title={`${figure.metric} · ${figure.period}`}
      aria-label={w.figure(figure.metric, figure.text)}
      onClick={() => choose(open === id ? null : id)}
    >
      {figure.text}
    </button>
  )
  if (open !== id) return button
  return (
    <Popover
      open
      title={w.from}
      content={<Origin figure={figure} />}
      onOpenChange={(shown) => !shown && choose(null)}
      trigger="click"
    >
      {button}
    </Popover>
  )
}

export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((piece, i) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence stand by place
          <FigureMark key={i} figure={piece} />
        ),
      )}
    </>
  )
}
