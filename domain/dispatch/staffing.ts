// Decides what a staffing table (附件2, FRM-2) means beside what is known already: which organisations and
// doctors are new, which postings stand unchanged, and what a person must settle first. Pure; writes nothing.
import type { IngestedRow } from '../forms/ingest/record.ts'
import { findKind, type OrganisationKind, type Ownership } from '../organisations/kinds.ts'
import { kindOf, sameOrganisation } from '../organisations/names.ts'
import { findSpecialty, matchScore } from '../people/specialties.ts'
import { findTitle, meetsFloor } from '../people/titles.ts'
import { type Programme, ruleOf } from '../programme/programme.ts'
import { type Place, type Problem, problems } from '../shared/problem.ts'

const say = problems({
  'staffing-unit-unknown': {
    zh: '本县没有叫“{name}”的受援单位，也无法从名称判断所在乡镇。',
    en: 'No receiving unit "{name}" in this county, and its township cannot be told from the name.',
    remedyZh: '先在“机构与人员”中建立该单位或为已有单位加别名，再导入。',
    remedyEn: 'Create the unit or add an alias to an existing one, then import again.',
  },
  'staffing-unit-new': {
    zh: '将新建受援单位“{name}”（{division}）。',
    en: 'The receiving unit "{name}" ({division}) will be created.',
    remedyZh: '若它其实是已有单位的另一种写法，请先为已有单位加别名。',
    remedyEn: 'If it is another spelling of an existing unit, add an alias there first.',
    severity: 'warning',
  },
  'staffing-hospital-unknown': {
    zh: '没有叫“{name}”的支援单位。',
    en: 'There is no supporting hospital "{name}".',
    remedyZh: '核对名称；确为新医院时请填写所属情况，或先在“机构与人员”中建立。',
    remedyEn: 'Check the name; for a new hospital state its ownership or create it first.',
  },
  'staffing-hospital-new': {
    zh: '将新建支援单位“{name}”。',
    en: 'The supporting hospital "{name}" will be created.',
    remedyZh: '若是已有医院的别名，请先为它加别名。',
    remedyEn: 'If it is an alias of an existing hospital, add the alias there first.',
    severity: 'warning',
  },
  'staffing-below-floor': {
    zh: '{name} 的职称“{title}”低于本方案要求（{floor}），不能派驻（MAT-1）。',
    en: '{name}: the title "{title}" is below the floor of this programme ({floor}) (MAT-1).',
    remedyZh: '更换符合职称要求的医师，或跳过此行。',
    remedyEn: 'Choose a doctor who meets the floor, or skip this row.',
  },
  'staffing-title-unknown': {
    zh: '{name} 的职称“{title}”不在代码表中，无法核对职称要求。',
    en: '{name}: the title "{title}" is not in the code table, so the floor cannot be checked.',
    remedyZh: '改为规范职称（如 主治医师），或跳过此行。',
    remedyEn: 'Write a standard title, or skip this row.',
  },
  'staffing-moved': {
    zh: '{name} 现由“{from}”改派到“{to}”。',
    en: '{name} moves from "{from}" to "{to}".',
    remedyZh: '请确认；原派驻关系保留为历史，附件2 将形成新版本。',
    remedyEn: 'Please confirm; the former posting stays as history and 附件2 gets a new version.',
    severity: 'warning',
  },
  'staffing-row-twice': {
    zh: '{name} 派到“{unit}”在表中写了两次（另见第 {other} 行）。',
    en: '{name} is posted to "{unit}" twice in this table (see row {other} too).',
    remedyZh: '删去或跳过其中一行。',
    remedyEn: 'Delete or skip one of the rows.',
  },
  'staffing-person-differs': {
    zh: '{name} 的{label}：表中是“{file}”，系统中是“{known}”。',
    en: '{name}, {label}: "{file}" in the table, "{known}" in the system.',
    remedyZh: '导入不改动已有人员的资料；若表中正确，请在“机构与人员”中更正。',
    remedyEn:
      'An import leaves known people as they are: mend the record under 机构与人员 if the table is right.',
    severity: 'warning',
  },
  'staffing-county-differs': {
    zh: '表中区县“{county}”与所选区县“{here}”不一致。',
    en: 'The county "{county}" in the table is not the county chosen ({here}).',
    remedyZh: '核对是否选错了项目或文件。',
    remedyEn: 'Check whether this is the right programme or file.',
    severity: 'warning',
  },
})

