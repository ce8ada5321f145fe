// The phone's entry: the pages, and the service worker that starts them without a network.
import '../../shell/no-eval.ts'
import './field.css'
import { createRoot } from 'react-dom/client'
import { startUpdates } from '../../offline/app-update.ts'
import { PreferencesProvider } from '../../shell/preferences.tsx'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <PreferencesProvider>
      <App updates={startUpdates()} />
    </PreferencesProvider>,
  )
