// Loads the demonstration (演示数据): the five programmes, their institutions, synthetic people, planned and
// published months, day cards. Everything goes through the rooms' own doors and the real planner.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { v5 as uuidv5 } from 'uuid'
import { ROLE_NAMES, type Role } from '../../domain/access/roles.ts'
import type { OrganisationKind, Ownership } from '../../domain/organisations/kinds.ts'
import { findSpecialty } from '../../domain/people/specialties.ts'
import { findTitle } from '../../domain/people/titles.ts'
import type { Programme } from '../../domain/programme/programme.ts'
import { monthOf, monthsBetween } from '../../domain/shared/calendar.ts'
import type { Services } from '../../server/platform/action.ts'
import { shanghaiDay } from '../../server/platform/clock.ts'
import { projectRoot } from '../../server/platform/config.ts'
import { inScope, type Trx } from '../../server/platform/database.ts'
import { addAccount } from '../../server/rooms/access/door.ts'
import { insertPosting, planAndPublish } from '../../server/rooms/dispatch/door.ts'
import {
  addAlliance,
  findOrganisations,
  replaceAliases,
  sortKeyOf,
  townshipsOf,
  upsertOrganisation,
} from '../../server/rooms/organisations/door.ts'
import { upsertPractitioner } from '../../server/rooms/people/door.ts'
import { addMembers, allProgrammes, insertVersion, readProgramme } from '../../server/rooms/programme/door.ts'
import { writeDemoAssessments } from './assessments.ts'
import { writeDemoCards } from './cards.ts'
import { writeDemoCases } from './cases.ts'
import { writeDemoExits } from './exits.ts'
import { writeDemoExpertCards } from './expert-cards.ts'
import { writeDemoFunding } from './funding.ts'
import { writeDemoGovernance } from './governance.ts'
import { writeDemoOrders } from './orders.ts'
import { demoMobile, demoName, pick } from './people.ts'
import { writeDemoReports } from './reports.ts'
import { citywide, DEMO_STAFFING, type DemoPosting } from './staffing.ts'
import { writeDemoSupervision } from './supervision.ts'
import { SURVEYED_ON, writeDemoSurveys } from './surveys.ts'

export const DEMO_PASSWORD = 'demo-2024-xunzhen'
const SPACE = '6f1d2c1e-5b1f-4a55-9d0e-2a7b6d1c9e00'
/** The same id for the same thing on every machine. */
const idOf = (kind: string, name: string): string => uuidv5(`${kind}/${name}`, SPACE)

type Account = {
  login: string
  name: string
  role: Role
  roleName: string
  division?: string
  organisation?: string
  practitioner?: string
}
const account = (login: string, role: Role, name: string, anchor: Partial<Account>): Account => ({
  login,
  role,
  name,
  roleName: ROLE_NAMES[role].zh,
  ...anchor,
})

const HULEI = '永定区湖雷镇中心卫生院'
const VILLAGE = '湖雷镇下寨村卫生所'
export const demonstrationAccounts: readonly Account[] = [
  account('bureau', 'bureau', '永定区卫健局医政股', { division: '350803' }),
  account('leader', 'bureau', '永定区卫健局分管领导', { division: '350803' }),
  account('city', 'bureau', '龙岩市卫健委医政科', { division: '3508' }),
  account('alliance', 'allianceOffice', '永定区总医院办公室', { organisation: '永定区总医院' }),
  account('hospital', 'hospital', '永定区医院医务科', { organisation: '永定区医院' }),
  account('finance', 'hospital', '永定区医院财务科', { organisation: '永定区医院' }),
  account('unit', 'receivingUnit', '湖雷镇中心卫生院信息员', { organisation: HULEI }),
  account('doctor', 'doctor', '湖雷镇支援医师', { practitioner: `yongding-2024/${HULEI}` }),
  account('village', 'village', '湖雷镇村卫生所', { organisation: VILLAGE }),
  account('inspector', 'inspector', '龙岩市督查组', { division: '3508' }),
  account('admin', 'administrator', '系统管理员', {}),
  account('shishi', 'bureau', '石狮市卫健局', { division: '350581' }),
  account('licheng', 'bureau', '鲤城区卫健局', { division: '350502' }),
  account('sanming', 'bureau', '三明市卫健委医政科', { division: '3504' }),
  account('guangshan', 'bureau', '光山县卫健委', { division: '411522' }),
]

