// 考核 · 联合考核: a cycle's doctors, what each has come to, whose turn it is (ASM-2, ASM-12).
import { DownloadOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import {
  type AssessmentList,
  type AssessmentRow,
  getAssessmentsXlsx,
  listAssessments,
} from '../../../contract/assessments-joint.ts'
import { Clause } from '../../kit/clause.tsx'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { AssessmentTabs } from './assessment-tabs.tsx'
import { creditWords } from './credit-words.ts'
import { ExcellenceDrawer } from './excellence-drawer.tsx'
import { JointCase, type Where } from './joint-case.tsx'
import { jointWords } from './joint-words.ts'
import './assessments.css'

const TONES: Record<AssessmentRow['state'], Tone> = {
  open: 'due',
  signing: 'due',
  published: 'plain',
  appealed: 'late',
  final: 'done',
}
const keyOf = (row: AssessmentRow): string => `${row.practitionerId} ${row.unitId}`

function useColumns(
  parts: AssessmentRow['parts'],
  onOpen: (row: AssessmentRow) => void,
): DeskColumn<AssessmentRow>[] {
  const w = useWords(jointWords)
  const { programme } = useWorkplace()
  const short = (name: string): string => shortName(name, programme.division.name)
  return [
    {
      key: 'name',
      name: w.doctor,
      pinned: true,
      width: 100,
      render: (_, r) => (
        <Button type="link" className="in-row" aria-label={w.open(r.name, r.unit)} onClick={() => onOpen(r)}>
          {r.name}
        </Button>
      ),
      text: (r) => r.name,
    },
    { key: 'unit', name: w.unit, render: (_, r) => short(r.unit), text: (r) => r.unit },
    { key: 'hospital', name: w.hospital, render: (_, r) => short(r.hospital), text: (r) => r.hospital },
    ...parts.map(
      (part): DeskColumn<AssessmentRow> => ({
        key: part.id,
        name: `${part.name} ${part.weight}%`,
        align: 'right',
        width: 110,
        render: (_, r) => r.parts.find((p) => p.id === part.id)?.points ?? <span className="quiet">—</span>,
        text: (r) => r.parts.find((p) => p.id === part.id)?.points ?? '',
      }),
    ),
    {
      key: 'total',
      name: w.total,
      align: 'right',
      width: 80,
      sorter: (a, b) => (a.total ?? -1) - (b.total ?? -1),
      render: (_, r) => <b>{r.total ?? '—'}</b>,
      text: (r) => r.total ?? '',
    },
    {
      key: 'grade',
      name: w.grade,
      width: 80,
      render: (_, r) => (r.grade ? w.grades[r.grade] : ''),
      text: (r) => (r.grade ? w.grades[r.grade] : ''),
    },
    {
      key: 'state',
      name: w.state,
      width: 150,
      render: (_, r) => <Mark tone={TONES[r.state]}>{w.states[r.state]}</Mark>,
      text: (r) => w.states[r.state],
    },
  ]
}

function Cycle({ list, where, told }: { list: AssessmentList; where: Where; told: string | undefined }) {
  const w = useWords(jointWords)
  const navigate = useNavigate()
  const [open, setOpen] = useState<string | null>(() => {
    const row = list.items.find((one) => told !== undefined && one.id === told)
    return row ? keyOf(row) : null
  })
  const [excellence, setExcellence] = useState(false)
  const columns = useColumns(list.items[0]?.parts ?? [], (row) => setOpen(keyOf(row)))
  const xlsx = useAct(getAssessmentsXlsx, [], (blob) => saveBlob(blob, `${w.tab} ${where.cycle}.xlsx`))
  const shown = list.items.find((row) => keyOf(row) === open)
  const { regionId, programmeId, cycle } = where
  const toolbar = (
    <>
      <Select
        aria-label={w.cycle}
        value={cycle}
        popupMatchSelectWidth={false}
        onChange={(id: string) => void navigate({ to: '/assessments/joint', search: { cycle: id } as never })}
        options={list.cycles.map((c) => ({ value: c.id, label: w.cycleOf(c.from, c.to, c.over) }))}
      />
      <Button
        icon={<DownloadOutlined aria-hidden="true" />}
        loading={xlsx.isPending}
        onClick={() => xlsx.mutate({ params: { regionId, programmeId }, query: { cycle } })}
      >
        {w.xlsx}
      </Button>
      {list.mayApprove ? <Button onClick={() => setExcellence(true)}>{w.excellence}</Button> : null}
    </>
  )
  return (
    <>
      <ProblemAlert error={xlsx.error} />
      {list.items.length === 0 ? (
        <>
          <div className="toolbar">{toolbar}</div>
          <EmptyNote title={w.none} text={w.noneWhy} />
        </>
      ) : (
        <DeskTable
          name="joint-assessments"
          label={w.tab}
          rows={list.items}
          rowKey={keyOf}
          columns={columns}
          toolbar={toolbar}
        />
      )}
      <Drawer
        open={shown !== undefined}
        size={720}
        title={shown ? `${shown.name} · ${shown.unit}` : ''}
        onClose={() => setOpen(null)}
        destroyOnHidden
      >
        {shown ? <JointCase row={shown} where={where} /> : null}
      </Drawer>
      {excellence ? <ExcellenceDrawer where={where} onClose={() => setExcellence(false)} /> : null}
    </>
  )
}

function Joint() {
  const w = useWords(jointWords)
  const { cycle, assessment } = useSearch({ strict: false }) as { cycle?: string; assessment?: string }
  const { regionId, programmeId } = useWorkplace()
  const list = useCall(
    listAssessments,
    {
      params: { regionId, programmeId },
      query: { ...(cycle ? { cycle } : {}), ...(assessment ? { assessment } : {}) },
    },
    { keep: true },
  )
  return (
    <Loaded query={list} rows={10}>
      {(data) =>
        data.rule && data.cycle ? (
          <>
            <div className="row gap-below">
              <span>{w.rule(data.rule)}</span>
              <Clause citation={data.rule.citation} clauses={data.rule.clauses} />
            </div>
            {data.rule.note ? <p className="quiet gap-below">{data.rule.note}</p> : null}
            <Cycle
              key={data.cycle}
              list={data}
              where={{ regionId, programmeId, cycle: data.cycle }}
              told={assessment}
            />
          </>
        ) : (
          <EmptyNote title={w.noRule} text={w.noRuleWhy} />
        )
      }
    </Loaded>
  )
}

export function JointPage() {
  const c = useWords(creditWords)
  return (
    <Page title={c.title} note={c.note}>
      <AssessmentTabs />
      <NeedRegion>
        <Joint />
      </NeedRegion>
    </Page>
  )
}
