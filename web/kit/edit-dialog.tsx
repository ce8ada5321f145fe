// The frame every create-or-edit dialog stands in: a form, its save and cancel, and what the server refused.
import { Form, type FormInstance, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../shell/preferences.tsx'
import { words } from '../shell/words.ts'
import { ProblemAlert } from './problem-alert.tsx'

export function EditDialog<Values extends object>({
  title,
  form,
  first,
  busy,
  error,
  onSend,
  onClose,
  children,
}: {
  title: string
  form: FormInstance<Values>
  /** What the fields hold when the dialog opens. */
  first?: Partial<Values>
  busy: boolean
  error: unknown
  onSend: (values: Values) => void
  onClose: () => void
  children: ReactNode
}) {
  const common = useWords(words)
  return (
    <Modal
      open
      title={title}
      okText={common.save}
      cancelText={common.cancel}
      confirmLoading={busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        {...(first ? { initialValues: first } : {})}
        onFinish={onSend}
      >
        {children}
      </Form>
      <ProblemAlert error={error} />
    </Modal>
  )
}
