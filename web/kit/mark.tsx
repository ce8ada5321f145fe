// A state said by a word and a sign, coloured besides: nobody has to tell red from green.
import {
  CheckCircleFilled,
  ClockCircleFilled,
  EditFilled,
  ExclamationCircleFilled,
  LockFilled,
  MinusCircleFilled,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

export type Tone = 'done' | 'due' | 'late' | 'draft' | 'plain' | 'locked'

const SIGNS: Record<Tone, ReactNode> = {
  done: <CheckCircleFilled />,
  due: <ClockCircleFilled />,
  late: <ExclamationCircleFilled />,
  draft: <EditFilled />,
  plain: <MinusCircleFilled />,
  locked: <LockFilled />,
}

export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`mark tone-${tone}`}>
      <span aria-hidden="true">{SIGNS[tone]}</span>
      {children}
    </span>
  )
}
