// Typical cases of the demonstration: one approved, public and reported upward, one that waits for the bureau (PUB-5, PUB-6).
// Written by the room's store: a demonstration begins without notices.
import type { CaseState } from '../../domain/publicity/cases.ts'
import { shanghaiDay } from '../../server/platform/clock.ts'
import type { Trx } from '../../server/platform/database.ts'
import { contentNow, sealContent } from '../../server/rooms/publicity/case-view.ts'
import {
  caseById,
  insertCase,
  insertCaseAct,
  insertCasePush,
  insertCaseVersion,
  setCaseState,
} from '../../server/rooms/publicity/store-cases.ts'

const WEDNESDAY = {
  title: '固定一天坐诊，半天上门：让慢病老人少跑路',
  done: '以前专家哪天来，老乡心里没数。我们和支援医院商定，专家下来的日子上午在卫生院坐诊，下午由家庭医生团队带路入户。\n坐诊前三天，公示栏、村广播和公众号一起告诉大家；行动不便的老人由村医登记，卫生院排好路线。\n专家看过的病人，用药方案写进健康档案，由本院医师接着随访。',
  effect: '老人在家门口看上了县里的专家，慢病用药有人管、有人问；本院年轻医师跟诊学习，常见病处理更有底气。',
}
const TRAINING = {
  title: '边坐诊边带教，把技术留在乡镇',
  done: '派驻医师每次下乡带一个题目，上午坐诊时让卫生院医师跟诊，中午结合当天病例讲半小时。\n题目由卫生院按本地常见病来点，医务科统一安排，避免重复。',
  effect: '卫生院医师能独立处理的常见病多了，转诊更有章法。',
}

type Place = {
  regionId: string
  programmeId: string
  unitId: string
  practitionerId: string
  hospitalId: string
  otherUnitId: string
}
type People = {
  unit: string
  hospital: string
  bureau: string
  now: Date
  idOf: (kind: string, name: string) => string
}

export async function writeDemoCases(
  trx: Trx,
  { regionId, programmeId, unitId, practitionerId, hospitalId, otherUnitId }: Place,
  { unit, hospital, bureau, now, idOf }: People,
): Promise<void> {
  const today = shanghaiDay(now)
  const base = { regionId, programmeId, cleared: [], now }
  type Step = { id: string; doing: string; by: string; to: CaseState; version?: number }
  const act = async ({ id, doing, by, to, version }: Step): Promise<void> => {
    await insertCaseAct(
      trx,
      { regionId, id },
      { act: doing, revision: 1, version: version ?? null, note: '', by, now },
    )
    await setCaseState(trx, { regionId, id }, { state: to, now })
  }
  const told = { regionId, id: idOf('case', 'wednesday') }
  await insertCase(trx, {
    ...base,
    ...WEDNESDAY,
    id: told.id,
    authorRole: 'receivingUnit',
    organisationId: unitId,
    unitIds: [unitId],
    practitionerIds: [practitionerId],
    figures: { from: '2024-04-01', to: today },
    by: unit,
  })
  await act({ id: told.id, doing: 'write', by: unit, to: 'draft' })
  await act({ id: told.id, doing: 'submit', by: unit, to: 'submitted' })
  const row = await caseById(trx, told)
  if (row)
    await insertCaseVersion(trx, told, {
      version: 1,
      ...sealContent(await contentNow({ trx, now }, row)),
      by: bureau,
      now,
      residents: [],
    })
  await act({ id: told.id, doing: 'approve', by: bureau, to: 'approved', version: 1 })
  await act({ id: told.id, doing: 'publish', by: bureau, to: 'published', version: 1 })
  const sent = { version: 1, to: '龙岩市卫健委', sentOn: today, note: '随当月月报报送' }
  await insertCasePush(trx, told, { ...sent, by: bureau, now })
  const waiting = idOf('case', 'training')
  await insertCase(trx, {
    ...base,
    ...TRAINING,
    id: waiting,
    authorRole: 'hospital',
    organisationId: hospitalId,
    unitIds: [otherUnitId],
    practitionerIds: [],
    figures: null,
    by: hospital,
  })
  await act({ id: waiting, doing: 'write', by: hospital, to: 'draft' })
  await act({ id: waiting, doing: 'submit', by: hospital, to: 'submitted' })
}