export type KnownOrganisation = {
  id: string
  name: string
  aliases: string[]
  kind: string
  divisionCode: string
}
export type KnownDoctor = {
  id: string
  name: string
  hospitalId: string
  mobile: string | null
  specialty: string
  title: string
}
export type KnownPosting = { id: string; unitId: string; practitionerId: string; unit: string }

export type Known = {
  regionName: string
  units: KnownOrganisation[]
  hospitals: KnownOrganisation[]
  townships: { code: string; name: string }[]
  doctors: KnownDoctor[]
  postings: KnownPosting[]
}

export type NewOrganisation = {
  name: string
  kind: OrganisationKind
  ownership: Ownership | null
  divisionCode: string
  phone: string | null
}
export type Effect = 'new' | 'same' | 'change' | 'skip' | 'blocked'

/** What one row means. `unit` and `hospital` are ids, or the key of an organisation to be created. */
export type RowPlan = {
  row: number
  sheet: string
  effect: Effect
  unit: { id: string } | { create: NewOrganisation } | null
  hospital: { id: string } | { create: NewOrganisation } | null
  doctor:
    | { id: string }
    | {
        create: { name: string; sex: string | null; specialty: string; title: string; mobile: string | null }
      }
    | null
  need: { text: string; code: string | null }
  mismatch: boolean
  endsPosting: string | null
}

export const rowKey = (row: { sheet: string; row: number }): string => `${row.sheet}!${row.row}`

const text = (row: IngestedRow, key: string): string => {
  const value = row.values[key]
  return value === null || value === undefined ? '' : String(value).trim()
}
const place = (row: IngestedRow, column: string): Place => ({ sheet: row.sheet, row: row.row, column })

function find(organisations: readonly KnownOrganisation[], name: string): KnownOrganisation | undefined {
  const exact = organisations.find((o) => o.name === name || o.aliases.includes(name))
  if (exact) return exact
  const alike = organisations.filter(
    (o) => sameOrganisation(o.name, name) || o.aliases.some((a) => sameOrganisation(a, name)),
  )
  // Two candidates are no match: nothing is guessed silently.
  return alike.length === 1 ? alike[0] : undefined
}

const TOWN_WORDS = /(街道|镇|乡|办事处|管理区)$/

/** The township a unit's name contains, when exactly one fits. */
function townshipIn(known: Known, name: string): { code: string; name: string } | undefined {
  const fits = known.townships.filter((t) => {
    const stem = t.name.replace(TOWN_WORDS, '')
    return stem.length >= 2 && name.includes(stem)
  })
  return fits.length === 1 ? fits[0] : undefined
}

function settleUnit(known: Known, row: IngestedRow, found: Problem[]): RowPlan['unit'] {
  const name = text(row, 'receivingUnit')
  const unit = find(known.units, name)
  if (unit) return { id: unit.id }
  const township = townshipIn(known, name)
  const kind = findKind(text(row, 'receivingKind')) ?? kindOf(name)
  if (!township || !kind) {
    found.push(say('staffing-unit-unknown', { name }, place(row, 'receivingUnit')))
    return null
  }
  found.push(say('staffing-unit-new', { name, division: township.name }, place(row, 'receivingUnit')))
  return {
    create: {
      name,
      kind,
      ownership: null,
      divisionCode: township.code,
      phone: text(row, 'receivingPhone') || null,
    },
  }
}

function settleHospital(
  known: Known,
  regionId: string,
  row: IngestedRow,
  found: Problem[],
): RowPlan['hospital'] {
  const name = text(row, 'supportingUnit')
  const hospital = find(known.hospitals, name)
  if (hospital) return { id: hospital.id }
  const ownership = row.codes.ownership as Ownership | undefined
  if (!ownership || name === '') {
    found.push(say('staffing-hospital-unknown', { name }, place(row, 'supportingUnit')))
    return null
  }
  found.push(say('staffing-hospital-new', { name }, place(row, 'supportingUnit')))
  const kinds = {
    provincial: 'provincialHospital',
    municipal: 'municipalHospital',
    county: 'countyHospital',
  } as const
  return { create: { name, kind: kinds[ownership], ownership, divisionCode: regionId, phone: null } }
}

