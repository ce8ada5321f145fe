// Words of 逐级汇总, of pages of a long form and of facts beyond those shown.
const zh = {
  title: '逐级汇总',
  place: '地区',
  units: '受援单位',
  active: '已有记录的单位',
  total: '合计',
  span: '汇总期间',
  month: '按月',
  year: '按年',
  back: '上一级',
  empty: '还没有可以汇总的单位',
  emptyWhy: '方案登记受援单位之后，这里按市、县列出各自的数字。',
  note: '数字直接由日志卡逐级汇总，不是各级报表相加；点地区名查看下一级，直到县的表格和每个数字背后的日志卡。',
  up: '逐级汇总',
  rows: (from: number, to: number, of: number) => `第 ${from}–${to} 行，共 ${of} 行；合计为全部行之和`,
  pages: '翻页',
  firstFacts: (shown: number, all: number) => `共 ${all} 张日志卡，列出前 ${shown} 张；合计为全部之和。`,
}
export type RollUpWords = typeof zh
const en: RollUpWords = {
  title: 'Roll-up',
  place: 'Place',
  units: 'Units',
  active: 'Units with records',
  total: 'Total',
  span: 'Period of the roll-up',
  month: 'By month',
  year: 'By year',
  back: 'One level up',
  empty: 'No units to add up yet',
  emptyWhy: 'Once the programme names its receiving units, their numbers stand here by city and county.',
  note: 'Added up from day cards level by level, never from reports; a place leads to the level below, down to the county’s form and the day cards behind each number.',
  up: 'Roll-up',
  rows: (from, to, of) => `Rows ${from}–${to} of ${of}; the total is of all rows`,
  pages: 'Pages',
  firstFacts: (shown, all) => `${all} day cards, the first ${shown} of them listed; the total is of all.`,
}
export const rollUpWords = { zh, en }
