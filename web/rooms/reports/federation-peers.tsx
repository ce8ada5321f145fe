// Cards: one's own to hand out, others' to trust once the fingerprint that was read out is the card's.
import { Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import {
  addPeer,
  getAnswerFile,
  getSite,
  listPackages,
  listPeers,
  type PeerView,
  revokePeer,
  type SiteCard,
} from '../../../contract/reports-federation.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { federationWords } from './federation-words.ts'

function OwnCard() {
  const w = useWords(federationWords)
  const say = useNotice()
  const site = useCall(getSite, {})
  return (
    <Panel title={w.own} note={w.ownNote}>
      <Loaded query={site} rows={2}>
        {({ card, fingerprint }) => (
          <>
            <p>
              <b>{card.name}</b>
            </p>
            <p className="fingerprint">{fingerprint}</p>
            <Button
              onClick={() =>
                void navigator.clipboard.writeText(JSON.stringify(card)).then(() => say(w.copied))
              }
            >
              {w.copy}
            </Button>
          </>
        )}
      </Loaded>
    </Panel>
  )
}

/** The card in a pasted text, or null. */
function cardIn(text: string): SiteCard | null {
  try {
    const card = JSON.parse(text) as SiteCard
    return card.format === 'xunzhen-site' ? card : null
  } catch {
    return null
  }
}

function AddCard() {
  const w = useWords(federationWords)
  const say = useNotice()
  const [text, setText] = useState('')
  const [fingerprint, setFingerprint] = useState('')
  const [url, setUrl] = useState('')
  const card = cardIn(text)
  const add = useAct(addPeer, [listPeers], () => {
    setText('')
    setFingerprint('')
    setUrl('')
    say(w.done)
  })
  return (
    <div className="report-review">
      <Input.TextArea
        rows={3}
        aria-label={w.paste}
        placeholder={w.paste}
        autoComplete="off"
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      {text.trim() && !card ? <p className="late-words">{w.pasteWrong}</p> : null}
      {card ? (
        <>
          <p>
            <b>{card.name}</b> {card.division}
          </p>
          <Input
            aria-label={w.readOut}
            placeholder={w.readOut}
            autoComplete="off"
            value={fingerprint}
            onChange={(e) => setFingerprint(e.target.value)}
          />
          <Input
            aria-label={w.url}
            placeholder={w.url}
            autoComplete="off"
            value={url}
            onChange={(e) => setUrl(e.target.value)}
          />
        </>
      ) : null}
      <Button
        disabled={!card || fingerprint.trim() === ''}
        loading={add.isPending}
        onClick={() => card && add.mutate({ body: { card, fingerprint, url: url.trim() || null } })}
      >
        {w.add}
      </Button>
      <ProblemAlert error={add.error} />
    </div>
  )
}

function Peer({ peer }: { peer: PeerView }) {
  const w = useWords(federationWords)
  const say = useNotice()
  const revoke = useAct(revokePeer, [listPeers], () => say(w.revoked))
  const answers = useAct(getAnswerFile, [listPackages], (blob) =>
    saveBlob(blob, `${w.answers(peer.name)}.xzp`),
  )
  return (
    <li>
      <p>
        <b>{peer.name}</b> <span className="quiet">{w[peer.direction]}</span>
      </p>
      <p className="fingerprint">{peer.fingerprint}</p>
      {peer.url ? <p className="quiet">{peer.url}</p> : null}
      <div className="row">
        {peer.direction === 'below' ? (
          <Button
            size="small"
            loading={answers.isPending}
            onClick={() => answers.mutate({ params: { id: peer.id } })}
          >
            {w.answers(peer.name)}
          </Button>
        ) : null}
        <Popconfirm title={w.revokeSure} onConfirm={() => revoke.mutate({ params: { id: peer.id } })}>
          <Button size="small" danger aria-label={`${w.revoke} ${peer.name}`}>
            {w.revoke}
          </Button>
        </Popconfirm>
      </div>
      <ProblemAlert error={revoke.error ?? answers.error} />
    </li>
  )
}

export function FederationPeers() {
  const w = useWords(federationWords)
  const peers = useCall(listPeers, {})
  return (
    <>
      <Panel title={w.peers}>
        <Loaded query={peers} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyNote title={w.noPeers} text={w.noPeersWhy} />
            ) : (
              <ul className="report-remarks">
                {items.map((peer) => (
                  <Peer key={peer.id} peer={peer} />
                ))}
              </ul>
            )
          }
        </Loaded>
        <AddCard />
      </Panel>
      <OwnCard />
    </>
  )
}
