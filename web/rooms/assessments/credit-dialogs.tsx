// The two small forms beside the list: a certificate for a span of days, a doctor's figures of a year (ASM-5, ASM-7).
import { Checkbox, DatePicker, Form, InputNumber } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import {
  type CreditRow,
  getCredit,
  issueCertificate,
  listCredits,
  saveDoctorYear,
} from '../../../contract/assessments-credit.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { creditWords } from './credit-words.ts'

type Who = { practitionerId: string; name: string }

export function IssueDialog({
  who,
  regionId,
  span,
  onClose,
}: {
  who: Who & { pending: number }
  regionId: string
  span: { from: string; to: string }
  onClose: () => void
}) {
  const w = useWords(creditWords)
  const say = useNotice()
  const [form] = Form.useForm<{ span: [Dayjs, Dayjs]; withoutPending: boolean }>()
  const act = useAct(issueCertificate, [getCredit], (made) => {
    say(w.issued(made.number))
    onClose()
  })
  return (
    <EditDialog
      title={w.issueTitle(who.name)}
      form={form}
      first={{ span: [dayjs(span.from), dayjs(span.to)], withoutPending: false }}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={(v) =>
        act.mutate({
          params: { regionId },
          body: {
            practitionerId: who.practitionerId,
            from: v.span[0].format('YYYY-MM-DD'),
            to: v.span[1].format('YYYY-MM-DD'),
            withoutPending: v.withoutPending,
          },
        })
      }
    >
      <Form.Item name="span" label={w.span} rules={[{ required: true }]}>
        <DatePicker.RangePicker inputReadOnly allowClear={false} />
      </Form.Item>
      {who.pending > 0 ? (
        <Form.Item name="withoutPending" valuePropName="checked">
          <Checkbox>{w.withoutPending}</Checkbox>
        </Form.Item>
      ) : (
        <Form.Item name="withoutPending" hidden>
          <input />
        </Form.Item>
      )}
    </EditDialog>
  )
}

export function YearDialog({ row, year, onClose }: { row: CreditRow; year: number; onClose: () => void }) {
  const w = useWords(creditWords)
  const say = useNotice()
  const [form] = Form.useForm<{ hospitalConsultations: number | null; contracts: number | null }>()
  const act = useAct(saveDoctorYear, [listCredits], () => {
    say(w.saved)
    onClose()
  })
  return (
    <EditDialog
      title={w.indicatorsTitle(row.name, year)}
      form={form}
      first={{ hospitalConsultations: row.hospitalConsultations, contracts: row.contracts }}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={(v) =>
        act.mutate({
          params: { practitionerId: row.practitionerId, year },
          body: { hospitalConsultations: v.hospitalConsultations ?? null, contracts: v.contracts ?? null },
        })
      }
    >
      <Form.Item name="hospitalConsultations" label={w.own} extra={w.indicatorsNote}>
        <InputNumber min={0} max={200_000} precision={0} />
      </Form.Item>
      <Form.Item name="contracts" label={w.contracts}>
        <InputNumber min={0} max={20_000} precision={0} />
      </Form.Item>
    </EditDialog>
  )
}
