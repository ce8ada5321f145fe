// Where an issue stands, by a word and a sign.
import type { IssueLine } from '../../../contract/supervision-issues.ts'
import { ISSUE_STATE_NAMES, type IssueState } from '../../../domain/supervision/issues.ts'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { issueWords } from './issue-words.ts'

const TONES: Record<IssueState, Tone> = {
  open: 'due',
  assigned: 'plain',
  reported: 'due',
  closed: 'done',
  merged: 'plain',
}

export function IssueMark({ issue }: { issue: Pick<IssueLine, 'state' | 'overdue'> }) {
  const w = useWords(issueWords)
  const { language } = usePreferences()
  return issue.overdue ? (
    <Mark tone="late">{w.overdue}</Mark>
  ) : (
    <Mark tone={TONES[issue.state]}>{ISSUE_STATE_NAMES[issue.state][language]}</Mark>
  )
}
