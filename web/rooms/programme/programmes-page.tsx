// 项目: the programmes in one's reach; one of them is worked on.
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { Mark } from '../../kit/mark.tsx'
import { Page } from '../../kit/page.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { UploadDialog } from './upload-dialog.tsx'
import { programmeWords } from './words.ts'
import './programme.css'

export function ProgrammesPage() {
  const w = useWords(programmeWords)
  const may = useMay()
  const { language } = usePreferences()
  const { programmes, programmeId, change } = useWorkplace()
  const [uploading, setUploading] = useState(false)
  return (
    <Page
      title={w.title}
      note={w.note}
      actions={may('programme.write') ? <Button onClick={() => setUploading(true)}>{w.upload}</Button> : null}
    >
      <ul className="programme-cards">
        {programmes.map((p) => (
          <li key={p.id} className={`panel ${p.id === programmeId ? 'chosen' : ''}`}>
            <p className="row">
              <b className="programme-short">{p.shortName}</b>
              {p.id === programmeId ? <Mark tone="locked">{w.current}</Mark> : null}
              {p.demonstration ? <Mark tone="draft">{w.demonstration}</Mark> : null}
            </p>
            <p className="programme-name">{p.name}</p>
            <p className="quiet">
              {p.division.name} · {w.version(p.version)} ·{' '}
              <span className="nums">
                {p.period.from} {language === 'zh' ? '至' : 'to'} {p.period.to}
              </span>
            </p>
            <p className="row gap-above">
              <Link to="/programmes/$id" params={{ id: p.id }} aria-label={`${w.open} ${p.shortName}`}>
                {w.open}
              </Link>
              {p.id === programmeId ? null : (
                <Button
                  size="small"
                  onClick={() => change({ programmeId: p.id })}
                  aria-label={`${w.use} ${p.shortName}`}
                >
                  {w.use}
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <UploadDialog open={uploading} onClose={() => setUploading(false)} />
    </Page>
  )
}
