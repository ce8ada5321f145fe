// 设置 · 我的专家名片: a doctor reads, changes, agrees to and withdraws what residents read of her (PUB-1).
import { getMyExpertCard } from '../../../contract/publicity-experts.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { SettingsTabs } from '../access/door.tsx'
import { ExpertCardView } from './expert-card.tsx'
import { expertWords } from './expert-words.ts'

export function MyCardPage() {
  const w = useWords(expertWords)
  const query = useCall(getMyExpertCard, {})
  return (
    <Page title={w.mine} note={w.note}>
      <SettingsTabs />
      <Panel>
        <Loaded query={query} rows={10}>
          {(card) => <ExpertCardView card={card} />}
        </Loaded>
      </Panel>
    </Page>
  )
}
