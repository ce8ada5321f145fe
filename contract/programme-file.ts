// The file format of a programme (programmes/*.yaml), published as JSON Schema in programmes/schema.json.
import { z } from 'zod'
import { PART_SOURCES, SIGNERS } from '../domain/programme/assessment.ts'
import { EXIT_SIGNALS } from '../domain/programme/exit-terms.ts'
import {
  CHECK_KINDS,
  CHECK_OWERS,
  CHECK_PERIODS,
  CHECK_TARGETS,
  RISK_SIGNALS,
} from '../domain/programme/oversight.ts'
import { METRICS, type Programme } from '../domain/programme/programme.ts'
import { QUESTION_ROLES } from '../domain/programme/survey-rule.ts'
import { isoDate } from './endpoint.ts'

const words = z.string().trim().min(1)
const clauses = z
  .array(z.string().regex(/^[A-Z]{3}-\d+$|^LV-\d+$|^N\d+$/))
  .min(1)
  .describe('requirement ids this rule answers')
const source = z
  .strictObject({
    document: words.describe('id of one of the documents'),
    heading: words.describe('heading under which the words stand'),
    quote: words.describe('the words themselves'),
    inferred: z.boolean().default(false).describe('true when the rule is derived, not written'),
  })
  .describe('where the rule comes from')
const base = { id: z.string().regex(/^[a-z0-9-]+$/), clauses, source, note: words.optional() }
const reporters = z
  .array(z.enum(['receivingUnit', 'supportingUnit', 'allianceOffice', 'bureau']))
  .min(1)
  .describe('who owes it')
const due = z.union([
  z.strictObject({
    withinDays: z.number().int().min(0).max(31).describe('days after a change of the published roster'),
  }),
  z.strictObject({ day: z.number().int().min(1).max(31).describe('day of each month') }),
  z.strictObject({
    date: isoDate,
    lastOn: isoDate.optional().describe('outer limit, when the plan names two dates'),
  }),
])

const upward = z
  .strictObject({
    to: z.enum(['city', 'province']).describe('the highest level it is handed to'),
    withinDays: z.number().int().min(0).max(31).describe('days each level has after the one below'),
  })
  .optional()
  .describe('RPT-7: handed on level by level')

const questionnaire = z
  .strictObject({
    version: z.number().int().positive(),
    opening: words.describe('read out first'),
    questions: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z][a-zA-Z0-9]{0,19}$/),
          text: words,
          role: z.enum(QUESTION_ROLES),
          options: z
            .array(
              z.strictObject({
                id: z.string().regex(/^[a-z][a-zA-Z0-9]{0,19}$/),
                text: words,
                counts: z.boolean().nullable().describe('speaks for the role; null is not counted'),
              }),
            )
            .max(12)
            .describe('empty: answered in words'),
          required: z.boolean(),
        }),
      )
      .min(1)
      .max(20),
  })
  .describe('SVY-1, PUB-8: what is asked')
const days = z.number().int().min(1).max(366)
const checkPlan = z
  .strictObject({
    kind: z.enum(CHECK_KINDS),
    owedBy: z.enum(CHECK_OWERS),
    target: z.enum(CHECK_TARGETS),
    every: z.enum(CHECK_PERIODS),
    covers: z.enum(['all', 'picks']),
    picks: z.number().int().min(1).max(500).optional().describe('how many are picked each period'),
    randomPercent: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe('share of the picks drawn by lot alone; at least one always is'),
  })
  .refine((plan) => plan.covers === 'all' || (plan.picks && plan.randomPercent), {
    error: 'picks want their number and their random share',
  })

const exitTerms = z
  .strictObject({
    replyWorkdays: days.describe('working days to reply before an exit may be decided'),
    thresholds: z
      .partialRecord(z.enum(EXIT_SIGNALS), z.number().int().min(1).max(100))
      .describe('from how many facts of a kind on an exit may be proposed'),
    doctorsTogether: z
      .number()
      .int()
      .min(2)
      .max(50)
      .describe('doctors of one department or hospital at a unit'),
    otherDecides: z.boolean().describe('whoever proposed a case does not decide it'),
    inferred: z.boolean().describe('true when the figures are derived, not written'),
  })
  .describe('ASM-9: thresholds and terms of an exit')

