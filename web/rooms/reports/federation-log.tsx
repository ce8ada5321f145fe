// Packages taken and sent, newest first; taking one that was taken before says so and changes nothing.
import { Button } from 'antd'
import { listProgrammes } from '../../../contract/programme.ts'
import {
  getPackageFile,
  listPackages,
  listPeers,
  type PackageView,
  sendPackage,
  takePackage,
} from '../../../contract/reports-federation.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { DropFile } from '../../kit/drop-file.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { federationWords } from './federation-words.ts'

export function FederationTake() {
  const w = useWords(federationWords)
  const say = useNotice()
  const take = useAct(takePackage, [listPackages, listProgrammes], (row) =>
    say(`${w.tookIt}：${row.peer}，${w.taken(row.taken)}`),
  )
  return (
    <Panel title={w.receive}>
      <DropFile
        label={w.receive}
        note={w.receiveNote}
        accept=".xzp"
        busy={take.isPending}
        onFile={(file) => take.mutate({ body: file })}
      />
      <ProblemAlert error={take.error} className="gap-above" />
    </Panel>
  )
}

function Doing({ row, sendable }: { row: PackageView; sendable: boolean }) {
  const w = useWords(federationWords)
  const say = useNotice()
  const file = useAct(getPackageFile, [], (blob) =>
    saveBlob(blob, `${w.kinds[row.kind]} ${row.peer} ${row.sequence}.xzp`),
  )
  const send = useAct(sendPackage, [listPackages], () => say(w.sent))
  return (
    <div className="row">
      <Button
        size="small"
        loading={file.isPending}
        aria-label={`${w.file} ${row.peer} ${row.sequence}`}
        onClick={() => file.mutate({ params: { direction: row.direction, id: row.id } })}
      >
        {w.file}
      </Button>
      {sendable ? (
        <Button size="small" loading={send.isPending} onClick={() => send.mutate({ params: { id: row.id } })}>
          {w.sendNow}
        </Button>
      ) : null}
      <ProblemAlert error={file.error ?? send.error} />
    </div>
  )
}

export function FederationLog() {
  const w = useWords(federationWords)
  const query = useCall(listPackages, {})
  const peers = useCall(listPeers, {})
  const reached = new Set(
    (peers.data?.items ?? []).filter((p) => p.url && p.direction === 'above').map((p) => p.name),
  )
  const columns: DeskColumn<PackageView>[] = [
    { key: 'at', name: w.at, pinned: true, render: (_, k) => momentWords(k.at), text: (k) => k.at },
    {
      key: 'direction',
      name: w.direction,
      render: (_, k) => `${w.directions[k.direction]} ${w.kinds[k.kind]} ${k.sequence}`,
      text: (k) => `${k.direction} ${k.kind} ${k.sequence}`,
    },
    { key: 'peer', name: w.peer, render: (_, k) => k.peer, text: (k) => k.peer },
    {
      key: 'content',
      name: w.content,
      render: (_, k) => (k.direction === 'in' ? w.taken(k.taken) : k.reports.map((r) => r.name).join('、')),
      text: (k) => k.hash,
    },
    {
      key: 'receipt',
      name: w.receipt,
      render: (_, k) =>
        k.direction === 'in' || k.kind === 'answers'
          ? ''
          : k.acknowledgedAt
            ? w.acknowledged(momentWords(k.acknowledgedAt))
            : w.notYet,
      text: (k) => k.acknowledgedAt ?? '',
    },
    {
      key: 'file',
      name: '',
      width: 190,
      render: (_, k) => (
        <Doing row={k} sendable={k.direction === 'out' && k.kind === 'reports' && reached.has(k.peer)} />
      ),
    },
  ]
  return (
    <Panel title={w.log}>
      <Loaded query={query} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyNote title={w.noLog} text={w.note} />
          ) : (
            <DeskTable
              name="packages"
              label={w.log}
              rows={items}
              columns={columns}
              rowKey={(k) => `${k.direction} ${k.id}`}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}
