// federation actions: make, send, take and answer packages; the inbox where another box knocks (RPT-7).
import { refuse } from '../../../../contract/problems.ts'
import * as contract from '../../../../contract/reports-federation.ts'
import { packageName } from '../../../../domain/programme/programme.ts'
import { periodLabel } from '../../../../domain/reports/dues.ts'
import { type Action, action, type Context } from '../../../platform/action.ts'
import { checkReach, programmeOn } from '../../programme/door.ts'
import { carryUp } from './carry-up.ts'
import { makeAnswers, makePackageFor, packageView, takePackageFrom } from './exchange.ts'
import { ownRegion, peerActions } from './peers.ts'
import { postPackage } from './post.ts'
import * as store from './store.ts'

const boxOf = ({ trx, services, now, actor }: Context) => ({
  trx,
  home: services.config.home,
  now,
  by: actor.accountId,
})
const FILE = 'application/octet-stream'
const nameOf = (row: { kind: string; sequence: number }, peer: string): string =>
  `${row.kind === 'reports' ? '上报' : '回执'} ${peer} ${row.sequence}.xzp`

async function peerFor(context: Context, id: string, direction: 'above' | 'below'): Promise<store.PeerRow> {
  const peer = await store.peerById(context.trx, ownRegion(context).regionId, id)
  if (!peer || peer.direction !== direction) throw refuse('not-found', { what: '联网名片' })
  return peer
}

const listPackages = action(contract.listPackages, {
  allow: 'federation.exchange',
  async run(context) {
    return { items: (await store.packagesOf(context.trx, ownRegion(context).regionId)).map(packageView) }
  },
})

const makePackage = action(contract.makePackage, {
  allow: 'federation.exchange',
  async run(context, { body }) {
    const { peerId, ...key } = body
    if (key.regionId !== ownRegion(context).regionId) throw refuse('not-found', { what: '本级报送' })
    await checkReach(context, key, 'read')
    const peer = await peerFor(context, peerId, 'above')
    const payload = await carryUp(context, key)
    const { document } = await programmeOn(context.trx, key.programmeId, context.today)
    const reports = payload.reports
      .filter((r) => r.bodyId === key.regionId)
      .map((r) => ({
        name: `${packageName(document, r.packageId)}（${periodLabel(r.period)}）`,
        body: r.bodyId,
        version: r.versions.length,
      }))
    const row = await makePackageFor(boxOf(context), peer, { kind: 'reports', payload, reports })
    context.say({ zh: `生成上报数据包：${peer.name}，第 ${row.sequence} 号`, regionId: key.regionId })
    return packageView(row)
  },
})

const getPackageFile = action(contract.getPackageFile, {
  allow: 'federation.exchange',
  async run(context, { params }) {
    const row = await store.packageById(context.trx, ownRegion(context).regionId, params.direction, params.id)
    if (!row) throw refuse('not-found', { what: '数据包' })
    context.say({ zh: `下载数据包：${row.peer}，第 ${row.sequence} 号`, regionId: row.region_id })
    return { bytes: new Uint8Array(row.bytes), fileName: nameOf(row, row.peer), type: FILE }
  },
})

const getAnswerFile = action(contract.getAnswerFile, {
  allow: 'federation.exchange',
  async run(context, { params }) {
    const peer = await peerFor(context, params.id, 'below')
    const row = await makeAnswers(boxOf(context), peer)
    context.say({ zh: `生成回执数据包：${peer.name}，第 ${row.sequence} 号`, regionId: row.region_id })
    return { bytes: new Uint8Array(row.bytes), fileName: nameOf(row, peer.name), type: FILE }
  },
})

const takePackage = action(contract.takePackage, {
  allow: 'federation.exchange',
  async run(context, { body }) {
    const { row, peer } = await takePackageFrom(boxOf(context), body, ownRegion(context).regionId)
    context.say({ zh: `接收数据包：${peer.name}，第 ${row.sequence} 号`, regionId: row.region_id })
    return packageView(row)
  },
})

/** Sends a package to the box above and takes its answer; a box that cannot be reached loses nothing. */
const sendPackage = action(contract.sendPackage, {
  allow: 'federation.exchange',
  async run(context, { params }) {
    const { regionId } = ownRegion(context)
    const row = await store.packageById(context.trx, regionId, 'out', params.id)
    const peer = row && (await store.peerById(context.trx, regionId, row.peer_id))
    if (!row || !peer) throw refuse('not-found', { what: '数据包' })
    if (!peer.url) throw refuse('federation-unreached', { name: peer.name, why: '没有登记网址' })
    const answer = await postPackage(peer.url, row.bytes)
    if ('failed' in answer) throw refuse('federation-unreached', { name: peer.name, why: answer.failed })
    await takePackageFrom(boxOf(context), answer.bytes, regionId)
    context.say({ zh: `发送数据包：${peer.name}，第 ${row.sequence} 号`, regionId })
    const after = await store.packageById(context.trx, regionId, 'out', params.id)
    return packageView(after ?? row)
  },
})

/** No account knocks here: who sends is proven by the signature, what may be written by the sender's division. */
const federationInbox = action(contract.federationInbox, {
  allow: 'anyone',
  async run(context, { body }) {
    const box = { ...boxOf(context), by: null }
    const { row, peer } = await takePackageFrom(box, body)
    if (peer.direction !== 'below') throw refuse('federation-no-package')
    context.say({ zh: `收到数据包：${peer.name}，第 ${row.sequence} 号`, regionId: row.region_id })
    const answer = await makeAnswers(box, peer)
    return { bytes: new Uint8Array(answer.bytes), fileName: nameOf(answer, peer.name), type: FILE }
  },
})

export const federationActions: Action[] = [
  ...peerActions,
  listPackages,
  makePackage,
  getPackageFile,
  getAnswerFile,
  takePackage,
  sendPackage,
  federationInbox,
]
