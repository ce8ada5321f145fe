// A bureau's own split of a target: amounts beside what the minimum asks, the sum beside what is to be split (P23).
import { Alert, Checkbox, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { getTasks, saveTaskShares, type Tasks, type TaskView } from '../../../contract/reports-tasks.ts'
import { addMonths } from '../../../domain/shared/calendar.ts'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { taskWords } from './task-words.ts'

type Hand = NonNullable<Tasks['hand']>

function monthsOf({ firstMonth, lastMonth }: Hand): string[] {
  const months: string[] = []
  for (let month = firstMonth; month <= lastMonth && months.length < 36; month = addMonths(month, 1))
    months.push(month)
  return months
}

function Amounts({
  hand,
  amounts,
  onChange,
}: {
  hand: Hand
  amounts: ReadonlyMap<string, number>
  onChange: (id: string, amount: number) => void
}) {
  const w = useWords(taskWords)
  return (
    <ScrollX label={w.split}>
      <table className="reconcile" aria-label={w.split}>
        <thead>
          <tr>
            <th scope="col">{w.of}</th>
            <th scope="col">{w.share}</th>
            <th scope="col">{w.minimum}</th>
          </tr>
        </thead>
        <tbody>
          {hand.bodies.map((b) => (
            <tr key={b.bodyId}>
              <th scope="row">{b.name}</th>
              <td>
                <InputNumber
                  size="small"
                  min={0}
                  max={99_999}
                  precision={0}
                  aria-label={b.name}
                  value={amounts.get(b.bodyId) ?? 0}
                  onChange={(value) => onChange(b.bodyId, value ?? 0)}
                />
              </td>
              <td className="quiet">{b.minimum || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}

export function SplitDialog({
  task,
  data,
  hand,
  onClose,
}: {
  task: TaskView
  data: Tasks
  hand: Hand
  onClose: () => void
}) {
  const w = useWords(taskWords)
  const common = useWords(words)
  const pick = usePick()
  const say = useNotice()
  const { programmeId } = useWorkplace()
  const months = monthsOf(hand)
  const [from, setFrom] = useState(months[0] ?? '')
  const [reason, setReason] = useState('')
  const [meant, setMeant] = useState(false)
  const [amounts, setAmounts] = useState(new Map(hand.bodies.map((b) => [b.bodyId, b.amount])))
  const sum = [...amounts.values()].reduce((n, a) => n + a, 0)
  const same = sum === hand.target
  const save = useAct(saveTaskShares, [getTasks], () => {
    say(w.saved)
    onClose()
  })
  const send = (): void =>
    save.mutate({
      params: { regionId: hand.regionId, programmeId, taskId: task.id },
      body: {
        from,
        reason: reason.trim(),
        after: data.versions[0]?.version ?? 0,
        shares: [...amounts].map(([bodyId, amount]) => ({ bodyId, amount })),
        confirmedSum: !same && meant ? sum : null,
      },
    })
  return (
    <Modal
      open
      width={640}
      title={w.splitTitle(pick(task.name.zh, task.name.en))}
      okText={common.save}
      cancelText={common.cancel}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: !from || reason.trim() === '' || !(same || meant) }}
      onOk={send}
      onCancel={onClose}
    >
      <p className="quiet">{w.splitNote}</p>
      <Amounts
        hand={hand}
        amounts={amounts}
        onChange={(id, amount) => {
          setAmounts(new Map(amounts).set(id, amount))
          // another sum is asked about anew
          setMeant(false)
        }}
      />
      <p className="gap-above">
        {w.sum} <b className="nums">{sum}</b> · {w.target} <b className="nums">{hand.target}</b>
      </p>
      {same ? null : (
        <Alert
          type="warning"
          title={w.differs(sum, hand.target)}
          description={
            <Checkbox checked={meant} onChange={(e) => setMeant(e.target.checked)}>
              {w.confirm(sum)}
            </Checkbox>
          }
        />
      )}
      <label className="field-label" htmlFor="split-from">
        {w.from}
      </label>
      <Select
        id="split-from"
        aria-label={w.from}
        value={from}
        onChange={setFrom}
        className="choose-package"
        options={months.map((value) => ({ value, label: `${value}-01` }))}
      />
      <label className="field-label" htmlFor="split-reason">
        {w.reason}
      </label>
      <Input.TextArea
        id="split-reason"
        rows={2}
        maxLength={200}
        autoComplete="off"
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      <ProblemAlert error={save.error} className="gap-above" />
    </Modal>
  )
}

export function ShareVersions({ data }: { data: Tasks }) {
  const w = useWords(taskWords)
  return (
    <Panel title={w.versions}>
      <ul className="report-remarks">
        {data.versions.map((v) => (
          <li key={v.version}>
            <b>{w.version(v.version)}</b> {w.since(v.effectiveFrom)}{' '}
            {v.inForce ? <Mark tone="done">{w.inForce}</Mark> : null} {w.sum} {v.sum}
            {v.sum === v.target ? '' : `（${w.target} ${v.target}）`} · {v.reason}{' '}
            <span className="quiet">
              {v.by} <time>{momentWords(v.at)}</time>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
