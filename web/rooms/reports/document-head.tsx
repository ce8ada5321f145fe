// 版头和版记: who issues it under which number to whom; the programme's own words until somebody changes them.
import { Button, DatePicker, Form, Input, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import {
  type DocumentHead,
  type DocumentView,
  getDocument,
  listDocuments,
  saveDocument,
} from '../../../contract/reports-documents.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { documentWords } from './document-words.ts'

type Address = { regionId: string; programmeId: string; kind: DocumentView['kind']; period: string }
type Values = Omit<DocumentHead, 'signedOn'> & { signedOn: Dayjs }

function HeadDialog({
  document,
  address,
  onClose,
}: {
  document: DocumentView
  address: Address
  onClose: () => void
}) {
  const w = useWords(documentWords)
  const say = useNotice()
  const [form] = Form.useForm<Values>()
  const save = useAct(saveDocument, [getDocument, listDocuments], () => {
    say(w.saved)
    onClose()
  })
  const text = (name: keyof typeof w.fields, max: number, hint = '') => (
    <Form.Item name={name} label={w.fields[name]} extra={hint}>
      <Input maxLength={max} autoComplete="off" />
    </Form.Item>
  )
  return (
    <EditDialog<Values>
      title={w.editHead}
      form={form}
      first={{ ...document.head, signedOn: dayjs(document.head.signedOn) }}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSend={({ signedOn, ...head }) =>
        save.mutate({
          params: address,
          body: { version: document.version, head: { ...head, signedOn: signedOn.format('YYYY-MM-DD') } },
        })
      }
    >
      <Form.Item name="issuer" label={w.fields.issuer} rules={[{ required: true }]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="redHead" label={w.fields.redHead} valuePropName="checked">
        <Switch checkedChildren={w.yes} unCheckedChildren={w.no} />
      </Form.Item>
      {text('agency', 20)}
      <Form.Item
        name="serial"
        label={w.fields.serial}
        extra={w.serialHint}
        rules={[{ pattern: /^\d{0,5}$/ }]}
      >
        <Input inputMode="numeric" maxLength={5} autoComplete="off" />
      </Form.Item>
      {text('recipient', 120)}
      {text('copies', 200)}
      {text('printer', 40)}
      <Form.Item name="signedOn" label={w.fields.signedOn}>
        <DatePicker allowClear={false} inputReadOnly />
      </Form.Item>
    </EditDialog>
  )
}

export function DocumentHeadPanel({ document, address }: { document: DocumentView; address: Address }) {
  const w = useWords(documentWords)
  const [open, setOpen] = useState(false)
  const { head } = document
  const rows: [string, string][] = [
    [w.fields.issuer, head.issuer],
    [w.fields.redHead, head.redHead ? w.yes : w.no],
    ...(head.redHead ? ([[w.fields.number, document.number]] as [string, string][]) : []),
    [w.fields.recipient, head.recipient || '—'],
    [w.fields.copies, head.copies || '—'],
    [w.fields.printer, head.printer || '—'],
    [w.fields.signedOn, head.signedOn],
  ]
  return (
    <>
      <dl className="head-list">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {document.mayEdit ? (
        <Button onClick={() => setOpen(true)} className="gap-above">
          {w.editHead}
        </Button>
      ) : null}
      {open ? <HeadDialog document={document} address={address} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
