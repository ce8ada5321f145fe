// Granting a leave with the repair that carries it: the day that was asked for first, then what the planner finds (LV-4).
import { Button, Modal, Spin } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { getRoster } from '../../../contract/dispatch.ts'
import { listAbsences, proposeRepair, type RepairOptionView } from '../../../contract/dispatch-repair.ts'
import { getLeave, grantLeave, type LeaveView, listLeaves } from '../../../contract/leave.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RepairOptions } from '../dispatch/door.tsx'
import { leaveWords } from './words.ts'

const isRequested = (option: RepairOptionView, leave: LeaveView): boolean =>
  option.into.length === 1 &&
  option.into[0]?.day === leave.replacementDay &&
  option.into[0]?.practitionerId === leave.practitioner.id

/** The day asked for as an answer of its own, unless the planner found it too. */
function withRequested(leave: LeaveView, options: readonly RepairOptionView[]): RepairOptionView[] {
  const found = options.find((option) => isRequested(option, leave))
  const rest = options.filter((option) => option !== found)
  if (found) return [found, ...rest]
  if (!leave.replacementDay) return [...options]
  const place = {
    unitId: leave.unit.id,
    unit: leave.unit.name,
    practitionerId: leave.practitioner.id,
    name: leave.practitioner.name,
  }
  const out = { ...place, day: leave.day, dutyId: leave.dutyId, published: true }
  const counts = { forced: 1, moved: 0, published: 1, unitsTold: 1 }
  const asked: RepairOptionView = {
    kind: 'another-day',
    out: [out],
    into: [{ ...place, day: leave.replacementDay }],
    counts,
    extraCost: 0,
    uncovered: [],
  }
  return [asked, ...options]
}

export function GrantDialog({ leave, onClose }: { leave: LeaveView; onClose: () => void }) {
  const w = useWords(leaveWords)
  const say = useNotice()
  const { programme } = useWorkplace()
  const [chosen, setChosen] = useState(0)
  const propose = useAct(proposeRepair)
  const grant = useAct(grantLeave, [getLeave, listLeaves, getRoster, listAbsences], () => {
    say(w.states.granted)
    onClose()
  })
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    propose.mutate({
      params: { regionId: leave.regionId, programmeId: leave.programmeId },
      body: {
        change: {
          kind: 'leave',
          practitionerId: leave.practitioner.id,
          from: leave.day,
          to: leave.day,
          reason: leave.reason.slice(0, 200),
        },
      },
    })
  }, [propose, leave])
  const options = propose.data ? withRequested(leave, propose.data.options) : []
  const option = options[chosen]
  const take = (): void => {
    if (!propose.data || !option) return
    grant.mutate({
      params: { regionId: leave.regionId, id: leave.id },
      body: {
        stamp: propose.data.stamp,
        out: option.out.map((duty) => duty.dutyId),
        into: option.into.map(({ unitId, practitionerId, day }) => ({ unitId, practitionerId, day })),
      },
    })
  }
  return (
    <Modal
      open
      width={720}
      title={w.grantTitle}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{w.back}</Button>
          <Button type="primary" disabled={!option} loading={grant.isPending} onClick={take}>
            {w.grant}
          </Button>
        </>
      }
    >
      <p className="quiet gap-below">{w.grantNote}</p>
      {propose.isPending ? (
        <output className="row">
          <Spin /> {w.looking}
        </output>
      ) : null}
      <ProblemAlert error={propose.error} />
      {options.length ? (
        <RepairOptions
          options={options}
          chosen={chosen}
          onChoose={setChosen}
          county={programme.division.name}
          asked={leave.replacementDay ? w.requested : undefined}
        />
      ) : null}
      <ProblemAlert error={grant.error} className="gap-above" />
    </Modal>
  )
}
