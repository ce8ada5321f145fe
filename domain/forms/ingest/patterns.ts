// What cells of each type look like: used to recognise columns by their content and to read single cells.
import { findKind, findOwnership } from '../../organisations/kinds.ts'
import { findSpecialty } from '../../people/specialties.ts'
import { findTitle } from '../../people/titles.ts'
import type { FieldType } from '../form.ts'

export const MOBILE = /^1[3-9]\d{9}$/
/** A mobile number with stars over its middle, as public tables print it; stars are often miscounted. */
export const MASKED_MOBILE = /^1[3-9]\d\*{3,8}\d{2,4}$/
export const TELEPHONE = /^(?:\(?0\d{2,3}\)?-?)?\d{7,8}(?:(?:转|-)\d{1,5})?$/
export const PERSON = /^\p{Script=Han}{2,4}$/u
export const LONG_PERSON = /^\p{Script=Han}{1,12}(?:[·•‧]\p{Script=Han}{1,12})+$/u
export const INSTITUTION =
  /(?:医院|卫生院|服务中心|服务站|分院|保健院|卫生[所室]|总院|医共体|集团|办事处|疾控中心)(?:\(\d+[人名]\))?$/

/** How a total row begins. */
export const TOTAL = /^(?:合计|总计|共计)/

// The hundred family names (百家姓) most often met, with some of the south: a hint, never a test of a name.
const SURNAMES = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏苏潘葛范彭鲁韦马苗方俞任袁柳唐罗薛雷贺倪汤殷毕郝安常乐于傅齐康伍余卜顾孟黄穆萧尹姚邵汪祁毛狄米贝明戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单杭洪包左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封靳焦牧车侯班仰秋仲宫宁仇栾甘祖武符刘景詹束龙叶幸司黎薄印白怀蒲卓蔺屠蒙池乔闻党翟谭贡姬申冉雍桑桂濮牛边燕冀浦尚温庄晏柴瞿阎慕连茹习艾容向古易廖庾衡步耿满匡文寇广欧沃利越隆师巩聂晁敖融冷辛那简饶曾沙鞠丰关蒯荆游竺权盖益桓公阙肖付段涂闫覃',
)

const looksLikeName = (text: string): boolean =>
  LONG_PERSON.test(text) || (PERSON.test(text) && SURNAMES.has(text[0] ?? '') && !findSpecialty(text))

const COUNT = /^约?-?\d+(?:人次|次|人|份|场)?$/
const DAY = /^(?:\d{4}[-./年])?\d{1,2}[-./月]\d{1,2}日?$|^\d{8}$/

/** Whether a squeezed cell looks like a type of column; `text` fits everything and so says nothing. */
export const LOOKS_LIKE: Readonly<Record<FieldType, (text: string) => boolean>> = {
  sequence: (text) => /^\d{1,4}$/.test(text),
  integer: (text) => COUNT.test(text),
  money: (text) => text === '/' || /^-?\d+(?:\.\d+)?元?$/.test(text),
  monthDay: (text) => DAY.test(text),
  mobile: (text) => {
    const digits = text.replace(/[-×x]/gi, (sign) => (sign === '-' ? '' : '*'))
    return MOBILE.test(digits) || MASKED_MOBILE.test(digits)
  },
  telephone: (text) => TELEPHONE.test(text) || MOBILE.test(text),
  organisation: (text) => INSTITUTION.test(text),
  person: looksLikeName,
  title: (text) => findTitle(text) !== undefined,
  specialty: (text) => findSpecialty(text) !== undefined,
  ownership: (text) => findOwnership(text) !== undefined,
  kind: (text) => findKind(text) !== undefined,
  yesNo: (text) => /^[是否有无√×]$/.test(text),
  sex: (text) => /^[男女]$/.test(text),
  text: () => true,
}

/** Types whose cells tell a column apart even under a strange or missing header. */
export const TELLING: ReadonlySet<FieldType> = new Set([
  'mobile',
  'person',
  'organisation',
  'title',
  'ownership',
])

/** Whether a cell holds a figure, a date or a number to call: such cells are no headers. */
export function isFigure(text: string): boolean {
  return /^[-\d.,/年月日]+$/.test(text) && /\d/.test(text) && !/^\d{1,2}月$/.test(text)
    ? true
    : LOOKS_LIKE.mobile(text) || (TELEPHONE.test(text) && /\d/.test(text))
}
