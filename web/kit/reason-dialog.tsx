// Asks for the reason of an act that leaves a trace: reveal, return, end, merge.
import { Input, Modal } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
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

export function ReasonDialog({
  open,
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
}: Props) {
  const w = useWords(words)
  const [reason, setReason] = useState(first)
  useEffect(() => {
    if (open) setReason(first)
  }, [open, first])
  const name = label ?? w.reason
  return (
    <Modal
      open={open}
      title={title}
      okText={confirm}
      cancelText={w.cancel}
      confirmLoading={busy}
      okButtonProps={{ danger, disabled: !optional && reason.trim() === '' }}
      onCancel={onCancel}
      onOk={() => onConfirm(reason.trim())}
      destroyOnHidden
    >
      {note ? <p>{note}</p> : null}
      <label className="field-label" htmlFor="reason-text">
        {name} {optional ? <small className="quiet">{w.optional}</small> : null}
      </label>
      <Input.TextArea
        id="reason-text"
        autoFocus
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
