// 到岗码 at the unit's own desk: large on the screen, changing every minute; or the month's fixed one on paper.
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { getSiteCode, type SiteCodeUnit } from '../../../contract/visits-presence.ts'
import { codeMonth, qrText } from '../../../domain/visits/site-code.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { QrCode } from '../../kit/qr-code.tsx'
import { monthWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { presenceWords } from './presence-words.ts'
import { RecordTabs } from './record-tabs.tsx'
import { monthlyDigits, spacedDigits, useSiteCode } from './site-code.ts'
import './visits.css'

type One = { unit: SiteCodeUnit; serverNow: () => number }

function Rotating({ unit, serverNow }: One) {
  const w = useWords(presenceWords)
  const { digits, left } = useSiteCode(unit, serverNow)
  if (!digits) return <EmptyNote title={w.noKey} />
  return (
    <div className="site-code">
      <QrCode text={qrText(digits)} label={`${w.code} ${spacedDigits(digits)}`} />
      <p className="site-digits">{spacedDigits(digits)}</p>
      <p className="quiet">{w.left(left)}</p>
    </div>
  )
}

function Monthly({ unit, serverNow }: One) {
  const w = useWords(presenceWords)
  const { language } = usePreferences()
  const month = codeMonth(serverNow())
  const [digits, setDigits] = useState<string | null>(null)
  useEffect(() => {
    void monthlyDigits(unit, month).then(setDigits)
  }, [unit, month])
  if (!digits) return null
  return (
    <section className="site-print">
      <h2>{unit.name}</h2>
      <h3>{w.printed(monthWords(month, language))}</h3>
      <div className="site-code">
        <QrCode text={qrText(digits)} label={`${w.printed(month)} ${spacedDigits(digits)}`} />
        <p className="site-digits">{spacedDigits(digits)}</p>
      </div>
      <p>{w.printedNote}</p>
    </section>
  )
}

function Codes({ units, ahead }: { units: SiteCodeUnit[]; ahead: number }) {
  const w = useWords(presenceWords)
  const serverNow = useMemo(() => () => Date.now() + ahead, [ahead])
  if (!(globalThis.crypto as { subtle?: unknown }).subtle) return <EmptyNote title={w.insecure} />
  return units.map((unit) => (
    <div key={unit.id}>
      <Panel title={unit.name} className="no-print">
        <Rotating unit={unit} serverNow={serverNow} />
      </Panel>
      <Panel
        title={w.monthly}
        note={w.monthlyNote}
        actions={<Button onClick={() => window.print()}>{w.print}</Button>}
        className="monthly-code"
      >
        <Monthly unit={unit} serverNow={serverNow} />
      </Panel>
    </div>
  ))
}

export function SiteCodePage() {
  const w = useWords(presenceWords)
  const query = useCall(getSiteCode, {})
  return (
    <Page title={w.code} note={w.codeNote}>
      <RecordTabs />
      <Loaded
        query={query}
        isEmpty={(data) => data.units.length === 0}
        empty={<EmptyNote title={w.noUnit} />}
      >
        {(data) => (
          // the desk's clock may be off: codes follow the server's
          <Codes units={data.units} ahead={Date.parse(data.serverAt) - query.dataUpdatedAt} />
        )}
      </Loaded>
    </Page>
  )
}
