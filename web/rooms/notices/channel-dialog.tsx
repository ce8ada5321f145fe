// Adding a channel of a body, or changing what it tells. An address is entered once and never read back.
import { Checkbox, Form, Input, Select, Switch } from 'antd'
import { v7 as uuidv7 } from 'uuid'
import type { CallInput } from '../../../contract/endpoint.ts'
import {
  addChannel,
  type ChannelView,
  changeChannel,
  listChannels,
} from '../../../contract/notices-channels.ts'
import { listOrganisations } from '../../../contract/organisations.ts'
import { ROLE_NAMES } from '../../../domain/access/roles.ts'
import { CHANNEL_KINDS, CHANNEL_ROLES, type ChannelKind } from '../../../domain/notices/channels.ts'
import { NOTICE_TEXTS } from '../../../domain/notices/texts.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { channelWords } from './channel-words.ts'

type Role = (typeof CHANNEL_ROLES)[number]
type New = {
  role: Role
  organisationId?: string
  kind: ChannelKind
  address: string
  secret?: string
  label: string
}

function AddressField({ kind }: { kind: ChannelKind }) {
  const w = useWords(channelWords)
  const patterns: Record<ChannelKind, RegExp> = {
    mail: /^\S+@\S+\.\S+$/,
    wecom: /^https?:\/\/\S+$/,
    dingtalk: /^https?:\/\/\S+$/,
    sms: /^1\d{10}$/,
  }
  return (
    <>
      <Form.Item
        label={w.address[kind]}
        name="address"
        extra={w.addressHint[kind]}
        rules={[{ required: true }, { pattern: patterns[kind], message: w.failed }]}
      >
        <Input
          autoComplete="off"
          inputMode={kind === 'sms' ? 'numeric' : kind === 'mail' ? 'email' : 'url'}
        />
      </Form.Item>
      {kind === 'dingtalk' ? (
        <Form.Item label={w.signing} name="secret" extra={w.signingHint}>
          <Input.Password autoComplete="off" />
        </Form.Item>
      ) : null}
    </>
  )
}

export function AddChannelDialog({ regionId, onClose }: { regionId: string; onClose: () => void }) {
  const w = useWords(channelWords)
  const { language } = usePreferences()
  const say = useNotice()
  const [form] = Form.useForm<New>()
  const role = Form.useWatch('role', form)
  const kind = Form.useWatch('kind', form)
  const organisations = useCall(
    listOrganisations,
    { query: {} },
    { enabled: Boolean(role) && role !== 'bureau' },
  )
  const add = useAct(addChannel, [listChannels], () => {
    say(w.added)
    onClose()
  })
  const send = (v: New): void => {
    const target = { kind: v.kind, address: v.address.trim(), ...(v.secret ? { secret: v.secret } : {}) }
    const of =
      v.role === 'bureau'
        ? { role: v.role, divisionCode: regionId }
        : { role: v.role, organisationId: v.organisationId ?? '' }
    add.mutate({
      params: { regionId, id: uuidv7() },
      body: { of, label: v.label, target } as CallInput<typeof addChannel>['body'],
    })
  }
  return (
    <EditDialog<New>
      title={w.add}
      form={form}
      first={{ role: 'bureau', kind: 'wecom' }}
      busy={add.isPending}
      error={add.error}
      onSend={send}
      onClose={onClose}
    >
      <Form.Item label={w.role} name="role" rules={[{ required: true }]}>
        <Select options={CHANNEL_ROLES.map((value) => ({ value, label: ROLE_NAMES[value][language] }))} />
      </Form.Item>
      {role && role !== 'bureau' ? (
        <Form.Item label={w.body} name="organisationId" rules={[{ required: true }]}>
          <Select
            loading={organisations.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={(organisations.data?.items ?? []).map((o) => ({ value: o.id, label: o.name }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item label={w.kind} name="kind" rules={[{ required: true }]}>
        <Select options={CHANNEL_KINDS.map((value) => ({ value, label: w.kinds[value] }))} />
      </Form.Item>
      {kind ? <AddressField kind={kind} /> : null}
      <Form.Item label={w.label} name="label" extra={w.labelHint} rules={[{ required: true }]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

const KINDS = Object.keys(NOTICE_TEXTS).filter((kind) => kind !== 'test')
type Change = { label: string; tells: string[]; active: boolean }

export function ChangeChannelDialog({
  regionId,
  channel,
  onClose,
}: {
  regionId: string
  channel: ChannelView
  onClose: () => void
}) {
  const w = useWords(channelWords)
  const say = useNotice()
  const [form] = Form.useForm<Change>()
  const change = useAct(changeChannel, [listChannels], () => {
    say(w.saved)
    onClose()
  })
  return (
    <EditDialog<Change>
      title={w.edit}
      form={form}
      first={{
        label: channel.label,
        tells: KINDS.filter((kind) => !channel.kindsOff.includes(kind)),
        active: channel.active,
      }}
      busy={change.isPending}
      error={change.error}
      onSend={({ label, tells, active }) =>
        change.mutate({
          params: { regionId, id: channel.id },
          body: { label, active, kindsOff: KINDS.filter((kind) => !tells.includes(kind)) },
        })
      }
      onClose={onClose}
    >
      <p className="quiet">
        {channel.body} · {w.kinds[channel.kind]} · {channel.shown}
      </p>
      <Form.Item label={w.label} name="label" rules={[{ required: true }]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item label={w.tells} name="tells">
        <Checkbox.Group
          className="column-choice"
          options={KINDS.map((kind) => ({ value: kind, label: w.kindNames[kind] ?? kind }))}
        />
      </Form.Item>
      <Form.Item label={w.active} name="active" valuePropName="checked">
        <Switch />
      </Form.Item>
    </EditDialog>
  )
}
