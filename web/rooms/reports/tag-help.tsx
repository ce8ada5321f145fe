// Every tag with its meaning; a touch copies it.
import { Input } from 'antd'
import { useState } from 'react'
import { useNotice } from '../../kit/notice.ts'
import { useWords } from '../../shell/preferences.tsx'
import { documentWords } from './document-words.ts'

type Tag = { name: string; meaning: string }

function Rows({ tags }: { tags: readonly Tag[] }) {
  const w = useWords(documentWords)
  const say = useNotice()
  const copy = (tag: string): void => {
    navigator.clipboard
      ?.writeText(tag)
      .then(() => say(w.copied(tag)))
      .catch(() => undefined)
  }
  return (
    <ul className="tag-list">
      {tags.map(({ name, meaning }) => (
        <li key={name}>
          <button type="button" onClick={() => copy(`{{${name}}}`)}>
            <code>{`{{${name}}}`}</code>
          </button>
          <span className="quiet">{meaning}</span>
        </li>
      ))}
    </ul>
  )
}

export function TagHelp({
  tags,
  loops,
}: {
  tags: readonly Tag[]
  loops: readonly (Tag & { tags: Tag[] })[]
}) {
  const w = useWords(documentWords)
  const [words, setWords] = useState('')
  const fits = (t: Tag): boolean => `${t.name}${t.meaning}`.includes(words.trim())
  return (
    <>
      <Input
        aria-label={w.search}
        placeholder={w.search}
        allowClear
        autoComplete="off"
        value={words}
        onChange={(e) => setWords(e.target.value)}
        className="gap-below"
      />
      {loops
        .filter((l) => words === '' || l.tags.some(fits) || fits(l))
        .map((l) => (
          <section key={l.name} className="tag-loop">
            <h3>
              <code>{`{{#${l.name}}}`}</code> … <code>{`{{/${l.name}}}`}</code>
            </h3>
            <p className="quiet">
              {l.meaning}。{w.loopNote(l.name)}
            </p>
            <Rows tags={l.tags.filter((t) => words === '' || fits(t) || fits(l))} />
          </section>
        ))}
      <Rows tags={tags.filter(fits)} />
    </>
  )
}
