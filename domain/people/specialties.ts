// Finds the clinical specialty (诊疗科目) a cell names and says how well a doctor's specialty meets a need.
// Codes and names are the ministry's (specialties-table.ts); the aliases are those of the county tables (N7).
import { SPECIALTY_ROWS } from './specialties-table.ts'

export type Specialty = {
  /** `03.04`; the part before the point is the parent. */
  code: string
  name: string
  parent?: string
}

const OTHER = /^其[他它]/

/** Every specialty, parents before children. */
export const SPECIALTIES: readonly Specialty[] = SPECIALTY_ROWS.flatMap(([code, name, ...children]) => [
  { code, name },
  ...children.map(([child, childName]) => ({
    code: child,
    name: OTHER.test(childName) ? `${name}（其他）` : childName,
    parent: code,
  })),
])

// Words of the county tables (石狮, 永定, 光山 annexes) and of hospital departments, by code.
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '01': ['预防保健', '公共卫生', '公卫', '公卫科', '预防科'],
  '02': ['全科', '全科医学', '全科医学科', '全科医疗', '全科医师'],
  '03': ['大内科', '普内科', '普通内科', '西医内科', '综合内科'],
  '03.01': ['呼吸', '呼吸科', '呼吸与危重症医学科', '呼吸与危重症', '呼吸内'],
  '03.02': ['消化', '消化科', '消化内', '胃肠内科'],
  '03.03': ['神内', '神经内', '神经内科学'],
  '03.04': ['心内科', '心内', '心血管', '心血管科', '心血管病科', '心脏内科', '心血管内'],
  '03.05': ['血液科', '血液病科'],
  '03.06': ['肾内科', '肾内', '肾病科', '肾病内科', '肾脏内科'],
  '03.07': ['内分泌科', '内分泌内科', '内分泌代谢科', '糖尿病科'],
  '03.08': ['免疫科', '风湿免疫科', '风湿免疫', '风湿科'],
  '03.09': ['变态反应科', '过敏科'],
  '03.10': ['老年病科', '老年科', '老年医学科', '老年医学', '老年内科'],
  '04': ['大外科', '西医外科', '综合外科'],
  '04.01': ['普外科', '普外', '普通外', '胃肠外科', '肝胆外科', '甲乳外科', '甲状腺外科', '乳腺外科'],
  '04.02': ['神外', '神经外'],
  '04.03': ['骨外科', '创伤骨科', '脊柱外科', '关节外科'],
  '04.04': ['泌尿外', '泌尿科', '泌尿'],
  '04.05': ['胸外', '心胸外科'],
  '04.07': ['烧伤外科'],
  '05': ['妇产', '妇产科学'],
  '05.01': ['妇科学', '妇'],
  '05.02': ['产科学'],
  '06': ['妇保科', '妇女保健'],
  '07': ['儿', '小儿科', '小儿内科', '儿内科', '儿科学'],
  '07.01': ['新生儿科'],
  '09': ['儿保科', '儿童保健', '儿保'],
  '10': ['眼'],
  '11': ['耳鼻喉科', '耳鼻喉', '耳鼻咽喉', '五官科', '耳鼻咽喉头颈外科'],
  '12': ['口腔', '牙科', '口腔医学'],
  '13': ['皮肤', '皮肤性病科', '皮肤病科'],
  '15': ['精神', '精神医学', '精神心理科'],
  '15.06': ['心理科', '心理', '临床心理科'],
  '16': ['感染科', '感染性疾病科', '传染', '肝病科', '感染'],
  '17': ['结核科', '结核病'],
  '19': ['肿瘤', '肿瘤内科', '肿瘤外科', '肿瘤学'],
  '20': ['急诊', '急诊科', '急救医学', '急救', '急诊医学', '急救科', '急诊内科', '急诊外科', '院前急救'],
  '21': ['康复', '康复科', '康复医学', '康复治疗', '理疗科'],
  '26': ['麻醉', '麻醉学', '手术麻醉科'],
  '27': ['疼痛'],
  '28': ['重症', '重症医学', 'ICU', 'MICU', 'EICU', 'SICU', '重症监护室', '重症监护'],
  '30': ['检验', '检验科', '医学检验', '输血科', '输血'],
  '31': ['病理', '病理诊断'],
  '32': ['影像', '影像科', '医学影像', '影像诊断', '放射科', '放射', '医学影像诊断'],
  '32.01': ['X光', 'X光室', 'X线'],
  '32.02': ['CT', 'CT室'],
  '32.03': ['磁共振', '磁共振室', '核磁共振'],
  '32.05': ['超声', '超声科', 'B超', 'B超室', '彩超', '彩超室', '超声医学科', '超声室'],
  '32.06': ['心电图', '心电图室', '心电', '心电图科'],
  '32.09': ['介入科', '介入'],
  '32.10': ['放疗科', '放疗'],
  '50': ['中医', '中医学', '中医全科', '国医'],
  '50.01': ['中医内'],
  '50.10': ['骨伤', '中医骨伤', '中医骨伤科', '中医正骨'],
  '50.11': ['肛肠', '中医肛肠科', '中医肛肠'],
  '50.13': ['针灸', '针灸推拿', '针灸推拿科', '针推', '针灸理疗'],
  '50.14': ['推拿', '推拿按摩'],
  '50.15': ['中医康复', '中医康复科'],
  '52': ['中西医', '中西医结合', '中西结合', '中西医科'],
}

