// Theme and session around the router: whoever is not signed in sees the sign-in page at any address.
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider, Spin } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import type { Locale } from 'antd/es/locale/index.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import { lazy, Suspense, useEffect, useState } from 'react'
import { type Me, me as meEndpoint } from '../../../contract/access.ts'
import { listProgrammes } from '../../../contract/programme.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ChangePasswordFirst, SignInPage } from '../../rooms/access/door.tsx'
import { CallRefused } from '../../shell/call.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { createQueryClient, useCall } from '../../shell/query.ts'
import { MeProvider } from '../../shell/session.tsx'
import { deskTheme } from '../../shell/theme.ts'
import { words } from '../../shell/words.ts'
import { WorkplaceProvider } from '../../shell/workplace.tsx'
import { createDeskRouter } from './routes.tsx'

const FirstStart = lazy(() => import('./first-start.tsx').then((m) => ({ default: m.FirstStart })))
const client = createQueryClient()
// TypeScript takes these ES modules for CommonJS, whose default would be the whole module.
const LOCALES = { zh: zhCN as unknown as Locale, en: enUS as unknown as Locale }

/** A session that ends while pages are open leads back to signing in, not to a page of errors. */
function useSessionEnd(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const ended = (error: unknown): void => {
      if (error instanceof CallRefused && error.refusal.code === 'sign-in-needed')
        void queries.resetQueries({ queryKey: [meEndpoint.id] })
    }
    const stopQueries = queries.getQueryCache().subscribe((event) => {
      if (
        event.type === 'updated' &&
        event.action.type === 'error' &&
        event.query.queryKey[0] !== meEndpoint.id
      )
        ended(event.action.error)
    })
    const stopActs = queries.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') ended(event.action.error)
    })
    return () => {
      stopQueries()
      stopActs()
    }
  }, [queries])
}

function Inside({ me }: { me: Me }) {
  const programmes = useCall(listProgrammes, {})
  const w = useWords(words)
  const [router] = useState(createDeskRouter)
  if (programmes.error)
    return (
      <ProblemAlert
        error={programmes.error}
        retry={() => void programmes.refetch()}
        className="stand-alone"
      />
    )
  if (!programmes.data) return <Spin fullscreen description={w.loading} />
  const [first, ...others] = programmes.data.items
  if (!first)
    return (
      <Suspense fallback={<Spin fullscreen description={w.loading} />}>
        <FirstStart />
      </Suspense>
    )
  return (
    <WorkplaceProvider key={me.accountId} programmes={[first, ...others]}>
      <RouterProvider router={router} />
    </WorkplaceProvider>
  )
}

function Session() {
  const session = useCall(meEndpoint, {})
  const w = useWords(words)
  useSessionEnd()
  const signedOut = session.error instanceof CallRefused && session.error.refusal.status === 401
  if (signedOut) return <SignInPage />
  if (session.error && !session.data)
    return <ProblemAlert error={session.error} retry={() => void session.refetch()} className="stand-alone" />
  if (!session.data) return <Spin fullscreen description={w.loading} />
  if (session.data.mustChangePassword) return <ChangePasswordFirst />
  return (
    <MeProvider value={session.data}>
      <Inside key={`${session.data.accountId}/${session.data.role}`} me={session.data} />
    </MeProvider>
  )
}

export function Desk() {
  const { language, large, dark } = usePreferences()
  return (
    <ConfigProvider
      locale={LOCALES[language]}
      theme={deskTheme({ large, dark })}
      componentSize={large ? 'large' : 'middle'}
      button={{ autoInsertSpace: false }}
    >
      <App className="desk-app">
        <QueryClientProvider client={client}>
          <Session />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}
