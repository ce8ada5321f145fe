// Who leads and who answers (ORG-1, ORG-2, ORG-3, ORG-8): what a version holds, who of the parties writes which, how two
// versions differ; appointments that would overlap (ORG-9).

export const GOVERNANCE_KINDS = ['steeringGroup', 'sections', 'responsible', 'pairing'] as const
export type GovernanceKind = (typeof GOVERNANCE_KINDS)[number]

/** Somebody by name and post: 张三 区卫健局党组成员. */
export type Named = { name: string; post: string }
export type SteeringGroup = {
  chair: Named
  viceChairs: readonly Named[]
  members: readonly Named[]
  /** 办公室设在哪里, and who heads it. */
  office: string
  officeHead: Named | null
}
/** Where a section's work is found on the desk. Naming it gives no access: that is the account's role (SEC-2). */
export const WORK_AREAS = [
  'roster',
  'cards',
  'reports',
  'supervision',
  'surveys',
  'assessments',
  'funding',
  'people',
] as const
export type WorkArea = (typeof WORK_AREAS)[number]
export type Section = { name: string; task: string; persons: readonly Named[]; areas: readonly WorkArea[] }
/** 主要领导亲自抓、分管负责、牵头科室落实 (ORG-3); the handler is the reporter, who stands with her own history. */
export type Responsible = {
  leader: Named
  deputy: Named | null
  department: string
  departmentHead: Named | null
}
/** 双方主要领导为共同第一责任人，科主任为科室共同第一责任人，个人年度任务 (ORG-8). */
export type Pairing = {
  unitLeader: Named
  hospitalLeader: Named
  department: string
  departmentHead: Named | null
  unitDepartmentHead: Named | null
  annualTasks: readonly { name: string; task: string }[]
}
export type GovernanceContent = {
  steeringGroup: SteeringGroup
  sections: { sections: readonly Section[] }
  responsible: Responsible
  pairing: Pairing
}

export const POSTS = ['firstDirector', 'director', 'deputyDirector'] as const
export type Post = (typeof POSTS)[number]
export const POST_NAMES: Record<Post, { zh: string; en: string }> = {
  firstDirector: { zh: '第一院长', en: 'first director' },
  director: { zh: '院长（下派）', en: 'director (sent down)' },
  deputyDirector: { zh: '业务副院长', en: 'deputy director' },
}

export const FACILITY_KINDS = [
  'doctorStudio',
  'famousDoctorStudio',
  'jointWard',
  'serviceBasic',
  'serviceRecommended',
  'standardised',
] as const
export type FacilityKind = (typeof FACILITY_KINDS)[number]
/** `tag`: a standard reached (CAP-3) rather than a place (CAP-2). */
export const FACILITIES: Record<FacilityKind, { zh: string; en: string; tag: boolean }> = {
  doctorStudio: { zh: '医生工作室', en: 'doctor’s studio', tag: false },
  famousDoctorStudio: { zh: '名医工作室', en: 'famous doctor’s studio', tag: false },
  jointWard: { zh: '联合病房', en: 'joint ward', tag: false },
  serviceBasic: { zh: '优质服务基层行·基本标准', en: 'quality service, basic standard', tag: true },
  serviceRecommended: {
    zh: '优质服务基层行·推荐标准',
    en: 'quality service, recommended standard',
    tag: true,
  },
  standardised: { zh: '标准化建设达标', en: 'standardised building', tag: true },
}

/** The one key whose versions are counted. */
export const subjectKey = (
  kind: GovernanceKind,
  organisationId: string | null,
  partnerId: string | null,
): string => [kind, organisationId, partnerId].filter(Boolean).join('/')

type Span = { startsOn: string; endsOn: string | null }
/** Closed intervals of days; an open one has no end. */
export const overlap = (a: Span, b: Span): boolean =>
  (a.endsOn === null || b.startsOn <= a.endsOn) && (b.endsOn === null || a.startsOn <= b.endsOn)

type Held = Span & { id: string; post: Post; name: string }
/** The appointment that stands in the way of another: one holder of a post at a time; several deputies may serve together. */
export function inTheWay(there: readonly Held[], wanted: Span & { post: Post; name: string }): Held | null {
  return (
    there.find(
      (one) =>
        overlap(one, wanted) &&
        one.post === wanted.post &&
        (one.post !== 'deputyDirector' || one.name === wanted.name),
    ) ?? null
  )
}

/** The version in force on a day: the newest that has begun by then; of one day's, the later number. */
export function inForce<V extends { effectiveFrom: string; version: number }>(
  versions: readonly V[],
  day: string,
): V | null {
  return versions
    .filter((v) => v.effectiveFrom <= day)
    .reduce<V | null>(
      (best, v) =>
        !best ||
        v.effectiveFrom > best.effectiveFrom ||
        (v.effectiveFrom === best.effectiveFrom && v.version > best.version)
          ? v
          : best,
      null,
    )
}
