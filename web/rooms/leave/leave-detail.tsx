// One leave: what was asked, what it touches, what happened so far, and what the reader may do now.
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { actOnLeave, getLeave, type LeaveView, listLeaves, revokeLeave } from '../../../contract/leave.ts'
import { getDutyRipple } from '../../../contract/reports.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { GrantDialog } from './grant-dialog.tsx'
import { LeaveState } from './leave-state.tsx'
import { leaveWords } from './words.ts'

type Doing = LeaveView['mayDo'][number]

function Ripple({ leave }: { leave: LeaveView }) {
  const w = useWords(leaveWords)
  const query = useCall(getDutyRipple, { params: { regionId: leave.regionId, id: leave.dutyId } })
  // once granted the duty is gone, and with it the question
  if (query.isError || !query.data) return null
  const { homeVisitHalf, publications, filings, remaining } = query.data
  const lines = [
    ...(homeVisitHalf ? [w.rippleHome(w.halves[homeVisitHalf])] : []),
    ...(publications.length ? [w.rippleOut(publications.length)] : []),
    ...(filings.length ? [w.rippleFiled(filings.length)] : []),
    ...(publications.length + filings.length ? [] : [w.rippleNone]),
    w.rippleDays(remaining),
    w.rippleCredit,
  ]
  return (
    <section>
      <h3>{w.ripple}</h3>
      <ul className="leave-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function Facts({ leave }: { leave: LeaveView }) {
  const w = useWords(leaveWords)
  const { language } = usePreferences()
  const day = (text: string): string => dayWords(text, language, text.slice(0, 4))
  const rows: [string, string][] = [
    [w.doctor, `${leave.practitioner.name} ${leave.practitioner.title} · ${leave.hospital.name}`],
    [w.day, `${day(leave.day)} ${leave.unit.name}`],
    [w.kind, w.kinds[leave.kind]],
    [w.reason, leave.reason],
    [w.replacement, leave.replacementDay ? day(leave.replacementDay) : w.replacementLater],
    [w.handOver, leave.handOver || '—'],
    ...(leave.exceptionReason ? [[w.exceptionReason, leave.exceptionReason] as [string, string]] : []),
    [w.deadline, `${day(leave.bureauBy.day)} ${leave.bureauBy.time}`],
    ...leave.levels.map((one): [string, string] => [
      w.filing(w.levels[one.level === 'city' ? 'city' : 'province']),
      one.filedAt ? `${momentWords(one.filedAt)}${one.inTime ? '' : w.filedLate}` : w.notFiled,
    ]),
  ]
  return (
    <dl className="leave-facts">
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Timeline({ leave }: { leave: LeaveView }) {
  const w = useWords(leaveWords)
  const bodyOf = (text: string): string => w.bodies[text as keyof typeof w.bodies] ?? text
  const wordsOf = (one: LeaveView['acts'][number]): string =>
    one.act === 'file' && one.level
      ? w.fileTo(w.levels[one.level === 'city' ? 'city' : 'province'])
      : w.actOf(bodyOf(one.body), w.acts[one.act as keyof typeof w.acts] ?? one.act)
  return (
    <section>
      <h3>{w.timeline}</h3>
      <ol className="leave-timeline">
        <li>
          <time>{momentWords(leave.requestedAt)}</time> {w.askedBy(leave.requestedBy)}
        </li>
        {leave.acts.map((one) => (
          <li key={`${one.at} ${one.act} ${one.body}`}>
            <time>{momentWords(one.at)}</time> <b>{wordsOf(one)}</b>
            {one.inPlace ? `（${w.inPlace}）` : ''} {one.by}
            {one.note ? <span className="quiet"> · {one.note}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The acts that need a note before they can be done, or may have one. */
function Acts({ leave, onGrant }: { leave: LeaveView; onGrant: () => void }) {
  const w = useWords(leaveWords)
  const [doing, setDoing] = useState<Doing | null>(null)
  const [note, setNote] = useState('')
  const done = (): void => {
    setDoing(null)
    setNote('')
  }
  const act = useAct(actOnLeave, [getLeave, listLeaves], done)
  const revoke = useAct(revokeLeave, [getLeave, listLeaves], done)
  const params = { regionId: leave.regionId, id: leave.id }
  const next = leave.levels.find((one) => !one.filedAt)
  const label = (one: Doing): string => {
    const name =
      one.act === 'file' && next
        ? w.fileTo(w.levels[next.level === 'city' ? 'city' : 'province'])
        : w.acts[one.act]
    return one.inPlace ? `${name}（${w.inPlace}${w.bodies[one.body]}）` : name
  }
  const needed = doing && (doing.inPlace || doing.act === 'refuse' || doing.act === 'revoke')
  const go = (one: Doing): void => {
    if (one.act === 'revoke') revoke.mutate({ params, body: { reason: note } })
    else if (one.act !== 'grant') act.mutate({ params, body: { act: one.act, body: one.body, note } })
  }
  if (leave.mayDo.length === 0) return null
  return (
    <section className="leave-acts">
      {doing ? (
        <>
          <Input.TextArea
            rows={2}
            maxLength={300}
            aria-label={label(doing)}
            placeholder={
              doing.inPlace ? w.inPlaceWhy : needed ? w.why : doing.act === 'file' ? w.receipt : w.noteFor
            }
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <div className="row gap-above">
            <Button
              type="primary"
              loading={act.isPending || revoke.isPending}
              disabled={Boolean(needed) && !note.trim()}
              onClick={() => go(doing)}
            >
              {label(doing)}
            </Button>
            <Button onClick={() => setDoing(null)}>{w.back}</Button>
          </div>
        </>
      ) : (
        <div className="row">
          {leave.mayDo.map((one) => (
            <Button
              key={`${one.act} ${one.body}`}
              type={one.act === 'consent' || one.act === 'grant' ? 'primary' : 'default'}
              onClick={() => (one.act === 'grant' ? onGrant() : setDoing(one))}
            >
              {label(one)}
            </Button>
          ))}
        </div>
      )}
      <ProblemAlert error={act.error ?? revoke.error} className="gap-above" />
    </section>
  )
}

export function LeaveDetail({
  regionId,
  id,
  onClose,
}: {
  regionId: string
  id: string
  onClose: () => void
}) {
  const w = useWords(leaveWords)
  const query = useCall(getLeave, { params: { regionId, id } })
  const [granting, setGranting] = useState(false)
  return (
    <Drawer open size={560} title={w.detail} onClose={onClose}>
      <Loaded query={query} rows={10}>
        {(leave) => (
          <div className="leave-detail">
            <LeaveState leave={leave} />
            <Facts leave={leave} />
            {['granted', 'refused', 'withdrawn', 'revoked'].includes(leave.state) ? null : (
              <Ripple leave={leave} />
            )}
            <Timeline leave={leave} />
            <Acts leave={leave} onGrant={() => setGranting(true)} />
            {granting ? <GrantDialog leave={leave} onClose={() => setGranting(false)} /> : null}
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
