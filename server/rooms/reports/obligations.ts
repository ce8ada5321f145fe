// Gathers what a programme's bodies owe and how each stands, for a reader: only bodies on whose side she stands.
import { refuse } from '../../../contract/problems.ts'
import type { ObligationView } from '../../../contract/reports-chain.ts'
import type { Programme, Reporter } from '../../../domain/programme/programme.ts'
import type { ReportState, Side } from '../../../domain/reports/chain.ts'
import { duesOf, type Part, periodLabel } from '../../../domain/reports/dues.ts'
import {
  type Body,
  type Obligation,
  obligationsOf,
  type ReportFact,
} from '../../../domain/reports/obligations.ts'
import type { Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { checkReach, holidayTable, programmeOn } from '../programme/door.ts'
import { bodiesOf, sideOf, sideWords } from './bodies.ts'
import { leaveChanges } from './store.ts'
import { type ReportKey, type ReportRow, reportsOf } from './store-chain.ts'

export type SeenObligation = { obligation: Obligation; side: Side }

const factOf = (row: ReportRow): ReportFact => ({
  reportId: row.id,
  packageId: row.package_id,
  period: row.period,
  part: row.part as Part,
  bodyId: row.body_id,
  state: row.state as ReportState,
  firstOn: row.first_submitted_at ? shanghaiDay(row.first_submitted_at) : null,
  lastAt: row.last_submitted_at?.toISOString() ?? null,
})

export type Owed = {
  document: Programme
  seen: SeenObligation[]
  unowned: { packageId: string; reporter: Reporter }[]
}

/** What every body of a programme owes on a day, in one county and above it, or in all. */
export async function allOwed(
  trx: Db | Trx,
  where: { programmeId: string; regionId?: string | undefined },
  today: string,
  sees: (body: Body) => boolean = () => true,
) {
  const { document } = await programmeOn(trx, where.programmeId, today)
  const bodies = await bodiesOf(trx, document, where.regionId)
  const changes = (await leaveChanges(trx, where)).map(({ month, since, organisations }) => ({
    month,
    on: shanghaiDay(since),
    at: since.toISOString(),
    organisations,
  }))
  const dues = duesOf(document, await holidayTable(trx), changes)
  const reports = (await reportsOf(trx, { programmeId: where.programmeId })).map(factOf)
  const obligations = obligationsOf(dues, bodies.filter(sees), reports, {
    today,
    programmeFrom: document.period.from,
  })
  return { document, bodies, dues, obligations }
}

/** What a reader sees of it: the bodies she stands to. */
export async function owedIn(
  { trx, actor }: Pick<Context, 'trx' | 'actor'>,
  where: { programmeId: string; regionId?: string | undefined },
  today: string,
): Promise<Owed> {
  const sees = (body: Body): boolean => sideOf(actor, body) !== null
  const { document, bodies, dues, obligations } = await allOwed(trx, where, today, sees)
  const seen = obligations.flatMap((obligation): SeenObligation[] => {
    const side = sideOf(actor, obligation.body)
    return side ? [{ obligation, side }] : []
  })
  const known = new Set(bodies.flatMap((b) => b.reporters))
  const unowned = [...new Map(dues.map((d) => [d.packageId, d])).values()].flatMap((d) =>
    d.reporters.filter((r) => !known.has(r)).map((reporter) => ({ packageId: d.packageId, reporter })),
  )
  return { document, seen, unowned }
}

export function obligationView(
  where: { programmeId: string },
  document: Programme,
  { obligation, side }: SeenObligation,
): ObligationView {
  const { body, ...rest } = obligation
  return {
    ...rest,
    ...where,
    key: [where.programmeId, rest.packageId, rest.period, rest.part, body.id].join('/'),
    programme: document.shortName,
    regionId: body.regionId,
    periodLabel: periodLabel(rest.period),
    body: { id: body.id, name: body.name, level: body.level, regionId: body.regionId },
    // the plan names who takes its bodies' reports; what is handed on goes to the level above
    recipient:
      body.level === 'unit' || document.division.length < 6 ? rest.recipient : sideWords(body, 'receiver'),
    side,
  }
}

/** The one obligation a key names; refuses what nobody owes and what the reader does not stand to (SEC-2). */
export async function findObligation(
  context: Context,
  key: ReportKey,
): Promise<SeenObligation & { document: Programme }> {
  await checkReach(context, key, 'read')
  const { document, seen } = await owedIn(context, key, context.today)
  const found = seen.find(
    ({ obligation: o }) =>
      o.packageId === key.packageId &&
      o.period === key.period &&
      o.part === key.part &&
      o.body.id === key.bodyId &&
      o.body.regionId === key.regionId,
  )
  if (!found) throw refuse('report-not-owed', { what: `${key.packageId} ${key.period}` })
  return { ...found, document }
}
