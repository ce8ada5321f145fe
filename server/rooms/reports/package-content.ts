// Fills a package from the ledger for the body that owes it: its forms to a day, what is asked about its numbers, and the
// sealed text with its hash. Reports of divisions stand on the ledger too; those of their units are named, never added (P17).
import { createHash } from 'node:crypto'
import { refuse } from '../../../contract/problems.ts'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { leavesOf } from '../../../domain/forms/form.ts'
import { canonical, type ReportContent, type SealedForm } from '../../../domain/reports/content.ts'
import { spanOf } from '../../../domain/reports/dues.ts'
import type { Obligation } from '../../../domain/reports/obligations.ts'
import { questionsOf } from '../../../domain/reports/questions.ts'
import { addMonths } from '../../../domain/shared/calendar.ts'
import type { Problem } from '../../../domain/shared/problem.ts'
import type { Context } from '../../platform/action.ts'
import { alliancesOfOffice } from '../organisations/door.ts'
import { type FormRequest, fillForm, workloadFilter, workloadTotals } from './form-data.ts'
import { sumsBetween } from './store-ledger.ts'
import { packageStanding } from './store-package.ts'

type Owed = Pick<Obligation, 'packageId' | 'period' | 'part' | 'body' | 'forms'>

/** The last day of the ledger a report made today covers; none of a period that has not begun. */
export function coverage(period: string, today: string): { coversTo: string; provisional: boolean } {
  const span = spanOf(period)
  if (!span) return { coversTo: today, provisional: false }
  return { coversTo: today < span.to ? today : span.to, provisional: today < span.to }
}

/** Whose rows a body reports: a unit's own, a hospital's own, those of an alliance's members, or all of a division. */
async function rowsOf(
  context: Context,
  body: Obligation['body'],
): Promise<Pick<FormRequest, 'unitId' | 'hospitalId' | 'unitIds'>> {
  if (body.level !== 'unit') return {}
  if (body.reporters.includes('allianceOffice')) {
    const own = await alliancesOfOffice(context.trx, body.id)
    return { unitIds: own.flatMap((a) => a.members) }
  }
  return body.reporters.includes('receivingUnit') ? { unitId: body.id } : { hospitalId: body.id }
}

const yearly = (formId: string): boolean => formId !== 'workload-return'

/** One form of a package as the ledger fills it now, up to `coversTo`. */
export async function fillPackageForm(
  context: Context,
  where: { programmeId: string },
  owed: Owed,
  formId: string,
): Promise<SealedForm> {
  const { coversTo } = coverage(owed.period, context.today)
  const period = yearly(formId) ? owed.period.slice(0, 4) : owed.period
  const filled = await fillForm(context, {
    regionId: owed.body.regionId,
    programmeId: where.programmeId,
    formId,
    period,
    until: coversTo,
    ...(await rowsOf(context, owed.body)),
  })
  return {
    formId,
    version: filled.definition.version,
    period,
    data: { ...filled.data, head: { ...filled.data.head, unit: owed.body.name }, masked: true },
    rowIds: filled.rowIds,
  }
}

/** What is asked about a month's numbers before they go up; nothing where the package has no monthly table. */
export async function packageQuestions(
  context: Context,
  where: { programmeId: string },
  owed: Owed,
): Promise<Problem[]> {
  const definition = formDefinition('workload-return')
  if (!definition || !owed.forms.includes('workload-return') || !/^\d{4}-\d{2}$/.test(owed.period)) return []
  const rows = await rowsOf(context, owed.body)
  const totalsIn = async (period: string) => {
    const request = { ...where, ...rows, regionId: owed.body.regionId, formId: 'workload-return', period }
    const until = coverage(period, context.today).coversTo
    const sums = await sumsBetween(context.trx, workloadFilter({ ...request, until }))
    const all = workloadTotals(sums)
    const fields = leavesOf(definition).filter((f) => f.total === 'sum' && !f.totalOnly)
    const totals = Object.fromEntries(fields.map((f) => [f.key, all[f.key] ?? 0]))
    return {
      totals,
      cards: sums.cards,
      labels: Object.fromEntries(fields.map((f) => [f.key, f.label])),
    }
  }
  const now = await totalsIn(owed.period)
  const earlier = []
  for (const back of [-3, -2, -1]) {
    const month = addMonths(owed.period, back)
    const { totals, cards } = await totalsIn(month)
    if (cards > 0) earlier.push({ month, totals })
  }
  const standing = await packageStanding(context.trx, {
    programmeId: where.programmeId,
    regionId: owed.body.regionId,
    month: owed.period,
    until: coverage(owed.period, context.today).coversTo,
    ...rows,
  })
  return questionsOf({ ...now, earlier, ...standing })
}

/** Seals a content on top of the hash before it: SHA-256 of both, as text. */
export function hashOf(content: ReportContent, before: string): string {
  return createHash('sha256')
    .update(`${before}\n${canonical(content)}`)
    .digest('hex')
}

/** Fills every form of a package. @throws refusal where the programme asks for a form nothing can fill */
export async function fillPackage(
  context: Context,
  where: { programmeId: string },
  owed: Owed,
): Promise<SealedForm[]> {
  const forms: SealedForm[] = []
  for (const formId of owed.forms) {
    if (!formDefinition(formId)) throw refuse('not-found', { what: '表格' })
    forms.push(await fillPackageForm(context, where, owed, formId))
  }
  return forms
}
