// A test message takes the way of all others; the dialog follows it in the outbox until it is clear what came of it.
import { Alert, Modal, Spin } from 'antd'
import { useEffect } from 'react'
import { type ChannelView, listChannels, testChannel } from '../../../contract/notices-channels.ts'
import { getOutboxMessage, listOutbox } from '../../../contract/notices-outbox.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { channelWords } from './channel-words.ts'

const EVERY = 700
const underWay = (state: string | undefined): boolean => !state || state === 'waiting' || state === 'sending'

export function ChannelTestDialog({
  regionId,
  channel,
  onClose,
}: {
  regionId: string
  channel: ChannelView
  onClose: () => void
}) {
  const w = useWords(channelWords)
  const common = useWords(words)
  const pick = usePick()
  const start = useAct(testChannel, [listOutbox])
  const { mutate } = start
  useEffect(() => mutate({ params: { regionId, id: channel.id } }), [mutate, regionId, channel.id])
  const id = start.data?.messageId ?? ''
  const query = useCall(
    getOutboxMessage,
    { params: { regionId, id } },
    { enabled: id !== '', every: (message) => (underWay(message?.state) ? EVERY : false) },
  )
  const refresh = useCall(listChannels, { params: { regionId } })
  const message = query.data
  const close = (): void => {
    void refresh.refetch()
    onClose()
  }
  const failure = message?.reason
  return (
    <Modal
      open
      title={`${w.test}：${channel.label}`}
      onCancel={close}
      onOk={close}
      okText={common.close}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <ProblemAlert error={start.error ?? query.error} />
      <div aria-live="polite">
        {start.error || query.error ? null : underWay(message?.state) ? (
          <p>
            <Spin size="small" /> {w.testing}
          </p>
        ) : message?.state === 'sent' ? (
          <Alert type="success" showIcon title={w.testSent} />
        ) : (
          <Alert
            type="error"
            showIcon
            title={failure ? pick(failure.zh, failure.en) : w.testFailed}
            description={failure ? pick(failure.remedyZh, failure.remedyEn) : undefined}
          />
        )}
      </div>
    </Modal>
  )
}
