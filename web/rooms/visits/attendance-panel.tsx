// 签到名单 beside a day card: who came to its lecture or training, the number taken over by one click, the sheet to print
// (WRK-5, WRK-6, TRN-1).
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { listAttendance, strikeTrainee, type Trainee } from '../../../contract/visits-attendance.ts'
import {
  headCounts,
  participantsOf,
  SESSION_NAMES,
  SESSIONS,
  type Session,
} from '../../../domain/visits/attendance.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import type { Draft } from './card-draft.ts'
import { visitWords } from './words.ts'

type Props = {
  regionId: string
  dutyId: string
  draft: Draft
  disabled: boolean
  onChange: (draft: Draft) => void
}

/** The list's number on the card: one session takes it, the others of its kind stay as they are with none. */
function withHeads(draft: Draft, session: Session, heads: number): Draft {
  const own = draft.activities.filter((one) => one.kind === session)
  const others = draft.activities.filter((one) => one.kind !== session)
  const first = own[0] ?? { kind: session, count: 1, title: '', participants: 0, online: false }
  const rest = own.slice(1).map((one) => ({ ...one, participants: 0 }))
  return { ...draft, activities: [...others, { ...first, participants: heads }, ...rest] }
}

function Line({ one, regionId }: { one: Trainee; regionId: string }) {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const may = useMay()
  const strike = useAct(strikeTrainee, [listAttendance])
  return (
    <li>
      <span className={one.struck ? 'struck quiet' : ''}>
        <b>{one.name}</b> {one.clinic}
      </span>
      <span className="quiet">
        {SESSION_NAMES[one.session][language]} {momentWords(one.at)} {one.byName ? w.roll.byName : ''}
      </span>
      <span className="spring" />
      {may('attendance.lead') ? (
        <Button
          size="small"
          loading={strike.isPending}
          aria-label={`${one.struck ? w.roll.takeUp : w.roll.strike} ${one.name}`}
          onClick={() => strike.mutate({ params: { regionId, id: one.id }, body: { struck: !one.struck } })}
        >
          {one.struck ? w.roll.takeUp : w.roll.strike}
        </Button>
      ) : null}
      <ProblemAlert error={strike.error} />
    </li>
  )
}

export function AttendancePanel({ regionId, dutyId, draft, disabled, onChange }: Props) {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const query = useCall(listAttendance, { params: { regionId, dutyId } })
  return (
    <Panel
      title={w.roll.title}
      note={w.roll.note}
      actions={
        <Button
          icon={<PrinterOutlined aria-hidden="true" />}
          href={`/api/regions/${regionId}/duties/${dutyId}/attendance.pdf`}
          target="_blank"
        >
          {w.roll.print}
        </Button>
      }
    >
      <Loaded query={query} rows={2}>
        {({ items }) => {
          const heads = headCounts(items)
          return (
            <>
              {SESSIONS.map((session) => {
                const n = heads[session] ?? 0
                return n > 0 && participantsOf(draft.activities, session) !== n && !disabled ? (
                  <p key={session}>
                    <Button
                      size="small"
                      type="primary"
                      onClick={() => onChange(withHeads(draft, session, n))}
                    >
                      {SESSION_NAMES[session][language]} · {w.roll.take(n)}
                    </Button>
                  </p>
                ) : null
              })}
              {items.length ? (
                <ul className="missing-list">
                  {items.map((one) => (
                    <Line key={one.id} one={one} regionId={regionId} />
                  ))}
                </ul>
              ) : (
                <p className="quiet">{w.roll.none}</p>
              )}
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}
