// 联网上报: this box's card, the boxes it knows, packages upward, packages taken, and the record of both (RPT-7).
import { Page } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { FederationLog, FederationTake } from './federation-log.tsx'
import { FederationPeers } from './federation-peers.tsx'
import { FederationSend } from './federation-send.tsx'
import { federationWords } from './federation-words.ts'
import { ReportTabs } from './report-tabs.tsx'
import './reports.css'

/** Also what a box without any plan begins with. */
export function FederationPanels() {
  return (
    <div className="columns report-columns">
      <div>
        <FederationSend />
        <FederationLog />
      </div>
      <div>
        <FederationTake />
        <FederationPeers />
      </div>
    </div>
  )
}

export function FederationPage() {
  const w = useWords(federationWords)
  return (
    <Page title={w.tab} note={w.note}>
      <ReportTabs />
      <FederationPanels />
    </Page>
  )
}
