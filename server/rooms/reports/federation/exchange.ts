// The way of a package in and out of this box: made once, kept as bytes, taken once, answered the same every time.
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { answersPayload, reportsPayload } from '../../../../contract/federation-payload.ts'
import { refuse } from '../../../../contract/problems.ts'
import type { PackageView } from '../../../../contract/reports-federation.ts'
import { canonical } from '../../../../domain/reports/content.ts'
import { periodLabel } from '../../../../domain/reports/dues.ts'
import { enterScope, type Trx } from '../../../platform/database.ts'
import { divisionOf } from '../../../platform/division-range.ts'
import {
  openPackage,
  type PackageFault,
  type PackageHeader,
  readPackage,
  sealPackage,
  siteKeys,
} from '../../../platform/sealed-package.ts'
import { answersFor, takeAnswers } from './answers.ts'
import { keysOf } from './peers.ts'
import * as store from './store.ts'
import { type Taken, takeReports } from './take-reports.ts'

type Kind = 'reports' | 'answers'
type Box = { trx: Trx; home: string; now: Date; by: string | null }
/** `of`: the hash of what an answer says, so that the same is said by the same package. */
type Summary = Pick<PackageView, 'reports' | 'taken'> & { of?: string }
const NOTHING: Taken = { reports: 0, versions: 0, acts: 0, days: 0 }

const FAULTS: Record<PackageFault, Parameters<typeof refuse>[0]> = {
  'no-package': 'federation-no-package',
  'cut-short': 'federation-cut-short',
  'not-for-us': 'federation-not-for-us',
  forged: 'federation-forged',
  altered: 'federation-altered',
  'too-large': 'federation-too-large',
}

/** Makes a package for a known box and keeps it. */
export async function makePackageFor(
  { trx, home, now, by }: Box,
  peer: store.PeerRow,
  { kind, payload, ...about }: { kind: Kind; payload: unknown; reports: Summary['reports']; of?: string },
): Promise<store.PackageRow> {
  await store.lockPeer(trx, peer.id)
  const id = uuidv7()
  const sequence = (await store.lastSequence(trx, peer, 'out')) + 1
  const bytes = sealPackage(
    siteKeys(home),
    keysOf(peer),
    { id, kind, sequence, madeAt: now.toISOString() },
    payload,
  )
  await store.insertPackage(trx, {
    region_id: peer.region_id,
    direction: 'out',
    id,
    peer_id: peer.id,
    kind,
    sequence,
    hash: createHash('sha256').update(bytes).digest('hex'),
    summary: JSON.stringify({ ...about, taken: NOTHING } satisfies Summary),
    bytes,
    by,
    at: now,
  })
  const row = await store.packageById(trx, peer.region_id, 'out', id)
  if (!row) throw refuse('not-found', { what: '数据包' })
  return row
}

/** Receipts and reviews for a box below, as a package; where nothing new is to be said, the one that said it last. */
export async function makeAnswers(box: Box, peer: store.PeerRow): Promise<store.PackageRow> {
  const payload = await answersFor(box.trx, peer)
  const of = createHash('sha256').update(canonical(payload)).digest('hex')
  const last = await store.lastAnswers(box.trx, peer)
  if (last && (last.summary as unknown as Summary).of === of) return last
  return makePackageFor(box, peer, { kind: 'answers', payload, reports: [], of })
}

function parse(header: PackageHeader, payload: unknown) {
  const schema =
    header.kind === 'reports' ? reportsPayload : header.kind === 'answers' ? answersPayload : null
  const parsed = schema?.safeParse(payload)
  if (!parsed?.success) {
    const issue = parsed?.error.issues[0]
    throw refuse('federation-broken-content', { what: issue ? issue.path.join('.') : header.kind })
  }
  return parsed.data
}

const namesOf = (payload: unknown): Summary['reports'] => {
  const reports = (
    payload as { reports?: { packageId?: string; period: string; bodyId?: string; versions?: unknown[] }[] }
  ).reports
  return (reports ?? []).flatMap((r) =>
    r.packageId
      ? [
          {
            name: `${r.packageId} ${periodLabel(r.period)}`,
            body: r.bodyId ?? '',
            version: r.versions?.length ?? 0,
          },
        ]
      : [],
  )
}

/** Takes a package; one that was taken before changes nothing and is answered by the same row. */
export async function takePackageFrom(
  { trx, home, now, by }: Box,
  bytes: Uint8Array,
  regionId?: string,
): Promise<{ row: store.PackageRow; peer: store.PeerRow }> {
  const read = readPackage(bytes)
  if (typeof read === 'string') throw refuse(FAULTS[read])
  const { header } = read
  const peer = await store.peerBySite(trx, header.from, regionId)
  if (!peer) throw refuse('federation-unknown-sender', { site: header.from.slice(0, 8) })
  const opened = openPackage(siteKeys(home), keysOf(peer), read)
  if (typeof opened === 'string') throw refuse(FAULTS[opened])
  const division = divisionOf(peer.region_id)
  // from here on what may be written is what this box's own division may write
  await enterScope(trx, { kind: 'division', division })
  await store.lockPeer(trx, peer.id)
  const hash = createHash('sha256').update(bytes).digest('hex')
  const before = await store.packageById(trx, peer.region_id, 'in', header.id)
  if (before) {
    if (before.hash !== hash) throw refuse('federation-conflict', { what: '同一编号的数据包' })
    return { row: before, peer }
  }
  if ((header.kind === 'reports') !== (peer.direction === 'below'))
    throw refuse('federation-foreign', { peer: peer.name, division: peer.division_code, what: header.kind })
  const payload = parse(header, opened.payload)
  const taking = { trx, peer, now, packageId: header.id, sequence: header.sequence }
  const taken =
    'programme' in payload
      ? await takeReports(taking, payload)
      : await takeAnswers(taking, division, peer.region_id, payload)
  await store.insertPackage(trx, {
    region_id: peer.region_id,
    direction: 'in',
    id: header.id,
    peer_id: peer.id,
    kind: header.kind,
    sequence: header.sequence,
    hash,
    summary: JSON.stringify({ reports: namesOf(payload), taken } satisfies Summary),
    bytes: Buffer.from(bytes),
    by,
    at: now,
  })
  const row = await store.packageById(trx, peer.region_id, 'in', header.id)
  if (!row) throw refuse('not-found', { what: '数据包' })
  return { row, peer }
}

export function packageView(
  row: Omit<store.PackageRow, 'bytes' | 'region_id' | 'peer_id' | 'by'>,
): PackageView {
  const { reports, taken } = row.summary as unknown as Summary
  return {
    id: row.id,
    direction: row.direction === 'out' ? 'out' : 'in',
    kind: row.kind === 'reports' ? 'reports' : 'answers',
    peer: row.peer,
    sequence: row.sequence,
    hash: row.hash,
    at: row.at.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    reports,
    taken,
  }
}
