// reports actions: how what was reported stands to the ledger, day by day (RPT-2).
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports-inspection.ts'
import { countsWholeDaysOnly } from '../../../domain/programme/programme.ts'
import type { ReportContent } from '../../../domain/reports/content.ts'
import { type LedgerDay, reconcileMonth, type SealedMonth } from '../../../domain/reports/reconcile.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { findOrganisations } from '../organisations/door.ts'
import { checkReach, programmeOn } from '../programme/door.ts'
import { countedCards } from './store-cards.ts'
import { newestContents } from './store-chain.ts'

type Where = { regionId: string; programmeId: string; year: string }

/** The newest sealed month of each unit: a supplement stands over the first report (RPT-2). */
async function sealedMonths(context: Context, { regionId, programmeId, year }: Where) {
  const found = new Map<string, SealedMonth>()
  for (const row of await newestContents(context.trx, { regionId, programmeId, year })) {
    const content = row.content as unknown as ReportContent
    const form = content.forms.find((f) => f.formId === 'workload-return')
    const summary = content.forms.find((f) => f.formId === 'support-summary')
    const at = summary?.rowIds.indexOf(row.body_id) ?? -1
    const count = summary?.data.rows[at]?.[`month${Number(content.period.slice(5))}`]
    if (!form || at < 0) continue
    const key = `${row.body_id} ${content.period}`
    const known = found.get(key)
    if (known && known.part === 'supplement' && content.part === 'main') continue
    const label = (i: number): string =>
      [form.data.rows[i]?.doctorName, form.data.rows[i]?.dutyDay].filter(Boolean).join(' ')
    found.set(key, {
      version: row.version,
      part: content.part,
      count: typeof count === 'number' ? count : 0,
      days: new Map(form.rowIds.map((id, i) => [id, label(i)])),
    })
  }
  return found
}

async function ledgerDays(
  context: Context,
  { regionId, programmeId, year }: Where,
): Promise<Map<string, LedgerDay[]>> {
  const { document } = await programmeOn(context.trx, programmeId, context.today)
  const whole = countsWholeDaysOnly(document)
  const cards = await countedCards(context.trx, {
    regionId,
    programmeId,
    from: `${year}-01-01`,
    to: `${year}-12-31`,
  })
  return Map.groupBy(
    cards.map((c) => ({
      key: `${c.unit_id} ${c.day?.slice(0, 7)}`,
      id: c.id ?? '',
      label: `${c.practitioner} ${c.day}`,
      counts: !whole || c.half === 'day',
    })),
    (c) => c.key,
  )
}

const getReconciliation = action(contract.getReconciliation, {
  allow: 'report.read',
  async run(context, { params }) {
    if (params.regionId.endsWith('00')) throw refuse('not-found', { what: '本县的这个项目' })
    await checkReach(context, params, 'read')
    const sealed = await sealedMonths(context, params)
    const ledger = await ledgerDays(context, params)
    const all = await findOrganisations(context.trx, {
      programmeId: params.programmeId,
      side: 'receiving',
      under: params.regionId,
    })
    const own =
      context.actor.scope.kind === 'organisations' ? new Set(context.actor.scope.organisations) : null
    const units = all.filter((u) => own === null || own.has(u.id))
    const months = Array.from(
      { length: 12 },
      (_, i) => `${params.year}-${String(i + 1).padStart(2, '0')}`,
    ).filter((month) => month <= context.today.slice(0, 7))
    const rows = units.map((unit) => {
      const cells = months.map((month) => {
        const key = `${unit.id} ${month}`
        return reconcileMonth(month, sealed.get(key) ?? null, ledger.get(key) ?? [])
      })
      return {
        unitId: unit.id,
        unit: unit.name,
        months: cells,
        reported: cells.reduce((n, c) => n + (c.reported ?? 0), 0),
        ledger: cells.reduce((n, c) => n + c.ledger, 0),
      }
    })
    return {
      year: params.year,
      months,
      units: rows,
      reported: rows.reduce((n, r) => n + r.reported, 0),
      ledger: rows.reduce((n, r) => n + r.ledger, 0),
    }
  },
})

export const reconcileActions: Action[] = [getReconciliation]
