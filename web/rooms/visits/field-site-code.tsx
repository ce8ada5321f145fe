// The unit's own phone shows the code of the place: large, changing every minute, without a network (SCH-3).
import type { SiteCodeUnit } from '../../../contract/visits-presence.ts'
import { qrText } from '../../../domain/visits/site-code.ts'
import { QrCode } from '../../kit/qr-code.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { presenceWords } from './field-presence-words.ts'
import { spacedDigits, useSiteCode } from './site-code.ts'

function UnitCode({ unit, serverNow }: { unit: SiteCodeUnit; serverNow: () => number }) {
  const w = useWords(presenceWords)
  const { digits, left } = useSiteCode(unit, serverNow)
  return (
    <section className="f-block f-code-show">
      <h2>{unit.name}</h2>
      {digits ? (
        <>
          <QrCode text={qrText(digits)} label={`${w.showTitle} ${spacedDigits(digits)}`} />
          <p className="f-digits">{spacedDigits(digits)}</p>
          <p className="f-quiet-words">{w.left(left)}</p>
        </>
      ) : (
        <p className="f-alert">{w.noKey}</p>
      )}
    </section>
  )
}

export function FieldSiteCode({
  units,
  serverNow,
  onClose,
}: {
  units: readonly SiteCodeUnit[]
  serverNow: () => number
  onClose: () => void
}) {
  const w = useWords(presenceWords)
  return (
    <>
      <header className="f-head">
        <button type="button" className="f-back" aria-label="返回 Back" onClick={onClose}>
          ‹
        </button>
        <h1>{w.showTitle}</h1>
      </header>
      <p className="f-quiet-words">{w.showNote}</p>
      {units.map((unit) => (
        <UnitCode key={unit.id} unit={unit} serverNow={serverNow} />
      ))}
    </>
  )
}
