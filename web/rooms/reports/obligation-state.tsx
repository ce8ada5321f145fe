// How an obligation stands, in a word with its sign: the state of the chain, and the clock beside it.
import { Mark } from '../../kit/mark.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { chainWords } from './chain-words.ts'
import { type Standing, toneOf } from './obligation-standing.ts'
import { reportWords } from './words.ts'

export function ObligationState({ of }: { of: Standing }) {
  const w = useWords(chainWords)
  const r = useWords(reportWords)
  const word =
    of.state === 'returned' || of.submittedOn !== null
      ? w.states[of.state]
      : of.owedAnew
        ? w.owedAnew
        : w.timings[of.timing]
  const clock =
    of.submittedOn !== null
      ? of.timing === 'late'
        ? w.timings.late
        : ''
      : of.timing === 'backFilled'
        ? ''
        : of.daysLeft < 0
          ? r.late(-of.daysLeft)
          : r.left(of.daysLeft)
  return (
    <span className="obligation-state">
      <Mark tone={toneOf(of)}>{word}</Mark>
      {clock ? (
        <span className={of.daysLeft < 0 && of.submittedOn === null ? 'late-words' : 'quiet'}>{clock}</span>
      ) : null}
    </span>
  )
}
