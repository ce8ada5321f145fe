// 机构与人员 · 医师: who may be sent, with specialty and title; a mobile is revealed with a reason (SEC-1).
import { EyeOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { listPractitioners, type PractitionerView, revealMobile } from '../../../contract/people.ts'
import { DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { PeopleTabs } from '../organisations/door.tsx'
import { PractitionerDialog } from './practitioner-dialog.tsx'
import { peopleWords } from './words.ts'

function Mobile({ person }: { person: PractitionerView }) {
  const w = useWords(peopleWords)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const reveal = useAct(revealMobile, [], () => setOpen(false))
  if (!person.mobile) return <span className="quiet">—</span>
  if (reveal.data?.mobile)
    return (
      <a className="nums" href={`tel:${reveal.data.mobile}`}>
        {reveal.data.mobile}
      </a>
    )
  return (
    <span className="nums nowrap">
      {person.mobile}
      {may('practitioner.reveal') ? (
        <Button
          type="text"
          size="small"
          icon={<EyeOutlined aria-hidden="true" />}
          aria-label={`${w.reveal} ${person.name}`}
          onClick={() => setOpen(true)}
        />
      ) : null}
      <ReasonDialog
        open={open}
        title={`${w.reveal}：${person.name}`}
        note={w.revealNote}
        confirm={w.reveal}
        busy={reveal.isPending}
        error={reveal.error}
        onCancel={() => setOpen(false)}
        onConfirm={(reason) => reveal.mutate({ params: { id: person.id }, body: { reason } })}
      />
    </span>
  )
}

export function PractitionersPage() {
  const w = useWords(peopleWords)
  const common = useWords(words)
  const may = useMay()
  const { programmeId } = useWorkplace()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const [editing, setEditing] = useState<PractitionerView | 'new' | null>(null)
  const query = useCall(listPractitioners, { query: { programmeId, ...(q ? { q } : {}) } }, { keep: true })
  const hospitals = [...new Set((query.data?.items ?? []).map((p) => p.organisation.name))]
  const edit = may('practitioner.write')
  return (
    <Page
      title={common.rail.people}
      note={w.note}
      actions={
        edit ? (
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
              <DeskTable<PractitionerView>
                name="practitioners"
                label={w.name}
                rows={data.items}
                rowKey={(p) => p.id}
                toolbar={
                  <Input.Search
                    allowClear
                    aria-label={common.search}
                    placeholder={common.search}
                    maxLength={40}
                    className="search"
                    value={typed}
                    onChange={(e) => setTyped(e.target.value)}
                  />
                }
                columns={[
                  {
                    key: 'name',
                    name: w.name,
                    pinned: true,
                    text: (p) => p.name,
                    render: (_, p) => <b>{p.name}</b>,
                    sorter: (a, b) => a.name.localeCompare(b.name, 'zh'),
                  },
                  { key: 'sex', name: w.sex, text: (p) => p.sex ?? '', render: (_, p) => p.sex ?? '—' },
                  {
                    key: 'hospital',
                    name: w.hospital,
                    text: (p) => p.organisation.name,
                    render: (_, p) => p.organisation.name,
                    filters: hospitals.map((value) => ({ text: value, value })),
                    onFilter: (value, p) => p.organisation.name === value,
                  },
                  {
                    key: 'specialty',
                    name: w.specialty,
                    text: (p) => p.specialty,
                    render: (_, p) => (
                      <>
                        {p.specialty} {p.specialtyCode ? null : <Mark tone="due">{w.unknown}</Mark>}
                      </>
                    ),
                  },
                  {
                    key: 'title',
                    name: w.title,
                    text: (p) => p.title,
                    render: (_, p) => (
                      <>
                        {p.title} {p.titleCode ? null : <Mark tone="due">{w.unknown}</Mark>}
                      </>
                    ),
                  },
                  {
                    key: 'mobile',
                    name: w.mobile,
                    text: (p) => p.mobile ?? '',
                    render: (_, p) => <Mobile person={p} />,
                  },
                  {
                    key: 'state',
                    name: w.state,
                    text: (p) => (p.active ? w.active : w.inactive),
                    render: (_, p) => (
                      <Mark tone={p.active ? 'done' : 'plain'}>{p.active ? w.active : w.inactive}</Mark>
                    ),
                  },
                  ...(edit
                    ? [
                        {
                          key: 'edit',
                          name: '',
                          render: (_: unknown, p: PractitionerView) => (
                            <Button
                              type="link"
                              size="small"
                              aria-label={`${w.edit} ${p.name}`}
                              onClick={() => setEditing(p)}
                            >
                              {w.edit}
                            </Button>
                          ),
                        },
                      ]
                    : []),
                ]}
              />
              {data.items.length === 0 ? <EmptyNote title={w.none} text={w.noneWhy} /> : null}
            </>
          )}
        </Loaded>
      </Panel>
      {editing ? <PractitionerDialog practitioner={editing} onClose={() => setEditing(null)} /> : null}
    </Page>
  )
}
