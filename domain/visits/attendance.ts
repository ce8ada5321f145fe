// Who came to a lecture or a training (WRK-5, WRK-6, TRN-1): one person signs in once a session, whether by the code or
// by name, and the head count is offered from the list.
import type { Activity } from './day-card.ts'

export const SESSIONS = ['training', 'lecture'] as const
export type Session = (typeof SESSIONS)[number]
export const SESSION_NAMES: Record<Session, { zh: string; en: string }> = {
  training: { zh: '业务培训', en: 'training' },
  lecture: { zh: '学术讲座', en: 'lecture' },
}

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s·•“”"'（）()]/g, '')

/**
 * The same person by name and place of work, however these were written: 下寨村卫生所 and 湖雷镇 下寨村卫生室 are one.
 * Two of one name at one clinic cannot be told apart; the list shows them as one and a person adds the second.
 */
export function traineeKey(name: string, clinic: string): string {
  const place = plain(clinic)
    .replace(/^.{2,8}?(?:镇|乡|街道)(?=.{2,})/, '')
    .replace(/(?:卫生(?:所|室|院|服务站|服务中心)|诊所|医务室)$/, '')
    .replace(/[村居]$/, '')
  return `${plain(name)}|${place}`
}

export type HeadCounts = Partial<Record<Session, number>>

/** People a session, those struck out left aside. */
export function headCounts(people: readonly { session: Session; struck: boolean }[]): HeadCounts {
  const counts: HeadCounts = {}
  for (const { session, struck } of people) if (!struck) counts[session] = (counts[session] ?? 0) + 1
  return counts
}

/** What a card says of a session, beside its list. */
export const participantsOf = (
  activities: readonly Pick<Activity, 'kind' | 'participants'>[],
  session: Session,
): number => activities.filter((one) => one.kind === session).reduce((sum, one) => sum + one.participants, 0)
