// What other parts of the desk use of the access room.

export { SettingsTabs } from './settings-tabs.tsx'
export { ChangePasswordFirst, SignInPage } from './sign-in-page.tsx'
