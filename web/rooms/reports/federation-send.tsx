// A report of this level as a package for the level above: made, carried as a file or sent.
import { Button, Select } from 'antd'
import { useState } from 'react'
import { listObligations } from '../../../contract/reports-chain.ts'
import { listPackages, listPeers, makePackage } from '../../../contract/reports-federation.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { federationWords } from './federation-words.ts'

export function FederationSend() {
  const w = useWords(federationWords)
  const peers = useCall(listPeers, {})
  const owed = useCall(listObligations, { query: { side: 'owner' } })
  const [key, setKey] = useState<string | null>(null)
  const [peerId, setPeerId] = useState<string | null>(null)
  const make = useAct(makePackage, [listPackages])
  const above = (peers.data?.items ?? []).filter((p) => p.direction === 'above')
  const handedIn = (owed.data?.items ?? [])
    .filter((o) => o.state !== 'draft')
    .toSorted((a, b) => b.dueOn.localeCompare(a.dueOn))
  const chosen = handedIn.find((o) => o.key === key)
  const peer = above.find((p) => p.id === peerId) ?? above[0]
  if (!peer) return null
  return (
    <Panel title={w.send} note={w.sendNote}>
      <div className="reports-bar">
        <Select
          aria-label={w.report}
          placeholder={handedIn.length ? w.report : w.nothingToSend}
          disabled={handedIn.length === 0}
          value={key}
          onChange={setKey}
          popupMatchSelectWidth={false}
          className="choose-package"
          options={handedIn.map((o) => ({
            value: o.key,
            label: `${o.programme} ${o.name}（${o.periodLabel}）`,
          }))}
        />
        {above.length > 1 ? (
          <Select
            aria-label={w.peer}
            value={peer.id}
            onChange={setPeerId}
            options={above.map((p) => ({ value: p.id, label: p.name }))}
          />
        ) : (
          <span>{peer.name}</span>
        )}
        <Button
          type="primary"
          disabled={!chosen}
          loading={make.isPending}
          onClick={() =>
            chosen &&
            make.mutate({
              body: {
                peerId: peer.id,
                regionId: chosen.regionId,
                programmeId: chosen.programmeId,
                packageId: chosen.packageId,
                period: chosen.period,
                part: chosen.part,
              },
            })
          }
        >
          {w.make}
        </Button>
      </div>
      <ProblemAlert error={make.error} />
    </Panel>
  )
}
