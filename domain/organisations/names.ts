// Reads the names of health institutions: county tables disagree on 乡/镇, on 社区(卫生)服务中心 and on the
// county's name in front, so two names are compared by what is left without these.
import type { OrganisationKind } from './kinds.ts'

type NameClass = 'township' | 'community' | 'branch' | 'village' | 'hospital' | 'unknown'

export type NameParts = {
  /** Province, city and county in front of the name, as far as written, outermost first. */
  divisions: string[]
  /** What makes the institution itself: 洪山 of 洪山乡卫生院. */
  stem: string
  class: NameClass
}

const clean = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s“”"'《》]/g, '')
    .replace(/\((?:\d+人|盖章|公章)\)$/, '')

const SUFFIXES: readonly (readonly [RegExp, NameClass])[] = [
  [/(?:村|居|社区)?卫生[所室]$/, 'village'],
  [/(?:社区)?(?:卫生)?服务(?:中心|站)$/, 'community'],
  [/(?:中心)?卫生院$/, 'township'],
  [/分院$/, 'branch'],
  [/(?:医院|保健院|医共体|总院|健康服务集团|医疗集团)$/, 'hospital'],
]

// 社区 is no county, and a town may be called 峰市: two characters stand before 市 and 区, one before 县.
// The earliest such ending wins: 永定区 of 永定区峰市镇.
const DIVISION = /^(?:.县|.{2,8}?(?:[省市县盟旗]|自治州|(?<!社)区))/
const TOWN = /(?<=.{2})(?:乡|镇|街道办事处|街道|办事处|民族乡)$/

function splitDivisions(text: string): { divisions: string[]; rest: string } {
  const divisions: string[] = []
  let rest = text
  for (let found = DIVISION.exec(rest); found; found = DIVISION.exec(rest)) {
    if (rest.length - found[0].length < 2) break
    divisions.push(found[0])
    rest = rest.slice(found[0].length)
  }
  return { divisions, rest }
}

/** Takes a name apart; hospitals keep their whole name as stem, since the county in front names them. */
export function partsOf(name: string): NameParts {
  const text = clean(name)
  const [suffix, kind] = SUFFIXES.find(([pattern]) => pattern.test(text)) ?? [undefined, 'unknown' as const]
  if (kind === 'hospital') return { divisions: splitDivisions(text).divisions, stem: text, class: kind }
  const body = suffix ? text.replace(suffix, '') : text
  // 光山县人民医院寨河镇分院: the mother hospital in front belongs to the group, not to the branch.
  const host = kind === 'branch' ? /^(.*?医院)(?=.{2,})/.exec(body)?.[1] : undefined
  const own = splitDivisions(host ? body.slice(host.length) : body)
  const divisions = [...(host ? splitDivisions(host).divisions : []), ...own.divisions]
  return { divisions, stem: own.rest.replace(TOWN, ''), class: kind }
}

const compatible = (a: NameClass, b: NameClass): boolean => {
  if (a === b) return true
  const town = new Set<NameClass>(['township', 'branch', 'unknown', 'community'])
  // A town has one health centre; only 卫生院 against 社区卫生服务中心 are two institutions.
  return (
    town.has(a) &&
    town.has(b) &&
    !(a === 'township' && b === 'community') &&
    !(a === 'community' && b === 'township')
  )
}

const sameHospital = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short === long) return true
  const front = long.slice(0, long.length - short.length)
  return long.endsWith(short) && DIVISION.test(short) && /[省市区州盟]$/.test(front)
}

/**
 * Whether two written names mean the same institution: 洪山乡卫生院 and 永定区洪山镇卫生院 do, while a health
 * centre and a village clinic of one town, or equally named towns of two counties, do not.
 */
export function sameOrganisation(a: string, b: string): boolean {
  const [left, right] = [partsOf(a), partsOf(b)]
  if (left.class === 'hospital' || right.class === 'hospital')
    return left.class === right.class && sameHospital(left.stem, right.stem)
  const [countyA, countyB] = [left.divisions.at(-1), right.divisions.at(-1)]
  if (countyA !== undefined && countyB !== undefined && countyA !== countyB) return false
  return left.stem !== '' && left.stem === right.stem && compatible(left.class, right.class)
}

/**
 * The kind a name shows, or undefined where it shows none: `…市医院` may belong to a prefecture or to a
 * county-level city, so it is left open.
 */
export function kindOf(name: string): OrganisationKind | undefined {
  const text = clean(name)
  if (/卫生[所室]$/.test(text)) return 'villageClinic'
  if (/服务站$/.test(text)) return 'communityHealthStation'
  if (/(?:社区|卫生)服务中心$/.test(text)) return 'communityHealthCentre'
  if (/中心卫生院$/.test(text)) return 'centralTownshipHealthCentre'
  if (/卫生院$|分院$/.test(text)) return 'townshipHealthCentre'
  if (/妇幼保健院$/.test(text)) return 'maternalChildHospital'
  if (!/医院$/.test(text)) return undefined
  const last = splitDivisions(text).divisions.at(-1) ?? ''
  if (/[县区旗]$/.test(last) && !last.endsWith('自治区')) return 'countyHospital'
  return /省$|自治区$/.test(last) || /^.{2,3}省/.test(text) ? 'provincialHospital' : undefined
}
