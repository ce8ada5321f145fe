// The draws behind the queue: seed, frame, what was known of each, who was picked and why; and a draw asked for (SUP-2, SUP-3).
import { Button, Drawer, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { type CheckDraw, drawChecks, listCheckDraws, listCheckTasks } from '../../../contract/supervision.ts'
import { addDays } from '../../../domain/shared/calendar.ts'
import { CHECK_KIND_NAMES, periodWords } from '../../../domain/supervision/checks.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { Why } from './why-words.tsx'
import { supervisionWords } from './words.ts'

const KINDS = ['spotCheck', 'reviewRound', 'regularInspection', 'fullInspection'] as const
type Asked = {
  scope: 'every' | 'one'
  kind: (typeof KINDS)[number]
  size: number
  randomPercent: number
  dueOn: string
  reason: string
}

function AskDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const { programmeId } = useWorkplace()
  const { today } = useMe()
  const say = useNotice()
  const [form] = Form.useForm<Asked>()
  const act = useAct(drawChecks, [listCheckDraws, listCheckTasks], ({ picked }) => {
    say(w.draws.done(picked.join('、')))
    onClose()
  })
  return (
    <EditDialog<Asked>
      title={w.draws.ask}
      form={form}
      first={{ scope: 'one', kind: 'spotCheck', size: 3, randomPercent: 50, dueOn: addDays(today, 30) }}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={({ scope, ...asked }) =>
        act.mutate({ body: { ...asked, programmeId: scope === 'one' ? programmeId : null } })
      }
    >
      <Form.Item name="scope" label={w.draws.scope}>
        <Select
          options={[
            { value: 'one', label: w.draws.one },
            { value: 'every', label: w.draws.every },
          ]}
        />
      </Form.Item>
      <Form.Item name="kind" label={w.draws.kind}>
        <Select options={KINDS.map((value) => ({ value, label: CHECK_KIND_NAMES[value][language] }))} />
      </Form.Item>
      <Form.Item name="size" label={w.draws.size} rules={[{ required: true }]}>
        <InputNumber min={1} max={200} precision={0} />
      </Form.Item>
      <Form.Item name="randomPercent" label={w.draws.percent} rules={[{ required: true }]}>
        <InputNumber min={1} max={100} precision={0} />
      </Form.Item>
      <Form.Item name="dueOn" label={w.draws.dueOn} rules={[{ required: true }]}>
        <Input type="date" autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={w.draws.reason} rules={[{ required: true }]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

function Draw({ draw }: { draw: CheckDraw }) {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const [open, setOpen] = useState(false)
  const picked = draw.frame.filter((one) => one.picked)
  return (
    <li className="draw">
      <p className="check-head">
        <b>
          {CHECK_KIND_NAMES[draw.kind][language]} {periodWords(draw.period)}
        </b>
        <span className="quiet">{draw.owed.organisation?.name ?? w.roles[draw.owed.role]}</span>
        <Mark tone={draw.reproduced ? 'done' : 'late'}>{draw.reproduced ? w.draws.good : w.draws.bad}</Mark>
      </p>
      <p className="quiet">
        {momentWords(draw.drawnAt)} · {draw.drawnBy ?? w.draws.byCalendar} · {w.draws.sequence(draw.sequence)}
        {draw.reason ? ` · ${draw.reason}` : ''} · {w.draws.frame(draw.frame.length)} ·{' '}
        {w.draws.picked(picked.length)}
        {draw.randomPercent ? ` · ${w.draws.random(draw.randomPercent)}` : ''}
      </p>
      <Button type="link" size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
        {w.draws.frame(draw.frame.length)}
      </Button>
      {open ? (
        <>
          <p className="quiet">
            {w.draws.seed} <code>{draw.seed}</code>
            <br />
            {w.draws.hash} <code>{draw.frameHash.slice(0, 24)}…</code>
          </p>
          <ul className="frame-list">
            {draw.frame.map((one) => (
              <li key={one.id} className={one.picked ? 'picked' : ''}>
                {one.name}{' '}
                {one.picked ? (
                  <small>
                    <Why why={{ why: one.picked as 'random', points: one.points, signals: one.signals }} />
                  </small>
                ) : (
                  <small className="quiet">{one.points || ''}</small>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </li>
  )
}

/** Where everybody is looked at nothing was drawn. */
const isLot = (draw: CheckDraw): boolean => draw.randomPercent > 0 || draw.owed.role === 'doctor'

export function DrawsDrawer({ onClose }: { onClose: () => void }) {
  const w = useWords(supervisionWords)
  const may = useMay()
  const { programmeId } = useWorkplace()
  const query = useCall(listCheckDraws, { query: { programmeId } })
  const [asking, setAsking] = useState(false)
  return (
    <Drawer open size={640} title={w.draws.title} onClose={onClose}>
      <div className="row gap-below">
        <span className="quiet spring">{w.draws.note}</span>
        {may('check.draw') ? (
          <Button type="primary" onClick={() => setAsking(true)}>
            {w.draws.ask}
          </Button>
        ) : null}
      </div>
      <Loaded
        query={query}
        isEmpty={(data) => !data.items.some(isLot)}
        empty={<EmptyNote title={w.draws.none} />}
      >
        {({ items }) => (
          <ul className="plain-list">
            {items.filter(isLot).map((draw) => (
              <Draw key={draw.id} draw={draw} />
            ))}
          </ul>
        )}
      </Loaded>
      {asking ? <AskDialog onClose={() => setAsking(false)} /> : null}
    </Drawer>
  )
}
