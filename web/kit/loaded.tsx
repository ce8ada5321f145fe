// The four states of anything that is read: under way, refused, empty, there.
import type { UseQueryResult } from '@tanstack/react-query'
import { Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../shell/preferences.tsx'
import { words } from '../shell/words.ts'
import { ProblemAlert } from './problem-alert.tsx'

type Props<T> = {
  query: UseQueryResult<T, Error>
  children: (data: T) => ReactNode
  isEmpty?: (data: T) => boolean
  empty?: ReactNode
  rows?: number
}

export function Loaded<T>({ query, children, isEmpty, empty, rows = 6 }: Props<T>) {
  const w = useWords(words)
  if (query.data !== undefined) {
    if (isEmpty?.(query.data)) return <>{empty ?? <EmptyNote title={w.nothing} />}</>
    return (
      <>
        {query.error ? (
          <ProblemAlert error={query.error} retry={() => void query.refetch()} className="gap-below" />
        ) : null}
        {children(query.data)}
      </>
    )
  }
  if (query.error) return <ProblemAlert error={query.error} retry={() => void query.refetch()} />
  return (
    <output className="loading" aria-label={w.loading}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </output>
  )
}

/** An empty page says what to do first. */
export function EmptyNote({ title, text, action }: { title: string; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty-note">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={null} />
      <p className="empty-title">{title}</p>
      {text ? <p className="quiet">{text}</p> : null}
      {action}
    </div>
  )
}
