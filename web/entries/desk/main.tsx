// The desk's entry: styles, texts, theme, session, router.
import '../../shell/no-eval.ts'
import 'antd/dist/antd.css'
import './desk.css'
import { createRoot } from 'react-dom/client'
import { PreferencesProvider } from '../../shell/preferences.tsx'
import { Desk } from './desk.tsx'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <PreferencesProvider>
      <Desk />
    </PreferencesProvider>,
  )
