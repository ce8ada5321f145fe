// A doctor's account as it is shown: reckoned from the served days each time, with the gate her plans put before a promotion.
import type { CreditAccountView, CreditObjection } from '../../../contract/assessments-credit.ts'
import { accountOf, type CreditAccount, gateOf, type ServedDay } from '../../../domain/assessments/credit.ts'
import { citation, countsWholeDaysOnly, type Programme, ruleOf } from '../../../domain/programme/programme.ts'
import type { Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { programmeOn } from '../programme/door.ts'
import * as store from './store-credit.ts'

/** The plans behind some days, each read once. */
async function plansOf(context: Context, rows: readonly store.ServedRow[]): Promise<Map<string, Programme>> {
  const ids = [...new Set(rows.map((row) => row.programme_id ?? ''))]
  const read = await Promise.all(
    ids.map(async (id) => [id, (await programmeOn(context.trx, id, context.today)).document] as const),
  )
  return new Map(read)
}

const halfOf = (half: string | null): ServedDay['half'] => (half === 'am' || half === 'pm' ? half : 'day')

const dayOf = (row: store.ServedRow, plan: Programme | undefined): ServedDay => ({
  regionId: row.region_id ?? '',
  programmeId: row.programme_id ?? '',
  dayCardId: row.id ?? '',
  unitId: row.unit_id ?? '',
  unit: row.unit,
  day: row.day ?? '',
  half: halfOf(row.half),
  activities: row.activities ?? [],
  confirmed: row.confirmed ?? false,
  absent: row.absent ?? false,
  halfCounts: !plan || !countsWholeDaysOnly(plan),
})

export type Reckoned = { account: CreditAccount; plans: Map<string, Programme> }

/** The accounts of some rows by doctor. */
export async function reckon(
  context: Context,
  rows: readonly store.ServedRow[],
): Promise<Map<string, Reckoned>> {
  const plans = await plansOf(context, rows)
  return new Map(
    [...Map.groupBy(rows, (row) => row.practitioner_id ?? '')].map(([id, own]) => [
      id,
      { plans, account: accountOf(own.map((row) => dayOf(row, plans.get(row.programme_id ?? '')))) },
    ]),
  )
}

type Gate = CreditAccountView['years'][number]['gate']
/** What the strictest of the plans asks of a key doctor's year (ASM-6); null where none of them says. */
export function gateView(plans: Iterable<Programme>, of: { year: number; days: number }): Gate {
  const asked = [...plans].flatMap((plan) => {
    const rule = ruleOf(plan, 'credit')
    return rule?.keyDoctorDays ? [{ required: rule.keyDoctorDays, citation: citation(plan, rule) }] : []
  })
  const [most] = asked.sort((a, b) => b.required - a.required)
  if (!most) return null
  const { missing, met, required } = gateOf(most.required, of)
  return { required, missing, met, citation: most.citation }
}

/** By which clause service counts at all (ASM-5). */
export function creditClause(plans: Iterable<Programme>): string | null {
  for (const plan of plans) {
    const rule = ruleOf(plan, 'credit')
    if (rule) return citation(plan, rule)
  }
  return null
}

export const objectionView = (row: store.ObjectionRow): CreditObjection => ({
  id: row.id,
  regionId: row.region_id,
  day: row.day,
  words: row.words,
  at: row.raised_at.toISOString(),
  upheld: row.upheld,
  answer: row.answer,
  answeredBy: row.answerer,
})

const LISTED = 400

/** Everything of one doctor that the reader may see. */
export async function accountView(
  context: Context,
  person: { id: string; name: string; title_text: string; organisation: string },
  regionId: string | undefined,
): Promise<CreditAccountView> {
  const rows = await store.servedDays(context.trx, { practitionerId: person.id, regionId })
  const own = (await reckon(context, rows)).get(person.id)
  const account = own?.account ?? accountOf([])
  const plansIn = (year: number): Programme[] => {
    const ids = new Set(account.lines.flatMap((l) => (l.day.startsWith(`${year}`) ? [l.programmeId] : [])))
    return [...(own?.plans ?? [])].flatMap(([id, plan]) => (ids.has(id) ? [plan] : []))
  }
  const objections = await store.objectionsOf(context.trx, { practitionerId: person.id, regionId })
  const certificates = await store.certificatesOf(context.trx, {
    practitionerId: person.id,
    ...(regionId ? { regionId } : {}),
  })
  return {
    practitioner: {
      id: person.id,
      name: person.name,
      title: person.title_text,
      hospital: person.organisation,
    },
    years: account.years.map((y) => ({ ...y, gate: gateView(plansIn(y.year), y) })),
    total: account.total,
    lines: account.lines.slice(0, LISTED).map((line) => ({
      regionId: line.regionId,
      dayCardId: line.dayCardId,
      day: line.day,
      half: line.half,
      unit: line.unit,
      kinds: line.kinds,
      reason: line.reason,
    })),
    more: Math.max(0, account.lines.length - LISTED),
    objections: objections.map(objectionView),
    certificates: certificates.map((c) => ({
      id: c.id,
      regionId: c.region_id,
      number: c.content.number,
      checkCode: c.check_code,
      issuedOn: shanghaiDay(c.issued_at),
      revoked: c.revoked_at !== null,
    })),
    citation: creditClause(own?.plans.values() ?? []),
  }
}
