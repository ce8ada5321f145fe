// Targets against pace (TGT-*): where a number should stand today, where it stands, where it will land.
import type { Metric, Programme, RuleOf } from '../programme/programme.ts'
import { daysBetween } from '../shared/calendar.ts'

export type TargetState = 'reached' | 'onPace' | 'behind' | 'missed' | 'notMeasured'
export type Standing = { target: number; pace: number | null; forecast: number | null; state: TargetState }

/** Metrics that grow day by day; the others (head counts, shares, coverage) stand at once. */
const CUMULATIVE: ReadonlySet<Metric> = new Set<Metric>([
  'personDays',
  'mobileRounds',
  'countyHospitalSupportDays',
  'lectures',
  'traineeVisits',
  'consultations',
  'specialGroupServices',
  'homeVisits',
  'skillTrainings',
])
export const isCumulative = (metric: Metric): boolean => CUMULATIVE.has(metric)

/** How many times a target per quarter, month or year is asked for within the programme: 1 per quarter over a year is 4. */
export function occasions(rule: RuleOf<'target'>, programme: Programme): number {
  const months =
    (Number(rule.by.slice(0, 4)) - Number(programme.period.from.slice(0, 4))) * 12 +
    Number(rule.by.slice(5, 7)) -
    Number(programme.period.from.slice(5, 7)) +
    1
  switch (rule.per) {
    case 'programme':
      return 1
    case 'month':
      return Math.max(1, months)
    case 'quarter':
      return Math.max(1, Math.ceil(months / 3))
    case 'year':
      return Math.max(1, Math.ceil(months / 12))
  }
}

/**
 * Judges a target on `today`. Pace is the straight line from the programme's start to the target's date; the
 * forecast carries today's rate on. A metric nothing measures yet is said to be so, never counted as zero.
 */
export function standingOf(
  rule: RuleOf<'target'>,
  programme: Programme,
  actual: number | null,
  today: string,
): Standing {
  const cumulative = isCumulative(rule.metric)
  const target = cumulative ? rule.atLeast * occasions(rule, programme) : rule.atLeast
  if (actual === null) return { target, pace: null, forecast: null, state: 'notMeasured' }
  const from = programme.period.from
  const whole = Math.max(1, daysBetween(from, rule.by) + 1)
  const gone = Math.min(whole, Math.max(0, daysBetween(from, today) + 1))
  if (!cumulative) {
    const state = actual >= target ? 'reached' : today > rule.by ? 'missed' : 'behind'
    return { target, pace: target, forecast: null, state }
  }
  const pace = Math.round(((target * gone) / whole) * 10) / 10
  const forecast = gone === 0 ? null : Math.round((actual * whole) / gone)
  if (actual >= target) return { target, pace, forecast, state: 'reached' }
  if (today > rule.by) return { target, pace, forecast, state: 'missed' }
  return { target, pace, forecast, state: actual >= pace ? 'onPace' : 'behind' }
}

export const METRIC_NAMES: Record<Metric, { zh: string; en: string }> = {
  doctors: { zh: '下派医师', en: 'doctors sent' },
  municipalDoctorShare: { zh: '市属医院医师占比', en: 'share of municipal doctors' },
  personDays: { zh: '下基层服务人次', en: 'person-days' },
  unitsCovered: { zh: '覆盖受援单位', en: 'units covered' },
  unitCoverage: { zh: '受援单位覆盖率', en: 'share of units covered' },
  mobileRounds: { zh: '移动医院巡诊', en: 'mobile rounds' },
  countyHospitalSupportDays: { zh: '三级医院帮扶县医院', en: 'support of county hospitals' },
  lectures: { zh: '学术讲座', en: 'lectures' },
  traineeVisits: { zh: '业务培训', en: 'trainees' },
  consultations: { zh: '诊疗群众', en: 'consultations' },
  specialGroupServices: { zh: '服务特殊人群', en: 'services to special groups' },
  homeVisits: { zh: '送医上门', en: 'home visits' },
  skillTrainings: { zh: '技能培训', en: 'skill trainings' },
  outpatientGrowth: { zh: '门诊人次同比增长', en: 'outpatient growth' },
  inpatientGrowth: { zh: '住院人次同比增长', en: 'inpatient growth' },
  recordQuality: { zh: '病历书写质量', en: 'record quality' },
  infectionControl: { zh: '院感管理', en: 'infection control' },
  primaryCareShare: { zh: '基层就诊比例', en: 'primary-care share' },
  tcmCapability: { zh: '可开展中医药服务', en: 'units offering TCM' },
  nationalIndicators: { zh: '绩效指标达标', en: 'national indicators met' },
}
