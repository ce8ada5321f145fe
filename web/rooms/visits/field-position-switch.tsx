// The switch of the position in 我的: what it is for, how long it is kept, and what is not done with it.
import { useWords } from '../../shell/preferences.tsx'
import { usePhone } from './field-phone.tsx'
import { presenceWords } from './field-presence-words.ts'

export function FieldPositionSwitch() {
  const w = useWords(presenceWords)
  const { bundle, gives, setGives } = usePhone()
  if (bundle?.account.role !== 'doctor') return null
  return (
    <section className="f-block">
      <h2>{w.placeTitle}</h2>
      <ul className="f-lines">
        <li>{w.placeWhat}</li>
        <li>{w.placeTerm(bundle.positionDays)}</li>
        <li>{w.placeNot}</li>
      </ul>
      <label className="f-check">
        <input type="checkbox" checked={gives} onChange={(event) => void setGives(event.target.checked)} />
        {w.placeOn}
      </label>
    </section>
  )
}
