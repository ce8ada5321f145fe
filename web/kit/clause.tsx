// "Why the 22nd?": the document, the heading and the quoted words behind a rule, with its requirement ids.
import { ReadOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useWords } from '../shell/preferences.tsx'
import { words } from '../shell/words.ts'
import { citationParts } from './citation-parts.ts'

export function Citation({ citation, clauses }: { citation: string; clauses: readonly string[] }) {
  const w = useWords(words)
  const parts = citationParts(citation)
  return (
    <figure className="citation">
      {parts.quote ? <blockquote>“{parts.quote}”</blockquote> : null}
      <figcaption>
        {parts.document} {parts.heading}
        {parts.inferred ? <em>（{w.inferred}）</em> : null}
      </figcaption>
      {clauses.length ? (
        <p className="clause-ids">
          {w.clauseIds}{' '}
          {clauses.map((c) => (
            <code key={c}>{c}</code>
          ))}
        </p>
      ) : null}
    </figure>
  )
}

/** A link-like button that opens the citation; `label` asks the question it answers. */
export function Clause({
  citation,
  clauses,
  label,
}: {
  citation: string
  clauses: readonly string[]
  label?: string
}) {
  const w = useWords(words)
  return (
    <Popover
      trigger={['click']}
      content={<Citation citation={citation} clauses={clauses} />}
      placement="bottomLeft"
    >
      <Button type="link" size="small" className="clause" icon={<ReadOutlined aria-hidden="true" />}>
        {label ?? w.clause}
      </Button>
    </Popover>
  )
}
