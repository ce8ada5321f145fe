// organisations: steering group, sections, responsible persons, shared responsibility, as versions (ORG-1, ORG-2, ORG-3, ORG-8);
// appointments (ORG-9); facilities and standards of units (CAP-2, CAP-3).
import { z } from 'zod'
import { FACILITY_KINDS, GOVERNANCE_KINDS, POSTS, WORK_AREAS } from '../domain/organisations/governance.ts'
import { endpoint, id, isoDate, regionId, text } from './endpoint.ts'

const programmeId = z.string().regex(/^[a-z0-9-]{3,40}$/)
const words = (max: number) => z.string().trim().max(max).default('')
const named = z.strictObject({ name: text(30), post: words(60) })
const steeringGroup = z.strictObject({
  chair: named,
  viceChairs: z.array(named).max(10),
  members: z.array(named).max(60),
  office: words(60),
  officeHead: named.nullable(),
})
const sections = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        name: text(40),
        task: words(200),
        persons: z.array(named).max(20),
        areas: z.array(z.enum(WORK_AREAS)).max(WORK_AREAS.length),
      }),
    )
    .min(1)
    .max(20),
})
const responsible = z.strictObject({
  leader: named,
  deputy: named.nullable(),
  department: words(40),
  departmentHead: named.nullable(),
})
const pairing = z.strictObject({
  unitLeader: named,
  hospitalLeader: named,
  department: words(40),
  departmentHead: named.nullable(),
  unitDepartmentHead: named.nullable(),
  annualTasks: z.array(z.strictObject({ name: text(30), task: text(200) })).max(60),
})
export type SteeringGroupView = z.output<typeof steeringGroup>
export type SectionsView = z.output<typeof sections>
export type ResponsibleView = z.output<typeof responsible>
export type PairingView = z.output<typeof pairing>

const versionOf = <C extends z.ZodType>(content: C) =>
  z.object({
    id: z.string(),
    version: z.number(),
    effectiveFrom: z.string(),
    content,
    document: z.string(),
    reason: z.string(),
    madeBy: z.string(),
    madeAt: z.string(),
  })
const history = <C extends z.ZodType>(content: C) =>
  z.object({
    /** Newest first. */
    versions: z.array(versionOf(content)),
    /** The number of the version in force today; null while there is none. */
    inForce: z.number().nullable(),
    mayWrite: z.boolean(),
  })
const party = z.object({ id: z.string(), name: z.string() })
const appointment = z.object({
  regionId: z.string(),
  id: z.string(),
  unit: party,
  hospital: party,
  name: z.string(),
  post: z.enum(POSTS),
  department: z.string(),
  document: z.string(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  endedReason: z.string(),
  madeBy: z.string(),
  mayEnd: z.boolean(),
})
export type AppointmentView = z.output<typeof appointment>
const facility = z.object({
  regionId: z.string(),
  id: z.string(),
  unit: party,
  partner: party.nullable(),
  kind: z.enum(FACILITY_KINDS),
  name: z.string(),
  document: z.string(),
  since: z.string(),
  endsOn: z.string().nullable(),
  endedReason: z.string(),
  mayEnd: z.boolean(),
})
export type FacilityView = z.output<typeof facility>

const at = z.object({ regionId, programmeId })
const governance = z.object({
  steeringGroup: history(steeringGroup),
  sections: history(sections),
  /** One a body of the programme in the reader's sight; without versions where nobody is named. */
  responsible: z.array(
    history(responsible).extend({
      organisation: party.extend({ side: z.enum(['receiving', 'supporting']) }),
      reporter: z.string().nullable(),
    }),
  ),
  /** Of each unit and hospital that have one. */
  pairings: z.array(history(pairing).extend({ unit: party, hospital: party })),
  appointments: z.array(appointment),
  mayAppoint: z.boolean(),
  facilities: z.array(facility),
  mayAddFacility: z.boolean(),
})
export type GovernanceView = z.output<typeof governance>
export type History<K extends 'steeringGroup' | 'sections'> = GovernanceView[K]

export const getGovernance = endpoint({
  id: 'getGovernance',
  method: 'GET',
  path: '/api/regions/:regionId/programmes/:programmeId/governance',
  summary: '组织领导与责任 who leads and who answers',
  params: at,
  ok: governance,
})

const version = {
  effectiveFrom: isoDate,
  document: words(80),
  reason: text(200),
  after: z.number().int().min(0),
}
export const saveGovernance = endpoint({
  id: 'saveGovernance',
  method: 'POST',
  path: '/api/regions/:regionId/programmes/:programmeId/governance',
  summary: '登记新的一版 a new version',
  params: at,
  /** `after`: the newest version's number when the page was opened, 0 for none. */
  body: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal(GOVERNANCE_KINDS[0]), content: steeringGroup, ...version }),
    z.strictObject({ kind: z.literal(GOVERNANCE_KINDS[1]), content: sections, ...version }),
    z.strictObject({
      kind: z.literal(GOVERNANCE_KINDS[2]),
      content: responsible,
      organisationId: id,
      ...version,
    }),
    z.strictObject({
      kind: z.literal(GOVERNANCE_KINDS[3]),
      content: pairing,
      organisationId: id,
      partnerId: id,
      ...version,
    }),
  ]),
  ok: z.object({ version: z.number() }),
})

export const addAppointment = endpoint({
  id: 'addAppointment',
  method: 'PUT',
  path: '/api/regions/:regionId/programmes/:programmeId/appointments/:id',
  summary: '登记任职 an appointment',
  params: at.extend({ id }),
  body: z.strictObject({
    unitId: id,
    hospitalId: id,
    practitionerId: id.nullable().default(null),
    name: text(30),
    post: z.enum(POSTS),
    department: words(40),
    document: words(80),
    startsOn: isoDate,
    endsOn: isoDate.nullable(),
  }),
  ok: z.object({ id: z.string() }),
})
const ending = z.strictObject({ endsOn: isoDate, reason: text(200) })
export const endAppointment = endpoint({
  id: 'endAppointment',
  method: 'POST',
  path: '/api/regions/:regionId/appointments/:id/end',
  summary: '结束任职 end an appointment',
  params: z.object({ regionId, id }),
  body: ending,
  ok: z.object({ id: z.string() }),
})
export const addFacility = endpoint({
  id: 'addFacility',
  method: 'PUT',
  path: '/api/regions/:regionId/facilities/:id',
  summary: '登记设施或达标 a facility or a standard reached',
  params: z.object({ regionId, id }),
  body: z.strictObject({
    unitId: id,
    partnerId: id.nullable(),
    kind: z.enum(FACILITY_KINDS),
    name: words(60),
    document: words(80),
    since: isoDate,
  }),
  ok: z.object({ id: z.string() }),
})
export const endFacility = endpoint({
  id: 'endFacility',
  method: 'POST',
  path: '/api/regions/:regionId/facilities/:id/end',
  summary: '停用设施或取消达标 a facility closed',
  params: z.object({ regionId, id }),
  body: ending,
  ok: z.object({ id: z.string() }),
})
