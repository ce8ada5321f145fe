// 排班表: the month's roster as matrix or calendar, its proof, its gaps; planning, moving, publishing.
import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { type DutyView, getRoster, moveDuty, type RosterView } from '../../../contract/dispatch.ts'
import type { Violation } from '../../../domain/dispatch/violation.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { rosterInSight, seesCounty } from '../../kit/roster-sight.ts'
import { CallRefused } from '../../shell/call.ts'
import { momentWords, monthWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { AbsenceList } from './absence-list.tsx'
import { AddDutyDialog, type NewPlace } from './add-duty-dialog.tsx'
import { ChangeDialog, type ChangeStart } from './change-dialog.tsx'
import { changeWords } from './change-words.ts'
import { BrokenRules, DutyPanel } from './duty-panel.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { ProofLine, Uncovered } from './roster-head.tsx'
import { type Move, RosterMatrix } from './roster-matrix.tsx'
import { useRosterCheck } from './roster-rules.ts'
import { RosterTabs } from './roster-tabs.tsx'
import { TrialDialog } from './trial-dialog.tsx'
import { dispatchWords } from './words.ts'
import './dispatch.css'

const MonthCalendar = lazy(() => import('./month-calendar.tsx'))
type View = 'unit' | 'doctor' | 'calendar'
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
  onReport,
}: {
  roster: RosterView
  view: View
  onReport: (start: ChangeStart) => void
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
        mayReport={may('roster.plan')}
        check={check}
        onMove={moving.move}
        moving={moving.pending}
        moveError={moving.error}
        onReport={(start) => {
          setChosen(null)
          onReport(start)
        }}
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
  const change = useWords(changeWords)
  const may = useMay()
  const { regionId, programmeId, month, programme } = useWorkplace()
  const me = useMe()
  const [planning, setPlanning] = useState(false)
  const [publishing, setPublishing] = useState(false)
  const [trying, setTrying] = useState(false)
  const [reporting, setReporting] = useState<ChangeStart | null>(null)
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
        {may('roster.plan') && roster ? (
          <>
            {roster.duties.length > 0 ? (
              <Button onClick={() => setReporting({})}>{change.report}</Button>
            ) : null}
            <Button onClick={() => setTrying(true)}>{change.trial}</Button>
          </>
        ) : null}
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
              <Roster roster={r} view={view} place={place} setPlace={setPlace} onReport={setReporting} />
              {seesCounty(me) ? (
                <AbsenceList roster={r} county={programme.division.name} mayWithdraw={may('roster.plan')} />
              ) : null}
              {reporting ? (
                <ChangeDialog
                  roster={r}
                  county={programme.division.name}
                  start={reporting}
                  onClose={() => setReporting(null)}
                />
              ) : null}
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
      {trying ? <TrialDialog onClose={() => setTrying(false)} /> : null}
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
