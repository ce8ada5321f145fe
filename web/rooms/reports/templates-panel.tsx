// 本局模板: upload a Word file, see its tags and what is wrong with them, keep it as a version; the tags with their meaning.
import { Alert, Button, Form, Input, Select, Table } from 'antd'
import { useState } from 'react'
import {
  addDocumentTemplate,
  checkDocumentTemplate,
  type DocumentTemplate,
  getDocumentTemplate,
  listDocumentTemplates,
  retireDocumentTemplate,
  type TemplateCheck,
} from '../../../contract/reports-documents.ts'
import { DOCUMENT_KINDS } from '../../../domain/reports/documents/document.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { DropFile } from '../../kit/drop-file.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert, ProblemLines } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { documentWords } from './document-words.ts'
import { TagHelp } from './tag-help.tsx'

type Kind = DocumentTemplate['kind']

function Found({ check }: { check: TemplateCheck }) {
  const w = useWords(documentWords)
  const errors = check.problems.filter((p) => p.severity === 'error')
  return (
    <>
      <Alert
        type={errors.length > 0 ? 'error' : check.problems.length > 0 ? 'warning' : 'success'}
        showIcon
        title={errors.length > 0 ? w.faults(errors.length) : w.fine(check.tags.length)}
        description={check.problems.length > 0 ? <ProblemLines problems={check.problems} limit={20} /> : null}
      />
      {check.tags.length > 0 ? (
        <Table
          className="gap-above"
          size="small"
          rowKey={(t) => `${t.place}${t.name}`}
          dataSource={check.tags}
          pagination={check.tags.length > 12 ? { pageSize: 12, showSizeChanger: false } : false}
          columns={[
            { title: w.tag, dataIndex: 'name', render: (name: string) => <code>{`{{${name}}}`}</code> },
            { title: w.place, dataIndex: 'place' },
          ]}
        />
      ) : null}
    </>
  )
}

function Upload({ regionId }: { regionId: string }) {
  const w = useWords(documentWords)
  const say = useNotice()
  const [file, setFile] = useState<File | null>(null)
  const [form] = Form.useForm<{ name: string; kind: Kind }>()
  const check = useAct(checkDocumentTemplate)
  const add = useAct(addDocumentTemplate, [listDocumentTemplates], (kept) => {
    say(w.templateSaved(kept.name, kept.version))
    setFile(null)
    check.reset()
  })
  const take = (chosen: File): void => {
    setFile(chosen)
    add.reset()
    form.setFieldsValue({ name: chosen.name.replace(/\.docx$/i, '').slice(0, 40) })
    check.mutate({ params: { regionId }, body: chosen })
  }
  const faulty = check.data?.problems.some((p) => p.severity === 'error') ?? true
  return (
    <>
      <DropFile label={w.upload} note={w.uploadNote} accept=".docx" busy={check.isPending} onFile={take} />
      <ProblemAlert error={check.error} className="gap-above" />
      {file && check.data ? (
        <div className="gap-above">
          <p className="gap-below">
            <b>{file.name}</b>
          </p>
          <Found check={check.data} />
          <Form
            form={form}
            layout="inline"
            className="template-form gap-above"
            initialValues={{ kind: 'monthlyNarrative', name: file.name.replace(/\.docx$/i, '').slice(0, 40) }}
            onFinish={({ name, kind }) =>
              add.mutate({
                params: { regionId },
                query: { name: name.trim(), kind, fileName: file.name.slice(0, 120) },
                body: file,
              })
            }
          >
            <Form.Item name="name" label={w.name} rules={[{ required: true, whitespace: true }]}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item name="kind" label={w.kind}>
              <Select<Kind>
                aria-label={w.kind}
                options={DOCUMENT_KINDS.map((value) => ({ value, label: w.kinds[value] }))}
                popupMatchSelectWidth={false}
              />
            </Form.Item>
            <Button type="primary" htmlType="submit" disabled={faulty} loading={add.isPending}>
              {w.saveTemplate}
            </Button>
          </Form>
        </div>
      ) : null}
      <ProblemAlert error={add.error} className="gap-above" />
    </>
  )
}

function useColumns(regionId: string, mayEdit: boolean): DeskColumn<DocumentTemplate>[] {
  const w = useWords(documentWords)
  const retire = useAct(retireDocumentTemplate, [listDocumentTemplates])
  const file = useAct(getDocumentTemplate)
  return [
    { key: 'name', name: w.name, pinned: true, render: (_, t) => t.name, text: (t) => t.name },
    { key: 'kind', name: w.kind, render: (_, t) => w.kinds[t.kind], text: (t) => w.kinds[t.kind] },
    { key: 'version', name: w.version, width: 80, render: (_, t) => t.version, text: (t) => t.version },
    {
      key: 'by',
      name: w.by,
      width: 130,
      render: (_, t) => <span title={t.by}>{momentWords(t.at).slice(0, 10)}</span>,
      text: (t) => `${t.by} ${t.at}`,
    },
    {
      key: 'state',
      name: w.state,
      width: 100,
      render: (_, t) => <Mark tone={t.retired ? 'plain' : 'done'}>{t.retired ? w.retired : w.used}</Mark>,
      text: (t) => (t.retired ? w.retired : w.used),
    },
    {
      key: 'acts',
      name: '',
      width: 190,
      render: (_, t) => (
        <span className="row">
          <Button
            size="small"
            aria-label={`${w.file} ${t.name} ${t.version}`}
            onClick={() =>
              file.mutate(
                { params: { regionId, id: t.id } },
                { onSuccess: (blob) => saveBlob(blob, t.fileName) },
              )
            }
          >
            {w.file}
          </Button>
          {mayEdit ? (
            <Button
              size="small"
              aria-label={`${t.retired ? w.useAgain : w.retire} ${t.name} ${t.version}`}
              onClick={() => retire.mutate({ params: { regionId, id: t.id }, body: { retired: !t.retired } })}
            >
              {t.retired ? w.useAgain : w.retire}
            </Button>
          ) : null}
        </span>
      ),
    },
  ]
}

function Kept({
  regionId,
  items,
  mayEdit,
}: {
  regionId: string
  items: DocumentTemplate[]
  mayEdit: boolean
}) {
  const w = useWords(documentWords)
  const columns = useColumns(regionId, mayEdit)
  if (items.length === 0)
    return <EmptyNote title={w.noTemplatesYet} text={mayEdit ? w.noTemplatesWhy : w.noTemplatesReader} />
  return (
    <DeskTable
      name="document-templates"
      label={w.templates}
      rows={items}
      rowKey={(t) => t.id}
      columns={columns}
    />
  )
}

export function TemplatesPanel({ regionId }: { regionId: string }) {
  const w = useWords(documentWords)
  const templates = useCall(listDocumentTemplates, { params: { regionId } })
  return (
    <Loaded query={templates}>
      {(data) => (
        <div className="template-columns">
          <div>
            {data.mayEdit ? (
              <Panel title={w.upload}>
                <Upload regionId={regionId} />
              </Panel>
            ) : null}
            <Panel title={w.templates} flush={data.items.length > 0}>
              <Kept regionId={regionId} items={data.items} mayEdit={data.mayEdit} />
            </Panel>
          </div>
          <Panel title={w.help} note={w.helpNote}>
            <TagHelp tags={data.tags} loops={data.loops} />
          </Panel>
        </div>
      )}
    </Loaded>
  )
}
