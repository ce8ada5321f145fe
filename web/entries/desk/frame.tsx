// The frame of every page: skip link, rail, top bar, the room in the middle.
import { Link, Outlet } from '@tanstack/react-router'
import { Drawer, Spin } from 'antd'
import { Suspense, useState } from 'react'
import { EmptyNote } from '../../kit/loaded.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { words } from '../../shell/words.ts'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'

export function NotFound() {
  const w = useWords(words)
  return <EmptyNote title={w.notFound} action={<Link to="/">{w.backHome}</Link>} />
}

export function Frame() {
  const w = useWords(words)
  const [railOpen, setRailOpen] = useState(false)
  return (
    <div className="frame">
      <a className="skip-link" href="#content">
        {w.skip}
      </a>
      <div className="rail-side">
        <Rail />
      </div>
      <Drawer
        open={railOpen}
        onClose={() => setRailOpen(false)}
        placement="left"
        size={260}
        title={w.menu}
        classNames={{ body: 'rail-drawer' }}
      >
        <Rail onChoose={() => setRailOpen(false)} />
      </Drawer>
      <div className="middle">
        <TopBar onMenu={() => setRailOpen(true)} />
        <main id="content" tabIndex={-1}>
          <Suspense fallback={<Spin description={w.loading} className="stand-alone" />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  )
}
