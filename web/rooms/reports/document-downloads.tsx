// The ways out of a document: Word, red-head PDF, print, and the bureau's own template filled.
import { FilePdfOutlined, FileWordOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import {
  type DocumentView,
  fillDocumentTemplate,
  getDocumentDocx,
  getDocumentPdf,
  listDocumentTemplates,
} from '../../../contract/reports-documents.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { addressOf } from '../../shell/call.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { documentWords } from './document-words.ts'

type Props = {
  document: DocumentView
  address: { regionId: string; programmeId: string; kind: DocumentView['kind']; period: string }
  query: { organisationId?: string }
}

export function DocumentDownloads({ document, address, query }: Props) {
  const w = useWords(documentWords)
  const name = document.titleLines.join('')
  const docx = useAct(getDocumentDocx, [], (blob) => saveBlob(blob, `${name}.docx`))
  const pdf = useAct(getDocumentPdf, [], (blob) => saveBlob(blob, `${name}.pdf`))
  const filled = useAct(fillDocumentTemplate, [], (blob) => saveBlob(blob, `${name}.docx`))
  const templates = useCall(listDocumentTemplates, { params: { regionId: address.regionId } })
  const fitting = (templates.data?.items ?? []).filter((t) => t.kind === address.kind && !t.retired)
  return (
    <>
      <div className="document-ways">
        <Button
          type="primary"
          icon={<FileWordOutlined aria-hidden="true" />}
          loading={docx.isPending}
          onClick={() => docx.mutate({ params: address, query })}
        >
          {w.docx}
        </Button>
        <Button
          icon={<FilePdfOutlined aria-hidden="true" />}
          loading={pdf.isPending}
          onClick={() => pdf.mutate({ params: address, query })}
        >
          {document.head.redHead ? w.pdf : w.plainPdf}
        </Button>
        <Button
          icon={<PrinterOutlined aria-hidden="true" />}
          href={addressOf(getDocumentPdf, { params: address, query })}
          target="_blank"
          rel="noopener"
        >
          {w.print}
        </Button>
        {fitting.length > 0 ? (
          <Select<string>
            aria-label={w.chooseTemplate}
            placeholder={w.fill}
            value={null}
            loading={filled.isPending}
            options={fitting.map((t) => ({ value: t.id, label: t.name }))}
            onChange={(templateId) => filled.mutate({ params: { ...address, templateId }, query })}
            className="choose-template"
          />
        ) : null}
      </div>
      <ProblemAlert error={docx.error ?? pdf.error ?? filled.error} className="gap-above" />
    </>
  )
}
