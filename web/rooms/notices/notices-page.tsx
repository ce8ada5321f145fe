// 通知: everything addressed to the reader's body in its role, who read it and when, and what was taken back.
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { NoticeView } from '../../../contract/notices.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { Page } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useFollowNotice, useNotices, useReadNotice } from './use-notices.ts'
import { noticeWords } from './words.ts'
import './notices.css'

const MOST = 200

function stateWords(notice: NoticeView, w: typeof noticeWords.zh): string {
  return notice.readAt ? w.seen(notice.readBy ?? '', momentWords(notice.readAt)) : w.unseen
}

function useColumns({ read, isPending }: ReturnType<typeof useReadNotice>): DeskColumn<NoticeView>[] {
  const w = useWords(noticeWords)
  const pick = usePick()
  const follow = useFollowNotice()
  return [
    {
      key: 'when',
      name: w.when,
      width: 150,
      render: (_, notice) => <span className="nums">{momentWords(notice.madeAt)}</span>,
      text: (notice) => momentWords(notice.madeAt),
    },
    {
      key: 'what',
      name: w.what,
      render: (_, notice) => (
        <span className={notice.readAt ? undefined : 'notice-unseen'}>
          {pick(notice.zh, notice.en)}{' '}
          {notice.takesBack ? (
            <small className="quiet">{w.takesBack(momentWords(notice.takesBack.madeAt))}</small>
          ) : null}
          {notice.takenBackAt ? (
            <Mark tone="plain">{w.takenBack(momentWords(notice.takenBackAt))}</Mark>
          ) : null}
        </span>
      ),
      text: (notice) => pick(notice.zh, notice.en),
    },
    {
      key: 'state',
      name: w.state,
      render: (_, notice) => <Mark tone={notice.readAt ? 'done' : 'due'}>{stateWords(notice, w)}</Mark>,
      text: (notice) => stateWords(notice, w),
    },
    {
      key: 'acts',
      name: '',
      render: (_, notice) => (
        <span className="row">
          <Button size="small" onClick={() => follow(notice)}>
            {w.open}
          </Button>
          {notice.readAt ? null : (
            <Button size="small" type="primary" disabled={isPending} onClick={() => read(notice)}>
              {w.read}
            </Button>
          )}
        </span>
      ),
    },
  ]
}

export function NoticesPage() {
  const w = useWords(noticeWords)
  const [only, setOnly] = useState<'unseen' | 'all'>('all')
  const reading = useReadNotice()
  const columns = useColumns(reading)
  const query = useNotices()
  const shown = (items: NoticeView[]): NoticeView[] =>
    only === 'unseen' ? items.filter((notice) => !notice.readAt) : items
  return (
    <Page title={w.title} note={w.note}>
      <ProblemAlert error={reading.error} className="gap-below" />
      <Loaded
        query={query}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyNote title={w.none} text={w.noneWhy} />}
      >
        {(data) => (
          <>
            <DeskTable
              name="notices"
              label={w.title}
              rows={shown(data.items)}
              columns={columns}
              rowKey={(notice) => notice.id}
              toolbar={
                <Segmented
                  aria-label={w.state}
                  value={only}
                  onChange={setOnly}
                  options={[
                    { value: 'all', label: w.filter.all },
                    { value: 'unseen', label: `${w.filter.unseen} ${data.unseen}` },
                  ]}
                />
              }
            />
            {data.items.length >= MOST ? <p className="quiet">{w.most}</p> : null}
          </>
        )}
      </Loaded>
    </Page>
  )
}
