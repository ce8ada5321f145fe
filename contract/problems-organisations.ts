// Refusals of the organisations room about who leads; contract/problems.ts gathers them with the others.
export const organisationProblems = {
  'appointment-overlap': {
    status: 409,
    zh: '{name}已任{post}（{from} 至 {to}），同一时期不能另有任职。',
    en: '{name} holds the post of {post} from {from} to {to}: no other at the same time.',
    remedyZh: '请先结束原来的任职，或改起止日期。',
    remedyEn: 'End that appointment first, or change the dates.',
  },
  'days-reversed': {
    status: 422,
    zh: '结束日期 {to} 早于开始日期 {from}。',
    en: 'The last day {to} is before the first one {from}.',
    remedyZh: '请核对日期。',
    remedyEn: 'Check the dates.',
  },
  'facility-there': {
    status: 409,
    zh: '{unit}已登记过“{what}”（{since} 起）。',
    en: '{unit} has “{what}” on record already, since {since}.',
    remedyZh: '有两处的请写明名称；换牌的请先停用原来的。',
    remedyEn: 'Name it if there are two, or close the one before.',
  },
} as const
