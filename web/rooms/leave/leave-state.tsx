// Where a leave stands and whose turn it is, in words.
import type { LeaveView } from '../../../contract/leave.ts'
import { Mark } from '../../kit/mark.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { leaveWords } from './words.ts'

const TONES = {
  consenting: 'due',
  exception: 'late',
  deciding: 'due',
  granted: 'done',
  refused: 'late',
  withdrawn: 'plain',
  revoked: 'plain',
} as const

export function LeaveState({ leave }: { leave: LeaveView }) {
  const w = useWords(leaveWords)
  return (
    <span className="row">
      <Mark tone={TONES[leave.state]}>{w.states[leave.state]}</Mark>
      {leave.holders.length ? (
        <span className="quiet">{w.turn(leave.holders.map((body) => w.bodies[body]).join('、'))}</span>
      ) : null}
      {leave.late ? <Mark tone="late">{w.lateMark}</Mark> : null}
      {leave.overdue ? <Mark tone="late">{w.overdue}</Mark> : null}
    </span>
  )
}
