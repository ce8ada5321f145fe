// Signing in, and the step before anything else when an administrator chose the password.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, type InputRef } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { me, signIn } from '../../../contract/access.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { PasswordForm } from './password-form.tsx'
import { accessWords } from './words.ts'

function Cover({ children }: { children: ReactNode }) {
  const look = usePreferences()
  const w = useWords(accessWords)
  const common = useWords(words)
  return (
    <div className="cover">
      <div className="cover-words">
        <span className="seal big" aria-hidden="true">
          巡
        </span>
        <p className="cover-product">{common.product}</p>
        <p className="cover-title">{w.welcome}</p>
        <p className="cover-slogan">{w.slogan}</p>
        <ul>
          {w.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </div>
      <main className="cover-form" id="content">
        {children}
        <div className="cover-look">
          <Button
            type="text"
            size="small"
            onClick={() => look.change({ language: look.language === 'zh' ? 'en' : 'zh' })}
          >
            {common.language}
          </Button>
          <Button
            type="text"
            size="small"
            aria-pressed={look.large}
            onClick={() => look.change({ large: !look.large })}
          >
            {common.large}
          </Button>
          <Button
            type="text"
            size="small"
            aria-pressed={look.dark}
            onClick={() => look.change({ dark: !look.dark })}
          >
            {common.dark}
          </Button>
        </div>
      </main>
    </div>
  )
}

export function SignInPage() {
  const first = useRef<InputRef>(null)
  useEffect(() => first.current?.focus(), [])
  const w = useWords(accessWords)
  const client = useQueryClient()
  const enter = useAct(signIn, [], (who) => {
    // What another account has read stays behind; the session query itself is watched and only gets its answer.
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== me.id })
    client.setQueryData([me.id, {}], who)
  })
  return (
    <Cover>
      <h1>{w.signIn}</h1>
      <Form<{ login: string; password: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => enter.mutate({ body })}
      >
        <Form.Item label={w.login} name="login" rules={[{ required: true }]}>
          <Input ref={first} autoComplete="username" size="large" />
        </Form.Item>
        <Form.Item label={w.password} name="password" rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <ProblemAlert error={enter.error} className="gap-below" />
        <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending}>
          {w.signIn}
        </Button>
        <p className="quiet small gap-above">{w.forgot}</p>
      </Form>
    </Cover>
  )
}

export function ChangePasswordFirst() {
  const w = useWords(accessWords)
  return (
    <Cover>
      <h1>{w.mustChange}</h1>
      <p className="quiet">{w.mustChangeWhy}</p>
      <PasswordForm />
    </Cover>
  )
}
