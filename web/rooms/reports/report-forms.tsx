// The forms of a report as sealed, version by version, or as the ledger stands; a reviewer comments on any cell.
import { Button, Input, Modal, Segmented, Select } from 'antd'
import { type ComponentRef, useRef, useState } from 'react'
import {
  getReportDifference,
  getReportForm,
  getReportFormPdf,
  getReportFormXlsx,
  type ReportView,
} from '../../../contract/reports-chain.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { chainWords } from './chain-words.ts'
import { FactsDrawer, type FormAddress } from './facts-drawer.tsx'
import { type Cell, FormSheet } from './form-sheet.tsx'
import { keyOf, type Remark } from './report-key.ts'
import { reportWords } from './words.ts'

type FormId = FormAddress['formId']
const ANNEX: Record<FormId, string> = {
  'support-summary': '附件1',
  'staffing-schedule': '附件2',
  'workload-return': '附件3',
}
const isForm = (form: string): form is FormId => form in ANNEX
const shown = (value: string | number | boolean | null): string =>
  value === null || value === '' ? '—' : String(value)

function Difference({
  report,
  formId,
  version,
  from,
}: {
  report: ReportView
  formId: FormId
  version: number
  from: number
}) {
  const w = useWords(chainWords)
  const query = useCall(getReportDifference, {
    params: { ...keyOf(report), version, formId },
    query: { from },
  })
  return (
    <section className="report-difference">
      <h3>{version === 0 ? w.changesSince(from) : w.changesTo(from, version)}</h3>
      <Loaded query={query} rows={2}>
        {({ rows, totals }) =>
          rows.length + totals.length === 0 ? (
            <p className="quiet">{w.noChanges}</p>
          ) : (
            <ul>
              {rows.map((row) => (
                <li key={`${row.kind} ${row.rowId}`}>
                  <b>{w.kinds[row.kind]}</b> {row.label}
                  {row.cells.map((cell) => (
                    <span key={cell.column}>
                      {' '}
                      · {cell.label} <del>{shown(cell.before)}</del> → <ins>{shown(cell.after)}</ins>
                    </span>
                  ))}
                </li>
              ))}
              {totals.length > 0 ? (
                <li>
                  <b>{w.totals}</b>
                  {totals.map((t) => (
                    <span key={t.column}>
                      {' '}
                      · {t.label} {t.before} → {t.after}
                    </span>
                  ))}
                </li>
              ) : null}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

function RemarkDialog({
  cell,
  onDone,
  onClose,
}: {
  cell: Cell
  onDone: (text: string) => void
  onClose: () => void
}) {
  const w = useWords(chainWords)
  const [text, setText] = useState('')
  const box = useRef<ComponentRef<typeof Input.TextArea>>(null)
  return (
    <Modal
      open
      afterOpenChange={(open) => open && box.current?.focus()}
      title={w.commentOn(`${cell.label} ${cell.value}`)}
      okText={w.addComment}
      okButtonProps={{ disabled: text.trim() === '' }}
      onOk={() => onDone(text.trim())}
      onCancel={onClose}
    >
      <Input.TextArea
        ref={box}
        rows={3}
        maxLength={500}
        aria-label={w.commentOn(cell.label)}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
    </Modal>
  )
}

type Props = { report: ReportView; remarks: readonly Remark[]; onRemark: ((remark: Remark) => void) | null }

export function ReportForms({ report, remarks, onRemark }: Props) {
  const w = useWords(chainWords)
  const r = useWords(reportWords)
  const forms = report.forms.filter(isForm)
  const [formId, setFormId] = useState<FormId>(forms[forms.length - 1] ?? 'workload-return')
  const writing = report.acts.includes('submit') || report.version === 0
  const [chosen, setChosen] = useState<number | null>(null)
  const version = chosen ?? (writing ? 0 : report.version)
  const [cell, setCell] = useState<Cell | null>(null)
  const params = { ...keyOf(report), version, formId }
  const form = useCall(getReportForm, { params }, { keep: true })
  const name = (ending: string): string =>
    `${ANNEX[formId]} ${form.data?.title ?? ''} ${report.body.name} ${version ? w.version(version) : w.current}.${ending}`
  const xlsx = useAct(getReportFormXlsx, [], (blob) => saveBlob(blob, name('xlsx')))
  const pdf = useAct(getReportFormPdf, [], (blob) => saveBlob(blob, name('pdf')))
  const sealed = report.versions.find((v) => v.version === version)
  const marks = new Map(
    [...report.comments.filter((c) => c.version === version), ...remarks]
      .filter((c) => c.formId === formId)
      .map((c) => [`${c.rowId} ${c.field}`, c.text]),
  )
  const address: FormAddress = {
    regionId: report.regionId,
    programmeId: report.programmeId,
    formId,
    period: form.data?.period ?? report.period,
  }
  return (
    <Panel title={r.forms[formId] ?? ''}>
      <div className="reports-bar">
        <Segmented<FormId>
          aria-label={r.reports}
          value={formId}
          onChange={setFormId}
          options={forms.map((value) => ({ value, label: r.forms[value] }))}
        />
        <Select<number>
          aria-label={w.version(version)}
          value={version}
          onChange={setChosen}
          popupMatchSelectWidth={false}
          options={[
            { value: 0, label: w.current },
            ...report.versions.toReversed().map((v) => ({ value: v.version, label: w.version(v.version) })),
          ]}
        />
        <span className="spring" />
        <Button loading={xlsx.isPending} onClick={() => xlsx.mutate({ params })}>
          {r.xlsx}
        </Button>
        <Button loading={pdf.isPending} onClick={() => pdf.mutate({ params })}>
          {r.pdf}
        </Button>
      </div>
      <ProblemAlert error={xlsx.error ?? pdf.error} className="gap-below" />
      <p className="quiet">
        {sealed
          ? `${w.sealed(momentWords(sealed.sealedAt), sealed.sealedBy)} · ${w.covers(sealed.coversTo)}${sealed.provisional ? ` · ${w.provisional}` : ''} · ${w.hash} ${sealed.hash.slice(0, 12)}`
          : `${w.covers(report.coversTo)}${report.provisional ? ` · ${w.provisional}` : ''}`}
        {onRemark && version ? ` · ${w.clickCell}` : ''}
      </p>
      <Loaded query={form} rows={8}>
        {(data) => (
          <FormSheet
            form={data}
            annex={ANNEX[formId]}
            onCell={setCell}
            everyCell={Boolean(onRemark && version)}
            marks={marks}
          />
        )}
      </Loaded>
      {version === 0 && report.version > 0 ? (
        <Difference report={report} formId={formId} version={0} from={report.version} />
      ) : null}
      {version > 1 ? (
        <Difference report={report} formId={formId} version={version} from={version - 1} />
      ) : null}
      {onRemark && version && cell ? (
        <RemarkDialog
          cell={cell}
          onClose={() => setCell(null)}
          onDone={(text) => {
            onRemark({
              formId,
              rowId: cell.rowId,
              field: cell.column,
              label: `${cell.label} ${cell.value}`,
              text,
            })
            setCell(null)
          }}
        />
      ) : (
        <FactsDrawer address={address} cell={cell} onClose={() => setCell(null)} />
      )}
    </Panel>
  )
}
