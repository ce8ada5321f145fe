// Experts' cards of the demonstration: names as the plans order it, some introductions agreed to on paper, and one that the
// demonstration's own doctor has not seen yet (PUB-1).
import { cardWording } from '../../domain/people/expert-cards.ts'
import { announcingClause, type Programme } from '../../domain/programme/programme.ts'
import type { Trx } from '../../server/platform/database.ts'
import {
  findPractitioners,
  insertCardAct,
  insertCardVersion,
  showNamesByPlan,
} from '../../server/rooms/people/door.ts'

const TEXTS = [
  ['高血压、冠心病的长期调药', '从事临床工作十八年，常年在县域门诊坐诊，看病细致，愿意把药怎么吃讲明白。'],
  ['慢性咳嗽、慢阻肺的规范治疗', '多年负责本院呼吸门诊和肺功能检查，带教过多批乡镇医师。'],
  ['颈肩腰腿痛、骨折后康复', '擅长用不开刀的办法处理常见骨关节痛，会教您在家怎么练。'],
] as const
const ASKED = [
  '高血压、糖尿病等慢性病管理',
  '在县医院工作十五年，熟悉老年人常见病；坐诊时可以帮您看化验单、调整用药。',
] as const

type Ground = { now: Date; hospital: string; bureau: string; hospitalId: string; asked: string }

export async function writeDemoExpertCards(
  trx: Trx,
  programmes: readonly Programme[],
  { now, hospital, bureau, hospitalId, asked }: Ground,
): Promise<void> {
  for (const programme of programmes) {
    const note = announcingClause(programme)
    const people = await findPractitioners(trx, { programmeId: programme.id })
    if (note)
      await showNamesByPlan(
        trx,
        people.map((p) => p.id),
        { note, by: bureau, as: 'bureau', now },
      )
  }
  const own = (await findPractitioners(trx, { organisationIds: [hospitalId] })).filter((p) => p.id !== asked)
  const by = { by: hospital, as: 'hospital', now }
  for (const [k, [goodAt, introduction]] of TEXTS.entries()) {
    const practitionerId = own[k]?.id
    if (!practitionerId) continue
    await insertCardVersion(trx, { practitionerId, version: 1, introduction, goodAt, ...by })
    await insertCardAct(trx, {
      practitionerId,
      purpose: 'introduction',
      act: 'given',
      way: 'paper',
      cardVersion: 1,
      wordingVersion: cardWording('introduction').version,
      signedOn: '2024-03-20',
      note: '医务科存档',
      happenedAt: now,
      ...by,
    })
  }
  const [goodAt, introduction] = ASKED
  await insertCardVersion(trx, { practitionerId: asked, version: 1, introduction, goodAt, ...by })
}
