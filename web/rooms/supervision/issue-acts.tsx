// What may be done with an issue now, each act with just the fields it needs.
import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { CallInput } from '../../../contract/endpoint.ts'
import {
  actOnIssue,
  getIssue,
  type IssueLine,
  type IssueView,
  listIssues,
} from '../../../contract/supervision-issues.ts'
import { getSupervisionList } from '../../../contract/supervision-lists.ts'
import {
  ISSUE_SCOPE_NAMES,
  ISSUE_SCOPES,
  type IssueAct,
  type IssueScope,
} from '../../../domain/supervision/issues.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { EvidenceInput, evidenceOf, type Given, NOTHING } from './evidence-input.tsx'
import { Field } from './field.tsx'
import { issueWords } from './issue-words.ts'

type Body = CallInput<typeof actOnIssue>['body']
type Fields = {
  note: string
  scope: IssueScope
  rootCause: string
  owner: string
  ownerName: string
  measure: string
  dueOn: string
  given: Given
  institution: string
  number: string
  outcome: string
  into: string
}

const ownerKey = (one: IssueView['owners'][number]): string => `${one.role}/${one.organisation?.id ?? ''}`

/** The fields as the act wants them. */
function bodyOf(act: IssueAct, f: Fields, today: string): Body {
  const evidence = evidenceOf(f.given)
  switch (act) {
    case 'classify':
      return { act, scope: f.scope, rootCause: f.rootCause, note: f.note }
    case 'assign': {
      const [role = '', organisationId = ''] = f.owner.split('/')
      return {
        act,
        owner: { role: role as 'bureau', organisationId: organisationId || null },
        ownerName: f.ownerName,
        measure: f.measure,
        dueOn: f.dueOn,
        note: f.note,
      }
    }
    case 'report':
      return {
        act,
        note: f.note,
        evidence,
        results: [
          ...(f.institution.trim()
            ? [{ kind: 'institution' as const, name: f.institution, number: f.number, madeOn: today }]
            : []),
          ...(f.outcome.trim() ? [{ kind: 'outcome' as const, name: f.outcome, madeOn: today }] : []),
        ],
      }
    case 'pass':
    case 'fail':
      return { act, note: f.note, evidence }
    case 'reopen':
      return { act, dueOn: f.dueOn, note: f.note }
    case 'merge':
      return { act, into: f.into, note: f.note }
  }
}

type FormProps = {
  act: IssueAct
  issue: IssueView
  common: readonly IssueLine[]
  fields: Fields
  set: (part: Partial<Fields>) => void
}

function ActFields({ act, issue, common, fields, set }: FormProps) {
  const w = useWords(issueWords)
  const { language } = usePreferences()
  const { today } = useMe()
  const area = (label: string, key: 'note' | 'rootCause' | 'measure', most = 500) => (
    <Field label={label}>
      <Input.TextArea
        value={fields[key]}
        maxLength={most}
        autoSize={{ minRows: 2, maxRows: 6 }}
        autoComplete="off"
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </Field>
  )
  const line = (label: string, key: 'ownerName' | 'institution' | 'number' | 'outcome', hint = '') => (
    <Field label={label}>
      <Input
        value={fields[key]}
        maxLength={key === 'ownerName' ? 40 : key === 'number' ? 60 : 200}
        placeholder={hint}
        autoComplete="off"
        onChange={(event) => set({ [key]: event.target.value })}
      />
    </Field>
  )
  const due = (
    <Field label={w.dueOn}>
      <Input
        type="date"
        value={fields.dueOn}
        min={today}
        autoComplete="off"
        onChange={(event) => set({ dueOn: event.target.value })}
      />
    </Field>
  )
  switch (act) {
    case 'classify':
      return (
        <>
          <Segmented<IssueScope>
            aria-label={w.scope}
            value={fields.scope}
            onChange={(scope) => set({ scope })}
            options={ISSUE_SCOPES.map((value) => ({ value, label: ISSUE_SCOPE_NAMES[value][language] }))}
          />
          {fields.scope === 'common' ? area(w.rootCause, 'rootCause') : null}
        </>
      )
    case 'assign':
      return (
        <>
          <Field label={w.owner}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={w.owner}
              value={fields.owner || null}
              onChange={(owner) => set({ owner: owner ?? '' })}
              options={issue.owners.map((one) => ({
                value: ownerKey(one),
                label: one.organisation?.name ?? w.bureau,
              }))}
            />
          </Field>
          {line(w.ownerName, 'ownerName')}
          {area(w.measure, 'measure')}
          {due}
        </>
      )
    case 'report':
      return (
        <>
          {area(w.done, 'note')}
          <EvidenceInput
            regionId={issue.regionId}
            given={fields.given}
            onChange={(given) => set({ given })}
            label={w.doneEvidence}
          />
          {line(w.institution, 'institution', w.institutionHint)}
          {fields.institution ? line(w.number, 'number') : null}
          {line(w.outcome, 'outcome', w.outcomeHint)}
        </>
      )
    case 'pass':
    case 'fail':
      return area(w.seen, 'note')
    case 'reopen':
      return (
        <>
          {due}
          {area(w.why, 'note')}
        </>
      )
    case 'merge':
      return common.length ? (
        <Field label={w.mergeInto}>
          <Select
            aria-label={w.mergeInto}
            value={fields.into || null}
            onChange={(into) => set({ into: into ?? '' })}
            options={common.map((one) => ({ value: one.id, label: one.what }))}
          />
        </Field>
      ) : (
        <p className="quiet">{w.noCommon}</p>
      )
  }
}

