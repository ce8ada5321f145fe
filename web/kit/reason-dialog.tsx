// Asks for the reason of an act that leaves a trace: reveal, return, end, merge.
import { Input, Modal } from 'antd'
import { type ComponentRef, type ReactNode, useRef, useState } from 'react'
import { useWords } from '../shell/preferences.tsx'
import { words } from '../shell/words.ts'
import { ProblemAlert } from './problem-alert.tsx'

type Props = {
  open: boolean
  title: string
  note?: ReactNode
  label?: string
  first?: string
  confirm: string
  danger?: boolean
  busy?: boolean
  error?: unknown
  optional?: boolean
  onCancel: () => void
  onConfirm: (reason: string) => void
}

function OpenDialog({
  title,
  note,
  label,
  first = '',
  confirm,
  danger = false,
  busy = false,
  error,
  optional = false,
  onCancel,
  onConfirm,
}: Omit<Props, 'open'>) {
  const w = useWords(words)
  const [reason, setReason] = useState(first)
  const box = useRef<ComponentRef<typeof Input.TextArea>>(null)
  const name = label ?? w.reason
  return (
    <Modal
      open
      title={title}
      okText={confirm}
      cancelText={w.cancel}
      confirmLoading={busy}
      okButtonProps={{ danger, disabled: !optional && reason.trim() === '' }}
      onCancel={onCancel}
      onOk={() => onConfirm(reason.trim())}
      afterOpenChange={(shown) => shown && box.current?.focus()}
    >
      {note ? <p>{note}</p> : null}
      <label className="field-label" htmlFor="reason-text">
        {name} {optional ? <small className="quiet">{w.optional}</small> : null}
      </label>
      <Input.TextArea
        id="reason-text"
        ref={box}
        rows={3}
        maxLength={200}
        showCount
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      <ProblemAlert error={error} className="gap-above" />
    </Modal>
  )
}

/** Opened anew each time, so that no earlier reason stays in it. */
export function ReasonDialog({ open, ...rest }: Props) {
  return open ? <OpenDialog {...rest} /> : null
}
