// What was told to the reader's body and nobody there has read yet; marking it read needs the network (SUP-8).
import { useState } from 'react'
import { markNoticeRead } from '../../../contract/notices.ts'
import type { FieldBundle } from '../../../contract/visits-field.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { usePhone } from './field-phone.tsx'
import { fieldWords } from './field-words.ts'

export function FieldNotices({ notices }: { notices: FieldBundle['notices'] }) {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { refresh } = usePhone()
  const [problem, setProblem] = useState('')
  const read = async ({ regionId, id }: FieldBundle['notices'][number]): Promise<void> => {
    setProblem('')
    try {
      await call(markNoticeRead, { params: { regionId, id } })
      await refresh()
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setProblem(pick(error.refusal.zh, error.refusal.en))
    }
  }
  if (notices.length === 0) return null
  return (
    <section className="f-block f-asks" aria-label={w.notices}>
      {notices.map((notice) => (
        <div key={notice.id}>
          <b>{pick(notice.zh, notice.en)}</b>
          <small>{momentWords(notice.madeAt)}</small>{' '}
          <button type="button" className="f-link" onClick={() => void read(notice)}>
            {w.noticeRead}
          </button>
        </div>
      ))}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
    </section>
  )
}
