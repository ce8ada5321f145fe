// A case as it will be read: the editor's preview and the detail show the same.
import type { CaseContent, CaseFigures } from '../../../contract/publicity-cases.ts'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { caseWords } from './case-words.ts'
import './publicity.css'

const paragraphs = (text: string): string[] => text.split(/\n+/).filter((line) => line.trim() !== '')

function Figures({ figures, frozen }: { figures: CaseFigures; frozen: boolean }) {
  const w = useWords(caseWords)
  const pick = usePick()
  return (
    <section>
      <h3>{w.period(figures.from, figures.to)}</h3>
      {figures.rows.length === 0 ? <p className="quiet">{w.noFigures}</p> : null}
      <dl className="case-figures">
        {figures.rows.map((row) => (
          <div key={row.key}>
            <dt>{pick(row.zh, row.en)}</dt>
            <dd>
              {row.value} {row.unit}
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        {w.counted(figures.cards, momentWords(figures.readAt))}
        {frozen ? '' : ` · ${w.liveFigures}`}
      </p>
    </section>
  )
}

export function CaseText({ content, frozen }: { content: CaseContent; frozen: boolean }) {
  const w = useWords(caseWords)
  const doctors = content.doctors.map((one) => `${one.name}（${one.hospital}${one.title}）`).join('、')
  const others = content.units.filter((unit) => unit !== content.author)
  return (
    <article className="case-text">
      <h2>{content.title || '—'}</h2>
      <p className="quiet">{[content.author, others.join('、'), doctors].filter(Boolean).join(' · ')}</p>
      <h3>{w.done}</h3>
      {paragraphs(content.done).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <h3>{w.effect}</h3>
      {paragraphs(content.effect).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {content.figures ? <Figures figures={content.figures} frozen={frozen} /> : null}
    </article>
  )
}