const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('titleFloor'),
    floor: z.enum(['junior', 'intermediate', 'associateSenior', 'senior']).nullable(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('minimumDuty'),
    days: z.number().positive(),
    upTo: z.number().positive().optional(),
    dayKind: z.enum(['day', 'workingDay']),
    per: z.enum(['month', 'year']),
    by: z.enum(['doctor', 'department', 'keyDoctor']),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('homeVisitHalfDays'),
    halfDays: z.number().positive(),
    per: z.literal('month'),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('posting'),
    months: z.number().int().positive(),
    rotation: z.enum(['fixed', 'monthly']),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('matching'),
    mismatch: z.enum(['withReason', 'forbidden']),
    fixedWeekday: z.boolean(),
  }),
  z.strictObject({ ...base, kind: z.literal('personDay'), halfDay: z.enum(['countsAsDay', 'notCounted']) }),
  z.strictObject({
    ...base,
    kind: z.literal('target'),
    metric: z.enum(METRICS),
    atLeast: z.number().min(0),
    unit: words,
    per: z.enum(['programme', 'quarter', 'month', 'year']),
    by: isoDate,
    arithmetic: words.optional().describe('how the number comes about, e.g. 146 × 11 = 1606'),
    scope: words.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('report'),
    name: words,
    forms: z
      .array(z.enum(['support-summary', 'staffing-schedule', 'workload-return', 'posting-list', 'narrative']))
      .min(1),
    narratives: z.array(words),
    period: z.enum(['previousMonth', 'currentMonth', 'firstMonth', 'quarter', 'year', 'once', 'onChange']),
    due,
    from: isoDate.describe('first day on which this package can fall due'),
    reporters,
    recipient: words,
    onHoliday: z
      .enum(['keep', 'after', 'before'])
      .optional()
      .describe('a due day that is no workday: kept (default), or the nearest workday after or before'),
    lockAfterDays: z.number().int().min(0).max(366).optional().describe('days from due to locked'),
    upward,
    supplementDay: z
      .number()
      .int()
      .min(1)
      .max(28)
      .optional()
      .describe('RPT-2: day of the next month for the days after the report'),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('planFiling'),
    name: words,
    due: isoDate,
    reporters,
    recipient: words,
    upward,
  }),
  z.strictObject({
    ...base,
    kind: z.literal('leave'),
    consents: z.array(z.enum(['supportingUnit', 'receivingUnit'])).min(1),
    bureauLeadDays: z.number().int().min(0),
    filingLeadDays: z.number().int().min(0),
    filingUpTo: z.enum(['county', 'city', 'province']),
    dayCount: z.enum(['calendar', 'working']),
    cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    replacementDate: z.boolean(),
    handOver: z.boolean(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('publicity'),
    before: z.enum(['cycle', 'duty']).nullable(),
    channels: z.array(words),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('survey'),
    minimum: z.number().int().positive().nullable(),
    mode: z.enum(['telephone', 'any']),
    per: z.enum(['month', 'year']),
    counts: z
      .enum(['drawn', 'completed'])
      .optional()
      .describe('what the minimum counts; without it those who answered'),
    sample: z.number().int().positive().max(5000).optional().describe('how many are drawn'),
    reserves: z.number().min(0).max(10).optional().describe('reserves, as a multiple of each share'),
    attempts: z
      .strictObject({
        most: z.number().int().min(1).max(10).describe('calls before somebody counts as not reached'),
        days: z.number().int().min(1).max(10).describe('on at least so many days'),
      })
      .optional(),
    publish: z.boolean().optional().describe('whether the draw stands on the public site'),
    questionnaire: questionnaire.optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('supervision'),
    by: words,
    how: words,
    per: z.enum(['month', 'quarter', 'year', 'random']),
    check: checkPlan.optional().describe('the check it orders: who owes which of whom how often'),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('oversight'),
    hotlineReplyWorkdays: days,
    leadReplyWorkdays: days,
    measureReplyWorkdays: days.describe('working days to reply before a measure may take effect'),
    mendingDays: days,
    uncheckedDays: days,
    riskDays: days,
    riskPoints: z.record(z.enum(RISK_SIGNALS), z.number().int().min(0).max(100)),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('assessment'),
    name: words,
    cycleMonths: z.number().int().min(1).max(24),
    parts: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z][a-zA-Z]{1,20}$/),
          name: words,
          weight: z.number().int().min(1).max(100),
          from: z.enum(PART_SOURCES).describe('points given by the signers, or derived from the records'),
          about: words.optional().describe('what is looked at'),
        }),
      )
      .min(1)
      .max(12)
      .refine((parts) => parts.reduce((n, part) => n + part.weight, 0) === 100, {
        message: '各部分权重之和应为 100 the weights must add up to 100',
      })
      .refine((parts) => new Set(parts.map((part) => part.id)).size === parts.length, {
        message: '各部分的 id 不能重复 each part needs an id of its own',
      }),
    signers: z.array(z.enum(SIGNERS)).min(1),
    passAt: z.number().min(0).max(100),
    excellentAt: z.number().min(0).max(100),
    excellentPercent: z.number().int().min(0).max(100),
    appealDays: z.number().int().min(1).max(60),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('exit'),
    applies: z.array(words).min(1),
    terms: exitTerms.optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('exchange'), ratio: z.number().positive() }),
  z.strictObject({
    ...base,
    kind: z.literal('credit'),
    keyDoctorDays: z.number().int().positive().nullable(),
  }),
  z.strictObject({ ...base, kind: z.literal('obligation'), name: words }),
])

const unit = z.strictObject({
  name: words,
  division: z
    .string()
    .regex(/^\d{6}(\d{3})?$/)
    .describe('GB/T 2260 county (6 digits) or township (9 digits)'),
  kind: words,
  aliases: z.array(words).default([]),
})

export const programmeFileSchema = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{3,40}$/),
  name: words,
  shortName: words,
  division: z.string().regex(/^\d{4}(\d{2})?$/),
  year: z.number().int().min(2000).max(2100),
  period: z.strictObject({ from: isoDate, to: isoDate }),
  documents: z
    .array(
      z.strictObject({
        id: words,
        number: words.nullable(),
        title: words,
        issuer: words,
        issuedOn: isoDate.nullable(),
        basedOn: z.array(words).default([]),
      }),
    )
    .min(1),
  office: z.strictObject({
    name: words,
    sections: z.array(z.strictObject({ name: words, task: words })).default([]),
  }),
  alliance: z.strictObject({ name: words, lead: words }).nullable().default(null),
  supportingUnits: z
    .array(
      unit.extend({
        ownership: z.enum(['provincial', 'municipal', 'county']),
        doctors: z.number().int().positive().nullable().default(null),
      }),
    )
    .min(1),
  receivingUnits: z.strictObject({
    total: z.number().int().positive().nullable(),
    named: z.array(unit),
    exceptions: z.array(words).default([]),
  }),
  rules: z.array(rule).min(1),
})

// The file's shape and the domain's type are one: a change of either fails to compile.
export const asProgramme = (parsed: z.output<typeof programmeFileSchema>): Programme => parsed
