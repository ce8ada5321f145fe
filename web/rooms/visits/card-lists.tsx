// The lists of a card: lectures and trainings, home visits, residents served (with consent).
import { DeleteOutlined, EyeOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { revealBeneficiary } from '../../../contract/visits.ts'
import {
  type Activity,
  SPECIAL_GROUP_NAMES,
  SPECIAL_GROUPS,
  type SpecialGroup,
} from '../../../domain/visits/day-card.ts'
import { Panel } from '../../kit/page.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import type { Beneficiary, Draft, HomeVisit } from './card-draft.ts'
import { noConsents } from './consent-draft.ts'
import { ConsentTicks } from './consent-ticks.tsx'
import { visitWords } from './words.ts'

type Props = { draft: Draft; onChange: (draft: Draft) => void; disabled: boolean; regionId: string }

const changed = <T,>(list: readonly T[], i: number, part: Partial<T>): T[] =>
  list.map((item, at) => (at === i ? { ...item, ...part } : item))
const without = <T,>(list: readonly T[], i: number): T[] => list.filter((_, at) => at !== i)

function RemoveButton({
  label,
  onClick,
  disabled,
}: {
  label: string
  onClick: () => void
  disabled: boolean
}) {
  return (
    <Button
      type="text"
      icon={<DeleteOutlined aria-hidden="true" />}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    />
  )
}

export function SessionList({ draft, onChange, disabled, kind }: Props & { kind: 'lecture' | 'training' }) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const own = draft.activities.filter((a) => a.kind === kind)
  const others = draft.activities.filter((a) => a.kind !== kind)
  const put = (list: Activity[]): void => onChange({ ...draft, activities: [...others, ...list] })
  const name = kind === 'lecture' ? w.lectureList : w.trainingList
  const title = kind === 'lecture' ? w.lectureTitle : w.trainingTitle
  return (
    <div>
      <h3 className="list-head">{name}</h3>
      {own.map((a, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows being typed have no other name
        <div className="list-row" key={i}>
          <Input
            className="grow"
            aria-label={`${title} ${i + 1}`}
            placeholder={title}
            maxLength={120}
            disabled={disabled}
            value={a.title}
            onChange={(e) => put(changed(own, i, { title: e.target.value }))}
          />
          <InputNumber
            aria-label={`${name} ${i + 1} ${w.participants}`}
            min={0}
            max={9999}
            precision={0}
            controls={false}
            className="short"
            suffix={w.persons || w.participants}
            disabled={disabled}
            value={a.participants}
            onFocus={(e) => e.target.select()}
            onChange={(v) => put(changed(own, i, { participants: Number(v ?? 0) }))}
          />
          <RemoveButton
            label={`${common.remove} ${name} ${i + 1}`}
            disabled={disabled}
            onClick={() => put(without(own, i))}
          />
        </div>
      ))}
      {disabled ? null : (
        <Button
          type="dashed"
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() => put([...own, { kind, count: 1, title: '', participants: 0, online: false }])}
        >
          {kind === 'lecture' ? w.addLecture : w.addTraining}
        </Button>
      )}
    </div>
  )
}

function useGroups() {
  const { language } = usePreferences()
  return SPECIAL_GROUPS.map((value) => ({ value, label: SPECIAL_GROUP_NAMES[value][language] }))
}

export function VisitList({ draft, onChange, disabled }: Props) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const groups = useGroups()
  const put = (homeVisits: HomeVisit[]): void => onChange({ ...draft, homeVisits })
  const set = (i: number, part: Partial<HomeVisit>): void => put(changed(draft.homeVisits, i, part))
  return (
    <Panel title={w.visits} note={w.visitsNote}>
      {draft.homeVisits.map((v, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows being typed have no other name
        <div className="list-row two-lines" key={i}>
          <Select
            aria-label={`${w.visits} ${i + 1} ${w.group}`}
            className="group"
            disabled={disabled}
            value={v.specialGroup}
            options={groups}
            popupMatchSelectWidth={false}
            onChange={(specialGroup: SpecialGroup) => set(i, { specialGroup })}
          />
          <Input
            className="grow"
            aria-label={`${w.visits} ${i + 1} ${w.place}`}
            placeholder={w.place}
            maxLength={80}
            disabled={disabled}
            value={v.place}
            onChange={(e) => set(i, { place: e.target.value })}
          />
          <Checkbox
            checked={v.homeBed}
            disabled={disabled}
            onChange={(e) => set(i, { homeBed: e.target.checked })}
          >
            {w.homeBed}
          </Checkbox>
          <RemoveButton
            label={`${common.remove} ${w.visits} ${i + 1}`}
            disabled={disabled}
            onClick={() => put(without(draft.homeVisits, i))}
          />
          <Input
            className="service"
            aria-label={`${w.visits} ${i + 1} ${w.service}`}
            placeholder={w.service}
            maxLength={200}
            disabled={disabled}
            value={v.service}
            onChange={(e) => set(i, { service: e.target.value })}
          />
          <Input
            className="service"
            aria-label={`${w.visits} ${i + 1} ${w.nextStep}`}
            placeholder={w.nextStep}
            maxLength={200}
            disabled={disabled}
            value={v.nextStep}
            onChange={(e) => set(i, { nextStep: e.target.value })}
          />
        </div>
      ))}
      {disabled ? null : (
        <Button
          type="dashed"
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() =>
            put([
              ...draft.homeVisits,
              { specialGroup: 'longTermIll', place: '', service: '', nextStep: '', homeBed: false },
            ])
          }
        >
          {w.addVisit}
        </Button>
      )}
    </Panel>
  )
}