/** Whether an act has what it needs; the server asks again. */
function isReady(act: IssueAct, f: Fields): boolean {
  if (act === 'classify') return f.scope === 'individual' || f.rootCause.trim() !== ''
  if (act === 'assign') return f.owner !== '' && f.measure.trim() !== '' && f.dueOn !== ''
  if (act === 'report') return f.note.trim() !== '' && evidenceOf(f.given).length > 0
  if (act === 'merge') return f.into !== ''
  return f.note.trim() !== ''
}

export function IssueActs({ issue, common }: { issue: IssueView; common: readonly IssueLine[] }) {
  const w = useWords(issueWords)
  const say = useNotice()
  const { today } = useMe()
  // an act that only moves it on is offered first
  const first =
    issue.scope === null ? 'classify' : issue.mayDo.find((act) => act === 'assign' || act === 'report')
  const [doing, setDoing] = useState<IssueAct | null>(null)
  const [own] = issue.owners
  const [fields, setFields] = useState<Fields>({
    note: '',
    scope: issue.scope ?? 'individual',
    rootCause: issue.rootCause,
    owner: issue.owner
      ? ownerKey({ role: issue.owner.role, organisation: issue.owner.organisation })
      : own
        ? ownerKey(own)
        : '',
    ownerName: issue.owner?.person ?? '',
    measure: issue.measure,
    dueOn: issue.dueOn && issue.dueOn >= today ? issue.dueOn : issue.usualDueOn,
    given: NOTHING,
    institution: '',
    number: '',
    outcome: '',
    into: '',
  })
  const act = useAct(actOnIssue, [getIssue, listIssues, getSupervisionList], () => {
    say(w.saved)
    setDoing(null)
  })
  if (issue.mayDo.length === 0) return null
  if (!doing)
    return (
      <div className="row">
        {issue.mayDo.map((one) => (
          <Button
            key={one}
            type={one === first || one === 'pass' ? 'primary' : 'default'}
            onClick={() => setDoing(one)}
          >
            {w.acts[one]}
          </Button>
        ))}
      </div>
    )
  return (
    <div className="act-form">
      <b>{w.acts[doing]}</b>
      <ActFields
        act={doing}
        issue={issue}
        common={common}
        fields={fields}
        set={(part) => setFields((now) => ({ ...now, ...part }))}
      />
      <ProblemAlert error={act.error} />
      <div className="row">
        <Button
          type="primary"
          disabled={!isReady(doing, fields)}
          loading={act.isPending}
          onClick={() =>
            act.mutate({
              params: { regionId: issue.regionId, id: issue.id },
              body: bodyOf(doing, fields, today),
            })
          }
        >
          {w.go}
        </Button>
        <Button
          onClick={() => {
            act.reset()
            setDoing(null)
          }}
        >
          {w.cancel}
        </Button>
      </div>
    </div>
  )
}
