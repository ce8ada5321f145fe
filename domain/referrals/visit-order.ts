// 订单式巡诊 (ORD-1, S1): a village clinic records what its people need, so that the right expert can come. The states of an
// order are a table; the review, the dispatch and the closing of the loop (ORD-2 to ORD-5) move along the same table.

/** Where an order may go from each state, and who moves it there. */
export const ORDER_TRANSITIONS = {
  recorded: {
    accepted: 'receivingUnit',
    merged: 'receivingUnit',
    returned: 'receivingUnit',
    withdrawn: 'village',
  },
  returned: { recorded: 'village', withdrawn: 'village' },
  accepted: { dispatched: 'hospital', returned: 'hospital', closed: 'receivingUnit', withdrawn: 'village' },
  dispatched: { closed: 'receivingUnit' },
  merged: {},
  withdrawn: {},
  closed: {},
} as const satisfies Record<string, Record<string, 'village' | 'receivingUnit' | 'hospital'>>
export type OrderState = keyof typeof ORDER_TRANSITIONS

export const mayOrderMove = (from: OrderState, to: OrderState): boolean =>
  Object.hasOwn(ORDER_TRANSITIONS[from], to)

export const ORDER_STATE_NAMES: Record<OrderState, { zh: string; en: string }> = {
  recorded: { zh: '已登记，等卫生院查看', en: 'recorded, waits for the health centre' },
  returned: { zh: '已退回，请补充', en: 'returned: please complete it' },
  accepted: { zh: '卫生院已受理', en: 'accepted by the health centre' },
  dispatched: { zh: '已安排专家', en: 'an expert is arranged' },
  merged: { zh: '已并入另一条', en: 'merged into another' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  closed: { zh: '已办结', en: 'closed' },
}

export const URGENCIES = ['routine', 'soon', 'urgent'] as const
export type Urgency = (typeof URGENCIES)[number]
export const URGENCY_NAMES: Record<Urgency, { zh: string; en: string }> = {
  routine: { zh: '不急', en: 'routine' },
  soon: { zh: '两周内', en: 'within two weeks' },
  urgent: { zh: '急', en: 'urgent' },
}
export const WISHES = ['clinic', 'homeVisit', 'remote'] as const
export type Wish = (typeof WISHES)[number]
export const WISH_NAMES: Record<Wish, { zh: string; en: string }> = {
  clinic: { zh: '到卫生院看', en: 'at the health centre' },
  homeVisit: { zh: '上门', en: 'at home' },
  remote: { zh: '远程会诊', en: 'remote' },
}

/** Whom the order is for, without saying who it is. */
export const PATIENT_GROUPS = ['elder', 'longTermIll', 'disabled', 'motherChild', 'several', 'other'] as const
export type PatientGroup = (typeof PATIENT_GROUPS)[number]
export const PATIENT_GROUP_NAMES: Record<PatientGroup, { zh: string; en: string }> = {
  elder: { zh: '老年人', en: 'elder' },
  longTermIll: { zh: '慢性病人', en: 'long-term ill' },
  disabled: { zh: '残疾、失能', en: 'disabled' },
  motherChild: { zh: '孕产妇、儿童', en: 'mother or child' },
  several: { zh: '同类病人几位', en: 'several alike' },
  other: { zh: '其他', en: 'other' },
}

/** SEC-4: read out before a name or a number is written down; the newest stands last. */
export const CONTACT_WORDINGS = [
  {
    version: 1,
    zh: '留下您的姓名或电话，卫生院和来看病的专家用它通知您看病的时间地点，不作他用。不留也可以登记；撤回需求后即删除。',
    en: 'Your name or number is kept so that the health centre and the expert can tell you when and where. Without it the need is recorded all the same; it is deleted when the need is withdrawn.',
  },
] as const

type Need = { village: string; group: string; problem: string; day: string }
/** Days within which the same need of the same village is asked about. */
const DOUBLE_DAYS = 14

const pairsOf = (text: string): Set<string> => {
  const letters = [...text.normalize('NFKC').replace(/[\s，。、；,.;]/g, '')]
  return new Set(letters.length < 2 ? letters : letters.slice(1).map((letter, k) => `${letters[k]}${letter}`))
}

/** How alike two problems are written, 0 to 1: pairs of letters in common. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  if (left.size + right.size === 0) return 0
  const common = [...left].filter((pair) => right.has(pair)).length
  return (2 * common) / (left.size + right.size)
}

/** Earlier needs that may be this one told again: same village and group, a like problem, within days. Asked, never refused. */
export function likelyDoubles<N extends Need>(need: Need, others: readonly N[]): N[] {
  const apart = (day: string): number => Math.abs(Date.parse(day) - Date.parse(need.day)) / 86_400_000
  return others.filter(
    (other) =>
      other.village === need.village &&
      other.group === need.group &&
      apart(other.day) <= DOUBLE_DAYS &&
      likeness(other.problem, need.problem) >= 0.5,
  )
}