function settleDoctor(known: Known, row: IngestedRow, hospital: RowPlan['hospital']): RowPlan['doctor'] {
  const name = text(row, 'doctorName')
  if (name === '' || !hospital) return null
  const mobile = text(row, 'mobile') || null
  if ('id' in hospital) {
    const doctor = known.doctors.find((d) => d.name === name && d.hospitalId === hospital.id)
    if (doctor) return { id: doctor.id }
  }
  const sex = text(row, 'sex')
  return {
    create: {
      name,
      sex: sex === '男' || sex === '女' ? sex : null,
      specialty: text(row, 'specialty'),
      title: text(row, 'title'),
      mobile,
    },
  }
}

/** A known person's title or specialty written otherwise is shown, never overwritten in silence. */
function comparePerson(known: Known, row: IngestedRow, doctor: RowPlan['doctor'], found: Problem[]): void {
  const person = doctor && 'id' in doctor ? known.doctors.find((d) => d.id === doctor.id) : undefined
  if (!person) return
  const name = person.name
  const [title, specialty] = [text(row, 'title'), text(row, 'specialty')]
  if (title !== '' && findTitle(title)?.code !== findTitle(person.title)?.code)
    found.push(
      say(
        'staffing-person-differs',
        { name, label: '职称', file: title, known: person.title },
        place(row, 'title'),
      ),
    )
  if (specialty !== '' && findSpecialty(specialty)?.code !== findSpecialty(person.specialty)?.code)
    found.push(
      say(
        'staffing-person-differs',
        { name, label: '专业', file: specialty, known: person.specialty },
        place(row, 'specialty'),
      ),
    )
}

/** MAT-1: a title below the floor is refused; where the floor is off (光山) every title passes. */
function checkTitle(programme: Programme, row: IngestedRow, found: Problem[]): void {
  const floor = ruleOf(programme, 'titleFloor')?.floor ?? null
  if (!floor) return
  const values = { name: text(row, 'doctorName'), title: text(row, 'title') }
  const title = findTitle(values.title)
  const words = { junior: '初级', intermediate: '中级', associateSenior: '副高级', senior: '正高级' }
  if (!title) found.push(say('staffing-title-unknown', values, place(row, 'title')))
  else if (!meetsFloor(title, floor))
    found.push(say('staffing-below-floor', { ...values, floor: words[floor] }, place(row, 'title')))
}

function effectOf(plan: Omit<RowPlan, 'effect'>, known: Known, blocked: boolean): Effect {
  if (blocked) return 'blocked'
  const { unit, doctor } = plan
  if (
    unit &&
    doctor &&
    'id' in unit &&
    'id' in doctor &&
    known.postings.some((p) => p.unitId === unit.id && p.practitionerId === doctor.id)
  )
    return 'same'
  return plan.endsPosting ? 'change' : 'new'
}

function planRow(
  known: Known,
  programme: Programme,
  regionId: string,
  row: IngestedRow,
): { plan: RowPlan; problems: Problem[] } {
  const found: Problem[] = []
  const county = text(row, 'county')
  if (county && !sameCounty(county, known.regionName))
    found.push(say('staffing-county-differs', { county, here: known.regionName }, place(row, 'county')))
  checkTitle(programme, row, found)
  const unit = settleUnit(known, row, found)
  const hospital = settleHospital(known, regionId, row, found)
  const doctor = settleDoctor(known, row, hospital)
  comparePerson(known, row, doctor, found)
  const needText = text(row, 'needSpecialty')
  const needCode = findSpecialty(needText)?.code ?? null
  const haveCode = findSpecialty(text(row, 'specialty'))?.code ?? null
  // A doctor already posted elsewhere in this programme is moved, not doubled (MAT-7).
  const elsewhere =
    doctor && 'id' in doctor
      ? known.postings.find(
          (p) => p.practitionerId === doctor.id && !(unit && 'id' in unit && unit.id === p.unitId),
        )
      : undefined
  const here =
    doctor &&
    'id' in doctor &&
    unit &&
    'id' in unit &&
    known.postings.some((p) => p.practitionerId === doctor.id && p.unitId === unit.id)
  const moved = elsewhere && !here ? elsewhere : undefined
  if (moved)
    found.push(
      say(
        'staffing-moved',
        { name: text(row, 'doctorName'), from: moved.unit, to: text(row, 'receivingUnit') },
        place(row, 'receivingUnit'),
      ),
    )
  const base = {
    row: row.row,
    sheet: row.sheet,
    unit,
    hospital,
    doctor,
    need: { text: needText, code: needCode },
    mismatch: Boolean(needCode && haveCode && matchScore(needCode, haveCode) === 0),
    endsPosting: moved?.id ?? null,
  }
  const blocked = found.some((p) => p.severity === 'error') || !unit || !hospital || !doctor
  return { plan: { ...base, effect: effectOf(base, known, blocked) }, problems: found }
}

