// The county's mail server and SMS gateway: what is set, setting it anew, taking it away. A password is typed, never shown.
import { Button, Form, Input, InputNumber, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import type { CallOutput } from '../../../contract/endpoint.ts'
import {
  listChannels,
  type MailServer,
  removeTransport,
  type SmsGateway,
  saveMailServer,
  saveSmsGateway,
} from '../../../contract/notices-channels.ts'
import { QUIET_DEFAULT } from '../../../domain/notices/channels.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { channelWords } from './channel-words.ts'

type Held = CallOutput<typeof listChannels>
type Dialog<T> = { regionId: string; held: T; onClose: () => void }

function useSaved(onClose: () => void): () => void {
  const w = useWords(channelWords)
  const say = useNotice()
  return () => {
    say(w.saved)
    onClose()
  }
}

type MailValues = MailServer & { password?: string }
function MailDialog({ regionId, held, onClose }: Dialog<Held['mail']>) {
  const w = useWords(channelWords)
  const [form] = Form.useForm<MailValues>()
  const save = useAct(saveMailServer, [listChannels], useSaved(onClose))
  const security = Form.useWatch('security', form)
  const send = ({ password, ...settings }: MailValues): void =>
    save.mutate({
      params: { regionId },
      body: {
        settings: { ...settings, user: settings.security === 'none' ? '' : (settings.user ?? '') },
        ...(password ? { password } : {}),
      },
    })
  return (
    <EditDialog<MailValues>
      title={w.mail}
      form={form}
      first={held?.settings ?? { port: 465, security: 'tls' }}
      busy={save.isPending}
      error={save.error}
      onSend={send}
      onClose={onClose}
    >
      <Form.Item label={w.security} name="security" rules={[{ required: true }]}>
        <Select
          options={Object.entries(w.securities).map(([value, label]) => ({ value, label }))}
          onChange={(value: MailServer['security']) =>
            form.setFieldValue('port', { tls: 465, starttls: 587, none: 25 }[value])
          }
        />
      </Form.Item>
      <Form.Item label={w.host} name="host" rules={[{ required: true }]}>
        <Input autoComplete="off" placeholder="smtp.example.cn" />
      </Form.Item>
      <Form.Item label={w.port} name="port" rules={[{ required: true }]}>
        <InputNumber min={1} max={65_535} />
      </Form.Item>
      {security === 'none' ? null : (
        <>
          <Form.Item label={w.user} name="user" extra={w.userHint}>
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item
            label={w.password}
            name="password"
            {...(held?.hasSecret ? { extra: w.passwordKeep } : {})}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </>
      )}
      <Form.Item
        label={w.fromAddress}
        name="fromAddress"
        rules={[{ required: true }, { type: 'email', message: w.failed }]}
      >
        <Input autoComplete="off" inputMode="email" />
      </Form.Item>
      <Form.Item label={w.fromName} name="fromName" rules={[{ required: true }]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

type SmsValues = Omit<SmsGateway, 'quiet'> & { quietFrom: string; quietTo: string; headers?: string }
const CLOCK = { pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: 'HH:MM' }
function SmsDialog({ regionId, held, onClose }: Dialog<Held['sms']>) {
  const w = useWords(channelWords)
  const [form] = Form.useForm<SmsValues>()
  const save = useAct(saveSmsGateway, [listChannels], useSaved(onClose))
  const { quiet = QUIET_DEFAULT, ...known } = held?.settings ?? {}
  const send = ({ headers, quietFrom, quietTo, ...settings }: SmsValues): void => {
    const lines = (headers ?? '').split('\n').map((line) => line.trim())
    const given = lines.filter(Boolean)
    save.mutate({
      params: { regionId },
      body: {
        settings: { ...settings, quiet: { from: quietFrom, to: quietTo } },
        ...(given.length ? { headers: given } : {}),
      },
    })
  }
  return (
    <EditDialog<SmsValues>
      title={w.sms}
      form={form}
      first={{
        method: 'POST',
        bodyKind: 'json',
        template: '{"phone":"{phone}","text":"{text}"}',
        ...known,
        quietFrom: quiet.from,
        quietTo: quiet.to,
      }}
      busy={save.isPending}
      error={save.error}
      onSend={send}
      onClose={onClose}
    >
      <Form.Item
        label={w.url}
        name="url"
        rules={[{ required: true }, { pattern: /^https?:\/\/\S+$/, message: w.failed }]}
      >
        <Input autoComplete="off" inputMode="url" />
      </Form.Item>
      <Form.Item label={w.method} name="method">
        <Select options={['POST', 'GET'].map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item label={w.bodyKind} name="bodyKind">
        <Select options={Object.entries(w.bodyKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item label={w.template} name="template" extra={w.templateHint} rules={[{ required: true }]}>
        <Input.TextArea rows={3} maxLength={2000} autoComplete="off" />
      </Form.Item>
      <Form.Item label={w.success} name="success" extra={w.successHint} rules={[{ required: true }]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item label={w.headers} name="headers" extra={held?.hasSecret ? w.headersKeep : w.headersHint}>
        <Input.TextArea rows={2} autoComplete="off" />
      </Form.Item>
      <fieldset className="channel-quiet">
        <legend>{w.quiet}</legend>
        <Form.Item label={w.from} name="quietFrom" rules={[{ required: true }, CLOCK]}>
          <Input maxLength={5} autoComplete="off" />
        </Form.Item>
        <Form.Item label={w.to} name="quietTo" rules={[{ required: true }, CLOCK]}>
          <Input maxLength={5} autoComplete="off" />
        </Form.Item>
      </fieldset>
    </EditDialog>
  )
}

function TransportActs({
  regionId,
  kind,
  isSet,
  onSet,
}: {
  regionId: string
  kind: 'mail' | 'sms'
  isSet: boolean
  onSet: () => void
}) {
  const w = useWords(channelWords)
  const common = useWords(words)
  const say = useNotice()
  const remove = useAct(removeTransport, [listChannels], () => say(w.disabled))
  return (
    <>
      <ProblemAlert error={remove.error} />
      {isSet ? (
        <Popconfirm
          title={w.disableSure}
          okText={common.confirm}
          cancelText={common.cancel}
          onConfirm={() => remove.mutate({ params: { regionId, kind } })}
        >
          <Button danger loading={remove.isPending} aria-label={`${w.disable} ${w[kind]}`}>
            {w.disable}
          </Button>
        </Popconfirm>
      ) : null}
      <Button onClick={onSet} aria-label={`${isSet ? common.edit : w.set} ${w[kind]}`}>
        {isSet ? common.edit : w.set}
      </Button>
    </>
  )
}

export function TransportPanels({ regionId, held }: { regionId: string; held: Held }) {
  const w = useWords(channelWords)
  const [setting, setSetting] = useState<'mail' | 'sms' | null>(null)
  const { mail, sms } = held
  const close = (): void => setSetting(null)
  return (
    <>
      <Panel
        title={w.mail}
        note={w.mailNote}
        actions={
          <TransportActs
            regionId={regionId}
            kind="mail"
            isSet={Boolean(mail)}
            onSet={() => setSetting('mail')}
          />
        }
      >
        <p>
          {mail
            ? `${mail.settings.host}:${mail.settings.port} · ${w.securities[mail.settings.security]} · ${mail.settings.fromName} <${mail.settings.fromAddress}> · ${momentWords(mail.updatedAt)}`
            : w.notSet}
        </p>
      </Panel>
      <Panel
        title={w.sms}
        note={w.smsNote}
        actions={
          <TransportActs
            regionId={regionId}
            kind="sms"
            isSet={Boolean(sms)}
            onSet={() => setSetting('sms')}
          />
        }
      >
        <p>
          {sms
            ? `${sms.settings.method} ${URL.parse(sms.settings.url)?.host ?? ''} · ${w.quiet} ${sms.settings.quiet.from}–${sms.settings.quiet.to} · ${momentWords(sms.updatedAt)}`
            : w.notSet}
        </p>
      </Panel>
      {setting === 'mail' ? <MailDialog regionId={regionId} held={mail} onClose={close} /> : null}
      {setting === 'sms' ? <SmsDialog regionId={regionId} held={sms} onClose={close} /> : null}
    </>
  )
}
