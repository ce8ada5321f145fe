// New versions of who leads and answers: persons are typed one a line, as they stand in the paper (ORG-1, ORG-2, ORG-3, ORG-8).
import { Form, Input, Select } from 'antd'
import type { CallInput } from '../../../contract/endpoint.ts'
import {
  type GovernanceView,
  getGovernance,
  saveGovernance,
} from '../../../contract/organisations-governance.ts'
import { WORK_AREAS, type WorkArea } from '../../../domain/organisations/governance.ts'
import { namedLine, readNamed, readNamedLines } from '../../../domain/organisations/named.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { governanceWords } from './governance-words.ts'

export type Editing =
  | { kind: 'steeringGroup'; history: GovernanceView['steeringGroup'] }
  | { kind: 'sections'; history: GovernanceView['sections']; plan: readonly { name: string; task: string }[] }
  | { kind: 'responsible'; history: GovernanceView['responsible'][number] }
  | {
      kind: 'pairing'
      history: Pick<GovernanceView['pairings'][number], 'versions' | 'inForce' | 'mayWrite'>
      unit: { id: string; name: string }
      hospital: { id: string; name: string }
    }
type Body = CallInput<typeof saveGovernance>['body']
type SectionRow = { name: string; task: string; persons: string; areas: WorkArea[] }
type Key =
  | 'effectiveFrom'
  | 'document'
  | 'reason'
  | 'chair'
  | 'viceChairs'
  | 'members'
  | 'office'
  | 'officeHead'
  | 'leader'
  | 'deputy'
  | 'department'
  | 'departmentHead'
  | 'unitLeader'
  | 'hospitalLeader'
  | 'unitDepartmentHead'
  | 'annualTasks'
type Values = { [K in Key]?: string } & { rows?: SectionRow[] }

/** The fields a version of each kind begins with: those of the newest one, or what the plan says. */
function firstOf(editing: Editing, today: string): Partial<Values> {
  const base = { effectiveFrom: today, document: '', reason: '' }
  switch (editing.kind) {
    case 'steeringGroup': {
      const c = editing.history.versions[0]?.content
      return {
        ...base,
        chair: namedLine(c?.chair ?? null),
        viceChairs: (c?.viceChairs ?? []).map(namedLine).join('\n'),
        members: (c?.members ?? []).map(namedLine).join('\n'),
        office: c?.office ?? '',
        officeHead: namedLine(c?.officeHead ?? null),
      }
    }
    case 'sections': {
      const kept = editing.history.versions[0]?.content.sections
      const rows: SectionRow[] = kept
        ? kept.map((s) => ({ ...s, persons: s.persons.map(namedLine).join('\n'), areas: [...s.areas] }))
        : editing.plan.map((s) => ({ ...s, persons: '', areas: [] }))
      return { ...base, rows: rows.length ? rows : [{ name: '', task: '', persons: '', areas: [] }] }
    }
    case 'responsible': {
      const c = editing.history.versions[0]?.content
      return {
        ...base,
        leader: namedLine(c?.leader ?? null),
        deputy: namedLine(c?.deputy ?? null),
        department: c?.department ?? '',
        departmentHead: namedLine(c?.departmentHead ?? null),
      }
    }
    case 'pairing': {
      const c = editing.history.versions[0]?.content
      return {
        ...base,
        unitLeader: namedLine(c?.unitLeader ?? null),
        hospitalLeader: namedLine(c?.hospitalLeader ?? null),
        department: c?.department ?? '',
        departmentHead: namedLine(c?.departmentHead ?? null),
        unitDepartmentHead: namedLine(c?.unitDepartmentHead ?? null),
        annualTasks: (c?.annualTasks ?? []).map((t) => `${t.name} ${t.task}`).join('\n'),
      }
    }
  }
}

function bodyOf(editing: Editing, v: Values): Body {
  const { effectiveFrom = '', document = '', reason = '' } = v
  const base = { effectiveFrom, document, reason, after: editing.history.versions[0]?.version ?? 0 }
  const one = (key: Key) => readNamed(v[key] ?? '')
  const must = (key: Key) => one(key) ?? { name: '', post: '' }
  switch (editing.kind) {
    case 'steeringGroup':
      return {
        kind: 'steeringGroup',
        ...base,
        content: {
          chair: must('chair'),
          viceChairs: readNamedLines(v.viceChairs ?? ''),
          members: readNamedLines(v.members ?? ''),
          office: v.office ?? '',
          officeHead: one('officeHead'),
        },
      }
    case 'sections':
      return {
        kind: 'sections',
        ...base,
        content: {
          sections: (v.rows ?? []).map((r) => ({ ...r, persons: readNamedLines(r.persons ?? '') })),
        },
      }
    case 'responsible':
      return {
        kind: 'responsible',
        ...base,
        organisationId: editing.history.organisation.id,
        content: {
          leader: must('leader'),
          deputy: one('deputy'),
          department: v.department ?? '',
          departmentHead: one('departmentHead'),
        },
      }
    case 'pairing':
      return {
        kind: 'pairing',
        ...base,
        organisationId: editing.unit.id,
        partnerId: editing.hospital.id,
        content: {
          unitLeader: must('unitLeader'),
          hospitalLeader: must('hospitalLeader'),
          department: v.department ?? '',
          departmentHead: one('departmentHead'),
          unitDepartmentHead: one('unitDepartmentHead'),
          annualTasks: readNamedLines(v.annualTasks ?? '').map(({ name, post }) => ({ name, task: post })),
        },
      }
  }
}

