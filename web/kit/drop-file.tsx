// A place to drop a file on, or to choose one; the input itself stays reachable by keyboard and by tests.
import { InboxOutlined } from '@ant-design/icons'
import { type ReactNode, useRef, useState } from 'react'

type Props = { label: string; note: ReactNode; accept: string; busy?: boolean; onFile: (file: File) => void }

export function DropFile({ label, note, accept, busy = false, onFile }: Props) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (file: File | undefined): void => {
    if (file && !busy) onFile(file)
    if (input.current) input.current.value = ''
  }
  return (
    <label className={`drop-file ${over ? 'over' : ''} ${busy ? 'busy' : ''}`}>
      <InboxOutlined aria-hidden="true" />
      <b>{label}</b>
      <span className="quiet">{note}</span>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        disabled={busy}
        onChange={(e) => take(e.target.files?.[0])}
        onDragOver={(e) => {
          e.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault()
          setOver(false)
          take(e.dataTransfer.files[0])
        }}
      />
    </label>
  )
}
