// Why somebody was picked, in words: by lot, or for which facts.
import type { CheckTask } from '../../../contract/supervision.ts'
import { useWords } from '../../shell/preferences.tsx'
import { supervisionWords } from './words.ts'

export function Why({ why: { why, signals, points } }: { why: CheckTask['why'] }) {
  const w = useWords(supervisionWords)
  const facts = Object.entries(signals).map(
    ([name, n]) => `${w.signals[name as keyof typeof w.signals]}${(n ?? 0) > 1 ? ` ${n}` : ''}`,
  )
  return (
    <span>
      {w.why[why]}
      {why === 'risk' && points ? `（${w.draws.points} ${points}）` : ''}
      {why !== 'ring' && facts.length ? `：${facts.join('、')}` : ''}
    </span>
  )
}
