// reports: boxes that stand alone hand their reports upward in signed packages, by file or over HTTP (RPT-7).
import { z } from 'zod'
import { PARTS } from '../domain/reports/dues.ts'
import { endpoint, id, regionId, text } from './endpoint.ts'

const division = z.string().regex(/^\d{2}(\d{2}(\d{2})?)?$/)
const webAddress = z.url({ protocol: /^https?$/ }).max(300)

/** What a box says of itself, to be carried to the other by hand and compared by telephone. */
const siteCardSchema = z.strictObject({
  format: z.literal('xunzhen-site'),
  siteId: z.string().regex(/^[0-9a-f]{32}$/),
  name: text(60),
  division,
  signKey: z.string().max(200),
  boxKey: z.string().max(200),
  signature: z.string().max(200),
})
export type SiteCard = z.output<typeof siteCardSchema>

export const getSite = endpoint({
  id: 'getSite',
  method: 'GET',
  path: '/api/federation/site',
  summary: '本机联网名片 this box’s card',
  ok: z.object({ card: siteCardSchema, fingerprint: z.string() }),
})
const peerSchema = z.object({
  id: z.string(),
  siteId: z.string(),
  fingerprint: z.string(),
  name: z.string(),
  division: z.string(),
  direction: z.enum(['above', 'below']),
  url: z.string().nullable(),
  addedBy: z.string(),
  addedAt: z.string(),
})
export type PeerView = z.output<typeof peerSchema>
export const listPeers = endpoint({
  id: 'listPeers',
  method: 'GET',
  path: '/api/federation/peers',
  summary: '联网的上下级 known boxes',
  ok: z.object({ items: z.array(peerSchema) }),
})
export const addPeer = endpoint({
  id: 'addPeer',
  method: 'POST',
  path: '/api/federation/peers',
  summary: '登记上下级的联网名片 add a known box',
  body: z.strictObject({
    card: siteCardSchema,
    /** Read out by the other side, compared by a person. */
    fingerprint: z.string().trim().max(60),
    url: webAddress.nullable().default(null),
  }),
  ok: peerSchema,
})
export const revokePeer = endpoint({
  id: 'revokePeer',
  method: 'DELETE',
  path: '/api/federation/peers/:id',
  summary: '停用联网名片 no longer trust a box',
  params: z.object({ id }),
  ok: 'none',
})

const packageSchema = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  kind: z.enum(['reports', 'answers']),
  peer: z.string(),
  sequence: z.number(),
  hash: z.string(),
  at: z.string(),
  acknowledgedAt: z.string().nullable(),
  reports: z.array(z.object({ name: z.string(), body: z.string(), version: z.number() })),
  /** What the package changed here. */
  taken: z.object({ reports: z.number(), versions: z.number(), acts: z.number(), days: z.number() }),
})
export type PackageView = z.output<typeof packageSchema>
export const listPackages = endpoint({
  id: 'listPackages',
  method: 'GET',
  path: '/api/federation/packages',
  summary: '往来数据包 packages sent and taken',
  ok: z.object({ items: z.array(packageSchema) }),
})
/** A package of a division's report and what it stands on, for the level above. */
export const makePackage = endpoint({
  id: 'makePackage',
  method: 'POST',
  path: '/api/federation/packages',
  summary: '生成上报数据包 make a package',
  body: z.strictObject({
    peerId: id,
    regionId,
    programmeId: z.string().max(40),
    packageId: z.string().max(60),
    period: z.string().max(20),
    part: z.enum(PARTS),
  }),
  ok: packageSchema,
})
export const getPackageFile = endpoint({
  id: 'getPackageFile',
  method: 'GET',
  path: '/api/federation/packages/:direction/:id/file',
  summary: '下载数据包 a package as a file',
  params: z.object({ direction: z.enum(['out', 'in']), id }),
  ok: 'file',
})
/** The answer to a package taken here: what was taken, and every review since. */
export const getAnswerFile = endpoint({
  id: 'getAnswerFile',
  method: 'POST',
  path: '/api/federation/peers/:id/answers',
  summary: '生成回执和审核意见 receipts and reviews for a box below',
  params: z.object({ id }),
  ok: 'file',
})
export const sendPackage = endpoint({
  id: 'sendPackage',
  method: 'POST',
  path: '/api/federation/packages/:id/sending',
  summary: '直接发送数据包 send a package over HTTP',
  params: z.object({ id }),
  ok: packageSchema,
})
/** A package brought as a file. */
export const takePackage = endpoint({
  id: 'takePackage',
  method: 'POST',
  path: '/api/federation/incoming',
  summary: '接收数据包 take a package',
  body: 'bytes',
  ok: packageSchema,
})
/** A package that comes from another box; answered with a package of receipts and reviews. */
export const federationInbox = endpoint({
  id: 'federationInbox',
  method: 'POST',
  path: '/api/federation/inbox',
  summary: '数据包收件 the inbox of this box',
  body: 'bytes',
  ok: 'file',
})
