// What was read of a staffing table, before anything is written: columns, rows, problems cell by cell.
import { Alert, Button, Checkbox, Input, Select, Table, Tooltip } from 'antd'
import { useState } from 'react'
import { type ImportPreview, remapStaffing } from '../../../contract/dispatch.ts'
import { findSpecialty, matchScore } from '../../../domain/people/specialties.ts'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { Figure } from '../../kit/page.tsx'
import { ProblemAlert, ProblemLines } from '../../kit/problem-alert.tsx'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { dispatchWords } from './words.ts'

type Row = ImportPreview['rows'][number]
type Problem = ImportPreview['problems'][number]
type Mapped = ImportPreview['mapping'][number]

const keyOf = (row: Pick<Row, 'sheet' | 'row'>): string => `${row.sheet}!${row.row}`
const text = (row: Row, key: string): string => String(row.values[key] ?? '')
const TONES: Record<Row['effect'], Tone> = {
  new: 'done',
  same: 'plain',
  change: 'due',
  skip: 'draft',
  blocked: 'late',
}

export function ImportCounts({ counts }: { counts: ImportPreview['counts'] }) {
  const w = useWords(dispatchWords)
  const names = Object.keys(w.counts) as (keyof typeof w.counts)[]
  return (
    <div className="figures">
      {names.map((name) => (
        <Figure
          key={name}
          value={counts[name]}
          label={w.counts[name]}
          tone={
            name === 'errors' && counts.errors
              ? 'late'
              : name === 'warnings' && counts.warnings
                ? 'due'
                : 'plain'
          }
        />
      ))}
    </div>
  )
}

function confidenceOf(m: Mapped): { name: 'sure' | 'likely' | 'unsure' | 'none'; tone: Tone } {
  if (m.key === null) return { name: 'none', tone: 'plain' }
  if (m.confidence >= 0.85) return { name: 'sure', tone: 'done' }
  return m.confidence >= 0.6 ? { name: 'likely', tone: 'due' } : { name: 'unsure', tone: 'late' }
}

function Mapping({
  preview,
  busy,
  onChange,
}: {
  preview: ImportPreview
  busy: boolean
  onChange: (header: string, key: string | null) => void
}) {
  const w = useWords(dispatchWords)
  return (
    <section className="panel-block">
      <h3>{w.mapping}</h3>
      <p className="quiet gap-below">{w.mappingNote}</p>
      <div className="import-mapping">
        {preview.mapping.map((m) => {
          const sure = confidenceOf(m)
          return (
            <div className="map-row" key={`${m.column}${m.header}`}>
              <span title={m.header}>{m.header}</span>
              <Select
                aria-label={`${w.mapping} ${m.header}`}
                value={m.key ?? ''}
                disabled={busy}
                onChange={(key: string) => onChange(m.header, key || null)}
                options={[
                  { value: '', label: w.ignore },
                  ...preview.fields.map((f) => ({
                    value: f.key,
                    label: f.required ? `${f.label} *` : f.label,
                  })),
                ]}
                popupMatchSelectWidth={false}
              />
              <Mark tone={sure.tone}>{w.confidence[sure.name]}</Mark>
            </div>
          )
        })}
      </div>
    </section>
  )
}

/** Problems of a cell: the reading names the field in `path`, the deciding in `column`. */
function problemsAt(problems: readonly Problem[], key: string): Problem[] {
  return problems.filter((p) => p.place?.path === key || p.place?.column === key)
}

function Cell({ value, problems, label }: { value: string; problems: readonly Problem[]; label: string }) {
  const pick = usePick()
  if (problems.length === 0) return <span className="preview-cell">{value}</span>
  const worst = problems.some((p) => p.severity === 'error') ? 'error' : 'warning'
  const said = problems.map((p) => `${pick(p.zh, p.en)} ${pick(p.remedyZh, p.remedyEn)}`).join('\n')
  return (
    <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{said}</span>}>
      <button
        type="button"
        className={`cell-problem preview-cell ${worst}`}
        aria-label={`${label} ${value}：${said}`}
      >
        {value || '（空）'}
      </button>
    </Tooltip>
  )
}

