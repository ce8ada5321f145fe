// The form of a day card on one screen: steppers for counts, short lists for what has names.
import { Collapse, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { ACTIVITY_NAMES, type ActivityKind } from '../../../domain/visits/day-card.ts'
import { Panel } from '../../kit/page.tsx'
import { Stepper } from '../../kit/stepper.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { countOf, type Draft, MAIN_KINDS, MORE_KINDS, withCount } from './card-draft.ts'
import { BeneficiaryList, SessionList, VisitList } from './card-lists.tsx'
import { visitWords } from './words.ts'

type Props = { draft: Draft; onChange: (draft: Draft) => void; disabled: boolean; regionId: string }

function Counts({ draft, onChange, disabled, kinds }: Props & { kinds: readonly ActivityKind[] }) {
  const { language } = usePreferences()
  return (
    <div className="steppers">
      {kinds.map((kind) => (
        <Stepper
          key={kind}
          label={ACTIVITY_NAMES[kind][language]}
          unit={language === 'zh' ? ACTIVITY_NAMES[kind].unit : ''}
          value={countOf(draft, kind)}
          disabled={disabled}
          onChange={(n) => onChange(withCount(draft, kind, n))}
        />
      ))}
    </div>
  )
}

function Money({
  label,
  value,
  disabled,
  onChange,
}: {
  label: string
  value: number
  disabled: boolean
  onChange: (fen: number) => void
}) {
  const w = useWords(visitWords)
  return (
    <div className="money">
      <span>{label}</span>
      <InputNumber
        aria-label={`${label}（${w.yuan}）`}
        min={0}
        max={10_000_000}
        precision={2}
        controls={false}
        suffix={w.yuan}
        value={value / 100}
        disabled={disabled}
        onFocus={(e) => e.target.select()}
        onChange={(v) => onChange(Math.round(Number(v ?? 0) * 100))}
      />
    </div>
  )
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      {children}
    </div>
  )
}

function Rest({ draft, onChange, disabled }: Props) {
  const w = useWords(visitWords)
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  return (
    <div className="card-columns">
      <Panel title={w.publicity}>
        <div className="steppers">
          <Stepper
            label={w.leaflets}
            unit={w.sheets}
            value={draft.leaflets}
            disabled={disabled}
            onChange={(leaflets) => set({ leaflets })}
          />
          <Stepper
            label={w.noticeClicks}
            unit={w.persons}
            value={draft.noticeClicks}
            disabled={disabled}
            onChange={(noticeClicks) => set({ noticeClicks })}
          />
          <Stepper
            label={w.screenNotices}
            unit={w.times}
            value={draft.screenNotices}
            disabled={disabled}
            onChange={(screenNotices) => set({ screenNotices })}
          />
        </div>
      </Panel>
      <Panel title={w.expenses}>
        <div className="money-row">
          <Money
            label={w.transport}
            value={draft.transportFen}
            disabled={disabled}
            onChange={(transportFen) => set({ transportFen })}
          />
          <Money
            label={w.lodging}
            value={draft.lodgingFen}
            disabled={disabled}
            onChange={(lodgingFen) => set({ lodgingFen })}
          />
          <Money
            label={w.supplies}
            value={draft.suppliesFen}
            disabled={disabled}
            onChange={(suppliesFen) => set({ suppliesFen })}
          />
        </div>
        <div className="gap-above">
          <Field label={w.otherServices}>
            <Input.TextArea
              aria-label={w.otherServices}
              rows={2}
              maxLength={500}
              disabled={disabled}
              value={draft.otherServices}
              onChange={(e) => set({ otherServices: e.target.value })}
            />
          </Field>
          <Field label={w.otherWork}>
            <Input.TextArea
              aria-label={w.otherWork}
              rows={2}
              maxLength={500}
              disabled={disabled}
              value={draft.otherWork}
              onChange={(e) => set({ otherWork: e.target.value })}
            />
          </Field>
        </div>
      </Panel>
    </div>
  )
}

export function CardForm(props: Props) {
  const { draft, disabled } = props
  const w = useWords(visitWords)
  const more = MORE_KINDS.some((kind) => countOf(draft, kind) > 0)
  return (
    <>
      <Panel title={w.what} note={disabled ? undefined : w.whatNote}>
        <Counts {...props} kinds={MAIN_KINDS} />
        <Collapse
          ghost
          className="more-work"
          defaultActiveKey={more ? ['more'] : []}
          items={[{ key: 'more', label: w.moreWork, children: <Counts {...props} kinds={MORE_KINDS} /> }]}
        />
        <div className="card-columns">
          <SessionList {...props} kind="lecture" />
          <SessionList {...props} kind="training" />
        </div>
      </Panel>
      <div className="card-columns">
        <VisitList {...props} />
        <BeneficiaryList {...props} />
      </div>
      <Rest {...props} />
    </>
  )
}