function programmeFiles(): { programme: Programme; source: string }[] {
  const folder = join(projectRoot, 'programmes')
  return readdirSync(folder)
    .filter((f) => f.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const source = readFileSync(join(folder, file), 'utf8')
      const { programme, problems } = readProgramme(source, file)
      if (!programme) throw new Error(`${file}: ${problems.map((p) => p.zh).join('; ')}`)
      return { programme, source }
    })
}

type Organisation = {
  name: string
  kind: string
  ownership: Ownership | null
  division: string
  aliases?: string[]
  parent?: string
}

async function makeOrganisation(trx: Trx, o: Organisation): Promise<string> {
  const id = idOf('organisation', `${o.division.slice(0, 6)}/${o.name}`)
  const existing = (await findOrganisations(trx, { ids: [id] }))[0]
  if (existing) return existing.id
  const phone = `0597-58${String(pick(o.name, 100_000)).padStart(5, '0')}`
  await upsertOrganisation(trx, {
    id,
    name: o.name,
    kind: o.kind as OrganisationKind,
    ownership: o.ownership,
    divisionCode: o.division,
    parentId: o.parent ?? null,
    phone,
    sortKey: sortKeyOf(o.name),
    expertStudio: pick(o.name, 3) > 0,
    demonstration: true,
  })
  if (o.aliases?.length) await replaceAliases(trx, id, o.aliases)
  return id
}

/** A programme that names no units serves every township and street of its counties. */
async function unitsOf(trx: Trx, programme: Programme): Promise<Organisation[]> {
  if (programme.receivingUnits.named.length)
    return programme.receivingUnits.named.map((u) => ({ ...u, ownership: null }))
  const counties = await townshipsOf(trx, programme.division)
  const units: Organisation[] = []
  for (const county of counties) {
    for (const town of await townshipsOf(trx, county.code)) {
      if (/开发区|园区|农场|林场|库区/.test(town.name)) continue
      const street = town.name.endsWith('街道')
      units.push({
        name: street
          ? `${town.name}社区卫生服务中心`
          : `${county.name.replace(/[县市区]$/, '')}${town.name}卫生院`,
        kind: street ? 'communityHealthCentre' : 'townshipHealthCentre',
        ownership: null,
        division: town.code,
      })
    }
  }
  return units
}

type Made = { unitIds: Map<string, string>; hospitalIds: Map<string, string>; units: Organisation[] }

async function loadOrganisations(trx: Trx, programme: Programme): Promise<Made> {
  const made: Made = { unitIds: new Map(), hospitalIds: new Map(), units: await unitsOf(trx, programme) }
  for (const unit of made.units) made.unitIds.set(unit.name, await makeOrganisation(trx, unit))
  for (const h of programme.supportingUnits)
    made.hospitalIds.set(h.name, await makeOrganisation(trx, { ...h, kind: h.kind }))
  await addMembers(trx, programme.id, 'receiving', [...made.unitIds.values()])
  await addMembers(trx, programme.id, 'supporting', [...made.hospitalIds.values()])
  return made
}

let people = 0

