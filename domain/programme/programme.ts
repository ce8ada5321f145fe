// The shape of a programme (工作方案) as data, and what a rule may say. PLN-1: region + year + versioned rule set.
// Every rule carries its source: document, heading, quoted words, and whether it was inferred.

import type { AssessmentPlan } from './assessment.ts'
import type { ExitTerms } from './exit-terms.ts'
import type { CheckPlan, OversightTerms } from './oversight.ts'
import type { SurveyRule } from './survey-rule.ts'

export type Source = { document: string; heading: string; quote: string; inferred: boolean }

export type SourceDocument = {
  id: string
  number: string | null
  title: string
  issuer: string
  issuedOn: string | null
  basedOn: string[]
}

export type TitleLevel = 'junior' | 'intermediate' | 'associateSenior' | 'senior'
export type ReportForm =
  | 'support-summary'
  | 'staffing-schedule'
  | 'workload-return'
  | 'posting-list'
  | 'narrative'
export type Reporter = 'receivingUnit' | 'supportingUnit' | 'allianceOffice' | 'bureau'
export type Period =
  | 'previousMonth'
  | 'currentMonth'
  | 'firstMonth'
  | 'quarter'
  | 'year'
  | 'once'
  | 'onChange'

/**
 * When a package is due: a day of each month or quarter, one date (`lastOn` is the outer limit behind it), or so many days
 * after the published roster changed.
 */
export type Due = { day: number } | { date: string; lastOn?: string | undefined } | { withinDays: number }

/** A due day that is no workday: kept, or moved to the nearest workday after or before it. */
export type OnHoliday = 'keep' | 'after' | 'before'
/** RPT-7: up to which level a package is handed on, each level having so many days after the one below. */
export type Upward = { to: 'city' | 'province'; withinDays: number }

export const METRICS = [
  'doctors',
  'municipalDoctorShare',
  'personDays',
  'unitsCovered',
  'unitCoverage',
  'mobileRounds',
  'countyHospitalSupportDays',
  'lectures',
  'traineeVisits',
  'consultations',
  'specialGroupServices',
  'homeVisits',
  'skillTrainings',
  'outpatientGrowth',
  'inpatientGrowth',
  'recordQuality',
  'infectionControl',
  'primaryCareShare',
  'tcmCapability',
  'nationalIndicators',
] as const
export type Metric = (typeof METRICS)[number]

type Base = { id: string; clauses: string[]; source: Source; note?: string | undefined }

export type Rule = Base &
  (
    | { kind: 'titleFloor'; floor: TitleLevel | null }
    | {
        kind: 'minimumDuty'
        days: number
        upTo?: number | undefined
        dayKind: 'day' | 'workingDay'
        per: 'month' | 'year'
        by: 'doctor' | 'department' | 'keyDoctor'
      }
    | { kind: 'homeVisitHalfDays'; halfDays: number; per: 'month' }
    | { kind: 'posting'; months: number; rotation: 'fixed' | 'monthly' }
    | { kind: 'matching'; mismatch: 'withReason' | 'forbidden'; fixedWeekday: boolean }
    | { kind: 'personDay'; halfDay: 'countsAsDay' | 'notCounted' }
    | {
        kind: 'target'
        metric: Metric
        atLeast: number
        unit: string
        per: 'programme' | 'quarter' | 'month' | 'year'
        by: string
        arithmetic?: string | undefined
        scope?: string | undefined
      }
    | {
        kind: 'report'
        name: string
        forms: ReportForm[]
        narratives: string[]
        period: Period
        due: Due
        from: string
        /** Who owes it; each of them does (S2: both sides). */
        reporters: Reporter[]
        recipient: string
        onHoliday?: OnHoliday | undefined
        /** So many days after the due day the package locks; without it `LOCK_AFTER_DAYS` (P9, P12). */
        lockAfterDays?: number | undefined
        upward?: Upward | undefined
        /** RPT-2: day of the next month by which the days after the report are handed in. */
        supplementDay?: number | undefined
      }
    | {
        kind: 'planFiling'
        name: string
        due: string
        reporters: Reporter[]
        recipient: string
        upward?: Upward | undefined
      }
    | {
        kind: 'leave'
        consents: ('supportingUnit' | 'receivingUnit')[]
        bureauLeadDays: number
        filingLeadDays: number
        filingUpTo: 'county' | 'city' | 'province'
        dayCount: 'calendar' | 'working'
        cutOff: string
        replacementDate: boolean
        handOver: boolean
      }
    | { kind: 'publicity'; before: 'cycle' | 'duty' | null; channels: string[] }
    | SurveyRule
    | {
        kind: 'supervision'
        by: string
        how: string
        per: 'month' | 'quarter' | 'year' | 'random'
        /** The check it orders, where one is owed through this system. */
        check?: CheckPlan | undefined
      }
    | ({ kind: 'oversight' } & OversightTerms)
    | ({ kind: 'assessment' } & AssessmentPlan)
    | { kind: 'exit'; applies: string[]; terms?: ExitTerms | undefined }
    | { kind: 'exchange'; ratio: number }
    | { kind: 'credit'; keyDoctorDays: number | null }
    | { kind: 'obligation'; name: string }
  )