const key = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()

const byCode = new Map(SPECIALTIES.map((of) => [of.code, of]))
const byName = new Map<string, Specialty>()
for (const of of SPECIALTIES) {
  byName.set(key(of.name), of)
  byName.set(of.code, of)
  byName.set(`A${of.code}`, of)
}
for (const [code, names] of Object.entries(ALIASES)) {
  const of = byCode.get(code)
  if (of) for (const name of names) byName.set(key(name), of)
}

/** The specialty with a code such as `03.04` or `A03.04`, or undefined. */
export function specialtyOf(code: string): Specialty | undefined {
  return byCode.get(code.replace(/^A/, ''))
}

const PLAIN = new Map<string, string>([
  ['02', '全科'],
  ['03.04', '心血管内科（心脏病、高血压）'],
  ['03.06', '肾内科'],
  ['03.07', '内分泌科（糖尿病、甲状腺）'],
  ['03.08', '风湿免疫科'],
  ['03.10', '老年病科'],
  ['04.03', '骨科'],
  ['20', '急诊科'],
  ['21', '康复科'],
  ['32.05', '超声（B超）'],
  ['32.06', '心电图'],
  ['50', '中医'],
  ['50.13', '针灸'],
])

/** The specialty in words that villagers read on a poster; the official name where that is plain already. */
export function plainSpecialty(of: Specialty): string {
  return PLAIN.get(of.code) ?? of.name
}

const single = (part: string): Specialty | undefined => {
  const word = key(part).replace(/专业$|方向$/, '')
  return byName.get(word) ?? byName.get(word.replace(/\(.*\)$/, ''))
}

/** Every known specialty a cell names: `外科、皮肤科` names two. Unknown parts are left out. */
export function findSpecialties(text: string): Specialty[] {
  const whole = single(text)
  if (whole) return [whole]
  const found = text
    .split(/[、/,，;；+\n]|和|兼/)
    .map(single)
    .filter((of) => of !== undefined)
  return [...new Set(found)]
}

/** The first specialty a cell names, or undefined when none is known. */
export function findSpecialty(text: string): Specialty | undefined {
  return findSpecialties(text)[0]
}

const parentOf = (code: string): string | undefined => byCode.get(code)?.parent

/**
 * How well what a doctor has meets what a unit needs (MAT-2): 100 the same, 90 a branch of it, 70 the
 * field it branches from, 35 a branch of the same field, 0 none. 全科 ← 内科 and 内科 ← 中医 are 0: these
 * are the two real mismatches of an official table and want a recorded reason (N7, MAT-4).
 */
export function matchScore(needCode: string, haveCode: string): 100 | 90 | 70 | 35 | 0 {
  const need = needCode.replace(/^A/, '')
  const have = haveCode.replace(/^A/, '')
  if (need === have) return 100
  const needParent = parentOf(need)
  const haveParent = parentOf(have)
  if (haveParent === need) return 90
  if (needParent === have) return 70
  return needParent !== undefined && needParent === haveParent ? 35 : 0
}
