// Drawing who is looked at: by the calendar, once for each body that owes a check of a period, so that nobody forgets the
// random step (P43); more on request, each kept with its number. Seed and frame stay, so that anybody can draw it again.
import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { CheckKind, CheckPlan } from '../../../domain/programme/oversight.ts'
import { type Programme, type RuleOf, ruleOf, rulesOf } from '../../../domain/programme/programme.ts'
import {
  CHECK_KIND_NAMES,
  periodOn,
  periodWords,
  roleOfOwer,
  spanOf,
} from '../../../domain/supervision/checks.ts'
import {
  drawPicks,
  drawRing,
  type FrameEntry,
  frameText,
  type Hash,
  type Picked,
  pointsOf,
} from '../../../domain/supervision/picks.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database.ts'
import { type PostingRow, postingsOf } from '../dispatch/door.ts'
import { alliancesAmong } from '../organisations/door.ts'
import { allProgrammes, programmeOn } from '../programme/door.ts'
import { type SignalsOf, signalsOf } from './signals.ts'
import * as store from './store-checks.ts'
import { bureauOf, type Recipient, tell } from './tell.ts'

export const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex')
export const newSeed = (): string => randomBytes(16).toString('hex')

/** Everything a draw needs that is the same for all bodies of a county. */
type Ground = {
  programme: Programme
  ruleId: string
  plan: CheckPlan
  regionId: string
  today: string
  signals: SignalsOf
  terms: RuleOf<'oversight'>
  seedOf: (key: string) => string
}
type Body = { owed: store.Owed; postings: readonly PostingRow[] }

const uniqueBy = (postings: readonly PostingRow[], target: CheckPlan['target']): PostingRow[] => [
  ...new Map(postings.map((p) => [target === 'unit' ? p.unit_id : p.practitioner_id, p])).values(),
]

/** The bodies of a county that owe a plan's check, each with whom it may look at. */
async function bodiesOf(
  trx: Trx,
  plan: CheckPlan,
  regionId: string,
  postings: readonly PostingRow[],
): Promise<Body[]> {
  const role = roleOfOwer(plan.owedBy)
  if (!role) return []
  const owed = (organisationId: string | null): store.Owed => ({ role, division: regionId, organisationId })
  if (role === 'hospital')
    return [...Map.groupBy(postings, (p) => p.hospital_id)].map(([id, own]) => ({
      owed: owed(id),
      postings: own,
    }))
  if (role === 'receivingUnit')
    return [...Map.groupBy(postings, (p) => p.unit_id)].map(([id, own]) => ({
      owed: owed(id),
      postings: own,
    }))
  if (role !== 'allianceOffice') return [{ owed: owed(null), postings }]
  const found = await alliancesAmong(trx, [...new Set(postings.map((p) => p.unit_id))])
  const offices = found.filter((one) => one.office_id !== null)
  // a plan whose office is not set up yet falls to the bureau: a check that nobody owes is no check
  if (offices.length === 0) return [{ owed: { ...owed(null), role: 'bureau' }, postings }]
  return offices.map((office) => ({
    owed: owed(office.office_id),
    postings: postings.filter((p) => office.members.includes(p.unit_id)),
  }))
}

/** One who may be picked, with what is known of her and the points it makes. */
export function entryOf(
  posting: PostingRow,
  target: CheckPlan['target'],
  { signals, terms }: { signals: SignalsOf; terms: RuleOf<'oversight'> },
): FrameEntry {
  const id = target === 'unit' ? posting.unit_id : posting.practitioner_id
  const known = signals(id)
  return {
    id,
    name: target === 'unit' ? posting.unit : posting.practitioner,
    signals: known,
    points: pointsOf(known, terms.riskPoints),
  }
}

type Placed = { posting: PostingRow; why: Omit<Picked, 'id'>; practitionerId: string | null }

/** The picks of a draw with the posting each stands in; colleagues go in a ring. */
function place(frame: readonly FrameEntry[], ground: Ground, body: Body, seed: string): Placed[] {
  const { plan } = ground
  const of = new Map(
    uniqueBy(body.postings, plan.target).map((p) => [
      plan.target === 'unit' ? p.unit_id : p.practitioner_id,
      p,
    ]),
  )
  const entryFor = new Map(frame.map((one) => [one.id, one]))
  const whyOf = (id: string, why: Picked['why']): Omit<Picked, 'id'> => ({
    why,
    points: entryFor.get(id)?.points ?? 0,
    signals: entryFor.get(id)?.signals ?? {},
  })
  if (plan.owedBy === 'doctor')
    return drawRing([...of.keys()], seed, sha256).flatMap(({ by, of: seen }) => {
      const posting = of.get(seen)
      return posting ? [{ posting, why: whyOf(seen, 'ring'), practitionerId: by }] : []
    })
  const picks =
    plan.covers === 'all'
      ? frame.map(({ id }) => ({ id, ...whyOf(id, 'all') }))
      : drawPicks(frame, { seed, size: plan.picks ?? 0, randomPercent: plan.randomPercent ?? 100 }, sha256)
  return picks.flatMap(({ id, ...why }) => {
    const posting = of.get(id)
    return posting ? [{ posting, why, practitionerId: null }] : []
  })
}

