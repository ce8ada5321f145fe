// The small forms of the checks, as versioned data: a recorded check keeps the very items it was made by, so that a later
// version never changes what was found. Points weigh an item in the score; `clause` says which duty it looks at.
import type { CheckKind } from '../programme/oversight.ts'

export type ChecklistItem = { key: string; zh: string; en: string; points: number; clause: string }
export type Checklist = { id: string; version: number; items: readonly ChecklistItem[] }

const item = (
  key: string,
  points: number,
  clause: string,
  [zh, en]: readonly [string, string],
): ChecklistItem => ({ key, zh, en, points, clause })

const ON_POST = item('onPost', 20, 'SCH-3', [
  '派驻医师按排班到岗，没有擅自离岗',
  'The doctor is there as the roster says',
])
const SIGNED = item('signedIn', 10, 'SCH-3', [
  '到岗、离岗有签到，受援单位已确认',
  'Arrival and departure are recorded and confirmed',
])
const POSTED = item('posted', 10, 'PUB-1', [
  '排班和专家信息在显著位置公示，内容是最新的',
  'Roster and experts are posted where people see them, up to date',
])
const CARDS = item('cards', 15, 'WRK-18', [
  '日志卡当天填写，数量与门诊登记、签到一致',
  'Day cards of the day, agreeing with the registers',
])
const HOME = item('homeVisits', 10, 'HOM-2', [
  '每月半天上门送医，有服务对象和记录',
  'Half a day of home visits a month, with records',
])
const STUDIO = item('studio', 10, 'CAP-1', [
  '设有支援专家工作室，能正常使用',
  'There is an expert studio in use',
])
const TRAINING = item('training', 10, 'TRN-1', [
  '带教、讲座有签到和内容记录',
  'Teaching and lectures are recorded with attendance',
])
const LEAVE = item('leave', 10, 'LV-3', [
  '请假、调整经两单位同意并已告知群众',
  'Leave agreed by both bodies, residents told',
])
const REFERRAL = item('referral', 5, 'REF-1', [
  '转诊绿色通道畅通，有交接记录',
  'Referrals go the green way, with records',
])
const SUPPORT = item('support', 5, 'FIN-6', [
  '工作、生活、安全保障落实',
  'Work, living and safety are provided for',
])

const QUALITY = [
  item('records', 20, 'TGT-11', [
    '病历、处方书写规范，查房和会诊有记录',
    'Records and prescriptions are kept properly',
  ]),
  item('nursing', 20, 'SUP-5', [
    '护理核心制度落实，分级护理与记录相符',
    'Core nursing rules are kept, care agrees with records',
  ]),
  item('infection', 20, 'TGT-11', [
    '消毒隔离、手卫生、医疗废物处置符合要求',
    'Infection control, hand hygiene and waste are in order',
  ]),
  item('emergency', 20, 'SUP-5', [
    '急救药品、设备完好，人员会用',
    'Emergency drugs and devices are sound, people can use them',
  ]),
  item('qualityControl', 20, 'SUP-5', [
    '有质控小组和活动记录，问题有整改',
    'A quality group meets, and what it finds is mended',
  ]),
]

const INSPECTION = [ON_POST, SIGNED, POSTED, CARDS, HOME, STUDIO, TRAINING, LEAVE, REFERRAL, SUPPORT]

const STANDARD: Record<CheckKind, Checklist> = {
  regularInspection: { id: 'regular-inspection', version: 1, items: INSPECTION },
  fullInspection: { id: 'full-inspection', version: 1, items: INSPECTION },
  reviewRound: { id: 'review-round', version: 1, items: INSPECTION },
  functionInspection: { id: 'function-inspection', version: 1, items: QUALITY },
  spotCheck: { id: 'spot-check', version: 1, items: [ON_POST, SIGNED, CARDS, LEAVE] },
  dailyAssessment: {
    id: 'daily-assessment',
    version: 1,
    items: [
      ON_POST,
      item('discipline', 20, 'SUP-1', ['遵守受援单位规章制度', 'Keeps the rules of the unit']),
      item('service', 20, 'SUP-1', ['服务态度好，没有有理投诉', 'Kind to patients, no founded complaint']),
      item('work', 20, 'SUP-1', [
        '完成坐诊、查房、带教等当月任务',
        'Did the month’s clinics, rounds and teaching',
      ]),
      CARDS,
    ],
  },
  peerReview: {
    id: 'peer-review',
    version: 1,
    items: [
      ON_POST,
      item('integrity', 20, 'SUP-1', [
        '廉洁行医，没有收受礼品、私自转介',
        'No gifts taken, nobody sent elsewhere for gain',
      ]),
      item('helpful', 20, 'SUP-1', [
        '与受援单位、队友配合良好',
        'Works well with the unit and with colleagues',
      ]),
    ],
  },
  leaderVisit: { id: 'leader-visit', version: 1, items: [] },
}

/** The checklist of a kind as it stands; items that a programme adds of its own come last. */
export function checklistOf(kind: CheckKind, own: readonly ChecklistItem[] = []): Checklist {
  const standard = STANDARD[kind]
  return own.length ? { ...standard, items: [...standard.items, ...own] } : standard
}

export const ANSWERS = ['yes', 'no', 'notApplicable'] as const
export type ChecklistAnswer = (typeof ANSWERS)[number]

/** What was reached of what applied, 0 to 100 with one decimal; null where nothing applied. */
export function scoreOf(
  items: readonly ChecklistItem[],
  answers: Readonly<Record<string, ChecklistAnswer>>,
): number | null {
  const applies = items.filter((one) => answers[one.key] === 'yes' || answers[one.key] === 'no')
  const all = applies.reduce((sum, one) => sum + one.points, 0)
  if (all === 0) return null
  const reached = applies.reduce((sum, one) => sum + (answers[one.key] === 'yes' ? one.points : 0), 0)
  return Math.round((reached * 1000) / all) / 10
}
