// Writing a case: the text beside its preview; units, doctors and the days whose day cards give the figures (PUB-5).
import { DatePicker, Form, Input, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { listOrganisations } from '../../../contract/organisations.ts'
import { listPractitioners } from '../../../contract/people.ts'
import { type CaseView, getCase, listCases, saveCase } from '../../../contract/publicity-cases.ts'
import { MOST_DONE, MOST_EFFECT, MOST_TITLE } from '../../../domain/publicity/case-check.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { CaseText } from './case-text.tsx'
import { caseWords } from './case-words.ts'

type Values = {
  title: string
  done: string
  effect: string
  unitIds: string[]
  practitionerIds?: string[]
  days?: [Dayjs, Dayjs] | null
}

/** The units and doctors there are to choose from; who stands for one unit or hospital chooses her own. */
function useChoices() {
  const me = useMe()
  const { programmeId, programme, regionId } = useWorkplace()
  const units = useCall(listOrganisations, { query: { programmeId, side: 'receiving' } })
  const doctors = useCall(listPractitioners, { query: { programmeId } })
  const own = me.role === 'receivingUnit' ? me.organisation?.id : undefined
  return {
    own,
    units: (units.data?.items ?? [])
      .filter((one) => (own ? one.id === own : one.division.code.startsWith(regionId)))
      .map((one) => ({ value: one.id, label: shortName(one.name, programme.division.name), name: one.name })),
    doctors: (doctors.data?.items ?? []).map((one) => ({
      value: one.id,
      label: `${one.name} ${one.title} · ${one.organisation.name}`,
      shown: { name: one.name, title: one.title, hospital: one.organisation.name },
    })),
  }
}

export function CaseEditor({
  known,
  onClose,
  onSaved,
}: {
  known: CaseView | null
  onClose: () => void
  onSaved: (id: string) => void
}) {
  const w = useWords(caseWords)
  const common = useWords(words)
  const say = useNotice()
  const me = useMe()
  const { regionId, programmeId } = useWorkplace()
  const [id] = useState(() => known?.id ?? uuidv7())
  const [form] = Form.useForm<Values>()
  const typed = Form.useWatch([], form) as Partial<Values> | undefined
  const { own, units, doctors } = useChoices()
  const save = useAct(saveCase, [listCases, getCase], () => {
    say(w.saved)
    onSaved(id)
  })
  const figures = known?.content.figures
  const first: Partial<Values> = {
    title: known?.content.title ?? '',
    done: known?.content.done ?? '',
    effect: known?.content.effect ?? '',
    unitIds: known?.unitIds ?? (own ? [own] : []),
    practitionerIds: known?.practitionerIds ?? [],
    days: figures ? [dayjs(figures.from), dayjs(figures.to)] : null,
  }
  const send = (v: Values): void =>
    save.mutate({
      params: { regionId, programmeId, id },
      body: {
        title: v.title,
        done: v.done,
        effect: v.effect,
        unitIds: v.unitIds,
        practitionerIds: v.practitionerIds ?? [],
        figures: v.days ? { from: v.days[0].format('YYYY-MM-DD'), to: v.days[1].format('YYYY-MM-DD') } : null,
        cleared: known?.cleared ?? [],
        after: known?.revision ?? 0,
      },
    })
  const chosen = <T extends { value: string }>(all: T[], ids: string[] | undefined): T[] =>
    all.filter((one) => ids?.includes(one.value))
  return (
    <Modal
      open
      width={1080}
      title={known ? `${w.edit}：${known.title}` : w.write}
      okText={w.save}
      cancelText={common.cancel}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <div className="case-editor">
        <Form<Values> form={form} layout="vertical" initialValues={first} onFinish={send}>
          <Form.Item label={w.caseTitle} name="title" rules={[{ required: true, whitespace: true }]}>
            <Input maxLength={MOST_TITLE} showCount autoComplete="off" />
          </Form.Item>
          <Form.Item label={w.units} name="unitIds" rules={[{ required: true }]}>
            <Select
              mode="multiple"
              maxCount={20}
              showSearch={{ optionFilterProp: 'label' }}
              options={units.map(({ value, label }) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item label={w.doctors} name="practitionerIds" extra={w.doctorsHint}>
            <Select
              mode="multiple"
              maxCount={20}
              showSearch={{ optionFilterProp: 'label' }}
              options={doctors.map(({ value, label }) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item
            label={w.done}
            name="done"
            extra={w.doneHint}
            rules={[{ required: true, whitespace: true }]}
          >
            <Input.TextArea rows={7} maxLength={MOST_DONE} showCount autoComplete="off" />
          </Form.Item>
          <Form.Item
            label={w.effect}
            name="effect"
            extra={w.effectHint}
            rules={[{ required: true, whitespace: true }]}
          >
            <Input.TextArea rows={4} maxLength={MOST_EFFECT} showCount autoComplete="off" />
          </Form.Item>
          <Form.Item label={w.figures} name="days" extra={w.figuresHint}>
            <DatePicker.RangePicker />
          </Form.Item>
          <ProblemAlert error={save.error} />
        </Form>
        <section className="case-preview" aria-label={w.preview}>
          <p className="quiet">{w.preview}</p>
          <CaseText
            frozen={false}
            content={{
              title: typed?.title ?? '',
              done: typed?.done ?? '',
              effect: typed?.effect ?? '',
              county: '',
              author: known?.author ?? me.organisation?.name ?? me.name,
              units: chosen(units, typed?.unitIds).map((one) => one.name),
              doctors: chosen(doctors, typed?.practitionerIds).map((one) => one.shown),
              figures: null,
            }}
          />
        </section>
      </div>
    </Modal>
  )
}