type RowsProps = { preview: ImportPreview; busy: boolean; onSkip: (rows: Row[], skip: boolean) => void }

function Rows({ preview, busy, onSkip }: RowsProps) {
  const w = useWords(dispatchWords)
  const [onlyProblems, setOnlyProblems] = useState(false)
  const byRow = Map.groupBy(preview.problems, (p) => `${p.place?.sheet ?? ''}!${p.place?.row ?? ''}`)
  const problemsOf = (row: Row): Problem[] => byRow.get(keyOf(row)) ?? []
  const mapped = preview.fields.filter(
    (f) => preview.mapping.some((m) => m.key === f.key) || preview.rows.some((r) => r.values[f.key]),
  )
  const blocked = preview.rows.filter((r) => r.effect === 'blocked')
  const shown = onlyProblems ? preview.rows.filter((r) => problemsOf(r).length > 0) : preview.rows
  const sheets = new Set(preview.rows.map((r) => r.sheet)).size
  return (
    <section className="panel-block">
      <div className="toolbar">
        <div className="toolbar-main">
          <h3>{w.rows}</h3>
          <Checkbox checked={onlyProblems} onChange={(e) => setOnlyProblems(e.target.checked)}>
            {w.onlyProblems}
          </Checkbox>
        </div>
        {preview.skipped.length ? (
          <Tooltip
            title={preview.skipped.slice(0, 12).map((s) => (
              <div key={s.row}>
                {w.row} {s.row} {s.why}
              </div>
            ))}
          >
            <span className="quiet">{w.skippedRows(preview.skipped.length)}</span>
          </Tooltip>
        ) : null}
        {blocked.length ? (
          <Button danger disabled={busy} onClick={() => onSkip(blocked, true)}>
            {w.skipBlocked(blocked.length)}
          </Button>
        ) : null}
      </div>
      <Table<Row>
        aria-label={w.rows}
        size="small"
        rowKey={keyOf}
        dataSource={shown}
        loading={busy}
        pagination={shown.length > 50 ? { pageSize: 50, showSizeChanger: true } : false}
        scroll={{ x: 'max-content' }}
        rowClassName={(row) => `preview-row-${row.effect}`}
        columns={[
          {
            title: w.row,
            key: 'row',
            fixed: 'left',
            width: 60,
            render: (_, r) => (
              <span className="nums">
                {sheets > 1 ? `${r.sheet} ` : ''}
                {r.row}
              </span>
            ),
          },
          {
            title: w.effect,
            key: 'effect',
            fixed: 'left',
            width: 96,
            render: (_, r) => <Mark tone={TONES[r.effect]}>{w.effects[r.effect]}</Mark>,
          },
          ...mapped.map((f) => ({
            title: f.label,
            key: f.key,
            render: (_: unknown, r: Row) => (
              <Cell
                value={text(r, f.key)}
                label={`${w.row} ${r.row} ${f.label}`}
                problems={r.skipped ? [] : problemsAt(problemsOf(r), f.key)}
              />
            ),
          })),
          {
            title: '',
            key: 'skip',
            fixed: 'right',
            width: 80,
            render: (_, r) => (
              <Button
                size="small"
                type="link"
                disabled={busy}
                aria-label={`${r.skipped ? w.takeRow : w.skipRow} ${w.row} ${r.row}`}
                onClick={() => onSkip([r], !r.skipped)}
              >
                {r.skipped ? w.takeRow : w.skipRow}
              </Button>
            ),
          },
        ]}
      />
    </section>
  )
}

