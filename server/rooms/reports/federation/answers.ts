// What goes back down: receipts of the packages taken, and every review of their reports. Below, a review changes a report
// only where the table of states allows it; what came too late stays as history.

import type { AnswersPayload } from '../../../../contract/federation-payload.ts'
import { refuse } from '../../../../contract/problems.ts'
import { TRANSITIONS } from '../../../../domain/reports/chain.ts'
import type { Trx } from '../../../platform/database.ts'
import * as chain from '../store-chain.ts'
import { actsIn, actsOut, commentsIn, commentsOut } from './carried.ts'
import * as store from './store.ts'
import type { Taken, Taking } from './take-reports.ts'

/** Receipts and reviews for a box below, as of now. */
export async function answersFor(trx: Trx, peer: store.PeerRow): Promise<AnswersPayload> {
  const taken = (await store.takenFrom(trx, peer)).map((k) => ({
    id: k.id,
    hash: k.hash,
    at: k.at.toISOString(),
  }))
  const reports: AnswersPayload['reports'] = []
  for (const row of await store.reportsFrom(trx, peer.account_id, peer.division_code)) {
    const of = { regionId: row.region_id, reportId: row.id }
    // what this box did, not what came from below
    const acts = (await chain.actsOf(trx, of)).filter((a) => a.by !== peer.account_id)
    const comments = (await chain.commentsOf(trx, of)).filter((c) => c.by !== peer.account_id)
    if (acts.length + comments.length === 0) continue
    reports.push({
      regionId: row.region_id,
      reportId: row.id,
      resubmitBy: row.resubmit_by,
      acts: actsOut(acts),
      comments: commentsOut(comments),
    })
  }
  return { taken, reports }
}

type Answered = AnswersPayload['reports'][number]

async function takeReview(taking: Taking, own: string, review: Answered): Promise<number> {
  const { trx, peer } = taking
  if (!review.regionId.startsWith(own))
    throw refuse('federation-foreign', {
      peer: peer.name,
      division: peer.division_code,
      what: review.regionId,
    })
  const row = await store.reportById(trx, review.regionId, review.reportId)
  if (!row) throw refuse('federation-broken-content', { what: `没有这份报送 ${review.reportId}` })
  const known = await store.knownRows(
    trx,
    'report_acts',
    review.regionId,
    review.acts.map((a) => a.id),
  )
  const fresh = review.acts.filter((a) => !known.has(a.id)).sort((a, b) => a.at.localeCompare(b.at))
  const into = { region_id: review.regionId, report_id: review.reportId, by: peer.account_id }
  let { state } = row
  let lastAt = row.last_at?.toISOString() ?? ''
  for (const act of fresh) {
    const way = TRANSITIONS[state as keyof typeof TRANSITIONS]?.[act.act]
    // a box above reviews, it never hands in for the body below
    if (act.side === 'owner' || act.act === 'submit')
      throw refuse('federation-broken-content', { what: '上级不能代为提交' })
    const stands = way?.by.includes(act.side) && act.version === row.version
    if (stands && way) state = way.to
    if (act.at > lastAt) lastAt = act.at
  }
  const comments = await store.knownRows(
    trx,
    'report_comments',
    review.regionId,
    review.comments.map((c) => c.id),
  )
  await store.insertCarried(trx, {
    versions: [],
    acts: actsIn(into, fresh),
    comments: commentsIn(
      into,
      review.comments.filter((c) => !comments.has(c.id)),
    ),
  })
  if (fresh.length > 0)
    await chain.updateReport(trx, review.regionId, review.reportId, {
      state,
      last_at: new Date(lastAt),
      resubmit_by: state === 'returned' ? review.resubmitBy : null,
    })
  return fresh.length
}

/** Takes receipts and reviews from above; `own` is this box's division. */
export async function takeAnswers(
  taking: Taking,
  own: string,
  regionId: string,
  payload: AnswersPayload,
): Promise<Taken> {
  for (const one of payload.taken) await store.acknowledge(taking.trx, regionId, one, new Date(one.at))
  const taken: Taken = { reports: 0, versions: 0, acts: 0, days: 0 }
  for (const review of payload.reports) {
    const acts = await takeReview(taking, own, review)
    taken.acts += acts
    if (acts > 0) taken.reports += 1
  }
  return taken
}
