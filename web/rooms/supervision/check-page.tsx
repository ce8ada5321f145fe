// A check as it is done, on a phone at the place or at the desk: big answers, a finding with its evidence under each "no"
// (SUP-1, SUP-2, SUP-5, SUP-6).
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  type CheckTask,
  getCheckForm,
  listChecks,
  listCheckTasks,
  recordCheck,
} from '../../../contract/supervision.ts'
import { listIssues } from '../../../contract/supervision-issues.ts'
import type { CheckKind } from '../../../domain/programme/oversight.ts'
import {
  CHECK_KIND_NAMES,
  CHECK_MEANS,
  CHECK_MEANS_NAMES,
  type CheckMeans,
  kindsOf,
} from '../../../domain/supervision/checks.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { answered, CheckItems, type Held } from './check-items.tsx'
import { evidenceOf, NOTHING } from './evidence-input.tsx'
import { Field } from './field.tsx'
import { supervisionWords } from './words.ts'

type Target = { unitId: string; practitionerId: string | null }
const targetKey = ({ unitId, practitionerId }: Target): string => `${unitId}/${practitionerId ?? ''}`

function CheckForm({ kind, task }: { kind: CheckKind; task: CheckTask | null }) {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const { programmeId, regionId: chosen, programme } = useWorkplace()
  const { today } = useMe()
  const say = useNotice()
  const navigate = useNavigate()
  const regionId = task?.regionId ?? chosen
  const query = useCall(getCheckForm, { params: { regionId, programmeId, kind } })
  // one check however often the button is pressed
  const [id] = useState(() => uuidv7())
  const [target, setTarget] = useState<Target | null>(
    task ? { unitId: task.unit.id, practitionerId: task.practitioner?.id ?? null } : null,
  )
  const [means, setMeans] = useState<CheckMeans>('visit')
  const [doneOn, setDoneOn] = useState(today)
  const [people, setPeople] = useState('')
  const [note, setNote] = useState('')
  const [held, setHeld] = useState<Held>({ answers: {}, findings: [] })
  const act = useAct(recordCheck, [listCheckTasks, listChecks, listIssues], ({ score, issues }) => {
    say(w.form.sent(score, issues.length))
    void navigate({ to: '/supervision' as never })
  })
  const send = (): void => {
    if (!target) return
    act.mutate({
      params: { regionId, id },
      body: {
        programmeId,
        taskId: task?.id ?? null,
        kind,
        ...target,
        means,
        doneOn,
        people,
        answers: held.answers,
        findings: held.findings.map(({ itemKey, what, given }) => ({
          itemKey,
          what,
          evidence: evidenceOf(given),
        })),
        note,
      },
    })
  }
  return (
    <Loaded query={query} rows={10}>
      {(form) => {
        const left = form.checklist.items.filter((item) => !held.answers[item.key]).length
        return (
          <div className="check-form">
            <Panel>
              <div className="fields">
                {task ? (
                  <p>
                    <span className="quiet">{w.form.target}</span>
                    <br />
                    <b>
                      {task.practitioner ? `${task.practitioner.name} · ` : ''}
                      {shortName(task.unit.name, programme.division.name)}
                    </b>
                  </p>
                ) : (
                  <Field label={w.form.target}>
                    <Select
                      showSearch={{ optionFilterProp: 'label' }}
                      aria-label={w.form.target}
                      value={target ? targetKey(target) : null}
                      onChange={(value) => {
                        const [unitId = '', practitionerId = ''] = value?.split('/') ?? []
                        setTarget({ unitId, practitionerId: practitionerId || null })
                      }}
                      options={form.targets.map((one) => ({
                        value: targetKey({
                          unitId: one.unit.id,
                          practitionerId: one.practitioner?.id ?? null,
                        }),
                        label: `${one.practitioner ? `${one.practitioner.name} · ` : ''}${shortName(one.unit.name, programme.division.name)}`,
                      }))}
                    />
                  </Field>
                )}
                <Field label={w.form.means}>
                  <Select<CheckMeans>
                    aria-label={w.form.means}
                    value={means}
                    onChange={setMeans}
                    options={CHECK_MEANS.map((value) => ({
                      value,
                      label: CHECK_MEANS_NAMES[value][language],
                    }))}
                  />
                </Field>
                <Field label={w.form.doneOn}>
                  <Input
                    type="date"
                    value={doneOn}
                    max={today}
                    autoComplete="off"
                    onChange={(event) => setDoneOn(event.target.value)}
                  />
                </Field>
                <Field label={w.form.people}>
                  <Input
                    value={people}
                    maxLength={200}
                    placeholder={w.form.peopleHint}
                    autoComplete="off"
                    onChange={(event) => setPeople(event.target.value)}
                  />
                </Field>
              </div>
            </Panel>
            <Panel>
              <CheckItems form={form} held={held} regionId={regionId} onChange={setHeld} />
              <div className="row gap-above">
                {left > 0 && left < form.checklist.items.length ? (
                  <Button
                    onClick={() =>
                      setHeld(
                        form.checklist.items
                          .filter((item) => !held.answers[item.key])
                          .reduce((now, item) => answered(now, item.key, 'yes'), held),
                      )
                    }
                  >
                    {w.form.allYes}
                  </Button>
                ) : null}
                <Button
                  onClick={() =>
                    setHeld({
                      ...held,
                      findings: [
                        ...held.findings,
                        { key: uuidv7(), itemKey: null, what: '', given: NOTHING },
                      ],
                    })
                  }
                >
                  {w.form.addFinding}
                </Button>
              </div>
              <Field label={form.checklist.items.length ? w.form.note : w.form.visitNote}>
                <Input.TextArea
                  value={note}
                  maxLength={1000}
                  autoSize={{ minRows: 2, maxRows: 8 }}
                  autoComplete="off"
                  onChange={(event) => setNote(event.target.value)}
                />
              </Field>
              <ProblemAlert error={act.error} className="gap-above" />
              <div className="check-send">
                <Button
                  type="primary"
                  size="large"
                  disabled={!target || left > 0}
                  loading={act.isPending}
                  onClick={send}
                >
                  {w.form.send}
                </Button>
                {left > 0 ? <span className="quiet">{w.form.left(left)}</span> : null}
              </div>
            </Panel>
          </div>
        )
      }}
    </Loaded>
  )
}

