// The desk's entry: styles, texts, theme, session, router.
import 'antd/dist/antd.css'
import './desk.css'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { PreferencesProvider } from '../../shell/preferences.tsx'
import { Desk } from './desk.tsx'

// The page's policy forbids evaluated code, so zod need not try.
z.config({ jitless: true })

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <PreferencesProvider>
      <Desk />
    </PreferencesProvider>,
  )
