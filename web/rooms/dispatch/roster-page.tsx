// 排班表: the month's roster as matrix or calendar, its proof, its gaps; planning, moving, publishing.
import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Segmented, Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { type DutyView, getRoster, moveDuty, type RosterView } from '../../../contract/dispatch.ts'
import type { Violation } from '../../../domain/dispatch/violation.ts'
import { Clause } from '../../kit/clause.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { rosterInSight, seesCounty } from '../../kit/roster-sight.ts'
import { CallRefused } from '../../shell/call.ts'
import { momentWords, monthWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { AddDutyDialog, type NewPlace } from './add-duty-dialog.tsx'
import { BrokenRules, DutyPanel } from './duty-panel.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { PublishDialog, unservedUnits } from './publish-dialog.tsx'
import { type Move, RosterMatrix } from './roster-matrix.tsx'
import { useRosterCheck } from './roster-rules.ts'
import { RosterTabs } from './roster-tabs.tsx'
import { dispatchWords } from './words.ts'
import './dispatch.css'

const MonthCalendar = lazy(() => import('./month-calendar.tsx'))
type View = 'unit' | 'doctor' | 'calendar'
const TONES: Record<RosterView['status'], Tone> = { none: 'plain', draft: 'draft', published: 'locked' }

const percent = (gap: number): string => `${(gap * 100).toFixed(2)}%`

function ProofLine({ roster }: { roster: RosterView }) {
  const w = useWords(dispatchWords)
  const live = roster.duties.filter((d) => d.status !== 'cancelled')
  const gaps = unservedUnits(roster).length
  const { proof } = roster
  return (
    <p className="proof-line">
      <Mark tone={TONES[roster.status]}>{w.status[roster.status]}</Mark>
      <span>
        {w.unitsCovered} <b className={gaps ? 'late-words' : ''}>{roster.units.length - gaps}</b> /{' '}
        {roster.units.length}
      </span>
      <span>
        {w.dutyDays} <b>{live.length}</b>
      </span>
      <span>
        {w.locked} <b>{live.filter((d) => d.locked).length}</b>
      </span>
      {proof ? (
        <span title={`${proof.objective ?? ''} / ${proof.bound ?? ''}`}>
          <Mark tone={proof.status === 'optimal' ? 'done' : 'due'}>
            {proof.status === 'optimal' ? w.proofOptimal : w.proofGap(percent(proof.gap ?? 0))}
          </Mark>{' '}
          <span className="quiet">
            {w.proofSeconds(proof.seconds < 0.1 ? '< 0.1' : proof.seconds.toFixed(1))}
          </span>
        </span>
      ) : null}
      {roster.minimum ? (
        <Clause
          citation={roster.minimum.citation}
          clauses={['TGT-7']}
          label={w.minimum(roster.minimum.daysPerMonth)}
        />
      ) : null}
    </p>
  )
}

function Uncovered({ roster, county }: { roster: RosterView; county: string }) {
  const w = useWords(dispatchWords)
  const gaps = unservedUnits(roster)
  if (gaps.length === 0 || roster.status === 'none') return null
  return (
    <Alert
      type="error"
      showIcon
      className="gap-below"
      title={w.uncovered(gaps.length)}
      description={
        <ul className="problem-lines">
          {gaps.map((unit) => {
            const conflicts = roster.uncovered.find((u) => u.unitId === unit.id)?.conflicts ?? []
            return (
              <li key={unit.id}>
                <b>{shortName(unit.name, county)}</b>{' '}
                {conflicts.length ? (
                  conflicts.map((c) => (
                    <span key={c.rule + c.who}>
                      {c.rule}（{c.who}）<code>{c.clause}</code>{' '}
                    </span>
                  ))
                ) : (
                  <span className="quiet">{w.noConflict}</span>
                )}
              </li>
            )
          })}
        </ul>
      }
    />
  )
}

/** Moving a duty: refused by the rules in place, or by the server, which may ask for a reason (MAT-4). */
function useMoving(roster: RosterView | undefined) {
  const w = useWords(dispatchWords)
  const say = useNotice()
  const [refused, setRefused] = useState<Violation[]>([])
  const [asked, setAsked] = useState<Move | null>(null)
  const act = useAct(moveDuty, [getRoster], () => {
    setAsked(null)
    say(w.moved)
  })
  const move = (to: Move, mismatchReason?: string): void => {
    setRefused([])
    act.mutate(
      {
        params: { regionId: roster?.regionId ?? '', id: to.duty.id },
        body: {
          day: to.day,
          practitionerId: to.practitionerId,
          ...(mismatchReason ? { mismatchReason } : {}),
        },
      },
      {
        onError: (error) =>
          error instanceof CallRefused && error.refusal.code === 'mismatch-needs-reason' && setAsked(to),
      },
    )
  }
  const dialog = (
    <ReasonDialog
      open={asked !== null}
      title={w.mismatch}
      note={w.mismatchNeeded}
      confirm={w.move}
      busy={act.isPending}
      onCancel={() => setAsked(null)}
      onConfirm={(reason) => asked && move(asked, reason)}
    />
  )
  return {
    move,
    dialog,
    refused,
    setRefused: (_: Move, broken: Violation[]) => setRefused(broken),
    clear: () => setRefused([]),
    pending: act.isPending,
    error: asked ? null : act.error,
  }
}

function Roster({
  roster,
  view,
  place,
  setPlace,
}: {
  roster: RosterView
  view: View
  place: NewPlace | null
  setPlace: (place: NewPlace | null) => void
}) {
  const w = useWords(dispatchWords)
  const me = useMe()
  const may = useMay()
  const { programme } = useWorkplace()
  const county = programme.division.name
  const mayEdit = may('roster.plan') && roster.status !== 'published'
  const check = useRosterCheck(roster, mayEdit)
  const moving = useMoving(roster)
  const [chosen, setChosen] = useState<string | null>(null)
  const duty = roster.duties.find((d) => d.id === chosen) ?? null
  const shared = {
    roster,
    county,
    today: me.today,
    mayEdit,
    check,
    onDuty: (d: DutyView) => setChosen(d.id),
    onMove: moving.move,
    onRefused: moving.setRefused,
  }
  return (
    <>
      {moving.refused.length ? (
        <div className="gap-below">
          <BrokenRules broken={moving.refused} />
        </div>
      ) : null}
      <ProblemAlert error={duty ? null : moving.error} className="gap-below" />
      {view === 'calendar' ? (
        <Suspense fallback={<Skeleton active />}>
          <MonthCalendar {...shared} />
        </Suspense>
      ) : (
        <RosterMatrix {...shared} view={view} chosen={chosen} onAdd={setPlace} />
      )}
      {mayEdit ? <p className="quiet gap-above small">{w.dragHint}</p> : null}
      <DutyPanel
        roster={roster}
        duty={duty}
        county={county}
        mayEdit={mayEdit}
        check={check}
        onMove={moving.move}
        moving={moving.pending}
        moveError={moving.error}
        onClose={() => setChosen(null)}
      />
      {place ? (
        <AddDutyDialog
          roster={roster}
          place={place}
          county={county}
          check={check}
          onClose={() => setPlace(null)}
        />
      ) : null}
      {moving.dialog}
    </>
  )
}

function MonthRoster({ view, onView }: { view: View; onView: (view: View) => void }) {
  const w = useWords(dispatchWords)
  const may = useMay()
  const { regionId, programmeId, month, programme } = useWorkplace()
  const me = useMe()
  const [planning, setPlanning] = useState(false)
  const [publishing, setPublishing] = useState(false)
  const [place, setPlace] = useState<NewPlace | null>(null)
  const query = useCall(getRoster, { params: { regionId, programmeId, month } })
  const roster = query.data
  const editable = roster && roster.status !== 'published' && may('roster.plan')
  const note = !roster
    ? ''
    : roster.status === 'published'
      ? w.statusNote.published(roster.publishedAt ? momentWords(roster.publishedAt) : '')
      : w.statusNote[roster.status]
  return (
    <>
      <div className="roster-bar">
        <Segmented<View>
          aria-label={w.title}
          value={view}
          onChange={onView}
          options={(['unit', 'doctor', 'calendar'] as const).map((value) => ({
            value,
            label: w.views[value],
          }))}
        />
        <span className="spring" />
        {editable ? (
          <>
            <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => setPlace({})}>
              {w.addDuty}
            </Button>
            <Button type={roster.status === 'none' ? 'primary' : 'default'} onClick={() => setPlanning(true)}>
              {w.plan}
            </Button>
          </>
        ) : may('roster.plan') && roster ? (
          <Button onClick={() => setPlanning(true)}>{w.plan}</Button>
        ) : null}
        {editable && roster.duties.length > 0 && may('roster.publish') ? (
          <Button type="primary" onClick={() => setPublishing(true)}>
            {w.publish}
          </Button>
        ) : null}
      </div>
      <Loaded
        query={query}
        rows={12}
        isEmpty={(r) => r.practitioners.length === 0}
        empty={
          <EmptyNote
            title={w.noDoctors}
            text={w.noDoctorsWhy}
            action={<Link to="/roster/import">{w.toImport}</Link>}
          />
        }
      >
        {(whole) => {
          const r = rosterInSight(whole, me)
          return (
            <>
              <ProofLine roster={r} />
              <p className="quiet status-note">{note}</p>
              {seesCounty(me) ? <Uncovered roster={r} county={programme.division.name} /> : null}
              <Roster roster={r} view={view} place={place} setPlace={setPlace} />
              <PublishDialog
                roster={r}
                open={publishing}
                county={programme.division.name}
                onClose={() => setPublishing(false)}
              />
            </>
          )
        }}
      </Loaded>
      {planning ? <PlanDialog onClose={() => setPlanning(false)} /> : null}
    </>
  )
}

export function RosterPage() {
  const w = useWords(dispatchWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const { month, programme } = useWorkplace()
  const [view, setView] = useState<View>('unit')
  return (
    <Page
      title={`${monthWords(month, language)} ${w.tabs.roster}`}
      note={`${common.programme} ${programme.shortName}`}
    >
      <RosterTabs />
      <NeedRegion>
        <MonthRoster view={view} onView={setView} />
      </NeedRegion>
    </Page>
  )
}
