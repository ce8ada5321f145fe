// 设置 · 账号: creating, disabling, resetting; the administrator sees no patient (三员分立).
import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import {
  type accountSchema,
  createAccount,
  listAccounts,
  resetPassword,
  setAccountActive,
} from '../../../contract/access.ts'
import { listOrganisations } from '../../../contract/organisations.ts'
import { listPractitioners } from '../../../contract/people.ts'
import { ROLE_NAMES, ROLES, type Role } from '../../../domain/access/roles.ts'
import { DeskTable } from '../../kit/desk-table.tsx'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { SettingsTabs } from './settings-tabs.tsx'
import { accessWords } from './words.ts'

type Account = z.output<typeof accountSchema>
type Values = {
  login: string
  name: string
  password: string
  role: Role
  divisionCode?: string
  organisationId?: string
  practitionerId?: string
}

/** Which anchor a role stands on: a division, an organisation, a practitioner, or none. */
function anchorOf(role: Role | undefined): 'division' | 'organisation' | 'practitioner' | 'none' {
  if (role === 'bureau' || role === 'inspector') return 'division'
  if (role === 'doctor') return 'practitioner'
  return !role || role === 'administrator' ? 'none' : 'organisation'
}

function AccountDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(accessWords)
  const { language } = usePreferences()
  const say = useNotice()
  const [form] = Form.useForm<Values>()
  const role = Form.useWatch('role', form)
  const organisations = useCall(listOrganisations, { query: {} })
  const practitioners = useCall(listPractitioners, { query: {} }, { enabled: role === 'doctor' })
  const create = useAct(createAccount, [listAccounts], () => {
    say(w.created)
    onClose()
  })
  const anchor = anchorOf(role)
  const send = (v: Values): void =>
    create.mutate({
      body: {
        login: v.login,
        name: v.name,
        password: v.password,
        role: v.role,
        divisionCode: v.divisionCode || null,
        organisationId: v.organisationId || null,
        practitionerId: v.practitionerId?.trim() || null,
      },
    })
  return (
    <EditDialog<Values>
      title={w.newAccount}
      form={form}
      busy={create.isPending}
      error={create.error}
      onSend={send}
      onClose={onClose}
    >
      <Form.Item
        label={w.login}
        name="login"
        extra={w.loginHint}
        rules={[{ required: true }, { pattern: /^[a-z0-9][a-z0-9._-]{2,39}$/, message: w.loginHint }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item label={w.name} name="name" rules={[{ required: true }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item label={w.role} name="role" rules={[{ required: true }]}>
        <Select options={ROLES.map((value) => ({ value, label: ROLE_NAMES[value][language] }))} />
      </Form.Item>
      {anchor === 'division' ? (
        <Form.Item
          label={w.division}
          name="divisionCode"
          extra={w.divisionHint}
          rules={[{ required: true }, { pattern: /^\d{2,12}$/ }]}
        >
          <Input inputMode="numeric" />
        </Form.Item>
      ) : null}
      {anchor === 'organisation' ? (
        <Form.Item label={w.organisation} name="organisationId" rules={[{ required: true }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(organisations.data?.items ?? []).map((o) => ({ value: o.id, label: o.name }))}
          />
        </Form.Item>
      ) : null}
      {anchor === 'practitioner' ? (
        <Form.Item label={w.practitioner} name="practitionerId" rules={[{ required: true }]}>
          <Select
            loading={practitioners.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={(practitioners.data?.items ?? []).map((p) => ({
              value: p.id,
              label: `${p.name} ${p.title} ${p.organisation.name}`,
            }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item
        label={w.initial}
        name="password"
        extra={w.rule}
        rules={[{ required: true }, { min: 10, message: w.tooShort }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </EditDialog>
  )
}

function ResetDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const w = useWords(accessWords)
  const common = useWords(words)
  const say = useNotice()
  const [password, setPassword] = useState('')
  const reset = useAct(resetPassword, [], () => {
    say(w.resetDone)
    onClose()
  })
  return (
    <Modal
      open
      title={`${w.reset}：${account.name}`}
      okText={w.reset}
      cancelText={common.cancel}
      confirmLoading={reset.isPending}
      okButtonProps={{ disabled: password.length < 10 }}
      onCancel={onClose}
      onOk={() => reset.mutate({ params: { id: account.id }, body: { password } })}
    >
      <label className="field-label" htmlFor="new-password">
        {w.initial}
      </label>
      <Input.Password
        id="new-password"
        autoComplete="new-password"
        value={password}
        onChange={(e) => setPassword(e.target.value)}
      />
      <p className="quiet gap-above">{w.rule}</p>
      <ProblemAlert error={reset.error} />
    </Modal>
  )
}

function ActiveButton({ account }: { account: Account }) {
  const w = useWords(accessWords)
  const common = useWords(words)
  const set = useAct(setAccountActive, [listAccounts])
  const send = (): void => set.mutate({ params: { id: account.id }, body: { active: !account.active } })
  const label = account.active ? w.disable : w.enable
  return (
    <>
      <Popconfirm
        title={`${label} ${account.name}？`}
        okText={common.confirm}
        cancelText={common.cancel}
        onConfirm={send}
      >
        <Button
          type="link"
          size="small"
          danger={account.active}
          loading={set.isPending}
          aria-label={`${label} ${account.login}`}
        >
          {label}
        </Button>
      </Popconfirm>
      <ProblemAlert error={set.error} />
    </>
  )
}

export function AccountsPage() {
  const w = useWords(accessWords)
  const { language } = usePreferences()
  const query = useCall(listAccounts, {})
  const [creating, setCreating] = useState(false)
  const [resetting, setResetting] = useState<Account | null>(null)
  const roles = (a: Account): string => a.roles.map((r) => ROLE_NAMES[r.role][language]).join('、')
  const scope = (a: Account): string =>
    a.roles
      .map((r) => r.organisation ?? r.division ?? '')
      .filter(Boolean)
      .join('、')
  return (
    <Page
      title={w.settings}
      actions={
        <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setCreating(true)}>
          {w.newAccount}
        </Button>
      }
    >
      <SettingsTabs />
      <Panel title={w.tabs.accounts} note={w.accountsNote} flush>
        <Loaded query={query}>
          {(data) => (
            <DeskTable<Account>
              name="accounts"
              label={w.tabs.accounts}
              rows={data.items}
              rowKey={(a) => a.id}
              columns={[
                {
                  key: 'login',
                  name: w.login,
                  pinned: true,
                  text: (a) => a.login,
                  render: (_, a) => <b>{a.login}</b>,
                },
                { key: 'name', name: w.name, text: (a) => a.name, render: (_, a) => a.name },
                { key: 'roles', name: w.role, text: roles, render: (_, a) => roles(a) },
                { key: 'scope', name: w.scope, text: scope, render: (_, a) => scope(a) || '—' },
                {
                  key: 'state',
                  name: w.state,
                  text: (a) => (a.active ? w.active : w.inactive),
                  render: (_, a) => (
                    <Mark tone={a.active ? 'done' : 'plain'}>{a.active ? w.active : w.inactive}</Mark>
                  ),
                },
                {
                  key: 'acts',
                  name: '',
                  render: (_, a) => (
                    <span className="row">
                      <Button
                        type="link"
                        size="small"
                        aria-label={`${w.reset} ${a.login}`}
                        onClick={() => setResetting(a)}
                      >
                        {w.reset}
                      </Button>
                      <ActiveButton account={a} />
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
      {creating ? <AccountDialog onClose={() => setCreating(false)} /> : null}
      {resetting ? <ResetDialog account={resetting} onClose={() => setResetting(null)} /> : null}
    </Page>
  )
}
