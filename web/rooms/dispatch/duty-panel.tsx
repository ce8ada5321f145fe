// One duty: who, where, why, who else could go; moving, locking and removing it, with the rules beside.
import { LockOutlined, UnlockOutlined } from '@ant-design/icons'
import { Alert, Button, Descriptions, Drawer, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import {
  type DutyView,
  getRoster,
  moveDuty,
  type RosterView,
  removeDuty,
} from '../../../contract/dispatch.ts'
import type { Violation } from '../../../domain/dispatch/violation.ts'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import type { ChangeStart } from './change-dialog.tsx'
import { changeWords } from './change-words.ts'
import type { Check } from './roster-rules.ts'
import { SubstitutesList } from './substitutes-list.tsx'
import { dispatchWords } from './words.ts'

type Props = {
  roster: RosterView
  duty: DutyView | null
  county: string
  mayEdit: boolean
  /** Whether this reader plans at all, so that substitutes and absences are hers. */
  mayReport: boolean
  check: Check | null
  onMove: (move: { duty: DutyView; day: string; practitionerId: string }) => void
  moving: boolean
  moveError: unknown
  onReport: (start: ChangeStart) => void
  onClose: () => void
}

export function BrokenRules({ broken }: { broken: readonly Violation[] }) {
  const w = useWords(dispatchWords)
  if (broken.length === 0) return null
  return (
    <Alert
      type="error"
      showIcon
      className="gap-above"
      title={w.breaks}
      description={
        <ul className="problem-lines">
          {broken.map((v) => (
            <li key={v.rule}>
              {v.text} <code>{v.clause}</code>
            </li>
          ))}
        </ul>
      }
    />
  )
}

function MoveForm({
  roster,
  duty,
  county,
  check,
  onMove,
  moving,
}: Omit<Props, 'duty' | 'mayEdit' | 'mayReport' | 'moveError' | 'onReport' | 'onClose'> & {
  duty: DutyView
}) {
  const w = useWords(dispatchWords)
  const { language } = usePreferences()
  const [day, setDay] = useState(duty.day)
  const [practitionerId, setPractitionerId] = useState(duty.practitionerId)
  const same = day === duty.day && practitionerId === duty.practitionerId
  const broken = same || !check ? [] : check({ unitId: duty.unitId, practitionerId, day }, duty.id)
  return (
    <section className="panel-block">
      <h3>{w.moveTo}</h3>
      <div className="row">
        <Select
          aria-label={w.day}
          className="grow"
          value={day}
          onChange={setDay}
          options={roster.days
            .filter((d) => d.workday)
            .map((d) => ({ value: d.day, label: dayWords(d.day, language, roster.month.slice(0, 4)) }))}
        />
        <Select
          aria-label={w.doctor}
          className="grow"
          showSearch={{ optionFilterProp: 'label' }}
          value={practitionerId}
          onChange={setPractitionerId}
          options={roster.practitioners.map((p) => ({
            value: p.id,
            label: `${p.name} ${p.specialty} ${shortName(p.hospital, county)}`,
          }))}
          popupMatchSelectWidth={false}
        />
        <Button
          type="primary"
          disabled={same || broken.length > 0}
          loading={moving}
          onClick={() => onMove({ duty, day, practitionerId })}
        >
          {w.move}
        </Button>
      </div>
      {!same && check && broken.length === 0 ? (
        <p className="gap-above">
          <Mark tone="done">{w.fine}</Mark>
        </p>
      ) : null}
      <BrokenRules broken={broken} />
    </section>
  )
}

function Body(props: Props & { duty: DutyView }) {
  const { roster, duty, county, mayEdit, mayReport, onClose } = props
  const w = useWords(dispatchWords)
  const change = useWords(changeWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const say = useNotice()
  const doctor = roster.practitioners.find((p) => p.id === duty.practitionerId)
  const unit = roster.units.find((u) => u.id === duty.unitId)
  const params = { regionId: roster.regionId, id: duty.id }
  const lock = useAct(moveDuty, [getRoster])
  const remove = useAct(removeDuty, [getRoster], () => {
    say(w.removed)
    onClose()
  })
  const editable = mayEdit && duty.status === 'planned'
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        items={[
          {
            key: 'unit',
            label: w.unit,
            children: `${unit?.name ?? ''}（${w.need} ${unit?.need || common.none}）`,
          },
          {
            key: 'doctor',
            label: w.doctor,
            children: `${doctor?.name ?? ''} ${doctor?.title ?? ''} · ${doctor?.specialty ?? ''} · ${shortName(doctor?.hospital ?? '', county)}`,
          },
          {
            key: 'day',
            label: w.day,
            children: `${dayWords(duty.day, language)} ${common.half[duty.half]}${duty.homeVisitHalf ? `（${w.homeVisitHalf[duty.homeVisitHalf]}）` : ''}`,
          },
          ...(duty.mismatchReason
            ? [{ key: 'mismatch', label: w.mismatch, children: duty.mismatchReason }]
            : []),
        ]}
      />
      {duty.status === 'published' ? (
        <p className="gap-above">
          <Mark tone="locked">{w.publishedDuty}</Mark>
        </p>
      ) : null}
      {editable ? (
        <div className="row gap-above">
          <Button
            icon={duty.locked ? <UnlockOutlined aria-hidden="true" /> : <LockOutlined aria-hidden="true" />}
            loading={lock.isPending}
            title={w.lockNote}
            onClick={() => lock.mutate({ params, body: { locked: !duty.locked } })}
          >
            {duty.locked ? w.unlock : w.lock}
          </Button>
          <Popconfirm
            title={w.removeSure}
            okText={common.confirm}
            cancelText={common.cancel}
            onConfirm={() => remove.mutate({ params })}
          >
            <Button danger loading={remove.isPending}>
              {w.removeDuty}
            </Button>
          </Popconfirm>
        </div>
      ) : null}
      <ProblemAlert error={lock.error ?? remove.error ?? props.moveError} className="gap-above" />
      {editable ? <MoveForm {...props} key={`${duty.id}${duty.day}${duty.practitionerId}`} /> : null}
      <section className="panel-block">
        <h3>{w.reasons}</h3>
        {duty.reasons.length ? (
          <ul className="reasons">
            {duty.reasons.map((r) => (
              <li key={r.code + r.text}>
                {r.text} {r.cost > 0 ? <span className="quiet">{w.cost(r.cost)}</span> : null}
              </li>
            ))}
          </ul>
        ) : (
          <p className="quiet">{w.noReasons}</p>
        )}
      </section>
      {mayReport ? (
        <>
          <SubstitutesList
            roster={roster}
            duty={duty}
            county={county}
            onChoose={
              editable ? (practitionerId) => props.onMove({ duty, day: duty.day, practitionerId }) : null
            }
          />
          <p className="gap-above">
            <Button onClick={() => props.onReport({ practitionerId: duty.practitionerId, day: duty.day })}>
              {change.leaveHere}
            </Button>
          </p>
        </>
      ) : null}
    </>
  )
}

export function DutyPanel(props: Props) {
  const w = useWords(dispatchWords)
  return (
    <Drawer
      open={props.duty !== null}
      onClose={props.onClose}
      size={480}
      mask={false}
      title={w.duty}
      destroyOnHidden
    >
      {props.duty ? <Body {...props} duty={props.duty} /> : null}
    </Drawer>
  )
}