async function loadPosting(
  trx: Trx,
  where: { programme: Programme; made: Made },
  p: DemoPosting,
  position: number,
): Promise<void> {
  const { programme, made } = where
  const unitId = made.unitIds.get(p.unit)
  const hospitalId = made.hospitalIds.get(p.hospital)
  const division = made.units.find((u) => u.name === p.unit)?.division
  if (!unitId || !hospitalId || !division) throw new Error(`${programme.id}: ${p.unit} ← ${p.hospital}`)
  const key = position < 1000 ? `${programme.id}/${p.unit}` : `${programme.id}/${p.unit}/${position}`
  const practitionerId = idOf('practitioner', key)
  const name = demoName(people)
  people += 1
  const specialty = findSpecialty(p.specialty)
  await upsertPractitioner(trx, {
    id: practitionerId,
    name,
    sex: pick(name, 2) ? '男' : '女',
    organisationId: hospitalId,
    specialtyCode: specialty?.code ?? null,
    specialtyText: p.specialty,
    titleCode: findTitle(p.title)?.code ?? null,
    titleText: p.title,
    mobile: demoMobile(people),
    sortKey: sortKeyOf(name),
    active: true,
    demonstration: true,
  })
  await insertPosting(trx, {
    regionId: division.slice(0, 6),
    programmeId: programme.id,
    id: idOf('posting', key),
    unitId,
    hospitalId,
    practitionerId,
    position: position % 1000,
    needCode: findSpecialty(p.need)?.code ?? null,
    needText: p.need,
    mismatchReason: p.mismatch ?? null,
    startsOn: programme.period.from,
    endsOn: programme.period.to,
    importId: null,
  })
}

async function loadProgramme(
  trx: Trx,
  file: { programme: Programme; source: string },
  now: Date,
): Promise<void> {
  const { programme, source } = file
  await insertVersion(trx, {
    programme,
    version: 1,
    effectiveFrom: programme.period.from,
    reason: '方案印发',
    source,
    now,
    by: null,
    demonstration: true,
  })
  const made = await loadOrganisations(trx, programme)
  if (programme.alliance) await loadAlliance(trx, programme)
  const staffing = DEMO_STAFFING[programme.id] ?? citywide(made.units, programme.supportingUnits)
  const seen = new Set<string>()
  for (const [i, posting] of staffing.entries()) {
    await loadPosting(trx, { programme, made }, posting, seen.has(posting.unit) ? i + 1001 : i + 1)
    seen.add(posting.unit)
  }
}

/** ORG-5: the office of the alliance a plan names, over every member of the programme. */
async function loadAlliance(trx: Trx, programme: Programme): Promise<void> {
  const name = programme.alliance?.name ?? ''
  const office = await makeOrganisation(trx, {
    name,
    kind: 'countyHospital',
    ownership: 'county',
    division: programme.supportingUnits[0]?.division ?? programme.division,
  })
  const members = await findOrganisations(trx, { programmeId: programme.id })
  await addAlliance(trx, {
    id: idOf('alliance', name),
    name,
    kind: 'countyAlliance',
    leadId: null,
    officeId: office,
    members: members.map((m) => m.id),
  })
}

async function loadAccounts(trx: Trx): Promise<void> {
  const members = await findOrganisations(trx, { programmeId: 'yongding-2024' })
  const hulei = members.find((m) => m.name === HULEI)
  await makeOrganisation(trx, {
    name: VILLAGE,
    kind: 'villageClinic',
    ownership: null,
    division: '350803103',
    ...(hulei ? { parent: hulei.id } : {}),
  })
  const everyone = await findOrganisations(trx, {})
  for (const a of demonstrationAccounts) {
    await addAccount(trx, {
      id: idOf('account', a.login),
      login: a.login,
      name: a.name,
      password: DEMO_PASSWORD,
      role: a.role,
      mustChange: false,
      demonstration: true,
      divisionCode: a.division ?? null,
      organisationId: a.organisation ? (everyone.find((o) => o.name === a.organisation)?.id ?? null) : null,
      practitionerId: a.practitioner ? idOf('practitioner', a.practitioner) : null,
    })
  }
}

/** Months that are planned and published: those of the programme up to this month, at most `MONTHS`. */
const MONTHS = 12
function monthsToPublish(programme: Programme, today: string): string[] {
  const last = monthOf(today) < monthOf(programme.period.to) ? monthOf(today) : monthOf(programme.period.to)
  const first = programme.id === 'yongding-2024' ? '2024-04' : monthOf(programme.period.from)
  return monthsBetween(first, last).slice(0, MONTHS)
}

