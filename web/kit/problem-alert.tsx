// A refusal as people need it: what is wrong, what to do next, the places, and the code for the help desk.
import { Alert, Button } from 'antd'
import type { z } from 'zod'
import type { problemSchema } from '../../contract/problem.ts'
import { CallRefused } from '../shell/call.ts'
import { usePick, useWords } from '../shell/preferences.tsx'
import { words } from '../shell/words.ts'

type Problem = z.output<typeof problemSchema>

/** Where a problem stands, in one word group: 人员安排表 第5行 “职称”. */
function placeWords(place: Problem['place']): string {
  if (!place) return ''
  const parts = [
    place.file,
    place.sheet,
    place.row ? `第 ${place.row} 行` : '',
    place.line ? `第 ${place.line} 行` : '',
    place.column ? `“${place.column}”` : '',
    place.path,
  ]
  return parts.filter(Boolean).join(' ')
}

export function ProblemLines({ problems, limit = 8 }: { problems: readonly Problem[]; limit?: number }) {
  const pick = usePick()
  const w = useWords(words)
  if (problems.length === 0) return null
  return (
    <ul className="problem-lines">
      {problems.slice(0, limit).map((p, i) => (
        // Problems have no id of their own and never change order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={`${p.code}${i}`}>
          {placeWords(p.place) ? <b>{placeWords(p.place)}：</b> : null}
          {pick(p.zh, p.en)} <span className="quiet">{pick(p.remedyZh, p.remedyEn)}</span>
        </li>
      ))}
      {problems.length > limit ? <li>{w.more(problems.length - limit)}</li> : null}
    </ul>
  )
}

/** Shows an error of a call; anything else that was thrown is shown as a fault of the page. */
export function ProblemAlert({
  error,
  retry,
  className,
}: {
  error: unknown
  retry?: () => void
  className?: string
}) {
  const pick = usePick()
  const w = useWords(words)
  if (!error) return null
  const refusal = error instanceof CallRefused ? error.refusal : null
  const title = refusal ? pick(refusal.zh, refusal.en) : w.problem
  return (
    <Alert
      className={className ?? ''}
      type={refusal?.severity === 'warning' ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={title}
      description={
        <div className="problem">
          <p>
            {refusal ? pick(refusal.remedyZh, refusal.remedyEn) : String((error as Error).message ?? error)}
          </p>
          {refusal ? <ProblemLines problems={refusal.problems.filter((p) => p.zh !== refusal.zh)} /> : null}
          {refusal ? (
            <small className="quiet">
              {w.code} {refusal.code}
              {refusal.requestId ? ` · ${w.requestId} ${refusal.requestId.slice(0, 8)}` : ''}
            </small>
          ) : null}
        </div>
      }
      action={
        retry ? (
          <Button size="small" onClick={retry}>
            {w.retry}
          </Button>
        ) : undefined
      }
    />
  )
}
