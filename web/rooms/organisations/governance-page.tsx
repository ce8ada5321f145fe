// 机构与人员 · 组织领导: steering group and sections, responsible persons, shared responsibility, appointments, facilities.
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { listPostings } from '../../../contract/dispatch.ts'
import { type GovernanceView, getGovernance } from '../../../contract/organisations-governance.ts'
import { getProgramme } from '../../../contract/programme.ts'
import type { Named } from '../../../domain/organisations/governance.ts'
import { namedLine } from '../../../domain/organisations/named.ts'
import { DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { Appointments, Facilities } from './governance-days.tsx'
import { type Editing, GovernanceDialog } from './governance-dialogs.tsx'
import { governanceWords } from './governance-words.ts'
import { PeopleTabs } from './people-tabs.tsx'
import './governance.css'

type Versions = {
  version: number
  effectiveFrom: string
  document: string
  reason: string
  madeBy: string
  madeAt: string
}
type Write = (editing: Editing) => void
const current = <C,>(history: {
  versions: { version: number; content: C }[]
  inForce: number | null
}): C | null => history.versions.find((v) => v.version === history.inForce)?.content ?? null

function History({ versions, inForce }: { versions: readonly Versions[]; inForce: number | null }) {
  const w = useWords(governanceWords)
  if (versions.length === 0) return null
  return (
    <details className="governance-history">
      <summary>{w.history(versions.length)}</summary>
      <ul>
        {versions.map((v) => (
          <li key={v.version}>
            {w.version(v.version)} <span className="nums">{v.effectiveFrom}</span>{' '}
            {v.version === inForce ? <Mark tone="done">{w.inForce}</Mark> : null} {v.document} {v.reason}{' '}
            <span className="quiet">
              {v.madeBy} {momentWords(v.madeAt)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const List = ({ of }: { of: readonly Named[] }) => <>{of.length ? of.map(namedLine).join('；') : '—'}</>

function Group({ data, onWrite }: { data: GovernanceView; onWrite: Write }) {
  const w = useWords(governanceWords)
  const common = useWords(words)
  const { programmeId } = useWorkplace()
  const programme = useCall(getProgramme, { params: { id: programmeId }, query: {} })
  const group = current(data.steeringGroup)
  const sections = current(data.sections)
  const plan = programme.data?.document.office.sections ?? []
  return (
    <>
      <Panel
        title={w.steeringGroup}
        actions={
          data.steeringGroup.mayWrite ? (
            <Button onClick={() => onWrite({ kind: 'steeringGroup', history: data.steeringGroup })}>
              {w.write}
            </Button>
          ) : null
        }
      >
        {group ? (
          <dl className="governance-facts">
            <dt>{w.chair}</dt>
            <dd>{namedLine(group.chair)}</dd>
            <dt>{w.viceChairs}</dt>
            <dd>
              <List of={group.viceChairs} />
            </dd>
            <dt>{w.members}</dt>
            <dd>
              <List of={group.members} />
            </dd>
            <dt>{w.office}</dt>
            <dd>{group.office || '—'}</dd>
            <dt>{w.officeHead}</dt>
            <dd>{namedLine(group.officeHead) || '—'}</dd>
          </dl>
        ) : (
          <EmptyNote title={w.noGroup} text={w.noGroupWhy} />
        )}
        <History {...data.steeringGroup} />
      </Panel>
      <Panel
        title={w.sections}
        note={w.sectionsNote}
        actions={
          data.sections.mayWrite ? (
            <Button onClick={() => onWrite({ kind: 'sections', history: data.sections, plan })}>
              {w.write}
            </Button>
          ) : null
        }
      >
        {sections ? (
          <ul className="governance-sections">
            {sections.sections.map((s) => (
              <li key={s.name}>
                <b>{s.name}</b> <List of={s.persons} />
                <br />
                <span className="quiet">{s.task}</span>{' '}
                {s.areas.map((area) => (
                  <Link key={area} to={`/${area}`} className="governance-area">
                    {common.rail[area]}
                  </Link>
                ))}
              </li>
            ))}
          </ul>
        ) : (
          <EmptyNote title={w.noSections} text={plan.length ? w.fromPlan(plan.length) : undefined} />
        )}
        <History {...data.sections} />
      </Panel>
    </>
  )
}

type Body = GovernanceView['responsible'][number]

function Responsibles({ data, onWrite }: { data: GovernanceView; onWrite: Write }) {
  const w = useWords(governanceWords)
  const common = useWords(words)
  const missing = data.responsible.filter((b) => !current(b)).length
  const named = (b: Body, key: 'leader' | 'deputy' | 'departmentHead'): string =>
    namedLine(current(b)?.[key] ?? null)
  const column = (key: 'leader' | 'deputy' | 'departmentHead', name: string) => ({
    key,
    name,
    render: (_: unknown, b: Body) => named(b, key) || <span className="quiet">{w.unnamed}</span>,
    text: (b: Body) => named(b, key),
  })
  return (
    <>
      {missing ? (
        <p className="gap-below">
          <Mark tone="due">{w.missing(missing)}</Mark>
        </p>
      ) : null}
      <Panel flush>
        <DeskTable<Body>
          name="responsible"
          label={w.views.responsible}
          rows={data.responsible}
          rowKey={(b) => b.organisation.id}
          expandable={{
            expandedRowRender: (b) => <History {...b} />,
            rowExpandable: (b) => b.versions.length > 0,
          }}
          columns={[
            {
              key: 'body',
              name: w.body,
              render: (_, b) => (
                <>
                  {b.organisation.name} <span className="quiet">{w.side[b.organisation.side]}</span>
                </>
              ),
              text: (b) => b.organisation.name,
            },
            column('leader', w.leader),
            column('deputy', w.deputy),
            {
              key: 'department',
              name: w.department,
              render: (_, b) => current(b)?.department || '—',
              text: (b) => current(b)?.department ?? '',
            },
            column('departmentHead', w.departmentHead),
            {
              key: 'reporter',
              name: w.reporter,
              render: (_, b) => b.reporter ?? <span className="quiet">{w.unnamed}</span>,
              text: (b) => b.reporter ?? '',
            },
            {
              key: 'act',
              name: '',
              render: (_, b) =>
                b.mayWrite ? (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${common.edit} ${b.organisation.name}`}
                    onClick={() => onWrite({ kind: 'responsible', history: b })}
                  >
                    {common.edit}
                  </Button>
                ) : null,
            },
          ]}
        />
      </Panel>
    </>
  )
}

type Pair = GovernanceView['pairings'][number]

/** Those on record, then every unit and hospital joined by a posting that has none yet. */
function usePairs(data: GovernanceView): Pair[] {
  const { regionId, programmeId } = useWorkplace()
  const may = useMay()
  const postings = useCall(
    listPostings,
    { params: { regionId, programmeId } },
    { enabled: may('posting.read') },
  )
  const writes = new Set(data.responsible.flatMap((b) => (b.mayWrite ? [b.organisation.id] : [])))
  const known = new Map(data.pairings.map((p) => [`${p.unit.id}/${p.hospital.id}`, p]))
  for (const { unit, practitioner } of postings.data?.items ?? []) {
    const hospital = { id: practitioner.hospitalId, name: practitioner.hospital }
    const key = `${unit.id}/${hospital.id}`
    if (!known.has(key))
      known.set(key, {
        versions: [],
        inForce: null,
        mayWrite: writes.has(unit.id) || writes.has(hospital.id),
        unit: { id: unit.id, name: unit.name },
        hospital,
      })
  }
  return [...known.values()]
}

function Pairings({ data, onWrite }: { data: GovernanceView; onWrite: Write }) {
  const w = useWords(governanceWords)
  const common = useWords(words)
  const rows = usePairs(data)
  return (
    <>
      <p className="quiet gap-below">{w.both}</p>
      <Panel flush>
        <DeskTable<Pair>
          name="pairings"
          label={w.views.pairing}
          rows={rows}
          rowKey={(p) => `${p.unit.id}/${p.hospital.id}`}
          expandable={{
            expandedRowRender: (p) => (
              <>
                <ul>
                  {(current(p)?.annualTasks ?? []).map((t) => (
                    <li key={t.name + t.task}>
                      <b>{t.name}</b> {t.task}
                    </li>
                  ))}
                </ul>
                <History {...p} />
              </>
            ),
            rowExpandable: (p) => p.versions.length > 0,
          }}
          columns={[
            { key: 'unit', name: w.unit, render: (_, p) => p.unit.name, text: (p) => p.unit.name },
            {
              key: 'hospital',
              name: w.hospital,
              render: (_, p) => p.hospital.name,
              text: (p) => p.hospital.name,
            },
            ...(
              [
                ['unitLeader', w.unitLeader],
                ['hospitalLeader', w.hospitalLeader],
                ['departmentHead', w.pairHead],
                ['unitDepartmentHead', w.unitHead],
              ] as const
            ).map(([key, name]) => ({
              key,
              name,
              render: (_: unknown, p: Pair) =>
                namedLine(current(p)?.[key] ?? null) || <span className="quiet">{w.notYet}</span>,
              text: (p: Pair) => namedLine(current(p)?.[key] ?? null),
            })),
            {
              key: 'act',
              name: '',
              render: (_, p) =>
                p.mayWrite ? (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${common.edit} ${p.unit.name}`}
                    onClick={() =>
                      onWrite({ kind: 'pairing', history: p, unit: p.unit, hospital: p.hospital })
                    }
                  >
                    {common.edit}
                  </Button>
                ) : null,
            },
          ]}
        />
      </Panel>
    </>
  )
}

type View = keyof typeof governanceWords.zh.views

function Governance() {
  const w = useWords(governanceWords)
  const { regionId, programmeId } = useWorkplace()
  const at = { regionId, programmeId }
  const [view, setView] = useState<View>('group')
  const [editing, setEditing] = useState<Editing | null>(null)
  const query = useCall(getGovernance, { params: at })
  return (
    <>
      <div className="governance-views">
        <Segmented<View>
          aria-label={w.tab}
          value={view}
          onChange={setView}
          options={(Object.keys(w.views) as View[]).map((value) => ({ value, label: w.views[value] }))}
        />
      </div>
      <Loaded query={query} rows={8}>
        {(data) => {
          switch (view) {
            case 'group':
              return <Group data={data} onWrite={setEditing} />
            case 'responsible':
              return <Responsibles data={data} onWrite={setEditing} />
            case 'pairing':
              return <Pairings data={data} onWrite={setEditing} />
            case 'appointments':
              return <Appointments at={at} data={data} />
            case 'facilities':
              return <Facilities at={at} data={data} />
          }
        }}
      </Loaded>
      {editing ? <GovernanceDialog at={at} editing={editing} onClose={() => setEditing(null)} /> : null}
    </>
  )
}

export function GovernancePage() {
  const w = useWords(governanceWords)
  return (
    <Page title={w.tab} note={w.note}>
      <PeopleTabs />
      <NeedRegion>
        <Governance />
      </NeedRegion>
    </Page>
  )
}
