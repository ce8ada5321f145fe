// Who, where, when of a card: fixed when it belongs to a duty, chosen when it is new.
import { DatePicker, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { listOrganisations } from '../../../contract/organisations.ts'
import { listPractitioners } from '../../../contract/people.ts'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import type { Draft } from './card-draft.ts'
import { visitWords } from './words.ts'

type Half = 'day' | 'am' | 'pm'
type Props = {
  draft: Draft
  fixed: boolean
  disabled: boolean
  regionId: string
  onChange: (draft: Draft) => void
  names: { unit: string; doctor: string } | null
}

/** Units and doctors one may choose, with their names. */
function useCardPeople(programmeId: string, regionId: string) {
  const units = useCall(listOrganisations, { query: { programmeId, side: 'receiving' } })
  const doctors = useCall(listPractitioners, { query: { programmeId } })
  return {
    units: (units.data?.items ?? []).filter((u) => u.active && u.division.code.startsWith(regionId)),
    doctors: (doctors.data?.items ?? []).filter((d) => d.active),
  }
}

export function CardHead({ draft, fixed, disabled, regionId, onChange, names }: Props) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const me = useMe()
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const people = useCardPeople(draft.programmeId, regionId)
  const county = programme.division.name
  const unit = names?.unit ?? people.units.find((u) => u.id === draft.unitId)?.name ?? ''
  const doctor = names?.doctor ?? people.doctors.find((d) => d.id === draft.practitionerId)?.name ?? ''
  return (
    <div className="card-head">
      {fixed ? (
        <>
          <span className="card-day nums">{dayWords(draft.day, language)}</span>
          <b>{shortName(unit, county)}</b>
          <span>{doctor}</span>
        </>
      ) : (
        <>
          <DatePicker
            aria-label={w.day}
            allowClear={false}
            disabled={disabled}
            value={draft.day ? dayjs(draft.day) : null}
            disabledDate={(d) => d.format('YYYY-MM-DD') > me.today}
            onChange={(d) => d && onChange({ ...draft, day: d.format('YYYY-MM-DD') })}
          />
          <Select
            aria-label={w.unit}
            className="choose-unit"
            placeholder={w.unit}
            showSearch={{ optionFilterProp: 'label' }}
            disabled={disabled}
            value={draft.unitId || null}
            onChange={(unitId: string) => onChange({ ...draft, unitId })}
            options={people.units.map((u) => ({ value: u.id, label: shortName(u.name, county) }))}
            popupMatchSelectWidth={false}
          />
          <Select
            aria-label={w.doctor}
            className="choose-unit"
            placeholder={w.doctor}
            showSearch={{ optionFilterProp: 'label' }}
            disabled={disabled}
            value={draft.practitionerId || null}
            onChange={(practitionerId: string) => onChange({ ...draft, practitionerId })}
            options={people.doctors.map((d) => ({
              value: d.id,
              label: `${d.name} ${d.specialty} ${d.organisation.name}`,
            }))}
            popupMatchSelectWidth={false}
          />
        </>
      )}
      <Segmented<Half>
        aria-label={w.half}
        disabled={disabled}
        value={draft.half}
        onChange={(half) => onChange({ ...draft, half })}
        options={(['day', 'am', 'pm'] as const).map((value) => ({ value, label: common.half[value] }))}
      />
    </div>
  )
}
