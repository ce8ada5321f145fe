// 记录: the month's day cards; duty days without a card stand on top.
import { PlusOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { CallOutput } from '../../../contract/endpoint.ts'
import { listOrganisations } from '../../../contract/organisations.ts'
import { listDayCards } from '../../../contract/visits.ts'
import { DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { dayWords, monthWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RecordTabs } from './record-tabs.tsx'
import { visitWords } from './words.ts'
import './visits.css'

type Cards = CallOutput<typeof listDayCards>
type Item = Cards['items'][number]
type Status = keyof typeof visitWords.zh.status
const TONES: Record<Status, Tone> = {
  draft: 'draft',
  submitted: 'due',
  confirmed: 'done',
  duplicate: 'late',
  merged: 'plain',
}
const STATES = Object.keys(TONES) as Status[]
const SHOWN = 8

export function CardState({ status }: { status: string }) {
  const w = useWords(visitWords)
  const known = status in TONES ? (status as Status) : 'draft'
  return <Mark tone={TONES[known]}>{w.status[known]}</Mark>
}

function Missing({ missing, county }: { missing: Cards['missing']; county: string }) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const may = useMay()
  const navigate = useNavigate()
  const [all, setAll] = useState(false)
  if (missing.length === 0)
    return (
      <p className="gap-below">
        <Mark tone="done">{w.noMissing}</Mark>
      </p>
    )
  const shown = all ? missing : missing.slice(0, SHOWN)
  return (
    <Panel title={w.missing(missing.length)} note={w.missingNote} className="missing">
      <ul className="missing-list">
        {shown.map((m) => (
          <li key={m.dutyId}>
            <span className="nums">{dayWords(m.day, language)}</span>
            <b>{shortName(m.unit, county)}</b>
            <span>{m.practitioner}</span>
            <span className="quiet">{common.half[m.half]}</span>
            <span className="spring" />
            {may('dayCard.write') ? (
              <Button
                size="small"
                type="link"
                href={`/api/regions/${m.regionId}/programmes/${m.programmeId}/paper-cards.pdf?month=${m.day.slice(0, 7)}&dutyId=${m.dutyId}`}
                target="_blank"
                aria-label={`${w.paper.printOne} ${m.practitioner} ${m.day}`}
              >
                {w.paper.printOne}
              </Button>
            ) : null}
            {may('dayCard.write') ? (
              <Button
                size="small"
                type="primary"
                aria-label={`${w.fill} ${m.practitioner} ${m.day}`}
                onClick={() =>
                  void navigate({
                    to: '/cards/$regionId/$id',
                    params: { regionId: m.regionId, id: uuidv7() },
                    search: {
                      duty: m.dutyId,
                      day: m.day,
                      unit: m.unitId,
                      doctor: m.practitionerId,
                      half: m.half,
                    } as never,
                  })
                }
              >
                {w.fill}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {shown.length < missing.length ? (
        <Button type="link" onClick={() => setAll(true)}>
          {common.more(missing.length - shown.length)}
        </Button>
      ) : null}
    </Panel>
  )
}

type TableProps = {
  items: readonly Item[]
  county: string
  filter: Filter
  onFilter: (filter: Filter) => void
}
type Filter = { status: string | null; unitId: string | null }

function CardTable({ items, county, filter, onFilter }: TableProps) {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const { programmeId, regionId } = useWorkplace()
  const units = useCall(listOrganisations, { query: { programmeId, side: 'receiving' } })
  const count = (key: 'consultations' | 'homeVisits' | 'lectures' | 'trainees' | 'beneficiaries') => ({
    key,
    name: w[key],
    align: 'right' as const,
    text: (i: Item) => i[key],
    sorter: (a: Item, b: Item) => a[key] - b[key],
    render: (_: unknown, i: Item) => <span className={`nums ${i[key] ? '' : 'quiet'}`}>{i[key]}</span>,
  })
  return (
    <DeskTable<Item>
      name="cards"
      label={w.list}
      rows={items}
      rowKey={(i) => i.id}
      toolbar={
        <>
          <Select
            aria-label={w.state}
            allowClear
            placeholder={w.allStatus}
            className="choose-state"
            value={filter.status}
            onChange={(status: string | undefined) => onFilter({ ...filter, status: status ?? null })}
            options={STATES.map((value) => ({ value, label: w.status[value] }))}
          />
          <Select
            aria-label={w.unit}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={w.allUnits}
            className="choose-unit"
            popupMatchSelectWidth={false}
            value={filter.unitId}
            onChange={(unitId: string | undefined) => onFilter({ ...filter, unitId: unitId ?? null })}
            options={(units.data?.items ?? [])
              .filter((u) => u.division.code.startsWith(regionId))
              .map((u) => ({ value: u.id, label: shortName(u.name, county) }))}
          />
        </>
      }
      columns={[
        {
          key: 'day',
          name: w.day,
          pinned: true,
          text: (i) => i.day,
          sorter: (a, b) => a.day.localeCompare(b.day),
          render: (_, i) => (
            <Link
              to="/cards/$regionId/$id"
              params={{ regionId: i.regionId, id: i.id }}
              className="nums"
              aria-label={`${dayWords(i.day, language, i.day.slice(0, 4))} ${i.practitioner} ${w.open}`}
            >
              {dayWords(i.day, language, i.day.slice(0, 4))}
            </Link>
          ),
        },
        {
          key: 'unit',
          name: w.unit,
          text: (i) => i.unit,
          render: (_, i) => shortName(i.unit, county),
          sorter: (a, b) => a.unit.localeCompare(b.unit, 'zh'),
        },
        { key: 'doctor', name: w.doctor, text: (i) => i.practitioner, render: (_, i) => i.practitioner },
        {
          key: 'hospital',
          name: w.hospital,
          text: (i) => i.hospital,
          render: (_, i) => <span className="quiet">{i.hospital}</span>,
        },
        {
          key: 'state',
          name: w.state,
          text: (i) => (i.status in w.status ? w.status[i.status as Status] : i.status),
          render: (_, i) => <CardState status={i.status} />,
        },
        count('consultations'),
        count('homeVisits'),
        count('lectures'),
        count('trainees'),
        count('beneficiaries'),
        {
          key: 'questions',
          name: w.questions,
          align: 'right',
          text: (i) => i.questions,
          sorter: (a, b) => a.questions - b.questions,
          render: (_, i) =>
            i.questions ? <Mark tone="due">{i.questions}</Mark> : <span className="quiet">0</span>,
        },
      ]}
    />
  )
}

export function CardsPage() {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const may = useMay()
  const navigate = useNavigate()
  const { programmeId, regionId, month, programme } = useWorkplace()
  const [filter, setFilter] = useState<Filter>({ status: null, unitId: null })
  const query = useCall(
    listDayCards,
    {
      query: {
        programmeId,
        month,
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.unitId ? { unitId: filter.unitId } : {}),
      },
    },
    { keep: true },
  )
  const county = programme.division.name
  const mine = <T extends { regionId: string }>(rows: readonly T[]): T[] =>
    rows.filter((r) => !regionId || r.regionId === regionId)
  const filtered = filter.status !== null || filter.unitId !== null
  return (
    <Page
      title={`${monthWords(month, language)} ${w.title}`}
      note={w.note}
      actions={
        may('dayCard.write') ? (
          <Button
            icon={<PlusOutlined aria-hidden="true" />}
            disabled={!regionId}
            onClick={() =>
              void navigate({
                to: '/cards/$regionId/$id',
                params: { regionId, id: uuidv7() },
                search: { new: 1 } as never,
              })
            }
          >
            {w.newCard}
          </Button>
        ) : null
      }
    >
      <RecordTabs />
      <NeedRegion>
        <Loaded query={query} rows={10}>
          {(data) => (
            <>
              <Missing missing={mine(data.missing)} county={county} />
              <Panel title={w.list} flush>
                {data.items.length === 0 && !filtered ? (
                  <EmptyNote title={w.none} text={w.noneWhy} />
                ) : (
                  <CardTable items={mine(data.items)} county={county} filter={filter} onFilter={setFilter} />
                )}
              </Panel>
            </>
          )}
        </Loaded>
      </NeedRegion>
    </Page>
  )
}
