// 设置 · 我的密码.
import { Page, Panel } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { PasswordForm } from './password-form.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import { accessWords } from './words.ts'

export function PasswordSettings() {
  const w = useWords(accessWords)
  return (
    <Page title={w.settings}>
      <SettingsTabs />
      <Panel title={w.tabs.password} note={w.rule}>
        <PasswordForm />
      </Panel>
    </Page>
  )
}