/** MAT-4: rows that would be written though the doctor's specialty has nothing to do with the need. */
function mismatched(preview: ImportPreview): Row[] {
  return preview.rows.filter((r) => {
    if (r.effect !== 'new' && r.effect !== 'change') return false
    const need = findSpecialty(text(r, 'needSpecialty'))
    const have = findSpecialty(text(r, 'specialty'))
    return need && have && matchScore(need.code, have.code) === 0
  })
}

type PanelProps = {
  preview: ImportPreview
  regionId: string
  confirming: boolean
  error: unknown
  onPreview: (preview: ImportPreview) => void
  onBack: () => void
  onConfirm: (mismatchReasons: Record<string, string>) => void
}

export function ImportPreviewPanel({
  preview,
  regionId,
  confirming,
  error,
  onPreview,
  onBack,
  onConfirm,
}: PanelProps) {
  const w = useWords(dispatchWords)
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const remap = useAct(remapStaffing, [], onPreview)
  const params = { regionId, id: preview.id }
  const skip = (rows: Row[], skipped: boolean): void => {
    const chosen = new Set(rows.map(keyOf))
    const now = preview.rows.filter((r) => (chosen.has(keyOf(r)) ? skipped : r.skipped)).map(keyOf)
    remap.mutate({ params, body: { skipRows: now } })
  }
  const odd = mismatched(preview)
  const unexplained = odd.filter((r) => !reasons[keyOf(r)]?.trim()).length
  const general = preview.problems.filter((p) => p.place?.row === undefined)
  const { errors } = preview.counts
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={w.nothingYet}
        description={preview.remembered ? `${w.nothingYetWhy} ${w.remembered}` : w.nothingYetWhy}
      />
      <div className="gap-above">
        <ImportCounts counts={preview.counts} />
      </div>
      {general.length ? (
        <Alert
          className="gap-above"
          type="warning"
          showIcon
          title={w.counts.warnings}
          description={<ProblemLines problems={general} />}
        />
      ) : null}
      <Mapping
        preview={preview}
        busy={remap.isPending}
        onChange={(header, key) => remap.mutate({ params, body: { mapping: { [header]: key } } })}
      />
      <Rows preview={preview} busy={remap.isPending} onSkip={skip} />
      <ProblemAlert error={remap.error} className="gap-above" />
      {odd.length ? (
        <section className="panel-block">
          <h3>{w.mismatches}</h3>
          <p className="quiet">{w.mismatchesNote}</p>
          {odd.map((r) => (
            <div className="reason-row" key={keyOf(r)}>
              <span>
                {w.row} {r.row} <b>{text(r, 'doctorName')}</b>（{text(r, 'specialty')}）→{' '}
                {text(r, 'receivingUnit')}（{w.need} {text(r, 'needSpecialty')}）
              </span>
              <Input
                aria-label={`${w.mismatchReason} ${text(r, 'doctorName')}`}
                maxLength={200}
                placeholder={w.mismatchReason}
                status={reasons[keyOf(r)]?.trim() ? '' : 'warning'}
                value={reasons[keyOf(r)] ?? ''}
                onChange={(e) => setReasons({ ...reasons, [keyOf(r)]: e.target.value })}
              />
            </div>
          ))}
        </section>
      ) : null}
      <ProblemAlert error={error} className="gap-above" />
      <div className="import-foot">
        <Button
          type="primary"
          size="large"
          loading={confirming}
          disabled={errors > 0 || unexplained > 0 || remap.isPending}
          onClick={() =>
            onConfirm(Object.fromEntries(odd.map((r) => [keyOf(r), reasons[keyOf(r)]?.trim() ?? ''])))
          }
        >
          {w.confirmImport}
        </Button>
        <Button onClick={onBack}>{w.another}</Button>
        {errors > 0 ? (
          <Mark tone="late">{w.fixFirst(errors)}</Mark>
        ) : unexplained > 0 ? (
          <Mark tone="due">
            {w.mismatches} {unexplained}
          </Mark>
        ) : (
          <Mark tone="draft">{w.nothingYet}</Mark>
        )}
      </div>
    </>
  )
}
