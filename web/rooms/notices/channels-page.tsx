// 设置 · 通知渠道: by what, besides the desk, each body of the county is told; tested with a real message.
import { PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { type ChannelView, listChannels, removeChannel } from '../../../contract/notices-channels.ts'
import { ROLE_NAMES } from '../../../domain/access/roles.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { SettingsTabs } from '../access/door.tsx'
import { AddChannelDialog, ChangeChannelDialog } from './channel-dialog.tsx'
import { ChannelTestDialog } from './channel-test.tsx'
import { channelWords } from './channel-words.ts'
import { TransportPanels } from './transport-panels.tsx'
import './notices.css'

type Doing = { act: 'test' | 'change'; channel: ChannelView }

function ChannelActs({ channel, onDo }: { channel: ChannelView; onDo: (doing: Doing) => void }) {
  const w = useWords(channelWords)
  const common = useWords(words)
  const say = useNotice()
  const { regionId } = useWorkplace()
  const remove = useAct(removeChannel, [listChannels], () => say(w.removed))
  return (
    <span className="row no-wrap">
      <Button
        size="small"
        type="primary"
        onClick={() => onDo({ act: 'test', channel })}
        aria-label={`${w.test} ${channel.label}`}
      >
        {w.test}
      </Button>
      <Button
        size="small"
        onClick={() => onDo({ act: 'change', channel })}
        aria-label={`${common.edit} ${channel.label}`}
      >
        {common.edit}
      </Button>
      <Popconfirm
        title={w.removeSure(channel.label)}
        okText={common.confirm}
        cancelText={common.cancel}
        onConfirm={() => remove.mutate({ params: { regionId, id: channel.id } })}
      >
        <Button
          size="small"
          danger
          loading={remove.isPending}
          aria-label={`${common.remove} ${channel.label}`}
        >
          {common.remove}
        </Button>
      </Popconfirm>
      <ProblemAlert error={remove.error} />
    </span>
  )
}

function useColumns(onDo: (doing: Doing) => void): DeskColumn<ChannelView>[] {
  const w = useWords(channelWords)
  const { language } = usePreferences()
  const last = ({ last: one }: ChannelView): string =>
    one ? `${w.states[one.state as keyof typeof w.states]} ${momentWords(one.at)}` : w.never
  const state = (c: ChannelView): string =>
    [c.active ? w.on : w.off, ...(c.kindsOff.length ? [w.kindsOff(c.kindsOff.length)] : [])].join('，')
  const plain = (key: string, name: string, text: (c: ChannelView) => string) => ({
    key,
    name,
    text,
    render: (_: unknown, c: ChannelView) => text(c),
  })
  return [
    { ...plain('label', w.label, (c) => c.label), pinned: true },
    plain('body', w.body, (c) => c.body),
    plain('role', w.role, (c) => ROLE_NAMES[c.role][language]),
    plain('kind', w.kind, (c) => w.kinds[c.kind]),
    plain('shown', w.shown, (c) => c.shown),
    {
      ...plain('state', w.state, state),
      render: (_, c) => <Mark tone={c.active ? 'done' : 'plain'}>{state(c)}</Mark>,
    },
    {
      ...plain('last', w.last, last),
      render: (_, c) => (
        <Mark tone={c.last ? (c.last.state === 'sent' ? 'done' : 'late') : 'plain'}>{last(c)}</Mark>
      ),
    },
    { key: 'acts', name: '', render: (_, channel) => <ChannelActs channel={channel} onDo={onDo} /> },
  ]
}

function Channels({ regionId }: { regionId: string }) {
  const w = useWords(channelWords)
  const [adding, setAdding] = useState(false)
  const [doing, setDoing] = useState<Doing | null>(null)
  const columns = useColumns(setDoing)
  const query = useCall(listChannels, { params: { regionId } })
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAdding(true)}>
      {w.add}
    </Button>
  )
  const close = (): void => setDoing(null)
  return (
    <>
      <Loaded query={query}>
        {(data) => (
          <>
            <Panel title={w.channels} note={w.channelsNote} actions={data.channels.length ? add : null} flush>
              {data.channels.length ? (
                <DeskTable
                  name="channels"
                  label={w.channels}
                  rows={data.channels}
                  columns={columns}
                  rowKey={(c) => c.id}
                />
              ) : (
                <EmptyNote title={w.none} text={w.noneWhy} action={add} />
              )}
            </Panel>
            <TransportPanels regionId={regionId} held={data} />
          </>
        )}
      </Loaded>
      {adding ? <AddChannelDialog regionId={regionId} onClose={() => setAdding(false)} /> : null}
      {doing?.act === 'change' ? (
        <ChangeChannelDialog regionId={regionId} channel={doing.channel} onClose={close} />
      ) : null}
      {doing?.act === 'test' ? (
        <ChannelTestDialog regionId={regionId} channel={doing.channel} onClose={close} />
      ) : null}
    </>
  )
}

export function ChannelsPage() {
  const w = useWords(channelWords)
  const { regionId } = useWorkplace()
  const common = useWords(words)
  return (
    <Page title={common.rail.settings}>
      <SettingsTabs />
      <Alert type="info" showIcon className="gap-below" title={w.note} />
      <NeedRegion>
        <Channels key={regionId} regionId={regionId} />
      </NeedRegion>
    </Page>
  )
}
