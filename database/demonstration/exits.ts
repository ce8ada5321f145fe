// Exits of the demonstration, by the room's own acts at moments of the past: one doctor's case waits for its decision, and another
// report waits for the lead hospital (ASM-9, ASM-11).
import { v5 as uuidv5 } from 'uuid'
import * as contract from '../../contract/assessments-exit.ts'
import type { Services } from '../../server/platform/action.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { inScope } from '../../server/platform/database.ts'
import { actorOf } from '../../server/rooms/access/actors.ts'
import { exitActions } from '../../server/rooms/assessments/exit-actions.ts'
import { violationActions } from '../../server/rooms/assessments/violation-actions.ts'
import { postingsOf } from '../../server/rooms/dispatch/door.ts'

const [PROGRAMME, REGION] = ['yongding-2024', '350803']
const SPACE = '6f1d2c1e-5b1f-4a55-9d0e-2a7b6d1c9e00'
const REQUEST = { id: 'demonstration', ip: '', token: null, device: '', secure: false }
type Account = { id: string; name: string; login: string }
type People = Record<'bureau' | 'hospital', Account>

export async function writeDemoExits(services: Services, people: People): Promise<void> {
  const actors = new Map<keyof People, Actor>()
  const postings = await inScope(services.db, { kind: 'system' }, async (trx) => {
    for (const [who, account] of Object.entries(people) as [keyof People, Account][]) {
      const actor = await actorOf(trx, account)
      if (actor) actors.set(who, actor)
    }
    return postingsOf(trx, { programmeId: PROGRAMME, regionId: REGION })
  })
  const say = async (who: keyof People, moment: string, [endpoint, received]: [{ id: string }, object]) => {
    const act = [...exitActions, ...violationActions].find((a) => a.endpoint.id === endpoint.id)
    const actor = actors.get(who)
    if (!act || !actor) throw new Error(`no ${endpoint.id} by ${who}`)
    const now = new Date(`${moment}:00+08:00`)
    await act.perform({ ...services, clock: { now: () => now } }, actor, REQUEST, received)
  }
  const [first, second] = ['下洋', '坎市'].map((town) => postings.find((p) => p.unit.includes(town)))
  if (!first || !second) return
  const place = (name: string) => ({ regionId: REGION, id: uuidv5(`exit/${name}`, SPACE) })
  const report = (name: string, p: typeof first, more: object): [{ id: string }, object] => [
    contract.reportViolation,
    {
      params: place(name),
      body: { programmeId: PROGRAMME, unitId: p.unit_id, practitionerId: p.practitioner_id, ...more },
    },
  ]
  await say(
    'bureau',
    '2024-05-07T10:20',
    report('report', first, {
      kind: 'dereliction',
      happenedOn: '2024-05-06',
      what: '赶圩日上午十点离开诊室，没有交代去向，候诊群众由本院医师接诊',
    }),
  )
  await say('hospital', '2024-05-08T09:00', [
    contract.acknowledgeViolation,
    { params: place('report'), body: { answer: '医务科已约谈本人，责成书面说明' } },
  ])
  await say('bureau', '2024-05-09T15:00', [
    contract.proposeExit,
    {
      params: place('case'),
      body: {
        programmeId: PROGRAMME,
        kind: 'doctor',
        unitId: first.unit_id,
        hospitalId: first.hospital_id,
        practitionerId: first.practitioner_id,
        department: null,
        grounds: '派驻期间擅自离开诊室，牵头医院已核实',
      },
    },
  ])
  const act = (words: object): [{ id: string }, object] => [
    contract.actOnExit,
    { params: place('case'), body: words },
  ]
  await say(
    'bureau',
    '2024-05-10T09:30',
    act({ act: 'notice', words: '拟调整对该单位的帮扶关系，请陈述申辩' }),
  )
  if (actors.get('hospital')?.organisationId === first.hospital_id)
    await say(
      'hospital',
      '2024-05-14T11:00',
      act({ act: 'reply', words: '当天医院急会诊，科室口头同意，没有通知卫生院，科室有责任' }),
    )
  await say(
    'bureau',
    '2024-05-17T16:10',
    report('waiting', second, {
      kind: 'inactive',
      happenedOn: '2024-05-16',
      what: '安排的带教查房两次未开展，没有说明原因',
    }),
  )
}