/** SEC-1: a telephone is masked; seeing it takes a reason and leaves a trace. */
function RevealPhone({ regionId, person }: { regionId: string; person: Beneficiary }) {
  const w = useWords(visitWords)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const reveal = useAct(revealBeneficiary, [], () => setOpen(false))
  if (!person.phone?.includes('*') || !may('beneficiary.reveal')) return null
  if (reveal.data?.phone) return <a href={`tel:${reveal.data.phone}`}>{reveal.data.phone}</a>
  const { id } = person
  return (
    <>
      <Button
        size="small"
        icon={<EyeOutlined aria-hidden="true" />}
        onClick={() => setOpen(true)}
        aria-label={`${w.reveal} ${person.name}`}
      >
        {w.reveal}
      </Button>
      <ReasonDialog
        open={open}
        title={`${w.reveal}：${person.name}`}
        note={w.revealNote}
        confirm={w.reveal}
        busy={reveal.isPending}
        error={reveal.error}
        onCancel={() => setOpen(false)}
        onConfirm={(reason) => reveal.mutate({ params: { regionId, id }, body: { reason } })}
      />
    </>
  )
}

export function BeneficiaryList({ draft, onChange, disabled, regionId }: Props) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const groups = useGroups()
  const put = (beneficiaries: Beneficiary[]): void => onChange({ ...draft, beneficiaries })
  const set = (i: number, part: Partial<Beneficiary>): void => put(changed(draft.beneficiaries, i, part))
  return (
    <Panel title={w.people} note={w.peopleNote}>
      {draft.beneficiaries.map((b, i) => {
        const hidden = b.name.includes('*')
        return (
          <div className="list-row" key={b.id}>
            <Input
              className="name"
              autoComplete="off"
              aria-label={`${w.people} ${i + 1} ${w.name}`}
              placeholder={w.name}
              maxLength={40}
              disabled={disabled || hidden}
              value={b.name}
              onChange={(e) => set(i, { name: e.target.value })}
            />
            <Input
              className="phone"
              autoComplete="off"
              inputMode="tel"
              aria-label={`${w.people} ${i + 1} ${w.phone}`}
              placeholder={w.phone}
              maxLength={13}
              disabled={disabled || hidden}
              value={b.phone ?? ''}
              onChange={(e) => set(i, { phone: e.target.value })}
            />
            <Select
              className="group"
              aria-label={`${w.people} ${i + 1} ${w.group}`}
              allowClear
              placeholder={w.group}
              disabled={disabled || hidden}
              value={b.specialGroup}
              options={groups}
              popupMatchSelectWidth={false}
              onChange={(g: SpecialGroup | undefined) => set(i, { specialGroup: g ?? null })}
            />
            <ConsentTicks
              name={`${w.people} ${i + 1}`}
              draft={b}
              disabled={disabled}
              onChange={(consents) => set(i, { consents })}
            />
            <RevealPhone regionId={regionId} person={b} />
            <RemoveButton
              label={`${common.remove} ${w.people} ${i + 1}`}
              disabled={disabled}
              onClick={() => put(without(draft.beneficiaries, i))}
            />
          </div>
        )
      })}
      {disabled ? null : (
        <Button
          type="dashed"
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() =>
            put([
              ...draft.beneficiaries,
              { id: uuidv7(), name: '', phone: '', specialGroup: null, ...noConsents() },
            ])
          }
        >
          {w.addPerson}
        </Button>
      )}
    </Panel>
  )
}
