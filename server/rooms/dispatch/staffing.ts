// The staffing import's work: reading the file, deciding with the domain, writing in one transaction, undoing.
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import {
  type Known,
  type NewOrganisation,
  planStaffing,
  type RowPlan,
  rowKey,
} from '../../../domain/dispatch/staffing.ts'
import { staffingSchedule } from '../../../domain/forms/definitions/staffing-schedule.ts'
import type { Grid } from '../../../domain/forms/grid.ts'
import { type IngestResult, ingest } from '../../../domain/forms/ingest/ingest.ts'
import { findSpecialty } from '../../../domain/people/specialties.ts'
import { findTitle } from '../../../domain/people/titles.ts'
import type { Problem } from '../../../domain/shared/problem.ts'
import type { Context } from '../../platform/action.ts'
import type { Trx } from '../../platform/database.ts'
import { readSheets } from '../../platform/sheets/read-sheets.ts'
import {
  divisionNames,
  findOrganisations,
  reopen,
  sortKeyOf,
  townshipsOf,
  upsertOrganisation,
} from '../organisations/door.ts'
import { findPractitioners, reactivate, showNamesByPlan, upsertPractitioner } from '../people/door.ts'
import { addMembers, programmeOn } from '../programme/door.ts'
import {
  addDemandOnce,
  endPosting,
  insertPostings,
  type PostingWrite,
  postingsOf,
  type Where,
} from './store/postings.ts'

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Reads any file a clerk may send; a refused file is a problem with its code and remedy. */
export async function readGrids(bytes: Uint8Array, fileName: string): Promise<Grid[]> {
  const read = await readSheets(bytes, fileName)
  if ('sheets' in read) return read.sheets
  const p: Problem = read.problem
  throw refuse(
    'file-refused',
    { why: p.zh, whyEn: p.en, remedy: p.remedyZh, remedyEn: p.remedyEn },
    { problems: [p] },
  )
}

async function readKnown(trx: Trx, where: Where): Promise<Known> {
  const names = await divisionNames(trx, [where.regionId])
  const members = await findOrganisations(trx, { programmeId: where.programmeId })
  const local = await findOrganisations(trx, { under: where.regionId })
  // Closed ones too, behind the open: a table that comes again after an undo finds its organisations and doctors.
  const all = [...new Map([...members, ...local].map((o) => [o.id, o])).values()].sort(
    (a, b) => Number(b.active) - Number(a.active),
  )
  const known = all.map((o) => ({
    id: o.id,
    name: o.name,
    aliases: o.aliases,
    kind: o.kind,
    divisionCode: o.division_code,
  }))
  const isHospital = (kind: string): boolean => /Hospital$/.test(kind) && kind !== 'maternalChildHospital'
  const doctors = await findPractitioners(trx, { organisationIds: known.map((o) => o.id) })
  const postings = await postingsOf(trx, where)
  return {
    regionName: names.get(where.regionId) ?? '',
    units: known.filter((o) => !isHospital(o.kind) && o.divisionCode.startsWith(where.regionId)),
    hospitals: known.filter((o) => isHospital(o.kind)),
    townships: await townshipsOf(trx, where.regionId),
    doctors: [...doctors]
      .sort((a, b) => Number(b.active) - Number(a.active))
      .map((d) => ({
        id: d.id,
        name: d.name,
        hospitalId: d.organisation_id,
        specialty: d.specialty_text,
        title: d.title_text,
        mobile: d.mobile,
      })),
    postings: postings.map((p) => ({
      id: p.id,
      unitId: p.unit_id,
      practitionerId: p.practitioner_id,
      unit: p.unit,
    })),
  }
}

export type Preview = {
  result: IngestResult
  plans: RowPlan[]
  problems: Problem[]
  skippedRows: string[]
  mapping: Record<string, string | null>
  remembered: boolean
}

/** Reads the grids with a mapping and decides every row beside what the county knows now. */
export async function makePreview(
  context: Context,
  where: Where,
  grids: Grid[],
  choice: { mapping: Record<string, string | null>; skippedRows: string[]; remembered: boolean },
): Promise<Preview> {
  const { document: programme } = await programmeOn(context.trx, where.programmeId, context.today)
  const result = ingest(grids, staffingSchedule, {
    year: programme.year,
    ...(Object.keys(choice.mapping).length ? { mapping: choice.mapping } : {}),
  })
  const skipped = new Set(choice.skippedRows)
  const isSkipped = (p: Problem): boolean =>
    p.place?.row !== undefined && skipped.has(rowKey({ sheet: p.place.sheet ?? '', row: p.place.row }))
  const reading = result.problems.filter((p) => !isSkipped(p))
  const blockedRows = new Set(
    reading.flatMap((p) =>
      p.severity === 'error' && p.place?.row
        ? [rowKey({ sheet: p.place.sheet ?? '', row: p.place.row })]
        : [],
    ),
  )
  const decided = planStaffing(result.rows, {
    known: await readKnown(context.trx, where),
    programme,
    regionId: where.regionId,
    blockedRows,
    skippedRows: skipped,
  })
  return {
    result,
    plans: decided.plans,
    problems: [...reading, ...decided.problems],
    skippedRows: choice.skippedRows,
    mapping: choice.mapping,
    remembered: choice.remembered,
  }
}

