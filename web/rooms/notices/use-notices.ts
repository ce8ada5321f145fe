// Notices as the bell and their page share them: read every minute, and following one leads to what it is about.
import { useNavigate } from '@tanstack/react-router'
import { listNotices, markNoticeRead, type NoticeView } from '../../../contract/notices.ts'
import { monthOf } from '../../../domain/shared/calendar.ts'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'

const MINUTE = 60_000

export function useNotices() {
  return useCall(listNotices, { query: {} }, { every: () => MINUTE })
}

export function useReadNotice() {
  const act = useAct(markNoticeRead, [listNotices])
  return {
    ...act,
    read: (notice: NoticeView) => act.mutate({ params: { regionId: notice.regionId, id: notice.id } }),
  }
}

/** Where the desk shows what a notice is about. */
function targetOf({ kind, link: { type, id } }: NoticeView): { to: string; search?: Record<string, string> } {
  switch (type) {
    case 'leave':
      return { to: '/roster/leave', search: { leave: id } }
    case 'completeness':
      return { to: '/reports/completeness' }
    case 'report':
      return { to: '/reports/chain', search: { report: id } }
    case 'expertCard':
      return { to: '/people/experts', search: { doctor: id } }
    case 'case':
      return { to: '/roster/cases', search: { case: id } }
    case 'assessment':
      return { to: '/assessments/joint', search: { assessment: id } }
    case 'creditObjection':
      return { to: '/assessments', search: { doctor: id } }
    case 'survey':
      return { to: '/surveys', search: { survey: id } }
    case 'checkDraw':
      return { to: '/supervision' }
    case 'issue':
      return { to: '/supervision/issues', search: { issue: id } }
    case 'lead':
      return { to: '/supervision/leads', search: { lead: id } }
    case 'measure':
      return { to: '/supervision/measures', search: { measure: id } }
    case 'expenseClaim':
      return { to: '/funding', search: { claim: id } }
    case 'exit':
      return { to: '/assessments/exit', search: { exit: id } }
    case 'violation':
      return { to: '/assessments/exit', search: { show: 'violations' } }
    default:
      return kind === 'absence-decided'
        ? { to: '/roster/leave/absences' }
        : { to: '/cards/presence', search: { duty: id } }
  }
}

/** Opens the page of what a notice is about, in its programme and month; having opened it is having read it. */
export function useFollowNotice(): (notice: NoticeView) => void {
  const navigate = useNavigate()
  const { change, programmes } = useWorkplace()
  const { read } = useReadNotice()
  return (notice) => {
    const { programmeId, day } = notice.link
    const known = programmes.find((one) => one.id === programmeId)
    change({
      ...(known ? { programmeId: known.id } : {}),
      ...(day ? { month: monthOf(day) } : {}),
      ...(known && known.division.code.length < 6 ? { regionId: notice.regionId } : {}),
    })
    if (!notice.readAt) read(notice)
    void navigate(targetOf(notice) as never)
  }
}
