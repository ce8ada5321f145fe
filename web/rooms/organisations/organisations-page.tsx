// 机构与人员 · 机构: by division, searched, edited, with aliases.
import { PlusOutlined, UserSwitchOutlined } from '@ant-design/icons'
import { Button, Input, Segmented } from 'antd'
import { useDeferredValue, useState } from 'react'
import { listOrganisations, type OrganisationView } from '../../../contract/organisations.ts'
import { KIND_WORDS, type OrganisationKind } from '../../../domain/organisations/kinds.ts'
import { DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { OrganisationDialog } from './organisation-dialog.tsx'
import { PeopleTabs } from './people-tabs.tsx'
import { ReporterCell, useReporters } from './reporter-cell.tsx'
import { ReporterDrawer } from './reporter-drawer.tsx'
import { reporterWords } from './reporter-words.ts'
import { organisationWords } from './words.ts'

type Side = 'all' | 'receiving' | 'supporting' | 'area'

function OrganisationTable({
  items,
  onEdit,
  onReporter,
  toolbar,
}: {
  items: readonly OrganisationView[]
  onEdit: (o: OrganisationView) => void
  onReporter: (o: OrganisationView) => void
  toolbar: React.ReactNode
}) {
  const w = useWords(organisationWords)
  const r = useWords(reporterWords)
  const may = useMay()
  const { programmeId } = useWorkplace()
  const reporters = useReporters(programmeId)
  const divisions = [...new Map(items.map((o) => [o.division.name, o.division.name])).values()]
  const kind = (o: OrganisationView): string => KIND_WORDS[o.kind as OrganisationKind]?.name ?? o.kind
  const kinds = [...new Set(items.map(kind))]
  return (
    <DeskTable<OrganisationView>
      name="organisations"
      label={w.tabs.organisations}
      rows={[...items].sort((a, b) => a.division.code.localeCompare(b.division.code))}
      rowKey={(o) => o.id}
      toolbar={toolbar}
      columns={[
        {
          key: 'name',
          name: w.name,
          pinned: true,
          text: (o) => o.name,
          render: (_, o) => <b>{o.name}</b>,
          sorter: (a, b) => a.name.localeCompare(b.name, 'zh'),
        },
        {
          key: 'division',
          name: w.division,
          text: (o) => o.division.name,
          render: (_, o) => o.division.name,
          filters: divisions.map((value) => ({ text: value, value })),
          filterSearch: true,
          onFilter: (value, o) => o.division.name === value,
          sorter: (a, b) => a.division.code.localeCompare(b.division.code),
        },
        {
          key: 'kind',
          name: w.kind,
          text: kind,
          render: (_, o) => kind(o),
          filters: kinds.map((value) => ({ text: value, value })),
          onFilter: (value, o) => kind(o) === value,
        },
        {
          key: 'ownership',
          name: w.ownership,
          text: (o) => (o.ownership ? w.ownerships[o.ownership] : ''),
          render: (_, o) => (o.ownership ? w.ownerships[o.ownership] : <span className="quiet">—</span>),
        },
        {
          key: 'phone',
          name: w.phone,
          text: (o) => o.phone ?? '',
          render: (_, o) =>
            o.phone ? (
              <a href={`tel:${o.phone}`} className="nums">
                {o.phone}
              </a>
            ) : (
              '—'
            ),
        },
        ...(may('reporter.read')
          ? [
              {
                key: 'reporter',
                name: r.reporter,
                text: (o: OrganisationView) => reporters.get(o.id)?.name ?? '',
                filters: [{ text: r.none, value: 'none' }],
                onFilter: (_: unknown, o: OrganisationView) => reporters.get(o.id) === null,
                render: (_: unknown, o: OrganisationView) => (
                  <span className="nowrap">
                    <ReporterCell of={reporters.get(o.id)} />
                    {reporters.has(o.id) ? (
                      <Button
                        type="link"
                        size="small"
                        icon={<UserSwitchOutlined aria-hidden="true" />}
                        aria-label={r.open(o.name)}
                        onClick={() => onReporter(o)}
                      />
                    ) : null}
                  </span>
                ),
              },
            ]
          : []),
        {
          key: 'aliases',
          name: w.aliases,
          text: (o) => o.aliases.join('、'),
          render: (_, o) => o.aliases.join('、') || <span className="quiet">—</span>,
        },
        {
          key: 'studio',
          name: w.studio,
          text: (o) => (o.expertStudio ? w.yes : w.no),
          render: (_, o) => (o.expertStudio ? w.yes : w.no),
        },
        {
          key: 'state',
          name: w.state,
          text: (o) => (o.active ? w.active : w.inactive),
          render: (_, o) => (
            <Mark tone={o.active ? 'done' : 'plain'}>{o.active ? w.active : w.inactive}</Mark>
          ),
        },
        ...(may('organisation.write')
          ? [
              {
                key: 'edit',
                name: '',
                render: (_: unknown, o: OrganisationView) => (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${w.edit} ${o.name}`}
                    onClick={() => onEdit(o)}
                  >
                    {w.edit}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

export function OrganisationsPage() {
  const w = useWords(organisationWords)
  const common = useWords(words)
  const may = useMay()
  const { programmeId } = useWorkplace()
  const [side, setSide] = useState<Side>('all')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const [editing, setEditing] = useState<OrganisationView | 'new' | null>(null)
  const [reporter, setReporter] = useState<OrganisationView | null>(null)
  const query = useCall(
    listOrganisations,
    {
      query: {
        ...(side === 'area' ? {} : { programmeId }),
        ...(side === 'receiving' || side === 'supporting' ? { side } : {}),
        ...(q ? { q } : {}),
      },
    },
    { keep: true },
  )
  const toolbar = (
    <>
      <Segmented<Side>
        aria-label={w.tabs.organisations}
        value={side}
        onChange={setSide}
        options={[
          { value: 'all', label: w.scopeProgramme },
          { value: 'receiving', label: w.side.receiving },
          { value: 'supporting', label: w.side.supporting },
          { value: 'area', label: w.scopeAll },
        ]}
      />
      <Input.Search
        allowClear
        aria-label={common.search}
        placeholder={common.search}
        maxLength={60}
        className="search"
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
    </>
  )
  return (
    <Page
      title={w.title}
      note={w.note}
      actions={
        may('organisation.write') ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setEditing('new')}>
            {w.add}
          </Button>
        ) : null
      }
    >
      <PeopleTabs />
      <Panel flush>
        <Loaded query={query} rows={10}>
          {(data) => (
            <>
              <OrganisationTable
                items={data.items}
                onEdit={setEditing}
                onReporter={setReporter}
                toolbar={toolbar}
              />
              {data.items.length === 0 ? <EmptyNote title={w.none} text={w.noneWhy} /> : null}
            </>
          )}
        </Loaded>
      </Panel>
      {reporter ? <ReporterDrawer organisation={reporter} onClose={() => setReporter(null)} /> : null}
      {editing ? <OrganisationDialog organisation={editing} onClose={() => setEditing(null)} /> : null}
    </Page>
  )
}
