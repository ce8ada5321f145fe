// An organisation's reporter: who is in force, naming another, ending, and who did it before (ORG-6).
import { Button, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import {
  endReporter,
  getReporters,
  listReporters,
  type ReportersOf,
  type ReporterView,
  setReporter,
} from '../../../contract/organisations-reporters.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { ReporterPhone } from './reporter-cell.tsx'
import { reporterWords } from './reporter-words.ts'

const REFRESH = [getReporters, listReporters]
const FIELDS = { name: '', phone: '' }

function NameForm({
  of,
  current,
  onDone,
}: {
  of: ReportersOf
  current: ReporterView | undefined
  onDone: () => void
}) {
  const w = useWords(reporterWords)
  const common = useWords(words)
  const say = useNotice()
  const save = useAct(setReporter, REFRESH, () => {
    say(w.saved)
    onDone()
  })
  return (
    <Form<typeof FIELDS>
      layout="vertical"
      autoComplete="off"
      onFinish={(body) =>
        save.mutate({ params: { id: of.organisationId }, body: { ...body, after: current?.id ?? null } })
      }
    >
      <Form.Item label={w.name} name="name" rules={[{ required: true }]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item label={w.phone} name="phone" rules={[{ required: true, pattern: /^[\d\-()（） ]{6,20}$/ }]}>
        <Input maxLength={20} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <ProblemAlert error={save.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {common.save}
        </Button>
        {current ? <Button onClick={onDone}>{common.cancel}</Button> : null}
      </div>
    </Form>
  )
}

function InForce({ of, current }: { of: ReportersOf; current: ReporterView }) {
  const w = useWords(reporterWords)
  const [doing, setDoing] = useState<'change' | 'end' | null>(null)
  const end = useAct(endReporter, REFRESH, () => setDoing(null))
  return (
    <>
      <p>
        <b>{current.name}</b>{' '}
        <ReporterPhone key={current.id} of={{ ...current, organisationId: of.organisationId }} />{' '}
        <span className="quiet">
          {w.since(current.startsOn)} · {w.by(current.setBy)}
        </span>
      </p>
      {of.mayWrite && doing !== 'change' ? (
        <div className="row gap-above">
          <Button onClick={() => setDoing('change')}>{w.change}</Button>
          <Button danger onClick={() => setDoing('end')}>
            {w.end}
          </Button>
        </div>
      ) : null}
      {doing === 'change' ? <NameForm of={of} current={current} onDone={() => setDoing(null)} /> : null}
      <ReasonDialog
        open={doing === 'end'}
        title={w.endTitle(current.name)}
        note={w.endNote}
        confirm={w.end}
        danger
        busy={end.isPending}
        error={end.error}
        onCancel={() => setDoing(null)}
        onConfirm={(reason) =>
          end.mutate({ params: { id: of.organisationId }, body: { reporterId: current.id, reason } })
        }
      />
    </>
  )
}

function Reporters({ of }: { of: ReportersOf }) {
  const w = useWords(reporterWords)
  const current = of.reporters.find((r) => r.endsOn === null)
  const before = of.reporters.filter((r) => r.endsOn !== null)
  return (
    <>
      <p className="quiet">{of.mayWrite ? w.note : w.readOnly}</p>
      {current ? <InForce of={of} current={current} /> : <p>{w.none}</p>}
      {!current && of.mayWrite ? <NameForm of={of} current={undefined} onDone={() => undefined} /> : null}
      {before.length ? <h3 className="gap-above">{w.history}</h3> : null}
      <ul>
        {before.map((r) => (
          <li key={r.id}>
            {r.name} <span className="nums">{r.phone}</span>{' '}
            <span className="quiet">
              {w.span(r.startsOn, r.endsOn ?? '')} · {w.by(r.setBy)} {r.endedReason}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

export function ReporterDrawer({
  organisation,
  onClose,
}: {
  organisation: { id: string; name: string }
  onClose: () => void
}) {
  const w = useWords(reporterWords)
  const query = useCall(getReporters, { params: { id: organisation.id } })
  return (
    <Drawer open onClose={onClose} size={480} title={w.open(organisation.name)} destroyOnHidden>
      <Loaded query={query} rows={3}>
        {(of) => <Reporters of={of} />}
      </Loaded>
    </Drawer>
  )
}