const recipientOf = (owed: store.Owed): Recipient | null => {
  if (owed.role === 'doctor') return null
  if (owed.organisationId)
    return {
      role: owed.role as 'hospital' | 'receivingUnit' | 'allianceOffice',
      organisationId: owed.organisationId,
    }
  return bureauOf(owed.division)
}

async function drawFor(trx: Trx, ground: Ground, body: Body, now: Date): Promise<number> {
  const { plan, ruleId, programme, regionId, today } = ground
  const period = periodOn(plan.every, today)
  const key = [regionId, programme.id, ruleId, period, body.owed.role, body.owed.organisationId ?? ''].join(
    '/',
  )
  const seed = ground.seedOf(key)
  const frame = uniqueBy(body.postings, plan.target).map((p) => entryOf(p, plan.target, ground))
  const placed = place(frame, ground, body, seed)
  if (placed.length === 0) return 0
  const id = uuidv7()
  const { to } = spanOf(period)
  const dueOn = to < programme.period.to ? to : programme.period.to
  const drawn = await store.insertDraw(
    trx,
    {
      regionId,
      id,
      programmeId: programme.id,
      ruleId,
      kind: plan.kind,
      period,
      owed: body.owed,
      sequence: 1,
      dueOn,
      seed,
      frame,
      frameHash: sha256(frameText(frame)),
      size: placed.length,
      randomPercent: plan.covers === 'picks' ? (plan.randomPercent ?? 100) : 0,
      reason: '',
      by: null,
    },
    now,
  )
  if (!drawn) return 0
  await store.insertTasks(
    trx,
    placed.map(({ posting, why, practitionerId }) => ({
      regionId: posting.region_id,
      id: uuidv7(),
      drawId: id,
      programmeId: programme.id,
      ruleId,
      kind: plan.kind,
      period,
      dueOn,
      owed: { ...body.owed, practitionerId },
      unitId: posting.unit_id,
      hospitalId: plan.target === 'doctor' ? posting.hospital_id : null,
      practitionerId: plan.target === 'doctor' ? posting.practitioner_id : null,
      why,
    })),
  )
  const recipient = recipientOf(body.owed)
  if (recipient)
    await tell(
      trx,
      {
        regionId,
        programmeId: programme.id,
        kind: 'checks-owed',
        params: {
          check: CHECK_KIND_NAMES[plan.kind].zh,
          period: periodWords(period),
          count: placed.length,
          until: dueOn,
        },
        event: `checks-owed/${id}`,
        subject: { type: 'checkDraw', id },
        recipients: [recipient],
      },
      now,
    )
  return placed.length
}

async function drawProgramme(
  trx: Trx,
  programmeId: string,
  { now, seedOf }: { now: Date; seedOf: (key: string) => string },
): Promise<number> {
  const today = shanghaiDay(now)
  const { document: programme } = await programmeOn(trx, programmeId, today)
  const terms = ruleOf(programme, 'oversight')
  const rules = rulesOf(programme, 'supervision').flatMap((rule) =>
    rule.check ? [{ id: rule.id, plan: rule.check }] : [],
  )
  if (!terms || rules.length === 0) return 0
  const whole = programme.division.padEnd(6, '0')
  const postings = await postingsOf(trx, { regionId: whole, programmeId })
  const there = await store.drawnKeys(trx, programmeId)
  let signals: SignalsOf | undefined
  let count = 0
  for (const [regionId, own] of Map.groupBy(postings, (p) => p.region_id))
    for (const { id: ruleId, plan } of rules)
      for (const body of await bodiesOf(trx, plan, regionId, own)) {
        const period = periodOn(plan.every, today)
        const key = [regionId, ruleId, period, body.owed.role, body.owed.organisationId ?? ''].join('/')
        if (there.has(key)) continue
        signals ??= await signalsOf(trx, programmeId, terms, today)
        const ground = { programme, ruleId, plan, regionId, today, signals, terms, seedOf }
        count += await drawFor(trx, ground, body, now)
      }
  return count
}

/** Draws what the calendar owes today in every programme under way; answers how many tasks came of it. */
export async function drawDueChecks(
  trx: Trx,
  now: Date,
  seedOf: (key: string) => string = newSeed,
): Promise<number> {
  const today = shanghaiDay(now)
  let count = 0
  for (const programme of await allProgrammes(trx))
    if (programme.starts_on <= today && today <= programme.ends_on)
      count += await drawProgramme(trx, programme.id, { now, seedOf })
  return count
}

/** Whether drawing again from what is kept gives the picks that were told (peers 6). */
export function reproduced(
  draw: {
    kind: CheckKind
    owedRole: string
    seed: string
    size: number
    randomPercent: number
    frameHash: string
  },
  frame: readonly FrameEntry[],
  picked: readonly string[],
): boolean {
  if (sha256(frameText(frame)) !== draw.frameHash) return false
  const again =
    draw.owedRole === 'doctor'
      ? drawRing(
          frame.map((one) => one.id),
          draw.seed,
          sha256,
        ).map((one) => one.of)
      : draw.randomPercent === 0
        ? frame.map((one) => one.id)
        : drawPicks(frame, draw, sha256).map((one) => one.id)
  return again.length === picked.length && again.every((id) => picked.includes(id))
}