/** Loads everything once; a second start finds it there. */
export async function loadDemonstration(
  services: Services,
  _ownerUrl: string,
  report: (step: string) => void,
): Promise<void> {
  const system = { kind: 'system' } as const
  const now = services.clock.now()
  const today = shanghaiDay(now)
  const there = await inScope(services.db, system, (trx) => allProgrammes(trx))
  if (there.length > 0) return
  const files = programmeFiles()
  await inScope(services.db, system, async (trx) => {
    for (const file of files) {
      report(`演示数据：${file.programme.shortName} 的方案、机构与派驻 loading ${file.programme.id}`)
      await loadProgramme(trx, file, now)
    }
    await loadAccounts(trx)
    const hospital = (await findOrganisations(trx, { programmeId: 'yongding-2024' })).find(
      (o) => o.name === '永定区医院',
    )
    await writeDemoExpertCards(
      trx,
      files.map((file) => file.programme),
      {
        now,
        hospital: idOf('account', 'hospital'),
        bureau: idOf('account', 'bureau'),
        hospitalId: hospital?.id ?? '',
        asked: idOf('practitioner', `yongding-2024/${HULEI}`),
      },
    )
    for (const { programme } of files) {
      report(`演示数据：${programme.shortName} 排班并公布 planning ${programme.id}`)
      await planAndPublish(trx, programme, monthsToPublish(programme, today), {
        now,
        by: idOf('account', 'bureau'),
      })
    }
    report('演示数据：日志卡 day cards')
    await writeDemoCards(trx, today, {
      author: idOf('account', 'hospital'),
      confirmer: idOf('account', 'unit'),
    })
    const clinic = (await findOrganisations(trx, {})).find((o) => o.name === VILLAGE)
    if (clinic?.parent_id)
      await writeDemoOrders(
        trx,
        today,
        { id: clinic.id, unitId: clinic.parent_id, regionId: '350803', account: idOf('account', 'village') },
        idOf,
      )
    await writeDemoCases(
      trx,
      {
        regionId: '350803',
        programmeId: 'yongding-2024',
        unitId: idOf('organisation', `350803/${HULEI}`),
        practitionerId: idOf('practitioner', `yongding-2024/${HULEI}`),
        hospitalId: hospital?.id ?? '',
        otherUnitId: idOf('organisation', '350803/永定区下洋镇中心卫生院'),
      },
      {
        unit: idOf('account', 'unit'),
        hospital: idOf('account', 'hospital'),
        bureau: idOf('account', 'bureau'),
        now,
        idOf,
      },
    )
  })
  const of = (login: string) => ({
    ...(demonstrationAccounts.find((a) => a.login === login) as Account),
    id: idOf('account', login),
  })
  if (today >= '2024-05-01') {
    report('演示数据：四月报送 reports of April')
    await writeDemoReports(services, { bureau: of('bureau'), leader: of('leader') })
  }
  if (today >= '2024-05-20') {
    report('演示数据：督查、问题和线索 supervision')
    await writeDemoSupervision(services, {
      bureau: of('bureau'),
      leader: of('leader'),
      hospital: of('hospital'),
      unit: of('unit'),
      doctor: of('doctor'),
    })
    await writeDemoAssessments(services, of('unit'))
    report('演示数据：组织领导 leadership')
    await writeDemoGovernance(services, of('bureau'))
    report('演示数据：经费 expenses')
    await writeDemoFunding(services, {
      doctor: of('doctor'),
      hospital: of('hospital'),
      finance: of('finance'),
    })
    await writeDemoExits(services, { bureau: of('bureau'), hospital: of('hospital') })
  }
  if (today >= SURVEYED_ON) {
    report('演示数据：四月回访 call-backs of April')
    await writeDemoSurveys(services, { bureau: of('bureau'), leader: of('leader'), idOf })
  }
}