function AdHoc() {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const kinds = kindsOf(useMe().role).filter((kind) => kind !== 'peerReview')
  const [kind, setKind] = useState<CheckKind | null>(kinds[0] ?? null)
  if (!kind) return <EmptyNote title={w.tasks.none} text={w.form.noTask} />
  return (
    <>
      <div className="toolbar">
        <Select<CheckKind>
          aria-label={w.form.kind}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: CHECK_KIND_NAMES[value][language] }))}
          style={{ minWidth: '12rem' }}
        />
      </div>
      <CheckForm key={kind} kind={kind} task={null} />
    </>
  )
}

function OfTask({ taskId }: { taskId: string }) {
  const w = useWords(supervisionWords)
  const { programmeId, regionId } = useWorkplace()
  const query = useCall(listCheckTasks, { query: { programmeId, ...(regionId ? { regionId } : {}) } })
  return (
    <Loaded query={query}>
      {({ items }) => {
        const task = items.find((one) => one.id === taskId && one.mine && !one.checkId)
        return task ? <CheckForm kind={task.kind} task={task} /> : <EmptyNote title={w.form.noTask} />
      }}
    </Loaded>
  )
}

export function CheckPage() {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const { task } = useSearch({ strict: false }) as { task?: string }
  const { programmeId, regionId } = useWorkplace()
  const query = useCall(
    listCheckTasks,
    { query: { programmeId, ...(regionId ? { regionId } : {}) } },
    { enabled: Boolean(task) },
  )
  const kind = query.data?.items.find((one) => one.id === task)?.kind
  return (
    <Page
      title={kind ? CHECK_KIND_NAMES[kind][language] : w.tasks.adHoc}
      actions={<Link to="/supervision">{w.form.back}</Link>}
    >
      {task ? (
        <OfTask taskId={task} />
      ) : (
        <NeedRegion>
          <AdHoc />
        </NeedRegion>
      )}
    </Page>
  )
}
