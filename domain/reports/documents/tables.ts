// The tables and charts of documents. Every cell that counts something is a figure with its origin.
import type { Block, Column, Piece } from './document.ts'
import { dateWords } from './document.ts'
import type { DocumentFacts } from './facts.ts'
import { figure } from './figures.ts'
import { betterThanBefore, stateWords } from './sentences.ts'

const text = (label: string, width: number): Column => ({ label, width, align: 'left' })
const number = (label: string, width: number): Column => ({ label, width, align: 'center' })
type Table = Extract<Block, { kind: 'table' }>

export function targetTable(facts: DocumentFacts, title: string): Table {
  return {
    kind: 'table',
    title,
    columns: [
      text('目标', 12),
      number('要求', 5.5),
      number('期限', 8),
      number('应到', 6),
      number('已完成', 7.5),
      number('完成率', 6.5),
      number('预计', 5.5),
      number('判断', 8.5),
    ],
    rows: facts.targets.map((t, i) => {
      const f = (field: string): Piece => figure(facts, `targets.${i}.${field}`)
      // What does not grow day by day has no pace and no forecast: it stands or it does not.
      const grows = t.forecast !== null
      return [
        t.unit === '比例' || t.unit === '' || t.target === 0 ? t.name : `${t.name}（${t.unit}）`,
        betterThanBefore(t).replace('要求', '') || f('target'),
        t.by.slice(0, 4) === facts.asOf.slice(0, 4) ? dateWords(t.by).slice(5) : dateWords(t.by),
        grows ? f('pace') : '—',
        f('actual'),
        t.share === null ? '—' : f('share'),
        grows ? f('forecast') : '—',
        stateWords(t),
      ]
    }),
    landscape: false,
    note: facts.targets.flatMap((t) => (t.arithmetic ? [`${t.name}：${t.arithmetic}`] : [])).join('；'),
  }
}

/** RPT-11: the units in the order of what they have done, each with what it lacks. */
export function unitTable(facts: DocumentFacts, title: string): Table {
  const measured = facts.quotaArithmetic !== ''
  return {
    kind: 'table',
    title,
    columns: [
      number('名次', 4),
      text('受援单位', 15),
      ...(facts.counties.length > 0 ? [text('县（市、区）', 7)] : []),
      number('本期人次', 6.5),
      number('累计人次', 6.5),
      ...(measured ? [number('应完成', 5.2), number('还差', 4.5), number('每月需', 5.2)] : []),
      number('缺卡', 4.5),
    ],
    rows: facts.units.map((unit, i) => {
      const f = (field: string): Piece => figure(facts, `units.${i}.${field}`)
      return [
        f('rank'),
        unit.name,
        ...(facts.counties.length > 0 ? [unit.county] : []),
        f('personDays'),
        f('total'),
        ...(measured ? [f('quota'), f('gap'), unit.perMonth === null ? '—' : f('perMonth')] : []),
        f('missing'),
      ]
    }),
    landscape: facts.counties.length > 0,
    note: facts.quotaArithmetic ? `测算：${facts.quotaArithmetic}。` : '',
  }
}

export function countyTable(facts: DocumentFacts, title: string): Table {
  return {
    kind: 'table',
    title,
    columns: [
      number('名次', 5),
      text('县（市、区）', 12),
      number('受援单位', 8),
      number('已有到岗', 8),
      number('本期人次', 8),
      number('累计人次', 8),
    ],
    rows: facts.counties.map((county, i) => {
      const f = (field: string): Piece => figure(facts, `counties.${i}.${field}`)
      return [f('rank'), county.name, f('units'), f('covered'), f('personDays'), f('total')]
    }),
    landscape: false,
    note: '',
  }
}

export function hospitalTable(facts: DocumentFacts, title: string): Table {
  return {
    kind: 'table',
    title,
    columns: [
      text('支援单位', 16),
      number('到岗医师', 8),
      number('本期人次', 8),
      number('累计人次', 8),
      number('缺卡', 7),
    ],
    rows: facts.hospitals.map((hospital, i) => {
      const f = (field: string): Piece => figure(facts, `hospitals.${i}.${field}`)
      return [hospital.name, f('doctors'), f('personDays'), f('total'), f('missing')]
    }),
    landscape: false,
    note: '',
  }
}

/** Person-days month by month beside the days that were published; one month alone makes no chart. */
export function monthBlocks(facts: DocumentFacts, title: string): Block[] {
  if (facts.months.length < 2) return []
  const label = (month: string): string => `${Number(month.slice(5))}月`
  return [
    {
      kind: 'chart',
      chart: {
        title,
        unit: '人次',
        categories: facts.months.map((m) => label(m.month)),
        series: [
          { name: '下基层服务人次', values: facts.months.map((m) => m.personDays), line: false },
          { name: '公布的值班日', values: facts.months.map((m) => m.duties), line: true },
        ],
      },
    },
    {
      kind: 'table',
      title: `${title}（数据）`,
      columns: [text('月份', 8), ...facts.months.map((m) => number(label(m.month), 4))],
      rows: [
        ['下基层服务人次', ...facts.months.map((_, i) => figure(facts, `months.${i}.personDays`))],
        ['公布的值班日', ...facts.months.map((_, i) => figure(facts, `months.${i}.duties`))],
      ],
      landscape: false,
      note: '',
    },
  ]
}
