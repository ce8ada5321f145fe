// 纸质卡: day cards printed for a unit's or a doctor's month, and typed in later by the code that stands on them or out of
// a picture of the sheet; the form that opens is the very card of that duty.
import { PrinterOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { listOrganisations } from '../../../contract/organisations.ts'
import { listPractitioners } from '../../../contract/people.ts'
import { findPaperCard, type PaperCard } from '../../../contract/visits-paper.ts'
import { readPaperCode } from '../../../domain/visits/paper.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { readSquareCode } from '../../kit/read-square-code.ts'
import { dayWords, monthWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RecordTabs } from './record-tabs.tsx'
import { visitWords } from './words.ts'
import './visits.css'

function PrintPanel() {
  const w = useWords(visitWords)
  const { programmeId, regionId, month, programme } = useWorkplace()
  const [unitId, setUnitId] = useState<string>()
  const [practitionerId, setPractitionerId] = useState<string>()
  const units = useCall(listOrganisations, { query: { programmeId, side: 'receiving' } })
  const doctors = useCall(listPractitioners, { query: { programmeId } })
  const query = new URLSearchParams({
    month,
    ...(unitId ? { unitId } : {}),
    ...(practitionerId ? { practitionerId } : {}),
  })
  return (
    <Panel title={w.paper.print} note={w.paper.printNote}>
      <div className="row">
        <Select
          aria-label={w.unit}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={w.allUnits}
          className="choose-unit"
          popupMatchSelectWidth={false}
          value={unitId}
          onChange={setUnitId}
          options={(units.data?.items ?? [])
            .filter((u) => u.division.code.startsWith(regionId))
            .map((u) => ({ value: u.id, label: shortName(u.name, programme.division.name) }))}
        />
        <Select
          aria-label={w.doctor}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={w.paper.allDoctors}
          className="choose-unit"
          popupMatchSelectWidth={false}
          value={practitionerId}
          onChange={setPractitionerId}
          options={(doctors.data?.items ?? []).map((d) => ({
            value: d.id,
            label: `${d.name} ${d.specialty} ${d.organisation.name}`,
          }))}
        />
        <Button
          type="primary"
          icon={<PrinterOutlined aria-hidden="true" />}
          href={`/api/regions/${regionId}/programmes/${programmeId}/paper-cards.pdf?${query}`}
          target="_blank"
        >
          {w.paper.openPdf}
        </Button>
      </div>
    </Panel>
  )
}

function Found({ card }: { card: PaperCard }) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const navigate = useNavigate()
  const { programmeId, change } = useWorkplace()
  const { existing } = card
  const open = (): void => {
    // the form writes for the programme that is worked on
    if (card.programmeId !== programmeId) change({ programmeId: card.programmeId })
    void navigate({
      to: '/cards/$regionId/$id',
      params: { regionId: card.regionId, id: existing?.id ?? card.cardId },
      search: (existing
        ? {}
        : {
            duty: card.dutyId,
            day: card.day,
            unit: card.unit.id,
            doctor: card.practitioner.id,
            half: card.half,
          }) as never,
    })
  }
  return (
    <li>
      <span className="nums">{dayWords(card.day, language, card.day.slice(0, 4))}</span>
      <b>{card.unit.name}</b>
      <span>
        {card.practitioner.name} <span className="quiet">{card.practitioner.hospital}</span>
      </span>
      <span className="quiet">{common.half[card.half]}</span>
      {existing ? <Mark tone="due">{existing.thisSheet ? w.paper.typedIn : w.paper.recorded}</Mark> : null}
      <span className="spring" />
      <Button type="primary" onClick={open}>
        {existing ? w.paper.openExisting : w.paper.typeIn}
      </Button>
    </li>
  )
}

function Results({ code }: { code: string }) {
  const query = useCall(findPaperCard, { params: { code } })
  return (
    <Loaded query={query} rows={1}>
      {({ items }) => (
        <ul className="missing-list">
          {items.map((card) => (
            <Found key={card.cardId} card={card} />
          ))}
        </ul>
      )}
    </Loaded>
  )
}

function TypeInPanel({ first }: { first: string }) {
  const w = useWords(visitWords)
  const navigate = useNavigate()
  const [typed, setTyped] = useState(first)
  const [problem, setProblem] = useState('')
  const code = readPaperCode(typed)
  /** A whole code stands in the address too, so that coming back from the card shows what became of the sheet. */
  const type = (text: string): void => {
    const whole = readPaperCode(text)
    setTyped(whole && text.includes('code=') ? whole : text)
    if (whole) void navigate({ to: '/cards/paper', search: { code: whole } as never, replace: true })
  }
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setProblem('')
    const found = await readSquareCode(file).catch(() => null)
    if (found && readPaperCode(found)) type(found)
    else setProblem(w.paper.notRead)
  }
  return (
    <Panel title={w.paper.typeInTitle} note={w.paper.typeInNote}>
      <form className="row gap-below" autoComplete="off" onSubmit={(event) => event.preventDefault()}>
        <Input
          className="search"
          autoComplete="off"
          maxLength={200}
          aria-label={w.paper.code}
          placeholder={w.paper.code}
          value={typed}
          onChange={(e) => type(e.target.value)}
        />
        <label className="photo-add">
          {w.paper.picture}
          <input
            type="file"
            accept="image/*"
            onChange={(event) => {
              void read(event.target.files?.[0])
              event.target.value = ''
            }}
          />
        </label>
      </form>
      {problem ? (
        <p role="alert" className="due-words">
          {problem}
        </p>
      ) : null}
      {code ? (
        <Results key={code} code={code} />
      ) : typed.trim() ? (
        <p className="quiet">{w.paper.shape}</p>
      ) : null}
    </Panel>
  )
}

export function PaperPage() {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const { month } = useWorkplace()
  const { code } = useSearch({ strict: false }) as { code?: string }
  return (
    <Page title={`${monthWords(month, language)} ${w.paper.title}`} note={w.paper.note}>
      <RecordTabs />
      <NeedRegion>
        <TypeInPanel first={code ?? ''} />
        <PrintPanel />
      </NeedRegion>
    </Page>
  )
}
