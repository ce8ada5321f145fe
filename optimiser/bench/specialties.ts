// The specialties of the bench's instances: a small tree with the other names people write, and how often
// units ask for each and hospitals have it (internal and Chinese medicine lead, as in the official tables).
import type { PlanSpecialty } from '../../domain/dispatch/plan.ts'

type Row = [name: string, parent: string | null, alias: string | null, asked: number, had: number]

const ROWS: Row[] = [
  ['内科', null, null, 34, 22],
  ['心血管内科', '内科', '心内科', 6, 9],
  ['消化内科', '内科', null, 4, 6],
  ['呼吸内科', '内科', null, 1, 5],
  ['内分泌科', '内科', null, 4, 5],
  ['神经内科', '内科', null, 1, 4],
  ['全科医疗科', null, '全科', 3, 6],
  ['急诊医学科', null, '急救医学', 1, 4],
  ['外科', null, null, 2, 3],
  ['骨科', '外科', null, 3, 4],
  ['普通外科', '外科', '普外科', 2, 4],
  ['妇产科', null, null, 4, 5],
  ['妇科', '妇产科', null, 2, 2],
  ['儿科', null, null, 5, 6],
  ['中医科', null, '中医', 26, 20],
  ['针灸推拿科', '中医科', '针灸', 4, 5],
  ['中西医结合科', '中医科', '中西医', 2, 3],
  ['康复医学科', null, '康复科', 3, 4],
  ['口腔科', null, null, 2, 2],
  ['皮肤科', null, null, 1, 2],
  ['超声医学科', null, 'B超', 2, 3],
]

export const SPECIALTIES: PlanSpecialty[] = ROWS.map(([name, parent, alias]) => ({
  id: name,
  name,
  parent,
  aliases: alias === null ? [] : [alias],
}))
export const ASKED = ROWS.map(([name, , alias, asked]) => [alias ?? name, asked] as const)
export const HAD = ROWS.map(([name, , , , had]) => [name, had] as const)
export const CHINESE_MEDICINE = ['中医科', '中医科', '针灸推拿科', '中西医结合科', '康复医学科'] as const
