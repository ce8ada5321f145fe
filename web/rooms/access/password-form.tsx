// Changing one's own password: present one, new one twice.
import { Button, Form, Input } from 'antd'
import { changePassword, me } from '../../../contract/access.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { accessWords } from './words.ts'

type Values = { current: string; next: string; again: string }

export function PasswordForm() {
  const w = useWords(accessWords)
  const say = useNotice()
  const [form] = Form.useForm<Values>()
  const change = useAct(changePassword, [me], () => {
    say(w.changed)
    form.resetFields()
  })
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="narrow-form"
      onFinish={({ current, next }) => change.mutate({ body: { current, next } })}
    >
      <Form.Item label={w.current} name="current" rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        label={w.next}
        name="next"
        extra={w.rule}
        rules={[{ required: true }, { min: 10, message: w.tooShort }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        label={w.again}
        name="again"
        dependencies={['next']}
        rules={[
          { required: true },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value && value !== getFieldValue('next')
                ? Promise.reject(new Error(w.differ))
                : Promise.resolve(),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <ProblemAlert error={change.error} className="gap-below" />
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {w.change}
      </Button>
    </Form>
  )
}
