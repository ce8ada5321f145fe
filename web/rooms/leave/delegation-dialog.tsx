// While our people are away, the bureau or the alliance office answers in our place (P7).
import { Button, Form, Input, Modal } from 'antd'
import { v7 as uuidv7 } from 'uuid'
import { delegateLeave, endLeaveDelegation, listLeaveDelegations } from '../../../contract/leave.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { leaveWords } from './words.ts'

export function DelegationDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(leaveWords)
  const { today } = useMe()
  const { regionId } = useWorkplace()
  const [form] = Form.useForm<{ from: string; to: string; reason: string }>()
  const query = useCall(listLeaveDelegations, {})
  const add = useAct(delegateLeave, [listLeaveDelegations], () => form.resetFields())
  const end = useAct(endLeaveDelegation, [listLeaveDelegations])
  return (
    <Modal open title={w.delegation} onCancel={onClose} footer={<Button onClick={onClose}>{w.back}</Button>}>
      <p className="quiet gap-below">{w.delegate}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ from: today, to: today }}
        onFinish={(body) => add.mutate({ params: { regionId, id: uuidv7() }, body })}
      >
        <div className="span-fields">
          <Form.Item label={w.from} name="from" rules={[{ required: true }]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item label={w.to} name="to" rules={[{ required: true }]}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item label={w.delegateReason} name="reason" rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {w.delegateSave}
        </Button>
      </Form>
      <ProblemAlert error={add.error ?? end.error} className="gap-above" />
      <Loaded query={query} rows={2}>
        {({ items }) => (
          <ul className="leave-lines gap-above">
            {items.map((one) => (
              <li key={one.id} className="row">
                {w.delegated(one.organisation, one.from, one.to)} <span className="quiet">{one.reason}</span>
                <Button
                  size="small"
                  onClick={() => end.mutate({ params: { regionId: one.regionId, id: one.id } })}
                >
                  {w.delegateEnd}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Modal>
  )
}