export type Effects = {
  organisations: string[]
  practitioners: string[]
  postings: string[]
  demands: string[]
  ended: string[]
  members: string[]
}

async function createOrganisation(
  trx: Trx,
  made: Map<string, string>,
  effects: Effects,
  o: NewOrganisation,
): Promise<string> {
  const known = made.get(o.name)
  if (known) return known
  const id = uuidv7()
  const saved = await upsertOrganisation(trx, {
    id,
    ...o,
    parentId: null,
    sortKey: sortKeyOf(o.name),
    expertStudio: false,
  })
  if (!saved) throw refuse('already-exists', { what: `机构“${o.name}”` })
  made.set(o.name, id)
  effects.organisations.push(id)
  return id
}

type NewDoctor = {
  hospitalId: string
  name: string
  sex: string | null
  specialty: string
  title: string
  mobile: string | null
}

async function createDoctor(
  trx: Trx,
  effects: Effects,
  made: Map<string, string>,
  d: NewDoctor,
): Promise<string> {
  const { hospitalId } = d
  const key = `${hospitalId} ${d.name}`
  const known = made.get(key)
  if (known) return known
  const id = uuidv7()
  await upsertPractitioner(trx, {
    id,
    name: d.name,
    sex: d.sex,
    organisationId: hospitalId,
    specialtyCode: findSpecialty(d.specialty)?.code ?? null,
    specialtyText: d.specialty,
    titleCode: findTitle(d.title)?.code ?? null,
    titleText: d.title,
    mobile: d.mobile,
    sortKey: sortKeyOf(d.name),
    active: true,
  })
  made.set(key, id)
  effects.practitioners.push(id)
  return id
}

type Writing = {
  importId: string
  where: Where
  plans: RowPlan[]
  mismatchReasons: Record<string, string>
  startsOn: string
  endsOn: string
  /** The clause by which the plan orders experts to be announced: the ground on which names are shown (PUB-1). */
  publicity: string | null
}

/** Writes the decided rows: new organisations, doctors, demands and postings. Unchanged rows write nothing. */
export async function writeStaffing(context: Context, w: Writing): Promise<Effects> {
  const { trx } = context
  const effects: Effects = {
    organisations: [],
    practitioners: [],
    postings: [],
    demands: [],
    ended: [],
    members: [],
  }
  const madeOrganisations = new Map<string, string>()
  const madeDoctors = new Map<string, string>()
  const postings: PostingWrite[] = []
  let position = Math.max(0, ...(await postingsOf(trx, w.where)).map((p) => p.position))
  for (const plan of w.plans.filter((p) => p.effect === 'new' || p.effect === 'change')) {
    if (!plan.unit || !plan.hospital || !plan.doctor) continue
    const unitId =
      'id' in plan.unit
        ? plan.unit.id
        : await createOrganisation(trx, madeOrganisations, effects, plan.unit.create)
    const hospitalId =
      'id' in plan.hospital
        ? plan.hospital.id
        : await createOrganisation(trx, madeOrganisations, effects, plan.hospital.create)
    const practitionerId =
      'id' in plan.doctor
        ? plan.doctor.id
        : await createDoctor(trx, effects, madeDoctors, {
            ...plan.doctor.create,
            hospitalId,
          })
    if (
      plan.endsPosting &&
      (await endPosting(trx, w.where.regionId, plan.endsPosting, {
        reason: '导入新的人员安排表',
        now: context.now,
      }))
    )
      effects.ended.push(plan.endsPosting)
    const reason = w.mismatchReasons[rowKey(plan)] ?? null
    if (plan.mismatch && !reason)
      throw refuse(
        'mismatch-needs-reason',
        { doctor: `第 ${plan.row} 行`, have: '专业', need: plan.need.text },
        { place: { row: plan.row, sheet: plan.sheet } },
      )
    const id = uuidv7()
    position += 1
    postings.push({
      ...w.where,
      id,
      unitId,
      hospitalId,
      practitionerId,
      position,
      needCode: plan.need.code,
      needText: plan.need.text,
      mismatchReason: plan.mismatch ? reason : null,
      startsOn: w.startsOn,
      endsOn: w.endsOn,
      importId: w.importId,
    })
    effects.postings.push(id)
    const demandId = uuidv7()
    if (
      plan.need.text &&
      (await addDemandOnce(trx, {
        ...w.where,
        id: demandId,
        unitId,
        specialtyCode: plan.need.code,
        specialtyText: plan.need.text,
        weight: 1,
        diseases: '',
        monthlyVolume: null,
        preferredWeekday: null,
        preferredOrdinal: null,
      }))
    )
      effects.demands.push(demandId)
    effects.members.push(
      ...(await addMembers(trx, w.where.programmeId, 'receiving', [unitId])),
      ...(await addMembers(trx, w.where.programmeId, 'supporting', [hospitalId])),
    )
    effects.organisations.push(...(await reopen(trx, [unitId, hospitalId])))
    effects.practitioners.push(...(await reactivate(trx, [practitionerId])))
  }
  await insertPostings(trx, postings)
  if (w.publicity)
    await showNamesByPlan(trx, [...new Set(madeDoctors.values())], {
      note: w.publicity,
      by: context.actor.accountId,
      as: context.actor.role,
      now: context.now,
    })
  return effects
}
