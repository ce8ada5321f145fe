// The doctor's own task on the phone, under 我的: this year's days, how many are done, what is left a month (PLN-7).
import { useEffect, useState } from 'react'
import { getMyTasks, type MyTasks } from '../../../contract/reports-tasks.ts'
import { call } from '../../shell/call.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useSync } from '../visits/door.ts'
import { taskWords } from './task-words.ts'

export function FieldMyTask() {
  const w = useWords(taskWords)
  const { pending, online } = useSync()
  const [items, setItems] = useState<MyTasks['items']>([])
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    call(getMyTasks, {}).then(
      (read) => {
        if (!gone) setItems(read.items)
      },
      // without a network the card is not shown: it is the server's reckoning
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [pending, online])
  return items.map((t) => (
    <section key={t.programmeId} className="f-block" aria-label={w.tab}>
      <p>
        <b>{w.mine(t.share, t.done)}</b> <span className="f-quiet-words">{t.programme}</span>
      </p>
      <progress
        className="f-progress"
        max={Math.max(1, t.share)}
        value={Math.min(t.done, t.share)}
        aria-hidden="true"
      />
      <p className="f-quiet-words">
        {t.remaining === 0
          ? w.mineDone
          : t.perMonth === null
            ? w.mineMissed(t.remaining)
            : w.mineLeft(t.remaining, t.perMonth)}
        {' · '}
        {w.by(t.by)}
      </p>
      <p className="f-quiet-words">{[t.minimum, t.split].filter(Boolean).join('；')}</p>
    </section>
  ))
}
