// The rows of a table of one's own (FRM-6): every unit, hospital, doctor, county or month that is posted or has served, so that
// whoever did nothing is seen to have done nothing.
import type { CustomTable } from '../../../domain/forms/custom-table.ts'
import type { FormRow } from '../../../domain/forms/form.ts'
import { addMonths } from '../../../domain/shared/calendar.ts'
import type { Context } from '../../platform/action.ts'
import { postingsOf } from '../dispatch/door.ts'
import { findOrganisations } from '../organisations/door.ts'
import {
  countiesBelow,
  type FormRequest,
  kindLabel,
  ownershipLabel,
  type PlaceOf,
  unitsInOrder,
} from './form-data.ts'
import { seesWhole } from './sight.ts'
import type { LedgerFigures, LedgerFilter } from './store-ledger.ts'
import { type DoctorSums, type Sums, sumsBy, sumsByDoctor, unitsByHospital } from './store-tables.ts'

export type TableRequest = Omit<FormRequest, 'formId'> & { table: CustomTable; version: number }
/** What filling needs to know beside the request. */
export type Filling = {
  context: Context
  request: TableRequest
  filter: LedgerFilter
  placeOf: PlaceOf
  wholeDaysOnly: boolean
}
/** A row before its numbers: what it is called by and which key of the sums it takes. */
type TableRow = { key: string; words: FormRow; figures: LedgerFigures | undefined }

const byKey = (sums: readonly Sums[]): Map<string, Sums> => new Map(sums.map((s) => [s.key, s]))
const asked = (filling: Filling) => ({ ...filling.request, formId: 'custom-table' })

/** Postings that touch the period, of the hospital, unit or units that are asked for. */
async function posted({ context, request, filter }: Filling) {
  return (await postingsOf(context.trx, request)).filter(
    (p) =>
      (!p.starts_on || p.starts_on <= filter.to) &&
      (!p.ends_on || p.ends_on >= filter.from) &&
      (!request.unitId || p.unit_id === request.unitId),
  )
}

async function unitRows(filling: Filling): Promise<TableRow[]> {
  const { context, filter, placeOf } = filling
  const sums = byKey(await sumsBy(context.trx, filter, 'unit'))
  const seen = new Set([...sums.keys(), ...(await posted(filling)).map((p) => p.unit_id)])
  const whole = seesWhole(context)
  return (await unitsInOrder(context, asked(filling)))
    .filter((unit) => whole || seen.has(unit.id))
    .map((unit) => ({
      key: unit.id,
      figures: sums.get(unit.id),
      words: {
        ...placeOf(unit.division_code),
        receivingUnit: unit.name,
        receivingKind: kindLabel(unit.kind),
      },
    }))
}

async function hospitalRows(filling: Filling): Promise<TableRow[]> {
  const { context, filter } = filling
  const sums = byKey(await sumsBy(context.trx, filter, 'hospital'))
  const served = await unitsByHospital(context.trx, filter)
  const ids = [...new Set([...(await posted(filling)).map((p) => p.hospital_id), ...sums.keys()])]
  const hospitals = ids.length > 0 ? await findOrganisations(context.trx, { ids }) : []
  return hospitals.map((hospital) => ({
    key: hospital.id,
    figures: sums.get(hospital.id),
    words: {
      supportingUnit: hospital.name,
      ownership: ownershipLabel(hospital.ownership),
      receivingUnits: (served.get(hospital.id) ?? []).join('、'),
    },
  }))
}

async function doctorRows(filling: Filling): Promise<TableRow[]> {
  const { context, filter } = filling
  const served = await sumsByDoctor(context.trx, filter)
  const ids = [...new Set(served.map((s) => s.hospital_id))]
  const hospitals = new Map(
    (ids.length > 0 ? await findOrganisations(context.trx, { ids }) : []).map((h) => [h.id, h]),
  )
  const rows = served.map(
    (s: DoctorSums): TableRow => ({
      key: s.key,
      figures: s,
      words: {
        doctorName: s.name,
        title: s.title_text,
        specialty: s.specialty_text,
        supportingUnit: hospitals.get(s.hospital_id)?.name ?? '',
        ownership: ownershipLabel(hospitals.get(s.hospital_id)?.ownership ?? null),
        receivingUnits: s.units.join('、'),
      },
    }),
  )
  const known = new Set(rows.map((row) => row.key))
  for (const p of await posted(filling)) {
    if (known.has(p.practitioner_id)) continue
    known.add(p.practitioner_id)
    const words = {
      doctorName: p.practitioner,
      title: p.title_text,
      specialty: p.specialty_text,
      supportingUnit: p.hospital,
      ownership: ownershipLabel(p.ownership),
      receivingUnits: '',
    }
    rows.push({ key: p.practitioner_id, figures: undefined, words })
  }
  return rows
}

async function countyRows(filling: Filling): Promise<TableRow[]> {
  const { context, request, filter, placeOf } = filling
  const sums = byKey(await sumsBy(context.trx, filter, 'county'))
  const division = request.regionId.replace(/(00)+$/, '')
  const codes = await countiesBelow(context, request.programmeId, division)
  return [...new Set([...codes, ...sums.keys()])]
    .sort()
    .map((code) => ({ key: code, figures: sums.get(code), words: placeOf(code) }))
}

/** Months that have begun; those to come are no rows yet. */
async function monthRows(filling: Filling): Promise<TableRow[]> {
  const { context, filter } = filling
  const sums = byKey(await sumsBy(context.trx, filter, 'month'))
  const last = filter.to < context.today ? filter.to.slice(0, 7) : context.today.slice(0, 7)
  const rows: TableRow[] = []
  for (let month = filter.from.slice(0, 7); month <= last; month = addMonths(month, 1))
    rows.push({
      key: month,
      figures: sums.get(month),
      words: { month: `${month.slice(0, 4)}年${Number(month.slice(5))}月` },
    })
  return rows
}

const ROWS = {
  unit: unitRows,
  hospital: hospitalRows,
  doctor: doctorRows,
  county: countyRows,
  month: monthRows,
} as const

/** All rows of a table but one of cards, whose numbers SQL has added up. */
export async function rowsOf(filling: Filling): Promise<TableRow[]> {
  const { rowsBy } = filling.request.table
  return rowsBy === 'card' ? [] : ROWS[rowsBy](filling)
}
