// What one resident agrees to, at the desk: a tick a purpose, the wording beside it, how it was given (SEC-4).
import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Select } from 'antd'
import {
  CONSENT_WAY_NAMES,
  CONSENT_WAYS,
  type ConsentWay,
  type Grant,
  PURPOSE_TEXTS,
  PURPOSES,
  wordingOf,
} from '../../../domain/visits/consents.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { type ConsentDraft, wayOf, withPurpose, withWay } from './consent-draft.ts'
import { visitWords } from './words.ts'

function WordingList() {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  return (
    <dl className="wordings">
      {PURPOSES.map((purpose) => (
        <div key={purpose}>
          <dt>
            {PURPOSE_TEXTS[purpose][language]}{' '}
            <span className="quiet">{w.wording(wordingOf(purpose).version)}</span>
          </dt>
          <dd>{wordingOf(purpose)[language]}</dd>
        </div>
      ))}
    </dl>
  )
}

export function ConsentTicks({
  name,
  draft,
  disabled,
  onChange,
}: {
  name: string
  draft: ConsentDraft
  disabled: boolean
  onChange: (consents: Grant[]) => void
}) {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const { consents, withdrawn } = draft
  return (
    <span className="consents">
      {PURPOSES.map((purpose) => {
        const gone = withdrawn.includes(purpose)
        return (
          <Checkbox
            key={purpose}
            aria-label={`${name} ${PURPOSE_TEXTS[purpose][language]}`}
            checked={consents.some((one) => one.purpose === purpose)}
            disabled={disabled || gone}
            onChange={(e) => onChange(withPurpose(consents, purpose, e.target.checked))}
          >
            {PURPOSE_TEXTS[purpose][language]}
            {gone ? ` · ${w.withdrawn}` : ''}
          </Checkbox>
        )
      })}
      {consents.length ? (
        <Select<ConsentWay>
          size="small"
          aria-label={`${name} ${w.consentWay}`}
          disabled={disabled}
          popupMatchSelectWidth={false}
          value={wayOf(consents)}
          options={CONSENT_WAYS.map((value) => ({ value, label: CONSENT_WAY_NAMES[value][language] }))}
          onChange={(way) => onChange(withWay(consents, way))}
        />
      ) : null}
      <Popover trigger={['click']} title={w.wordings} content={<WordingList />}>
        <Button
          type="text"
          size="small"
          icon={<QuestionCircleOutlined aria-hidden="true" />}
          aria-label={`${name} ${w.wordings}`}
        />
      </Popover>
    </span>
  )
}
