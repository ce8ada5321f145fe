// reports actions: a region's numbers level by level, and what its levels collect, both counted in SQL or on the server so
// that a province's thousands of units never travel to a screen (RPT-7, RPT-10).
import * as contract from '../../../contract/reports-rollup.ts'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { leavesOf } from '../../../domain/forms/form.ts'
import { countsWholeDaysOnly } from '../../../domain/programme/programme.ts'
import { periodLabel, spanOf } from '../../../domain/reports/dues.ts'
import { completenessOf, LEVELS } from '../../../domain/reports/obligations.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { divisionOf } from '../../platform/division-range.ts'
import { divisionNames, findOrganisations } from '../organisations/door.ts'
import { allProgrammes, checkReach, concerns, programmeOn } from '../programme/door.ts'
import { figuresOf } from './form-data.ts'
import { owedIn, type SeenObligation } from './obligations.ts'
import * as ledger from './store-ledger.ts'

const NAMES_SHOWN = 50
const LABELS: Record<string, string> = {
  personDays: '下基层人次',
  cards: '日志卡',
  roundFunds: '巡诊经费（元）',
}

function columnsOf(): { key: string; label: string }[] {
  const definition = formDefinition('workload-return')
  const fields = (definition ? leavesOf(definition) : []).filter((f) => f.total === 'sum')
  const own = ['personDays', 'cards'].map((key) => ({ key, label: LABELS[key] ?? key }))
  return [...own, ...fields.map((f) => ({ key: f.key, label: LABELS[f.key] ?? f.label }))]
}

/** The units of a programme by division below a region; empty divisions stand in the table with zeros. */
async function unitsByDivision(context: Context, programmeId: string, under: string) {
  const units = await findOrganisations(context.trx, { programmeId, side: 'receiving', under })
  const digits = under.length >= 4 ? 6 : 4
  const { scope } = context.actor
  const own = scope.kind === 'organisations' ? new Set(scope.organisations) : null
  const seen = units.filter((u) => u.active && (own === null || own.has(u.id)))
  return { digits, counts: Map.groupBy(seen, (u) => u.division_code.slice(0, digits)) } as const
}

const getRollUp = action(contract.getRollUp, {
  allow: 'report.read',
  async run(context, { params }) {
    const { regionId, programmeId, period } = params
    await checkReach(context, params, 'read')
    const { document } = await programmeOn(context.trx, programmeId, context.today)
    const own = divisionOf(regionId)
    const { digits, counts } = await unitsByDivision(context, programmeId, own)
    const span = spanOf(period) ?? { from: `${period}-01-01`, to: `${period}-12-31` }
    const sums = await ledger.sumsByDivision(context.trx, { programmeId, regionId, ...span }, digits)
    const wholeDays = countsWholeDaysOnly(document)
    const read = (row: ledger.LedgerFigures): Record<string, number> => ({
      ...figuresOf(row),
      cards: row.cards,
      roundFunds: row.expenses_fen / 100,
      personDays: wholeDays ? row.whole_days : row.person_days,
    })
    const codes = [...new Set([...counts.keys(), ...sums.map((s) => s.division)])].sort()
    const names = await divisionNames(context.trx, [own, ...codes])
    const columns = columnsOf()
    const none: Record<string, number> = Object.fromEntries(columns.map((c) => [c.key, 0]))
    const rows = codes.map((code) => {
      const row = sums.find((s) => s.division === code)
      return {
        regionId: code.padEnd(6, '0'),
        name: names.get(code) ?? code,
        level: digits === 4 ? ('city' as const) : ('county' as const),
        units: counts.get(code)?.length ?? 0,
        active: row?.units ?? 0,
        figures: row ? read(row) : none,
      }
    })
    // money adds up in fen: yuan with a fraction gather binary dust
    const add = (of: (row: (typeof rows)[number]) => number): number =>
      rows.reduce((n, row) => n + Math.round(of(row) * 100), 0) / 100
    return {
      regionId,
      name: names.get(own) ?? '',
      period,
      columns,
      rows,
      total: {
        units: add((r) => r.units),
        active: add((r) => r.active),
        figures: Object.fromEntries(columns.map((c) => [c.key, add((r) => r.figures[c.key] ?? 0)])),
      },
    }
  },
})

/** One entry for each package, period and level the reader does not owe herself. */
function collectingOf(seen: readonly SeenObligation[], programmeId: string): contract.Collecting[] {
  const others = seen.filter((s) => s.side !== 'owner')
  const groups = Map.groupBy(others, ({ obligation: o }) =>
    [programmeId, o.packageId, o.period, o.part, o.body.level].join('/'),
  )
  return [...groups].flatMap(([key, group]) => {
    const [first] = group
    if (!first) return []
    const { obligation: o } = first
    const { submitted, missing, ...counted } = completenessOf(group.map((s) => s.obligation))
    return [
      {
        key,
        programmeId,
        packageId: o.packageId,
        name: o.name,
        period: o.period,
        periodLabel: periodLabel(o.period),
        part: o.part,
        level: o.body.level,
        dueOn: o.dueOn,
        daysLeft: o.daysLeft,
        toReader: group.some((s) => s.side === 'receiver'),
        ...counted,
        handedIn: submitted,
        toReview: group.filter((s) => s.side === 'receiver' && s.obligation.state === 'submitted').length,
        missing: missing.length,
        missingNames: missing.slice(0, NAMES_SHOWN),
      },
    ]
  })
}

const getCollecting = action(contract.getCollecting, {
  allow: 'report.read',
  async run(context, { query }) {
    const today = query.on ?? context.today
    const items: contract.Collecting[] = []
    for (const p of await allProgrammes(context.trx)) {
      if (query.programmeId && p.id !== query.programmeId) continue
      if (!(await concerns(context.trx, context.actor, p))) continue
      const owed = await owedIn(context, { programmeId: p.id, regionId: query.regionId }, today)
      items.push(...collectingOf(owed.seen, p.id))
    }
    items.sort(
      (a, b) =>
        b.dueOn.localeCompare(a.dueOn) ||
        LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
        a.name.localeCompare(b.name),
    )
    return { today, items }
  },
})

export const rollUpActions: Action[] = [getRollUp, getCollecting]