function Sections() {
  const w = useWords(governanceWords)
  const common = useWords(words)
  return (
    <Form.List name="rows">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="section-row">
              <Form.Item name={[name, 'name']} label={w.section} rules={[{ required: true }]}>
                <Input maxLength={40} autoComplete="off" />
              </Form.Item>
              <Form.Item name={[name, 'task']} label={w.task}>
                <Input maxLength={200} autoComplete="off" />
              </Form.Item>
              <Form.Item name={[name, 'persons']} label={w.persons}>
                <Input.TextArea rows={2} placeholder={w.linesHint} />
              </Form.Item>
              <Form.Item name={[name, 'areas']} label={w.areas}>
                <Select
                  mode="multiple"
                  options={WORK_AREAS.map((area) => ({ value: area, label: common.rail[area] }))}
                />
              </Form.Item>
              {fields.length > 1 ? (
                <button type="button" className="link-button" onClick={() => remove(name)}>
                  {common.remove}
                </button>
              ) : null}
            </div>
          ))}
          <button
            type="button"
            className="link-button"
            onClick={() => add({ name: '', task: '', persons: '', areas: [] })}
          >
            {common.add}
          </button>
        </>
      )}
    </Form.List>
  )
}

type Field = [name: Key, label: string, how: 'one' | 'must' | 'lines' | 'text']

export function GovernanceDialog({
  at,
  editing,
  onClose,
}: {
  at: { regionId: string; programmeId: string }
  editing: Editing
  onClose: () => void
}) {
  const w = useWords(governanceWords)
  const say = useNotice()
  const { today } = useMe()
  const [form] = Form.useForm<Values>()
  const act = useAct(saveGovernance, [getGovernance], () => {
    say(w.saved)
    onClose()
  })
  const fields: Record<Exclude<Editing['kind'], 'sections'>, Field[]> = {
    steeringGroup: [
      ['chair', w.chair, 'must'],
      ['viceChairs', w.viceChairs, 'lines'],
      ['members', w.members, 'lines'],
      ['office', w.office, 'text'],
      ['officeHead', w.officeHead, 'one'],
    ],
    responsible: [
      ['leader', w.leader, 'must'],
      ['deputy', w.deputy, 'one'],
      ['department', w.department, 'text'],
      ['departmentHead', w.departmentHead, 'one'],
    ],
    pairing: [
      ['unitLeader', w.unitLeader, 'must'],
      ['hospitalLeader', w.hospitalLeader, 'must'],
      ['department', w.pairDepartment, 'text'],
      ['departmentHead', w.pairHead, 'one'],
      ['unitDepartmentHead', w.unitHead, 'one'],
      ['annualTasks', w.annual, 'lines'],
    ],
  }
  const about =
    editing.kind === 'responsible'
      ? editing.history.organisation.name
      : editing.kind === 'pairing'
        ? `${editing.unit.name} · ${editing.hospital.name}`
        : w[editing.kind]
  return (
    <EditDialog<Values>
      title={`${w.write} · ${about}`}
      form={form}
      first={firstOf(editing, today)}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={(values) =>
        act.mutate({ params: at, body: bodyOf(editing, { ...values, reason: values.reason || w.first }) })
      }
    >
      {editing.kind === 'sections' ? (
        <Sections />
      ) : (
        fields[editing.kind].map(([name, label, how]) => (
          <Form.Item key={name} name={name} label={label} rules={how === 'must' ? [{ required: true }] : []}>
            {how === 'lines' ? (
              <Input.TextArea
                rows={name === 'members' ? 4 : 2}
                placeholder={name === 'annualTasks' ? w.annualHint : w.linesHint}
              />
            ) : (
              <Input maxLength={95} autoComplete="off" placeholder={how === 'text' ? '' : w.namedHint} />
            )}
          </Form.Item>
        ))
      )}
      <Form.Item name="effectiveFrom" label={w.from} rules={[{ required: true }]}>
        <Input type="date" autoComplete="off" />
      </Form.Item>
      <Form.Item name="document" label={w.document}>
        <Input maxLength={80} autoComplete="off" placeholder={w.documentHint} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={w.why}
        rules={editing.history.versions.length ? [{ required: true }] : []}
      >
        <Input
          maxLength={200}
          autoComplete="off"
          placeholder={editing.history.versions.length ? '' : w.first}
        />
      </Form.Item>
    </EditDialog>
  )
}
