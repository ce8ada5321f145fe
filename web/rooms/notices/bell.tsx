// The bell of the top bar: how many notices nobody here has read, the newest of them, and the way to all.
import { BellOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Badge, Button, Popover } from 'antd'
import { useState } from 'react'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useFollowNotice, useNotices } from './use-notices.ts'
import { noticeWords } from './words.ts'
import './notices.css'

const SHOWN = 6

export function NoticeBell() {
  const w = useWords(noticeWords)
  const pick = usePick()
  const [open, setOpen] = useState(false)
  const { data } = useNotices()
  const follow = useFollowNotice()
  const unseen = data?.unseen ?? 0
  const items = (data?.items ?? []).filter((notice) => !notice.readAt).slice(0, SHOWN)
  const content = (
    <div className="bell-list">
      {items.length === 0 ? <p className="quiet">{w.noneUnseen}</p> : null}
      <ul>
        {items.map((notice) => (
          <li key={notice.id}>
            <button
              type="button"
              onClick={() => {
                setOpen(false)
                follow(notice)
              }}
            >
              <span>{pick(notice.zh, notice.en)}</span>
              <small className="quiet nums">{momentWords(notice.madeAt)}</small>
            </button>
          </li>
        ))}
      </ul>
      <Link to="/notices" onClick={() => setOpen(false)}>
        {w.all}
      </Link>
    </div>
  )
  return (
    <Popover
      trigger={['click']}
      placement="bottomRight"
      title={w.title}
      content={content}
      open={open}
      onOpenChange={setOpen}
    >
      <Button
        type="text"
        aria-label={w.bell(unseen)}
        icon={
          <Badge count={unseen} size="small" offset={[2, -2]}>
            <BellOutlined aria-hidden="true" />
          </Badge>
        }
      />
    </Popover>
  )
}
