// 排班 · 典型经验: the library, by state; one case in a side panel; writing one (PUB-5, PUB-6).
import { useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { type CaseLine, type CaseView, listCases } from '../../../contract/publicity-cases.ts'
import { CASE_STATES, type CaseState } from '../../../domain/publicity/cases.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { momentWords, shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RosterTabs } from '../dispatch/door.tsx'
import { CASE_TONES, CaseDetail } from './case-detail.tsx'
import { CaseEditor } from './case-editor.tsx'
import { caseWords } from './case-words.ts'

function useColumns(onOpen: (id: string) => void): DeskColumn<CaseLine>[] {
  const w = useWords(caseWords)
  const { programme } = useWorkplace()
  const units = (one: CaseLine): string =>
    one.units.map((unit) => shortName(unit, programme.division.name)).join('、')
  return [
    {
      key: 'title',
      name: w.caseTitle,
      pinned: true,
      text: (one) => one.title,
      render: (_, one) => <b className="case-title">{one.title}</b>,
    },
    {
      key: 'state',
      name: w.state,
      text: (one) => (one.hidden ? w.hidden : w.states[one.state]),
      render: (_, one) => (
        <>
          <Mark tone={CASE_TONES[one.state]}>{w.states[one.state]}</Mark>{' '}
          {one.hidden ? <Mark tone="late">{w.hidden}</Mark> : null}
        </>
      ),
    },
    {
      key: 'author',
      name: w.author,
      text: (one) => one.author,
      render: (_, one) => shortName(one.author, programme.division.name),
    },
    { key: 'units', name: w.units, text: units, render: (_, one) => units(one) },
    {
      key: 'version',
      name: w.version,
      align: 'right',
      text: (one) => one.version,
      render: (_, one) => one.version || '—',
    },
    {
      key: 'pushes',
      name: w.pushes,
      align: 'right',
      text: (one) => one.pushes,
      render: (_, one) => w.times(one.pushes),
    },
    {
      key: 'since',
      name: w.since,
      text: (one) => momentWords(one.since),
      render: (_, one) => <span className="nums">{momentWords(one.since)}</span>,
    },
    {
      key: 'open',
      name: '',
      render: (_, one) => (
        <Button size="small" aria-label={`${w.open} ${one.title}`} onClick={() => onOpen(one.id)}>
          {w.open}
        </Button>
      ),
    },
  ]
}

type Filter = 'all' | CaseState

function Cases({ onEdit }: { onEdit: (one: CaseView | 'new') => void }) {
  const w = useWords(caseWords)
  const may = useMay()
  const { regionId, programmeId } = useWorkplace()
  const asked = useSearch({ strict: false }) as { case?: string }
  const [open, setOpen] = useState<string | null>(asked.case ?? null)
  const [filter, setFilter] = useState<Filter>('all')
  const query = useCall(listCases, { params: { regionId, programmeId } }, { keep: true })
  const columns = useColumns(setOpen)
  return (
    <Panel flush>
      <Loaded
        query={query}
        rows={8}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <EmptyNote
            title={w.none}
            text={w.noneWhy}
            action={
              may('case.write') ? (
                <Button type="primary" onClick={() => onEdit('new')}>
                  {w.write}
                </Button>
              ) : null
            }
          />
        }
      >
        {({ items, more }) => {
          const shown = items.filter((one) => filter === 'all' || one.state === filter)
          return (
            <>
              <DeskTable
                name="cases"
                label={w.title}
                rows={shown}
                columns={columns}
                rowKey={(one) => one.id}
                toolbar={
                  <div className="states-row">
                    <Segmented<Filter>
                      aria-label={w.state}
                      value={filter}
                      onChange={setFilter}
                      options={(['all', ...CASE_STATES] as const).map((value) => ({
                        value,
                        label: `${value === 'all' ? w.all : w.states[value]} ${items.filter((one) => value === 'all' || one.state === value).length}`,
                      }))}
                    />
                  </div>
                }
              />
              {shown.length === 0 ? <EmptyNote title={w.noneHere} /> : null}
              {more ? <p className="quiet footnote">{w.more}</p> : null}
            </>
          )
        }}
      </Loaded>
      {open ? (
        <CaseDetail key={open} regionId={regionId} id={open} onEdit={onEdit} onClose={() => setOpen(null)} />
      ) : null}
    </Panel>
  )
}

export function CasesPage() {
  const w = useWords(caseWords)
  const may = useMay()
  const [editing, setEditing] = useState<CaseView | 'new' | null>(null)
  return (
    <Page
      title={w.title}
      note={w.note}
      actions={
        may('case.write') ? (
          <Button type="primary" onClick={() => setEditing('new')}>
            {w.write}
          </Button>
        ) : null
      }
    >
      <RosterTabs />
      <NeedRegion>
        <Cases onEdit={setEditing} />
        {editing ? (
          <CaseEditor
            known={editing === 'new' ? null : editing}
            onClose={() => setEditing(null)}
            onSaved={() => setEditing(null)}
          />
        ) : null}
      </NeedRegion>
    </Page>
  )
}
