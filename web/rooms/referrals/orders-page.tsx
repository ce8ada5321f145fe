// 村里的需求: what village clinics ask for, the urgent and the oldest first; whom to tell is seen by a reason (ORD-1, SEC-1).
import { EyeOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { listVisitOrders, revealOrderContact, type VisitOrder } from '../../../contract/referrals.ts'
import { specialtyOf } from '../../../domain/people/specialties.ts'
import {
  ORDER_STATE_NAMES,
  PATIENT_GROUP_NAMES,
  URGENCIES,
  URGENCY_NAMES,
  WISH_NAMES,
} from '../../../domain/referrals/visit-order.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RecordTabs } from '../visits/door.tsx'
import { referralWords } from './words.ts'

const TONES: Record<VisitOrder['urgency'], Tone> = { urgent: 'late', soon: 'due', routine: 'plain' }

function Contact({ order }: { order: VisitOrder }) {
  const w = useWords(referralWords)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const reveal = useAct(revealOrderContact, [], () => setOpen(false))
  if (!order.contact) return null
  if (reveal.data)
    return (
      <>
        {reveal.data.name}{' '}
        {reveal.data.phone ? <a href={`tel:${reveal.data.phone}`}>{reveal.data.phone}</a> : null}
      </>
    )
  return (
    <>
      <span className="nums">{[order.contact.name, order.contact.phone].filter(Boolean).join(' ')}</span>{' '}
      {may('visitOrder.reveal') ? (
        <Button
          size="small"
          icon={<EyeOutlined aria-hidden="true" />}
          aria-label={`${w.desk.reveal} ${order.problem}`}
          onClick={() => setOpen(true)}
        >
          {w.desk.reveal}
        </Button>
      ) : null}
      <ReasonDialog
        open={open}
        title={w.desk.reveal}
        note={w.desk.revealNote}
        confirm={w.desk.reveal}
        busy={reveal.isPending}
        error={reveal.error}
        onCancel={() => setOpen(false)}
        onConfirm={(reason) =>
          reveal.mutate({ params: { regionId: order.regionId, id: order.id }, body: { reason } })
        }
      />
    </>
  )
}

/** Urgent before soon before routine, and within each the oldest first. */
const byWeight = (a: VisitOrder, b: VisitOrder): number =>
  URGENCIES.indexOf(b.urgency) - URGENCIES.indexOf(a.urgency) || b.age - a.age || a.id.localeCompare(b.id)

function OrderTable({ items }: { items: readonly VisitOrder[] }) {
  const w = useWords(referralWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const county = programme.division.name
  const need = (order: VisitOrder): string =>
    [
      `${PATIENT_GROUP_NAMES[order.group][language]} ${order.initials}`.trim(),
      order.problem,
      order.specialty ? (specialtyOf(order.specialty)?.name ?? '') : '',
      WISH_NAMES[order.wish][language],
    ]
      .filter(Boolean)
      .join(' · ')
  const columns: DeskColumn<VisitOrder>[] = [
    {
      key: 'urgency',
      name: w.urgency,
      title: w.urgency,
      pinned: true,
      width: 110,
      text: (o) => URGENCY_NAMES[o.urgency].zh,
      sorter: byWeight,
      render: (_, o) => <Mark tone={TONES[o.urgency]}>{URGENCY_NAMES[o.urgency][language]}</Mark>,
    },
    {
      key: 'age',
      name: w.desk.age,
      title: w.desk.age,
      width: 100,
      text: (o) => o.age,
      sorter: (a, b) => a.age - b.age,
      render: (_, o) => <span className="nums">{w.days(o.age)}</span>,
    },
    {
      key: 'village',
      name: w.desk.village,
      title: w.desk.village,
      text: (o) => o.village.name,
      render: (_, o) => shortName(o.village.name, county),
    },
    {
      key: 'need',
      name: w.desk.need,
      title: w.desk.need,
      text: need,
      render: (_, o) => (
        <>
          {need(o)} {o.doubles.length ? <Mark tone="due">{w.desk.doubles(o.doubles.length)}</Mark> : null}
        </>
      ),
    },
    {
      key: 'state',
      name: w.state,
      title: w.state,
      text: (o) => ORDER_STATE_NAMES[o.state].zh,
      render: (_, o) => (
        <>
          {ORDER_STATE_NAMES[o.state][language]}
          {o.reason ? <span className="quiet">：{o.reason}</span> : null}
        </>
      ),
    },
    {
      key: 'contact',
      name: w.desk.contact,
      title: w.desk.contact,
      text: (o) => [o.contact?.name, o.contact?.phone].filter(Boolean).join(' '),
      render: (_, o) => <Contact order={o} />,
    },
    {
      key: 'unit',
      name: w.desk.unit,
      title: w.desk.unit,
      hidden: true,
      text: (o) => o.unit,
      render: (_, o) => shortName(o.unit, county),
    },
    {
      key: 'day',
      name: w.desk.day,
      title: w.desk.day,
      hidden: true,
      text: (o) => o.day,
      render: (_, o) => <span className="nums">{dayWords(o.day, language, o.day.slice(0, 4))}</span>,
    },
  ]
  return (
    <DeskTable<VisitOrder>
      name="visit-orders"
      label={w.desk.title}
      rows={items.toSorted(byWeight)}
      rowKey={(o) => o.id}
      columns={columns}
    />
  )
}

export function OrdersPage() {
  const w = useWords(referralWords)
  const { regionId } = useWorkplace()
  const [shown, setShown] = useState<'open' | 'all'>('open')
  const query = useCall(listVisitOrders, { query: { regionId } }, { enabled: regionId !== '', keep: true })
  return (
    <Page title={w.desk.title} note={w.desk.note}>
      <RecordTabs />
      <NeedRegion>
        <Loaded query={query} rows={8}>
          {({ items, more }) => {
            const waiting = items.filter((one) => one.state === 'recorded')
            const urgent = waiting.filter((one) => one.urgency === 'urgent').length
            const rows = shown === 'open' ? waiting : items
            const oldest = Math.max(0, ...waiting.map((one) => one.age))
            return (
              <>
                <div className="row gap-below">
                  <Segmented<'open' | 'all'>
                    aria-label={w.state}
                    value={shown}
                    onChange={setShown}
                    options={[
                      { value: 'open', label: w.desk.open },
                      { value: 'all', label: w.desk.all },
                    ]}
                  />
                  {waiting.length ? <b>{w.desk.waiting(waiting.length, oldest)}</b> : null}
                  {urgent ? <Mark tone="late">{w.desk.urgent(urgent)}</Mark> : null}
                  {more ? <span className="quiet">{w.desk.more}</span> : null}
                </div>
                <Panel title={w.desk.title} flush>
                  {rows.length ? (
                    <OrderTable items={rows} />
                  ) : (
                    <EmptyNote title={w.desk.nothing} text={w.desk.nothingNote} />
                  )}
                </Panel>
              </>
            )
          }}
        </Loaded>
      </NeedRegion>
    </Page>
  )
}
