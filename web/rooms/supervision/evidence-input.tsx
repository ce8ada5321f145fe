// Evidence as somebody gives it: what was seen, and photographs or papers, sent as soon as they are chosen.
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { type EvidenceView, getSupervisionFile, putSupervisionFile } from '../../../contract/supervision.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { shrinkPhoto } from '../../kit/shrink-photo.ts'
import { addressOf } from '../../shell/call.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { supervisionWords } from './words.ts'

export type Given = { seen: string; files: { id: string; name: string }[] }
export const NOTHING: Given = { seen: '', files: [] }

/** What was given, as the contract wants it. */
export const evidenceOf = ({ seen, files }: Given) => [
  ...(seen.trim() ? [{ kind: 'statement' as const, text: seen.trim() }] : []),
  ...files.map(({ id }) => ({ kind: 'attachment' as const, fileId: id })),
]

type Props = { regionId: string; given: Given; onChange: (given: Given) => void; label?: string }

export function EvidenceInput({ regionId, given, onChange, label }: Props) {
  const w = useWords(supervisionWords)
  const id = useId()
  const put = useAct(putSupervisionFile)
  const [unreadable, setUnreadable] = useState(false)
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const isPdf = file.type === 'application/pdf'
    const small = isPdf ? null : await shrinkPhoto(file)
    setUnreadable(!isPdf && !small)
    if (!isPdf && !small) return
    const sent = await put.mutateAsync({
      params: { regionId, id: uuidv7() },
      query: { fileName: (file.name || 'photo.jpg').slice(-120) },
      body: small ?? file,
    })
    onChange({ ...given, files: [...given.files, sent] })
  }
  return (
    <div className="evidence-input">
      <label htmlFor={id}>{label ?? w.evidence.needed}</label>
      <Input.TextArea
        id={id}
        value={given.seen}
        maxLength={1000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        placeholder={w.evidence.seenHint}
        autoComplete="off"
        onChange={(event) => onChange({ ...given, seen: event.target.value })}
      />
      <div className="files">
        {given.files.map((file) => (
          <span key={file.id} className="file-chip">
            {file.name}
            <Button
              type="link"
              size="small"
              aria-label={`${w.evidence.remove} ${file.name}`}
              onClick={() => onChange({ ...given, files: given.files.filter((one) => one.id !== file.id) })}
            >
              {w.evidence.remove}
            </Button>
          </span>
        ))}
        <label className="file">
          {w.evidence.photo} <small className="quiet">{w.evidence.fileNote}</small>
          <input
            type="file"
            accept="image/*,.pdf"
            aria-label={w.evidence.photo}
            disabled={put.isPending}
            onChange={(event) => {
              void take(event.target.files?.[0]).catch(() => undefined)
              event.target.value = ''
            }}
          />
        </label>
      </div>
      {unreadable ? <p role="alert">{w.evidence.unreadable}</p> : null}
      <ProblemAlert error={put.error} />
    </div>
  )
}

/** Evidence as readers see it; files open in a new tab. */
export function EvidenceLines({
  regionId,
  evidence,
}: {
  regionId: string
  evidence: readonly EvidenceView[]
}) {
  const w = useWords(supervisionWords)
  if (evidence.length === 0) return null
  return (
    <ul>
      {evidence.map((one, i) => (
        // evidence is only ever added and has no id of its own on the page
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={i}>
          {one.file ? (
            <a
              href={addressOf(getSupervisionFile, { params: { regionId, id: one.file.id } })}
              target="_blank"
              rel="noopener"
            >
              {one.file.name}
            </a>
          ) : null}
          {one.recordType ? `${w.evidence.record[one.recordType]} ` : ''}
          {one.text}
        </li>
      ))}
    </ul>
  )
}
