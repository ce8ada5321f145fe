// What a person does on 到岗: settling a contradiction, making up a forgotten report, setting the county's terms.
import { Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  getPresenceSettings,
  listPresence,
  type PresenceView,
  recordPresence,
  savePresenceSettings,
  settlePresence,
} from '../../../contract/visits-presence.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { presenceWords } from './presence-words.ts'

type ForOne = { item: PresenceView; onClose: () => void }

export function SettleDialog({ item, onClose }: ForOne) {
  const w = useWords(presenceWords)
  const tell = useNotice()
  const [id] = useState(() => uuidv7())
  const act = useAct(settlePresence, [listPresence], () => {
    tell(w.settledDone)
    onClose()
  })
  return (
    <ReasonDialog
      open
      title={w.settleTitle(item.practitioner, item.day)}
      note={
        <>
          {item.contradictions.map(({ zh }) => zh).join('；')}
          <br />
          <span className="quiet">{w.settleNote}</span>
        </>
      }
      label={w.settleLabel}
      confirm={w.settle}
      busy={act.isPending}
      error={act.error}
      onCancel={onClose}
      onConfirm={(note) =>
        act.mutate({
          params: { regionId: item.regionId, id },
          body: { dutyId: item.dutyId, evidence: item.evidence, note },
        })
      }
    />
  )
}

type MadeUp = { kind: 'arrival' | 'departure'; time?: string; why: string }

export function MadeUpDialog({ item, onClose }: ForOne) {
  const w = useWords(presenceWords)
  const tell = useNotice()
  const [form] = Form.useForm<MadeUp>()
  const [id] = useState(() => uuidv7())
  const act = useAct(recordPresence, [listPresence], () => {
    tell(w.madeUpDone)
    onClose()
  })
  return (
    <EditDialog<MadeUp>
      title={w.makeUpTitle(item.practitioner, item.day)}
      form={form}
      first={{ kind: 'arrival' }}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={(given) =>
        act.mutate({
          params: { regionId: item.regionId, id },
          body: {
            dutyId: item.dutyId,
            kind: given.kind,
            madeUp: true,
            saidTime: given.time || null,
            reason: given.why,
          },
        })
      }
    >
      <Form.Item label={w.kind} name="kind">
        <Select
          options={(['arrival', 'departure'] as const).map((value) => ({ value, label: w.kinds[value] }))}
        />
      </Form.Item>
      <Form.Item label={w.time} name="time">
        <Input type="time" className="short-input" />
      </Form.Item>
      <Form.Item label={w.why} name="why" extra={w.whyHint} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea rows={2} maxLength={200} showCount />
      </Form.Item>
    </EditDialog>
  )
}

type Settings = { codeToleranceMinutes: number; positionDays: number }

export function PresenceSettingsDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(presenceWords)
  const tell = useNotice()
  const { regionId } = useWorkplace()
  const [form] = Form.useForm<Settings>()
  const now = useCall(getPresenceSettings, { params: { regionId } })
  const act = useAct(savePresenceSettings, [getPresenceSettings], () => {
    tell(w.saved)
    onClose()
  })
  if (!now.data) return null
  return (
    <EditDialog<Settings>
      title={w.settings}
      form={form}
      first={now.data}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={(body) => act.mutate({ params: { regionId }, body })}
    >
      <Form.Item
        label={w.tolerance}
        name="codeToleranceMinutes"
        extra={w.toleranceHint}
        rules={[{ required: true }]}
      >
        <InputNumber min={1} max={60} precision={0} />
      </Form.Item>
      <Form.Item
        label={w.positionDays}
        name="positionDays"
        extra={w.positionHint}
        rules={[{ required: true }]}
      >
        <InputNumber min={1} max={365} precision={0} />
      </Form.Item>
    </EditDialog>
  )
}
