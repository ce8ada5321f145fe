// A paragraph of the paper that a person may put in her own words; the ledger's text is kept beside it.
import { EditOutlined } from '@ant-design/icons'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import type { DocumentView } from '../../../contract/reports-documents.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { Pieces } from './document-figure.tsx'
import { documentWords } from './document-words.ts'

type Block = DocumentView['blocks'][number]
export type Written = Extract<Block, { kind: 'paragraph' } | { kind: 'blank' }>
/** null takes the words back to the draft, '' leaves the paragraph out. */
export type SaveWords = (block: string, text: string | null) => Promise<unknown>

const draftOf = (block: Written): string =>
  block.kind === 'blank' ? '' : block.pieces.map((p) => (typeof p === 'string' ? p : p.text)).join('')

/** The reader has just asked to write here: the cursor goes where she will type. */
const focusOnce = (box: { focus: () => void } | null): void => box?.focus()

function Editor({ block, onSave, onClose }: { block: Written; onSave: SaveWords; onClose: () => void }) {
  const w = useWords(documentWords)
  const [text, setText] = useState(block.edited?.text || draftOf(block))
  const [busy, setBusy] = useState(false)
  const send = (words: string | null): void => {
    setBusy(true)
    onSave(block.id, words)
      .then(onClose)
      .catch(() => undefined)
      .finally(() => setBusy(false))
  }
  return (
    <div className="paper-editor">
      {block.edited?.stale ? (
        <Alert
          type="warning"
          showIcon
          title={w.ledgerNow}
          description={draftOf(block)}
          className="gap-below"
        />
      ) : null}
      <Input.TextArea
        aria-label={block.kind === 'blank' ? w.write(block.prompt) : w.edit}
        placeholder={block.kind === 'blank' ? w.toWrite(block.prompt) : ''}
        ref={focusOnce}
        autoSize={{ minRows: 3, maxRows: 14 }}
        maxLength={4000}
        autoComplete="off"
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <div className="row gap-above">
        <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => send(text.trim())}>
          {w.save}
        </Button>
        <Button onClick={onClose}>{w.cancel}</Button>
        {block.kind === 'paragraph' ? <Button onClick={() => send('')}>{w.drop}</Button> : null}
        {block.edited ? <Button onClick={() => send(null)}>{w.back}</Button> : null}
      </div>
    </div>
  )
}

export function PaperParagraph({
  block,
  mark,
  onSave,
}: {
  block: Written
  mark: string
  onSave: SaveWords | null
}) {
  const w = useWords(documentWords)
  const [writing, setWriting] = useState(false)
  const { edited } = block
  if (writing && onSave)
    return <Editor key={edited?.at ?? ''} block={block} onSave={onSave} onClose={() => setWriting(false)} />
  const open = (): void => setWriting(true)
  if (block.kind === 'blank' && !edited?.text)
    return onSave ? (
      <p className="paper-blank">
        <button type="button" onClick={open}>
          {w.toWrite(block.prompt)}
        </button>
      </p>
    ) : null
  const gone = edited?.text === ''
  return (
    <div
      className={`paper-text ${edited ? 'edited' : ''} ${gone ? 'gone' : ''} ${edited?.stale ? 'stale' : ''}`}
    >
      {gone ? (
        <p>{w.removed}</p>
      ) : edited ? (
        edited.text.split('\n').map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text stand by place
          <p key={i}>
            {i === 0 ? mark : ''}
            {line}
          </p>
        ))
      ) : (
        <p>
          {mark}
          <Pieces pieces={block.kind === 'paragraph' ? block.pieces : []} />
        </p>
      )}
      {onSave ? (
        <button
          type="button"
          className="paper-edit"
          onClick={open}
          aria-label={`${w.edit} ${draftOf(block).slice(0, 16)}`}
        >
          <EditOutlined aria-hidden="true" />
        </button>
      ) : null}
      {edited ? <small className="paper-by">{w.editedBy(edited.by, momentWords(edited.at))}</small> : null}
    </div>
  )
}
