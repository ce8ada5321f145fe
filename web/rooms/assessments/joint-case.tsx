// One assessment: its parts with where each number comes from, the points a side gives, the signatures, the appeal (ASM-2).
import { Button, Input, InputNumber, Popconfirm, Table } from 'antd'
import { useState } from 'react'
import {
  type AssessmentRow,
  decideAppeal,
  listAssessments,
  markAssessment,
  signAssessment,
} from '../../../contract/assessments-joint.ts'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { jointWords } from './joint-words.ts'

export type Where = { regionId: string; programmeId: string; cycle: string }
type Part = AssessmentRow['parts'][number]

const partsGiven = (row: AssessmentRow): Record<string, number> =>
  Object.fromEntries(
    row.parts.flatMap((p) => (p.from === 'marks' && p.points !== null ? [[p.id, p.points]] : [])),
  )

function Basis({ part, row }: { part: Part; row: AssessmentRow }) {
  const w = useWords(jointWords)
  const { basis } = row
  if (part.from === 'attendance')
    return <span className="quiet">{w.attendance(basis.recorded, basis.duties)}</span>
  if (part.from === 'monthly') return <span className="quiet">{w.checks(basis.checks)}</span>
  return <span className="quiet">{part.about}</span>
}

function Parts({
  row,
  marks,
  onMark,
}: {
  row: AssessmentRow
  marks: Record<string, number>
  onMark: ((id: string, points: number | null) => void) | null
}) {
  const w = useWords(jointWords)
  return (
    <Panel title={w.parts} flush>
      <Table<Part>
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={row.parts}
        columns={[
          {
            title: w.part,
            render: (_, p) => (
              <>
                <b>{p.name}</b>
                <br />
                <Basis part={p} row={row} />
              </>
            ),
          },
          { title: w.weight, align: 'right', render: (_, p) => `${p.weight}%` },
          {
            title: w.points,
            align: 'right',
            render: (_, p) =>
              p.from === 'marks' && onMark ? (
                <InputNumber
                  aria-label={`${p.name} ${w.points}`}
                  min={0}
                  max={100}
                  step={0.5}
                  value={marks[p.id] ?? null}
                  onChange={(value) => onMark(p.id, value)}
                />
              ) : (
                (p.points ?? <span className="quiet">—</span>)
              ),
          },
          { title: w.score, align: 'right', render: (_, p) => p.score ?? <span className="quiet">—</span> },
        ]}
      />
      <p className="credit-formula quiet">
        {row.basis.absences > 0 ? `${w.absences(row.basis.absences)}　` : ''}
        {row.basis.measures > 0 ? w.measures(row.basis.measures) : ''}
      </p>
    </Panel>
  )
}

function Marking({ row, where }: { row: AssessmentRow; where: Where }) {
  const w = useWords(jointWords)
  const say = useNotice()
  const [marks, setMarks] = useState(() => partsGiven(row))
  const [words, setWords] = useState('')
  const save = useAct(markAssessment, [listAssessments], () => say(w.saved))
  const { regionId, programmeId, cycle } = where
  const changed = JSON.stringify(marks) !== JSON.stringify(partsGiven(row))
  return (
    <>
      <Parts
        row={row}
        marks={marks}
        onMark={(id, points) => {
          const { [id]: _, ...others } = marks
          setMarks(points === null ? others : { ...marks, [id]: points })
        }}
      />
      <Input.TextArea
        aria-label={w.remark}
        placeholder={w.remark}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={500}
        value={words}
        onChange={(e) => setWords(e.target.value)}
      />
      <p className="gap-above">
        <Button
          type="primary"
          disabled={!changed}
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              params: { regionId, programmeId },
              body: {
                cycle,
                practitionerId: row.practitionerId,
                unitId: row.unitId,
                marks,
                words: words.trim(),
                known: row.steps.length,
              },
            })
          }
        >
          {w.save}
        </Button>
      </p>
      <ProblemAlert error={save.error} />
    </>
  )
}

function Signatures({ row, where }: { row: AssessmentRow; where: Where }) {
  const w = useWords(jointWords)
  const me = useMe()
  const say = useNotice()
  const sign = useAct(signAssessment, [listAssessments], () => say(w.signedNow))
  const total = row.total
  return (
    <Panel title={w.signed}>
      {(['receivingUnit', 'supportingUnit'] as const).map((side) => {
        const by = row.signed.find((s) => s.side === side)
        return (
          <p key={side}>
            {w.sides[side]}：{by ? `${by.by} ${by.on}` : <span className="quiet">{w.notSigned}</span>}
          </p>
        )
      })}
      {row.may.includes('sign') && row.id && total !== null ? (
        <Popconfirm
          title={w.signNote(total, w.sides[me.role === 'receivingUnit' ? 'receivingUnit' : 'supportingUnit'])}
          okText={w.sign}
          onConfirm={() =>
            sign.mutate({ params: { regionId: where.regionId, id: row.id ?? '' }, body: { total } })
          }
        >
          <Button type="primary" loading={sign.isPending}>
            {w.sign}
          </Button>
        </Popconfirm>
      ) : null}
      <ProblemAlert error={sign.error} />
    </Panel>
  )
}

function Appeal({ row, where }: { row: AssessmentRow; where: Where }) {
  const w = useWords(jointWords)
  const [words, setWords] = useState('')
  const act = useAct(decideAppeal, [listAssessments])
  const decide = (upheld: boolean): void =>
    act.mutate({
      params: { regionId: where.regionId, id: row.id ?? '' },
      body: { upheld, words: words.trim() },
    })
  const empty = words.trim() === ''
  return (
    <Panel title={w.decide}>
      <Input.TextArea
        aria-label={w.reason}
        placeholder={w.reason}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        value={words}
        onChange={(e) => setWords(e.target.value)}
      />
      <p className="row gap-above">
        <Button type="primary" disabled={empty} loading={act.isPending} onClick={() => decide(true)}>
          {w.uphold}
        </Button>
        <Button disabled={empty} loading={act.isPending} onClick={() => decide(false)}>
          {w.reject}
        </Button>
      </p>
      <ProblemAlert error={act.error} />
    </Panel>
  )
}

export function JointCase({ row, where }: { row: AssessmentRow; where: Where }) {
  const w = useWords(jointWords)
  return (
    <div className="credit-account">
      <p className="row">
        <b className="figure-value">{row.total ?? '—'}</b>
        {row.grade ? (
          <Mark tone={row.grade === 'failed' ? 'late' : 'done'}>{w.grades[row.grade]}</Mark>
        ) : null}
        <Mark tone={row.state === 'final' ? 'done' : 'due'}>{w.states[row.state]}</Mark>
        {row.state === 'published' && row.appealUntil ? (
          <span className="quiet">{w.until(row.appealUntil)}</span>
        ) : null}
      </p>
      {row.may.includes('mark') ? (
        <Marking key={row.steps.length} row={row} where={where} />
      ) : (
        <Parts row={row} marks={{}} onMark={null} />
      )}
      <Signatures row={row} where={where} />
      {row.may.includes('uphold') ? <Appeal row={row} where={where} /> : null}
      <Panel title={w.history}>
        <ul className="objections">
          {row.steps.map((step) => (
            <li key={`${step.at}${step.act}${step.by}`}>
              <b>{w.acts[step.act]}</b> {step.by} <span className="quiet">{momentWords(step.at)}</span>{' '}
              {step.words}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}
