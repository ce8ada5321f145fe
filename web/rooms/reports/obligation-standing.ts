// How an obligation stands for colour and order: the clock while it is not handed in, the chain afterwards.
import type { ObligationView } from '../../../contract/reports-chain.ts'
import type { Tone } from '../../kit/mark.tsx'

export type Standing = Pick<ObligationView, 'state' | 'timing' | 'owedAnew' | 'daysLeft' | 'submittedOn'>

const TIMING_TONES: Record<ObligationView['timing'], Tone> = {
  backFilled: 'draft',
  upcoming: 'plain',
  dueSoon: 'due',
  overdue: 'late',
  locked: 'locked',
  onTime: 'done',
  late: 'due',
}

/** Not handed in: the clock decides the colour. Handed in: the chain does. */
export function toneOf(o: Standing): Tone {
  if (o.state === 'returned') return 'late'
  if (o.submittedOn === null) return TIMING_TONES[o.timing]
  return o.state === 'submitted' ? 'due' : 'done'
}

/** Waits for its owner: not handed in, returned, or owed anew. */
export const isOpen = (o: Standing): boolean => o.state === 'returned' || o.submittedOn === null
