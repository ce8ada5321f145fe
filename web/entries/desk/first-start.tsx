// The desk before there is any plan: an account that may bring one does so here, a box above may take reports from below, and
// everybody can sign out again.
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { signOut } from '../../../contract/access.ts'
import { EmptyNote } from '../../kit/loaded.tsx'
import { Page } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'

const UploadDialog = lazy(() =>
  import('../../rooms/programme/upload-dialog.tsx').then((m) => ({ default: m.UploadDialog })),
)
const Exchange = lazy(() =>
  import('../../rooms/reports/federation-page.tsx').then((m) => ({ default: m.FederationPanels })),
)

export function FirstStart() {
  const w = useWords(words)
  const me = useMe()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const leave = useAct(signOut, [], () => location.assign('/desk'))
  return (
    <main className="first-start">
      <Page
        title={w.firstStart}
        note={me.name}
        actions={
          <>
            {may('programme.write') ? (
              <Button type="primary" onClick={() => setOpen(true)}>
                {w.bringPlan}
              </Button>
            ) : null}
            <Button onClick={() => leave.mutate({})}>{w.signOut}</Button>
          </>
        }
      >
        <EmptyNote title={w.noPlan} text={may('programme.write') ? w.noPlanWhy : w.noPlanWait} />
        <Suspense fallback={null}>
          {open ? <UploadDialog open onClose={() => setOpen(false)} /> : null}
          {may('federation.exchange') ? <Exchange /> : null}
        </Suspense>
      </Page>
    </main>
  )
}
