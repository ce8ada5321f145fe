// Whether a check as somebody wrote it down may stand (SUP-1 to SUP-6): not of oneself, not of another county, not of a day
// to come, each item answered, each "no" a finding, each finding with its evidence.
import type { CheckKind, CheckTarget } from '../programme/oversight.ts'
import type { ChecklistAnswer, ChecklistItem } from './checklists.ts'
import { type Evidence, provesSomething } from './evidence.ts'

export type Finding = { itemKey: string | null; what: string; evidence: readonly Evidence[] }
export type CheckRecord = {
  kind: CheckKind
  regionId: string
  target: CheckTarget
  /** The unit looked at, or where the doctor serves. */
  unitId: string
  /** County code of that unit. */
  unitRegionId: string
  practitionerId: string | null
  doneOn: string
  answers: Readonly<Record<string, ChecklistAnswer>>
  findings: readonly Finding[]
}
export type Checker = { organisationId: string | null; practitionerId: string | null }

export type CheckRefusal = {
  why:
    | 'check-of-oneself'
    | 'check-other-county'
    | 'check-day-to-come'
    | 'check-unanswered'
    | 'check-unknown-item'
    | 'check-no-without-finding'
    | 'finding-without-evidence'
  path: string
  /** The item or finding it is about. */
  what: string
}

const ofOneself = (record: CheckRecord, { organisationId, practitionerId }: Checker): boolean =>
  record.target === 'doctor'
    ? practitionerId !== null && practitionerId === record.practitionerId
    : organisationId !== null && organisationId === record.unitId

/** Everything that stands against a check, in the order of its form. */
export function refusalsOf(
  record: CheckRecord,
  items: readonly ChecklistItem[],
  by: Checker,
  today: string,
): CheckRefusal[] {
  const found: CheckRefusal[] = []
  const add = (why: CheckRefusal['why'], path: string, what = ''): void => {
    found.push({ why, path, what })
  }
  if (ofOneself(record, by)) add('check-of-oneself', 'body.unitId')
  if (record.unitRegionId !== record.regionId) add('check-other-county', 'body.unitId')
  if (record.doneOn > today) add('check-day-to-come', 'body.doneOn', record.doneOn)
  for (const key of Object.keys(record.answers))
    if (!items.some((one) => one.key === key)) add('check-unknown-item', `body.answers.${key}`, key)
  for (const one of items) {
    const answer = record.answers[one.key]
    if (!answer) add('check-unanswered', `body.answers.${one.key}`, one.zh)
    else if (answer === 'no' && !record.findings.some((f) => f.itemKey === one.key))
      add('check-no-without-finding', `body.answers.${one.key}`, one.zh)
  }
  for (const [i, finding] of record.findings.entries())
    if (!finding.evidence.some(provesSomething))
      add('finding-without-evidence', `body.findings.${i}.evidence`, finding.what)
  return found
}