const keyOf = (side: RowPlan['unit'] | RowPlan['doctor']): string =>
  side ? ('id' in side ? side.id : side.create.name) : ''
const pairOf = (plan: RowPlan): string => [plan.doctor, plan.hospital, plan.unit].map(keyOf).join(' ')

/** One doctor at one unit stands in a table once; the second row is blocked until a person settles it. */
function blockTwins(plans: readonly RowPlan[], rows: readonly IngestedRow[]): Problem[] {
  const first = new Map<string, RowPlan>()
  return plans.flatMap((plan, i) => {
    const row = rows[i]
    if (!row || !plan.unit || !plan.doctor || plan.effect === 'skip' || plan.effect === 'blocked') return []
    const twin = first.get(pairOf(plan))
    if (!twin) {
      first.set(pairOf(plan), plan)
      return []
    }
    plan.effect = 'blocked'
    const values = { name: text(row, 'doctorName'), unit: text(row, 'receivingUnit'), other: twin.row }
    return [say('staffing-row-twice', values, place(row, 'doctorName'))]
  })
}

/** A doctor whom the table still lists at the former unit is not moved away from it: one more unit is served. */
function keepListed(plans: readonly RowPlan[], known: Known, found: readonly Problem[]): Problem[] {
  const stays = new Set(plans.filter((p) => p.effect === 'same').map(pairOfIds))
  const kept = new Set<string>()
  for (const plan of plans) {
    const former = known.postings.find((p) => p.id === plan.endsPosting)
    if (!former || !stays.has(`${former.practitionerId} ${former.unitId}`)) continue
    plan.endsPosting = null
    if (plan.effect === 'change') plan.effect = 'new'
    kept.add(rowKey(plan))
  }
  const isKept = (p: Problem): boolean =>
    kept.has(rowKey({ sheet: p.place?.sheet ?? '', row: p.place?.row ?? 0 }))
  return found.filter((p) => p.code !== 'staffing-moved' || !isKept(p))
}
const pairOfIds = (plan: RowPlan): string => `${keyOf(plan.doctor)} ${keyOf(plan.unit)}`

const sameCounty = (a: string, b: string): boolean =>
  a.replace(/[县区市]$/, '') === b.replace(/[县区市]$/, '')

/**
 * Plans every row; rows with an error of the reading (`blockedRows`, by `rowKey`) stay blocked, skipped rows are
 * left out. The same new organisation named in two rows is created once, by name.
 */
export function planStaffing(
  rows: readonly IngestedRow[],
  context: {
    known: Known
    programme: Programme
    regionId: string
    blockedRows: ReadonlySet<string>
    skippedRows: ReadonlySet<string>
  },
): { plans: RowPlan[]; problems: Problem[] } {
  const plans: RowPlan[] = []
  const found: Problem[] = []
  for (const row of rows) {
    const { plan, problems: of } = planRow(context.known, context.programme, context.regionId, row)
    const key = rowKey(row)
    if (context.skippedRows.has(key)) {
      plans.push({ ...plan, effect: 'skip' })
      continue
    }
    found.push(...of)
    plans.push(context.blockedRows.has(key) ? { ...plan, effect: 'blocked' } : plan)
  }
  const twins = blockTwins(plans, rows)
  return { plans, problems: [...keepListed(plans, context.known, found), ...twins] }
}
