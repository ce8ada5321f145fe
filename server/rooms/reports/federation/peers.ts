// This box's card and the boxes it knows: above or below its own division, each by a card whose fingerprint people compared.
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../../contract/problems.ts'
import * as contract from '../../../../contract/reports-federation.ts'
import { canonical } from '../../../../domain/reports/content.ts'
import { type Action, action, type Context } from '../../../platform/action.ts'
import { areKeys, isSignedBy, publicKeys, signText, siteKeys } from '../../../platform/sealed-package.ts'
import { insertStandIn } from '../../access/door.ts'
import { divisionNames } from '../../organisations/door.ts'
import * as store from './store.ts'

/** Eight groups of four: short enough to be read out, long enough that none is made to fit. */
const fingerprintOf = (siteId: string): string => (siteId.match(/.{4}/g) ?? []).join(' ')

/** The division this box's bureau answers for, filled up to six digits. */
export function ownRegion({ actor }: Pick<Context, 'actor'>): { division: string; regionId: string } {
  const division = actor.divisionCode ?? ''
  return { division, regionId: division.padEnd(6, '0') }
}

const signed = (card: Omit<contract.SiteCard, 'signature'>): string => canonical(card)

const getSite = action(contract.getSite, {
  allow: 'federation.exchange',
  async run(context) {
    const { division } = ownRegion(context)
    const keys = siteKeys(context.services.config.home)
    const names = await divisionNames(context.trx, [division])
    const about = {
      format: 'xunzhen-site' as const,
      ...publicKeys(keys),
      name: `${names.get(division) ?? division}卫健局（委）`,
      division,
    }
    return {
      card: { ...about, signature: signText(keys, signed(about)) },
      fingerprint: fingerprintOf(about.siteId),
    }
  },
})

const view = (row: store.PeerRow): contract.PeerView => ({
  id: row.id,
  siteId: row.site_id,
  fingerprint: fingerprintOf(row.site_id),
  name: row.name,
  division: row.division_code,
  direction: row.direction === 'above' ? 'above' : 'below',
  url: row.url,
  addedBy: row.adder ?? '',
  addedAt: row.added_at.toISOString(),
})

const listPeers = action(contract.listPeers, {
  allow: 'federation.exchange',
  async run(context) {
    return { items: (await store.peersOf(context.trx, ownRegion(context).regionId)).map(view) }
  },
})

const addPeer = action(contract.addPeer, {
  allow: 'federation.exchange',
  async run(context, { body }) {
    const { trx, actor, now } = context
    const { division, regionId } = ownRegion(context)
    const { signature, ...card } = body.card
    if (!areKeys(card) || !isSignedBy(card.signKey, signed(card), signature))
      throw refuse('federation-card-false')
    if (body.fingerprint.replace(/\s+/g, '').toLowerCase() !== card.siteId)
      throw refuse('federation-fingerprint')
    const below = card.division.startsWith(division) && card.division !== division
    const above = division.startsWith(card.division) && card.division !== division
    const names = await divisionNames(trx, [card.division, division])
    if ((!below && !above) || !names.has(card.division))
      throw refuse('federation-not-related', { name: card.name, own: names.get(division) ?? division })
    if (await store.peerBySite(trx, card.siteId, regionId))
      throw refuse('already-exists', { what: `“${card.name}”的联网名片` })
    const id = uuidv7()
    await insertStandIn(trx, { id, login: `site-${id}`, name: `${card.name}（联网）` })
    await store.insertPeer(trx, {
      region_id: regionId,
      id,
      site_id: card.siteId,
      name: card.name,
      division_code: card.division,
      sign_key: card.signKey,
      box_key: card.boxKey,
      direction: above ? 'above' : 'below',
      url: body.url,
      account_id: id,
      added_by: actor.accountId,
      added_at: now,
    })
    context.say({ zh: `登记联网名片：${card.name}（${fingerprintOf(card.siteId)}）`, regionId })
    const row = await store.peerById(trx, regionId, id)
    if (!row) throw refuse('not-found', { what: '联网名片' })
    return view(row)
  },
})

const revokePeer = action(contract.revokePeer, {
  allow: 'federation.exchange',
  async run(context, { params }) {
    const { regionId } = ownRegion(context)
    const row = await store.peerById(context.trx, regionId, params.id)
    if (!row || !(await store.revokePeer(context.trx, regionId, params.id, context.now)))
      throw refuse('not-found', { what: '联网名片' })
    context.say({ zh: `停用联网名片：${row.name}`, regionId })
    return undefined
  },
})

export const peerActions: Action[] = [getSite, listPeers, addPeer, revokePeer]

/** The keys of a known box, as the package functions take them. */
export const keysOf = (peer: store.PeerRow) => ({
  siteId: peer.site_id,
  signKey: peer.sign_key,
  boxKey: peer.box_key,
})
