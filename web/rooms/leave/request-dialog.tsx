// The medical office asks for its doctors, one or several at once: one reason, a replacement day each, what failed in words.
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { getRoster, type RosterView } from '../../../contract/dispatch.ts'
import { listLeaves, previewLeave, requestLeave } from '../../../contract/leave.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { dayWords, shortName } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { leaveWords } from './words.ts'

type Values = { reason: string; handOver: string; exceptionReason: string }

/** Asks for one duty, made up for on the first day that the rules offer. */
async function askFor(regionId: string, dutyId: string, values: Values): Promise<void> {
  const offer = await call(previewLeave, { params: { regionId, id: dutyId } })
  await call(requestLeave, {
    params: { regionId, id: uuidv7() },
    body: {
      dutyId,
      kind: 'planned',
      reason: values.reason,
      handOver: values.handOver,
      exceptionReason: values.exceptionReason ?? '',
      replacementDay: offer.replacementDays[0] ?? null,
    },
  })
}

function useAskingFor(roster: RosterView, onClose: () => void) {
  const w = useWords(leaveWords)
  const pick = usePick()
  const say = useNotice()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ id: string; why: string }[]>([])
  const ask = async (duties: readonly string[], values: Values): Promise<void> => {
    setBusy(true)
    const refused: { id: string; why: string }[] = []
    for (const id of duties)
      await askFor(roster.regionId, id, values).catch((error: unknown) => {
        if (!(error instanceof CallRefused)) throw error
        const told = (error.refusal.problems[0] as { zh: string; en: string } | undefined) ?? error.refusal
        refused.push({ id, why: pick(told.zh, told.en) })
      })
    setBusy(false)
    setFailed(refused)
    await client.invalidateQueries({ queryKey: [listLeaves.id] })
    if (refused.length < duties.length) say(w.requestSaved(duties.length - refused.length))
    if (refused.length === 0) onClose()
  }
  return { ask, busy, failed }
}

function Asking({ roster, onClose }: { roster: RosterView; onClose: () => void }) {
  const w = useWords(leaveWords)
  const me = useMe()
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const [form] = Form.useForm<Values & { duties: string[] }>()
  const { ask, busy, failed } = useAskingFor(roster, onClose)
  const people = new Map(roster.practitioners.map((one) => [one.id, one]))
  const units = new Map(roster.units.map((one) => [one.id, one.name]))
  const wordsOf = (id: string): string => {
    const duty = roster.duties.find((one) => one.id === id)
    if (!duty) return id
    const unit = shortName(units.get(duty.unitId) ?? '', programme.division.name)
    return `${dayWords(duty.day, language, duty.day.slice(0, 4))} ${people.get(duty.practitionerId)?.name ?? ''} ${unit}`
  }
  const own = roster.duties.filter(
    (duty) => duty.day >= me.today && people.get(duty.practitionerId)?.hospital === me.organisation?.name,
  )
  if (own.length === 0) return <p className="quiet">{w.noDuties}</p>
  return (
    <Form form={form} layout="vertical" onFinish={({ duties, ...values }) => void ask(duties, values)}>
      <Form.Item label={w.chooseDuties} name="duties" rules={[{ required: true }]}>
        <Select
          mode="multiple"
          aria-label={w.chooseDuties}
          optionFilterProp="label"
          options={own.map((duty) => ({ value: duty.id, label: wordsOf(duty.id) }))}
        />
      </Form.Item>
      <Form.Item label={w.reason} name="reason" rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Form.Item label={w.handOver} name="handOver" rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item label={w.exceptionReason} name="exceptionReason">
        <Input maxLength={300} placeholder={w.noteFor} />
      </Form.Item>
      {failed.length ? (
        <Alert
          type="error"
          showIcon
          className="gap-below"
          title={failed.map((one) => `${wordsOf(one.id)}：${one.why}`).join('；')}
        />
      ) : null}
      <Button type="primary" htmlType="submit" loading={busy}>
        {w.send}
      </Button>
    </Form>
  )
}

export function RequestDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(leaveWords)
  const { programmeId, regionId, month } = useWorkplace()
  const query = useCall(getRoster, { params: { regionId, programmeId, month } })
  return (
    <Modal
      open
      title={w.requestTitle}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{w.back}</Button>}
    >
      <Loaded query={query} rows={5}>
        {(roster) => <Asking roster={roster} onClose={onClose} />}
      </Loaded>
    </Modal>
  )
}
