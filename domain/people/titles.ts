// The professional titles of health staff (卫生专业技术职务, GB/T 8561 codes 230–269) and the words clerks
// really write for them. A title floor (高年资中级及以上) is a rule of the programme, never of this table.

/** Grades in rising order; the place in this list is what a floor compares. */
export const TITLE_LEVELS = ['none', 'junior', 'intermediate', 'associateSenior', 'senior'] as const
export type TitleLevel = (typeof TITLE_LEVELS)[number]

export const TITLE_LEVEL_LABELS: Readonly<Record<TitleLevel, string>> = {
  none: '无',
  junior: '初级',
  intermediate: '中级',
  associateSenior: '副高级',
  senior: '正高级',
}

type TitleSeries = 'physician' | 'pharmacist' | 'nurse' | 'technician'

export type Title = {
  /** GB/T 8561 code; `000` for staff without a title, which the standard does not number. */
  code: string
  name: string
  series: TitleSeries
  level: TitleLevel
}

const title = (code: string, name: string, series: TitleSeries, level: TitleLevel): Title => ({
  code,
  name,
  series,
  level,
})

const series = (kind: TitleSeries, tens: number, names: readonly string[]): Title[] =>
  names.map((name, i) => {
    const level = (['senior', 'associateSenior', 'intermediate', 'junior', 'junior'] as const)[i]
    return title(`${tens}${i + 1}`, name, kind, level ?? 'none')
  })

const physicians = series('physician', 23, ['主任医师', '副主任医师', '主治医师', '医师', '医士'])

// GB/T 8561 divides each physician's title by branch: 2311 主任医师（中医） and so on.
const branches = ['中医', '西医', '中西医结合'].flatMap((branch, i) =>
  physicians.map((of) => title(`${of.code}${i + 1}`, `${of.name}（${branch}）`, 'physician', of.level)),
)

/** Every title, the four series of GB/T 8561 with the branches of the physicians. */
export const TITLES: readonly Title[] = [
  title('000', '无', 'physician', 'none'),
  ...physicians,
  ...branches,
  ...series('pharmacist', 24, ['主任药师', '副主任药师', '主管药师', '药师', '药士']),
  ...series('nurse', 25, ['主任护师', '副主任护师', '主管护师', '护师', '护士']),
  ...series('technician', 26, ['主任技师', '副主任技师', '主管技师', '技师', '技士']),
]

// What county tables write instead (石狮, 永定, 光山 annexes; N7), by code.
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '000': ['无职称', '未定级', '未评定', '乡村医生'],
  '231': ['主任', '正主任医师'],
  '232': ['副主任', '付主任医师', '付主任', '副主任医生'],
  '233': ['主治', '主治医生', '全科主治医师'],
  '234': ['住院医师', '住院医生', '执业医师', '全科执业医师', '全科医师', '口腔医师', '公卫医师'],
  '235': ['执业助理医师', '助理医师', '全科执业助理医师', '助理全科医师'],
  '2311': ['主任中医师', '中医主任医师'],
  '2321': ['副主任中医师', '中医副主任医师', '付主任中医师'],
  '2331': ['主治中医师', '中医主治医师'],
  '2341': ['中医师', '中医执业医师', '中医医师', '住院中医师'],
  '2351': ['中医士', '中医执业助理医师'],
  '2313': ['中西医结合主任医师'],
  '2323': ['中西医结合副主任医师'],
  '2333': ['中西医结合主治医师', '主治医师（中西结合医）', '中西医主治医师'],
  '2343': ['中西医结合医师', '中西医结合执业医师'],
  '241': ['主任中药师', '主任西药师'],
  '242': ['副主任中药师', '副主任西药师'],
  '243': ['主管中药师', '主管西药师'],
  '244': ['中药师', '西药师', '执业药师'],
  '245': ['中药士', '西药士'],
  '251': ['主任护理师'],
  '252': ['副主任护理师'],
  '253': ['主管护士', '主管护理师'],
  '254': ['护理师'],
  '255': ['执业护士'],
  '261': ['主任检验师', '主任检验技师'],
  '262': ['副主任检验师', '副主任检验技师'],
  '263': ['主管检验师', '主管检验技师', '主管影像技师', '主管康复技师'],
  '264': ['检验师', '检验技师', '影像技师', '放射技师', '康复技师', '康复治疗师'],
  '265': ['检验士', '检验技士'],
}

const key = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s()[\]·.]/g, '')
    .replace(/中西结合医?$|中西医结合医$/, '中西医结合')

const byCode = new Map(TITLES.map((of) => [of.code, of]))
const byName = new Map<string, Title>(TITLES.map((of) => [key(of.name), of]))
for (const [code, names] of Object.entries(ALIASES)) {
  const of = byCode.get(code)
  if (of) for (const name of names) byName.set(key(name), of)
}

/** The title with a GB/T 8561 code, or undefined. */
export function titleOf(code: string): Title | undefined {
  return byCode.get(code)
}

/**
 * The title a cell names, or undefined when the words are not known: an import reports, it does not guess (N6).
 * A second, teaching title after a stroke is dropped: `副主任医师/副教授`.
 */
export function findTitle(text: string): Title | undefined {
  const whole = key(text)
  if (whole === '') return undefined
  const first = whole.split(/[/、,;，；]/)[0] ?? whole
  const rest = whole.slice(first.length + 1)
  if (rest !== '' && !/教授|讲师|研究员|助教/.test(rest)) return byName.get(whole)
  return byName.get(first)
}

/** Whether a title reaches the programme's floor; the floor `none` switches the rule off (MAT-1). */
export function meetsFloor(of: Pick<Title, 'level'>, floor: TitleLevel): boolean {
  return TITLE_LEVELS.indexOf(of.level) >= TITLE_LEVELS.indexOf(floor)
}
