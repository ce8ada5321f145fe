// 拟处理告知: a measure is told beforehand, on the ground of an issue; nothing takes effect by it (SUP-9).
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { IssueView } from '../../../contract/supervision-issues.ts'
import { giveNotice, listMeasures } from '../../../contract/supervision-measures.ts'
import { MEASURE_KIND_NAMES, MEASURE_KINDS, type MeasureKind } from '../../../domain/supervision/measures.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { issueWords } from './issue-words.ts'

type Against = 'unit' | 'hospital' | 'doctor'
type Values = { kind: MeasureKind; against: Against; grounds: string }

export function NoticeDialog({ issue, onClose }: { issue: IssueView; onClose: () => void }) {
  const w = useWords(issueWords)
  const { language } = usePreferences()
  const say = useNotice()
  const [form] = Form.useForm<Values>()
  const [id] = useState(() => uuidv7())
  const sides = (
    [
      ['unit', issue.unit],
      ['hospital', issue.hospital],
      ['doctor', issue.practitioner],
    ] as const
  ).flatMap(([value, whom]) =>
    whom ? [{ value: value as Against, label: `${w.measures.sides[value]}：${whom.name}` }] : [],
  )
  const act = useAct(giveNotice, [listMeasures], () => {
    say(w.measures.noticed)
    onClose()
  })
  const [first] = sides
  return (
    <EditDialog<Values>
      title={w.giveNotice}
      form={form}
      first={{ kind: 'orderedRectification', ...(first ? { against: first.value } : {}) }}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={(values) =>
        act.mutate({
          params: { regionId: issue.regionId, id },
          body: { programmeId: issue.programmeId, issueId: issue.id, ...values },
        })
      }
    >
      <Form.Item name="kind" label={w.measures.kind} rules={[{ required: true }]}>
        <Select
          options={MEASURE_KINDS.map((value) => ({ value, label: MEASURE_KIND_NAMES[value][language] }))}
        />
      </Form.Item>
      <Form.Item name="against" label={w.measures.against} rules={[{ required: true }]}>
        <Select<Against> options={sides} />
      </Form.Item>
      <Form.Item name="grounds" label={w.measures.grounds} rules={[{ required: true }]}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 3, maxRows: 8 }} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}
