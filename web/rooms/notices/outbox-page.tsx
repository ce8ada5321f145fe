// 设置 · 通知发送: what left, what waits and until when, what stopped and needs a person: tried again or given up with a reason.
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import {
  giveUpMessages,
  listOutbox,
  OUTBOX_FILTERS,
  type OutboxView,
  retryMessages,
} from '../../../contract/notices-outbox.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { SettingsTabs } from '../access/door.tsx'
import { channelWords } from './channel-words.ts'
import './notices.css'

type Show = (typeof OUTBOX_FILTERS)[number]
const MINUTE = 60_000
const SOON = 3000
const TONES: Record<OutboxView['state'], Tone> = {
  waiting: 'due',
  sending: 'due',
  sent: 'done',
  parked: 'late',
  cancelled: 'plain',
  givenUp: 'plain',
}

function useRetry(regionId: string) {
  const w = useWords(channelWords)
  const say = useNotice()
  const act = useAct(retryMessages, [listOutbox], ({ count }) => say(w.retried(count)))
  return { ...act, retry: (ids: string[]) => act.mutate({ params: { regionId }, body: { ids } }) }
}

/** Where a message stands, why, and what to do. */
function Standing({ message }: { message: OutboxView }) {
  const w = useWords(channelWords)
  const pick = usePick()
  const { reason } = message
  return (
    <>
      <Mark tone={TONES[message.state]}>{w.states[message.state]}</Mark>{' '}
      {message.nextAt ? (
        <small className="quiet nums">{w.next(momentWords(message.nextAt), message.attempts)}</small>
      ) : null}
      {message.state === 'sent' && message.settledAt ? (
        <small className="quiet nums">{w.sentAt(momentWords(message.settledAt))}</small>
      ) : null}
      {reason ? (
        <p>
          {pick(reason.zh, reason.en)}
          {message.state === 'parked' ? (
            <span className="quiet"> {pick(reason.remedyZh, reason.remedyEn)}</span>
          ) : null}
        </p>
      ) : null}
      {message.note ? <p className="quiet">{w.noteOf(message.note)}</p> : null}
    </>
  )
}

function useColumns(
  retrying: ReturnType<typeof useRetry>,
  onGiveUp: (message: OutboxView) => void,
): DeskColumn<OutboxView>[] {
  const w = useWords(channelWords)
  const pick = usePick()
  const way = (m: OutboxView): string =>
    [w.kinds[m.channelKind], m.label, m.shown].filter(Boolean).join(' · ')
  return [
    {
      key: 'state',
      name: w.state,
      width: 320,
      text: (m) =>
        [w.states[m.state], m.reason ? pick(m.reason.zh, m.reason.en) : ''].filter(Boolean).join('：'),
      render: (_, m) => (
        <div className="outbox-standing">
          <Standing message={m} />
          {m.state === 'parked' ? (
            <p className="row no-wrap">
              <Button
                size="small"
                type="primary"
                disabled={retrying.isPending}
                onClick={() => retrying.retry([m.id])}
                aria-label={`${w.retry} ${way(m)}`}
              >
                {w.retry}
              </Button>
              <Button size="small" onClick={() => onGiveUp(m)} aria-label={`${w.giveUp} ${way(m)}`}>
                {w.giveUp}
              </Button>
            </p>
          ) : null}
        </div>
      ),
    },
    { key: 'what', name: w.what, text: (m) => pick(m.zh, m.en), render: (_, m) => pick(m.zh, m.en) },
    { key: 'body', name: w.body, width: 150, text: (m) => m.body, render: (_, m) => m.body || '—' },
    {
      key: 'way',
      name: w.way,
      width: 250,
      text: way,
      render: (_, m) => <Link to="/settings/channels">{way(m)}</Link>,
    },
    {
      key: 'when',
      name: w.when,
      width: 150,
      text: (m) => momentWords(m.madeAt),
      render: (_, m) => <span className="nums">{momentWords(m.madeAt)}</span>,
    },
  ]
}

function GiveUp({
  regionId,
  message,
  onClose,
}: {
  regionId: string
  message: OutboxView
  onClose: () => void
}) {
  const w = useWords(channelWords)
  const say = useNotice()
  const act = useAct(giveUpMessages, [listOutbox], () => {
    say(w.givenUp)
    onClose()
  })
  return (
    <ReasonDialog
      open
      title={w.giveUpTitle}
      note={w.giveUpNote}
      confirm={w.giveUp}
      danger
      busy={act.isPending}
      error={act.error}
      onCancel={onClose}
      onConfirm={(reason) => act.mutate({ params: { regionId }, body: { ids: [message.id], reason } })}
    />
  )
}

function Outbox({ regionId }: { regionId: string }) {
  const w = useWords(channelWords)
  const [show, setShow] = useState<Show>('all')
  const [before, setBefore] = useState<string | undefined>()
  const [giving, setGiving] = useState<OutboxView | null>(null)
  const retrying = useRetry(regionId)
  const columns = useColumns(retrying, setGiving)
  const query = useCall(
    listOutbox,
    { params: { regionId }, query: { show, ...(before ? { before } : {}) } },
    { keep: true, every: (data) => (data?.counts.waiting ? SOON : MINUTE) },
  )
  const choose = (next: Show): void => {
    setShow(next)
    setBefore(undefined)
  }
  return (
    <>
      <ProblemAlert error={retrying.error} className="gap-below" />
      <Loaded query={query}>
        {(data) => {
          const parked = data.items.filter(({ state }) => state === 'parked').map(({ id }) => id)
          const last = data.items.at(-1)
          return (
            <>
              <ScrollX label={w.state}>
                <Segmented
                  aria-label={w.state}
                  value={show}
                  onChange={choose}
                  options={OUTBOX_FILTERS.map((value) => ({
                    value,
                    label: value === 'all' ? w.show.all : `${w.show[value]} ${data.counts[value]}`,
                  }))}
                />
              </ScrollX>
              {data.items.length === 0 ? (
                <EmptyNote
                  title={w.outboxNone}
                  text={w.outboxNoneWhy}
                  action={<Link to="/settings/channels">{w.toChannels}</Link>}
                />
              ) : (
                <DeskTable
                  name="outbox"
                  width={1080}
                  label={w.what}
                  rows={data.items}
                  columns={columns}
                  rowKey={(m) => m.id}
                  toolbar={
                    parked.length > 1 ? (
                      <Button disabled={retrying.isPending} onClick={() => retrying.retry(parked)}>
                        {w.retryAll(parked.length)}
                      </Button>
                    ) : null
                  }
                />
              )}
              <p className="row gap-above">
                {before ? <Button onClick={() => setBefore(undefined)}>{w.newest}</Button> : null}
                {data.more && last ? <Button onClick={() => setBefore(last.id)}>{w.older}</Button> : null}
              </p>
            </>
          )
        }}
      </Loaded>
      {giving ? <GiveUp regionId={regionId} message={giving} onClose={() => setGiving(null)} /> : null}
    </>
  )
}

export function OutboxPage() {
  const w = useWords(channelWords)
  const common = useWords(words)
  const { regionId } = useWorkplace()
  return (
    <Page title={common.rail.settings} note={w.outboxNote}>
      <SettingsTabs />
      <NeedRegion>
        <Outbox key={regionId} regionId={regionId} />
      </NeedRegion>
    </Page>
  )
}
