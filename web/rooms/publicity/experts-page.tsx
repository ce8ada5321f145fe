// 机构与人员 · 专家名片: whose card waits, is shown or was withdrawn; one card in a side panel (PUB-1).
import { useSearch } from '@tanstack/react-router'
import { Button, Drawer, Input, Segmented } from 'antd'
import { useDeferredValue, useState } from 'react'
import { type ExpertCardLine, getExpertCard, listExpertCards } from '../../../contract/publicity-experts.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { PeopleTabs } from '../organisations/door.tsx'
import { CARD_TONES, ExpertCardView } from './expert-card.tsx'
import { expertWords } from './expert-words.ts'

function CardDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const w = useWords(expertWords)
  const query = useCall(getExpertCard, { params: { id } })
  return (
    <Drawer
      open
      size={600}
      title={`${w.title}${query.data ? ` · ${query.data.name}` : ''}`}
      onClose={onClose}
    >
      <Loaded query={query} rows={10}>
        {(card) => <ExpertCardView card={card} />}
      </Loaded>
    </Drawer>
  )
}

function useColumns(onOpen: (id: string) => void): DeskColumn<ExpertCardLine>[] {
  const w = useWords(expertWords)
  return [
    {
      key: 'doctor',
      name: w.doctor,
      pinned: true,
      text: (one) => one.name,
      render: (_, one) => <b>{one.name}</b>,
    },
    { key: 'hospital', name: w.hospital, text: (one) => one.hospital, render: (_, one) => one.hospital },
    {
      key: 'specialty',
      name: w.specialty,
      text: (one) => `${one.specialty} ${one.title}`,
      render: (_, one) => `${one.specialty} · ${one.title}`,
    },
    {
      key: 'name',
      name: w.name,
      text: (one) => (one.nameShown ? w.nameOn : w.nameOff),
      render: (_, one) => (one.nameShown ? w.nameOn : w.nameOff),
    },
    {
      key: 'card',
      name: w.card,
      text: (one) => w.states[one.state],
      render: (_, one) => <Mark tone={CARD_TONES[one.state]}>{w.states[one.state]}</Mark>,
    },
    {
      key: 'versions',
      name: w.versions,
      align: 'right',
      text: (one) => one.newestVersion,
      render: (_, one) => one.newestVersion || '—',
    },
    {
      key: 'open',
      name: '',
      render: (_, one) => (
        <Button size="small" aria-label={`${w.open} ${one.name}`} onClick={() => onOpen(one.practitionerId)}>
          {w.open}
        </Button>
      ),
    },
  ]
}

const FILTERS = ['all', 'waiting', 'shown', 'withdrawn', 'none'] as const
type Filter = (typeof FILTERS)[number]
const fits = (one: ExpertCardLine, filter: Filter): boolean =>
  filter === 'all' ||
  (filter === 'waiting' ? one.state === 'asked' || one.state === 'changed' : one.state === filter)

export function ExpertsPage() {
  const w = useWords(expertWords)
  const common = useWords(words)
  const { programmeId } = useWorkplace()
  const asked = useSearch({ strict: false }) as { doctor?: string }
  const [open, setOpen] = useState<string | null>(asked.doctor ?? null)
  const [filter, setFilter] = useState<Filter>('all')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const query = useCall(listExpertCards, { query: { programmeId, ...(q ? { q } : {}) } }, { keep: true })
  const columns = useColumns(setOpen)
  const label = { all: w.all, waiting: w.states.asked, shown: w.states.shown, withdrawn: w.states.withdrawn }
  return (
    <Page title={common.rail.people} note={w.note}>
      <PeopleTabs />
      <Panel flush>
        <Loaded query={query} rows={10}>
          {({ items }) => (
            <>
              <DeskTable
                name="expert-cards"
                label={w.title}
                rows={items.filter((one) => fits(one, filter))}
                columns={columns}
                rowKey={(one) => one.practitionerId}
                toolbar={
                  <>
                    <div className="states-row">
                      <Segmented<Filter>
                        aria-label={w.card}
                        value={filter}
                        onChange={setFilter}
                        options={FILTERS.map((value) => ({
                          value,
                          label: `${value === 'none' ? w.states.none : label[value]} ${items.filter((one) => fits(one, value)).length}`,
                        }))}
                      />
                    </div>
                    <Input.Search
                      allowClear
                      aria-label={common.search}
                      placeholder={common.search}
                      maxLength={40}
                      className="search"
                      value={typed}
                      onChange={(event) => setTyped(event.target.value)}
                    />
                  </>
                }
              />
              {items.length === 0 ? <EmptyNote title={w.none} text={w.noneWhy} /> : null}
            </>
          )}
        </Loaded>
      </Panel>
      {open ? <CardDrawer key={open} id={open} onClose={() => setOpen(null)} /> : null}
    </Page>
  )
}