export type RuleKind = Rule['kind']
export type RuleOf<K extends RuleKind> = Extract<Rule, { kind: K }>

export type Unit = { name: string; division: string; kind: string; aliases: string[] }
export type Supporter = Unit & { ownership: 'provincial' | 'municipal' | 'county'; doctors: number | null }

export type Programme = {
  schema: 1
  id: string
  name: string
  shortName: string
  division: string
  year: number
  period: { from: string; to: string }
  documents: SourceDocument[]
  office: { name: string; sections: { name: string; task: string }[] }
  alliance: { name: string; lead: string } | null
  supportingUnits: Supporter[]
  receivingUnits: { total: number | null; named: Unit[]; exceptions: string[] }
  rules: Rule[]
}

export function rulesOf<K extends RuleKind>(programme: Programme, kind: K): RuleOf<K>[] {
  return programme.rules.filter((rule): rule is RuleOf<K> => rule.kind === kind)
}

/** The first rule of a kind, for kinds that a programme states once. */
export function ruleOf<K extends RuleKind>(programme: Programme, kind: K): RuleOf<K> | undefined {
  return rulesOf(programme, kind)[0]
}

/** What a programme calls a package or plan it asks for; its id where it asks for none such (any more). */
export function packageName(programme: Programme, packageId: string): string {
  const rule = programme.rules.find((r) => r.id === packageId)
  return rule?.kind === 'report' || rule?.kind === 'planFiling' ? rule.name : packageId
}

/** WRK-11: one day is one person-day; a lone half counts unless the programme says it does not. */
export function countsWholeDaysOnly(programme: Programme): boolean {
  return ruleOf(programme, 'personDay')?.halfDay === 'notCounted'
}

export type Version = { version: number; effectiveFrom: string; reason: string; document: Programme }

/** The version in force on a day: the newest that starts on or before it, else the first (back-filled months, N5). */
export function versionOn(versions: readonly Version[], day: string): Version | undefined {
  const ordered = [...versions].sort(
    (a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom) || a.version - b.version,
  )
  return ordered.filter((v) => v.effectiveFrom <= day).at(-1) ?? ordered[0]
}

/** Where a rule comes from, in one line: 永卫〔2024〕13号 六（二）：“此后每月22日前…”. */
export function citation(programme: Programme, rule: { source: Source }): string {
  const document = programme.documents.find((d) => d.id === rule.source.document)
  const name = document?.number ?? document?.title ?? rule.source.document
  return `${name} ${rule.source.heading}：“${rule.source.quote}”${rule.source.inferred ? '（推定）' : ''}`
}

/** The clause by which a plan orders experts to be announced; null where it has none (PUB-1). */
export function announcingClause(programme: Programme): string | null {
  const rules = rulesOf(programme, 'publicity')
  const rule = rules.find((one) => one.before === 'cycle') ?? rules[0]
  return rule ? citation(programme, rule) : null
}
