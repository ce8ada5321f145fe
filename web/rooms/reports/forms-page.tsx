// 报表: one of the three annexes as it will print, its files, its facts, its filing.
import { DiffOutlined, FileExcelOutlined, FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, DatePicker, Input, Pagination, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { listOrganisations } from '../../../contract/organisations.ts'
import { type FormView as FormData, getForm, getFormPdf, getFormXlsx } from '../../../contract/reports.ts'
import { listObligations } from '../../../contract/reports-chain.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { addressOf } from '../../shell/call.ts'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { chainWords } from './chain-words.ts'
import { CompareDialog } from './compare-dialog.tsx'
import { FactsDrawer, type FormAddress } from './facts-drawer.tsx'
import { type Cell, FormSheet } from './form-sheet.tsx'
import { ObligationState } from './obligation-state.tsx'
import { ReportTabs } from './report-tabs.tsx'
import { RollUpView } from './roll-up.tsx'
import { rollUpWords } from './roll-up-words.ts'
import { reportWords } from './words.ts'
import './reports.css'

type FormId = FormAddress['formId']
const FORMS: readonly FormId[] = ['support-summary', 'staffing-schedule', 'workload-return']
const ANNEX: Record<FormId, string> = {
  'support-summary': '附件1',
  'staffing-schedule': '附件2',
  'workload-return': '附件3',
}

/** The reader's own reports that carry this form and period, with the way to them. */
function ObligationStrip({ address }: { address: FormAddress }) {
  const w = useWords(reportWords)
  const c = useWords(chainWords)
  const { programmeId, regionId } = address
  const owed = useCall(listObligations, { query: { programmeId, regionId, side: 'owner' } })
  const tasks = (owed.data?.items ?? []).filter(
    (t) =>
      t.forms.includes(address.formId) &&
      (t.period === address.period ||
        (address.period.length === 4 && t.period.startsWith(address.period) && t.timing !== 'upcoming')),
  )
  if (!owed.data) return null
  return (
    <div className="filing-strip">
      <b>{w.filing}</b>
      {tasks.length === 0 ? <span className="quiet">{w.noFiling}</span> : null}
      {tasks.slice(-3).map((task) => (
        <span key={task.key} className="file-row">
          {task.name}（{task.periodLabel}
          {task.part === 'supplement' ? c.supplement : ''}） {w.by(task.dueOn)} <ObligationState of={task} />
          <Link to="/reports/chain" search={{ at: task.key } as never}>
            {c.open}
          </Link>
        </span>
      ))}
    </div>
  )
}

/** Pages of a form longer than one; its totals are of all rows on each. */
function FormPages({ form, onTurn }: { form: FormData; onTurn: (page: number) => void }) {
  const w = useWords(rollUpWords)
  if (form.count <= form.pageSize) return null
  const first = (form.page - 1) * form.pageSize + 1
  return (
    <nav className="form-pages" aria-label={w.pages}>
      <Pagination
        current={form.page}
        pageSize={form.pageSize}
        total={form.count}
        showSizeChanger={false}
        showQuickJumper
        onChange={onTurn}
      />
      <span className="quiet">{w.rows(first, first + form.rows.length - 1, form.count)}</span>
    </nav>
  )
}

type Filter = { unitId: string | null; filler: string }

function Downloads({ address, filter, title }: { address: FormAddress; filter: Filter; title: string }) {
  const w = useWords(reportWords)
  const may = useMay()
  const [comparing, setComparing] = useState(false)
  const query = {
    ...(filter.unitId ? { unitId: filter.unitId } : {}),
    ...(filter.filler ? { filler: filter.filler } : {}),
  }
  const name = (ending: string): string => `${ANNEX[address.formId]} ${title} ${address.period}.${ending}`
  const xlsx = useAct(getFormXlsx, [], (blob) => saveBlob(blob, name('xlsx')))
  const pdf = useAct(getFormPdf, [], (blob) => saveBlob(blob, name('pdf')))
  return (
    <>
      <Button
        type="primary"
        icon={<FileExcelOutlined aria-hidden="true" />}
        loading={xlsx.isPending}
        onClick={() => xlsx.mutate({ params: address, query })}
      >
        {w.xlsx}
      </Button>
      <Button
        icon={<FilePdfOutlined aria-hidden="true" />}
        loading={pdf.isPending}
        onClick={() => pdf.mutate({ params: address, query })}
      >
        {w.pdf}
      </Button>
      <Button
        icon={<PrinterOutlined aria-hidden="true" />}
        href={addressOf(getFormPdf, { params: address, query })}
        target="_blank"
        rel="noopener"
      >
        {w.print}
      </Button>
      {may('report.compare') ? (
        <Button icon={<DiffOutlined aria-hidden="true" />} onClick={() => setComparing(true)}>
          {w.compare}
        </Button>
      ) : null}
      <CompareDialog address={address} open={comparing} onClose={() => setComparing(false)} />
      <ProblemAlert error={xlsx.error ?? pdf.error} />
    </>
  )
}

function FormView({ formId }: { formId: FormId }) {
  const w = useWords(reportWords)
  const r = useWords(rollUpWords)
  const me = useMe()
  const { regionId, programmeId, programme, month, change } = useWorkplace()
  const [filter, setFilter] = useState<Filter>({ unitId: null, filler: '' })
  const [cell, setCell] = useState<Cell | null>(null)
  const [turned, setTurned] = useState({ of: '', page: 1 })
  const monthly = formId === 'workload-return'
  const address: FormAddress = { regionId, programmeId, formId, period: monthly ? month : month.slice(0, 4) }
  const query = {
    ...(filter.unitId ? { unitId: filter.unitId } : {}),
    ...(filter.filler ? { filler: filter.filler } : {}),
  }
  // another form, period or unit begins at its first page
  const shownForm = JSON.stringify([address, query])
  const page = turned.of === shownForm ? turned.page : 1
  const form = useCall(getForm, { params: address, query: { ...query, page } }, { keep: true })
  const units = useCall(listOrganisations, { query: { programmeId, side: 'receiving' } })
  const options = (units.data?.items ?? [])
    .filter((u) => u.division.code.startsWith(regionId))
    .map((u) => ({ value: u.id, label: shortName(u.name, programme.division.name) }))
  return (
    <>
      <div className="reports-bar">
        <DatePicker
          picker={monthly ? 'month' : 'year'}
          aria-label={monthly ? '报表月份' : '报表年度'}
          allowClear={false}
          inputReadOnly
          value={dayjs(`${month}-01`)}
          onChange={(d) =>
            d && change({ month: monthly ? d.format('YYYY-MM') : `${d.format('YYYY')}-${month.slice(5)}` })
          }
        />
        <Select
          aria-label={w.unit}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={w.allUnits}
          value={filter.unitId}
          onChange={(unitId: string | undefined) => setFilter({ ...filter, unitId: unitId ?? null })}
          options={options}
          popupMatchSelectWidth={false}
          className="choose-unit"
        />
        {monthly ? (
          <Input
            aria-label={w.filler}
            placeholder={w.filler}
            maxLength={40}
            className="filler"
            onBlur={(e) => setFilter({ ...filter, filler: e.target.value.trim() })}
            onPressEnter={(e) => setFilter({ ...filter, filler: e.currentTarget.value.trim() })}
          />
        ) : null}
        {programme.division.code.length < 6 && (me.division?.code.length ?? 6) < 6 ? (
          <Button onClick={() => change({ regionId: '' })}>{r.up}</Button>
        ) : null}
        <span className="spring" />
        <Downloads address={address} filter={filter} title={form.data?.title ?? ''} />
      </div>
      <Loaded query={form} rows={12}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyNote title={w.emptyForm} text={w.emptyFormWhy} />
          ) : (
            <>
              <FormSheet form={data} annex={ANNEX[formId]} onCell={setCell} />
              <FormPages form={data} onTurn={(to) => setTurned({ of: shownForm, page: to })} />
            </>
          )
        }
      </Loaded>
      <ObligationStrip address={address} />
      <FactsDrawer address={address} cell={cell} onClose={() => setCell(null)} />
    </>
  )
}

export function FormsPage() {
  const w = useWords(reportWords)
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { form?: string }
  const formId = FORMS.find((f) => f === search.form) ?? 'workload-return'
  const { regionId, programme } = useWorkplace()
  const wide = !regionId && programme.division.code.length < 6
  return (
    <Page
      title={w.reports}
      note={w.reportsNote}
      actions={
        <Segmented<FormId>
          aria-label={w.reports}
          value={formId}
          onChange={(form) => void navigate({ to: '/reports', search: { form } as never })}
          options={FORMS.map((value) => ({ value, label: w.forms[value] }))}
        />
      }
    >
      <ReportTabs />
      {wide ? (
        <RollUpView />
      ) : (
        <NeedRegion>
          <FormView key={formId} formId={formId} />
        </NeedRegion>
      )}
    </Page>
  )
}
