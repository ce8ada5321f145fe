// What was said of one duty, by whom and when; and what a person found.
import type { PresenceView } from '../../../contract/visits-presence.ts'
import { Mark } from '../../kit/mark.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { presenceWords } from './presence-words.ts'

type Said = PresenceView['marks'][number]

function SaidLine({ mark }: { mark: Said }) {
  const w = useWords(presenceWords)
  return (
    <li>
      <span className="nums">{momentWords(mark.at)}</span> <b>{w.kinds[mark.kind]}</b> {mark.by}
      {mark.madeUp ? <Mark tone="due">{w.madeUp}</Mark> : null}
      {mark.saidAt ? (
        <span className="quiet nums"> {w.saidAt(momentWords(mark.saidAt).slice(11))}</span>
      ) : null}
      {mark.code ? (
        <Mark tone={mark.code === 'rotating' || mark.code === 'monthly' ? 'done' : 'late'}>
          {w.codes[mark.code]}
        </Mark>
      ) : null}
      {mark.position ? (
        <Mark tone={mark.position === 'near' ? 'done' : mark.position === 'far' ? 'late' : 'plain'}>
          {w.positions[mark.position]}
        </Mark>
      ) : null}
      {mark.reason ? <span className="quiet"> {mark.reason}</span> : null}
    </li>
  )
}

export function PresenceMarks({ item }: { item: PresenceView }) {
  const w = useWords(presenceWords)
  const { settlement } = item
  return (
    <div className="presence-said">
      {item.marks.length === 0 ? <p className="quiet">{w.nothingSaid}</p> : null}
      <ul aria-label={w.said}>
        {item.marks.map((mark) => (
          <SaidLine key={mark.id} mark={mark} />
        ))}
      </ul>
      {settlement ? (
        <p>
          <b>{w.settled(settlement.by, momentWords(settlement.at))}</b> {settlement.note}
        </p>
      ) : null}
    </div>
  )
}

/** The parts of the score, each with its points and what is odd about it. */
export function PresenceParts({ item }: { item: PresenceView }) {
  const pick = usePick()
  return (
    <ul className="presence-parts">
      {item.parts.map((part) => (
        <li key={part.code}>
          <span>
            {pick(part.zh, part.en)}
            {part.note ? <small className="quiet"> {pick(part.note.zh, part.note.en)}</small> : null}
          </span>
          <b>
            {part.points} / {part.of}
          </b>
        </li>
      ))}
    </ul>
  )
}
