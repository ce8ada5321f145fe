// Who leads and answers in the demonstration's county, by the room's own acts: a group with a change, sections, persons of some
// bodies and not yet of others, a pairing, appointments, facilities. All names are invented.
import { v5 as uuidv5 } from 'uuid'
import type { GovernanceView } from '../../contract/organisations-governance.ts'
import * as contract from '../../contract/organisations-governance.ts'
import type { Services } from '../../server/platform/action.ts'
import { inScope } from '../../server/platform/database.ts'
import { actorOf } from '../../server/rooms/access/actors.ts'
import { organisationActions } from '../../server/rooms/organisations/actions.ts'
import { demoName } from './people.ts'

type Account = { id: string; name: string; login: string }
const REQUEST = { id: 'demonstration', ip: '', token: null, device: '', secure: false }
const at = { regionId: '350803', programmeId: 'yongding-2024' }
const SPACE = '6f1d2c1e-5b1f-4a55-9d0e-2a7b6d1c9e00'
const idOf = (name: string): string => uuidv5(`governance/${name}`, SPACE)
const who = (n: number, post: string) => ({ name: demoName(900 + n), post })

export async function writeDemoGovernance(services: Services, bureau: Account): Promise<void> {
  const actor = await inScope(services.db, { kind: 'system' }, (trx) => actorOf(trx, bureau))
  if (!actor) return
  const say = async <T>(endpoint: { id: string }, received: object, day = '2024-03-20'): Promise<T> => {
    const found = organisationActions.find((a) => a.endpoint.id === endpoint.id)
    if (!found) throw new Error(`no action ${endpoint.id}`)
    const then = { ...services, clock: { now: () => new Date(`${day}T09:30:00+08:00`) } }
    return (await found.perform(then, actor, REQUEST, received)).answer as T
  }
  const save = (body: object, day?: string) => say(contract.saveGovernance, { params: at, body }, day)
  const members = [
    who(2, '医政股负责人'),
    who(3, '基妇股负责人'),
    who(4, '人事股负责人'),
    who(5, '综合股股长'),
  ]
  const group = { viceChairs: [], members, office: '区卫健局医政股', officeHead: who(2, '医政股负责人') }
  const version = { kind: 'steeringGroup', document: '永卫〔2024〕13号' }
  const chair = (n: number) => ({ ...group, chair: who(n, '区卫健局党组成员') })
  await save({ ...version, content: chair(0), effectiveFrom: '2024-03-22', reason: '方案印发', after: 0 })
  await save(
    { ...version, content: chair(1), effectiveFrom: '2024-05-06', reason: '原组长工作调动', after: 1 },
    '2024-05-06',
  )
  const section = (name: string, task: string, n: number, areas: string[]) => ({
    name,
    task,
    persons: [who(n, '负责人')],
    areas,
  })
  await save({
    kind: 'sections',
    content: {
      sections: [
        section('医政股', '日常监督管理，督促支援单位落实', 2, ['roster', 'supervision', 'reports']),
        section('基妇股', '督促指导受援单位落实并提高配合度', 3, ['cards', 'surveys']),
        section('人事股', '将服务时间计入晋升前下乡工作时长', 4, ['assessments']),
        section('综合股', '综合协调', 5, ['people']),
      ],
    },
    effectiveFrom: '2024-03-22',
    document: '永卫〔2024〕13号',
    reason: '方案印发',
    after: 0,
  })
  const { responsible } = await say<GovernanceView>(contract.getGovernance, { params: at })
  const own = responsible.filter((b) => b.mayWrite)
  const units = own.filter((b) => b.organisation.side === 'receiving')
  const hospital = own.find((b) => b.organisation.side === 'supporting')?.organisation
  for (const [i, { organisation }] of [
    ...units.slice(0, -3),
    ...own.filter((b) => b.organisation.side === 'supporting'),
  ].entries())
    await save({
      kind: 'responsible',
      organisationId: organisation.id,
      content: {
        leader: who(10 + i * 3, '院长'),
        deputy: who(11 + i * 3, '副院长'),
        department: organisation.side === 'receiving' ? '公共卫生科' : '医务科',
        departmentHead: who(12 + i * 3, '科长'),
      },
      effectiveFrom: '2024-03-25',
      document: '',
      reason: '方案印发后报送',
      after: 0,
    })
  const [first, second, third] = units
  if (!first || !second || !third || !hospital) return
  await save({
    kind: 'pairing',
    organisationId: first.organisation.id,
    partnerId: hospital.id,
    content: {
      unitLeader: who(10, '院长'),
      hospitalLeader: who(80, '院长'),
      department: '内科',
      departmentHead: who(81, '主任'),
      unitDepartmentHead: who(82, '主任'),
      annualTasks: [{ name: demoName(981), task: '每月下沉 4 个工作日，带教 1 次' }],
    },
    effectiveFrom: '2024-04-01',
    document: '',
    reason: '签订责任书',
    after: 0,
  })
  const post = (n: number, unit: string, part: object) =>
    say(contract.addAppointment, {
      params: { ...at, id: idOf(`appointment/${n}`) },
      body: {
        unitId: unit,
        hospitalId: hospital.id,
        practitionerId: null,
        name: demoName(981 + n),
        department: '内科',
        document: '',
        startsOn: '2024-04-01',
        endsOn: '2025-03-31',
        ...part,
      },
    })
  await post(0, first.organisation.id, { post: 'firstDirector' })
  await post(1, second.organisation.id, { post: 'deputyDirector', department: '外科' })
  const facility = (n: number, unitId: string, kind: string, name: string) =>
    say(contract.addFacility, {
      params: { regionId: at.regionId, id: idOf(`facility/${n}`) },
      body: { unitId, partnerId: hospital.id, kind, name, document: '', since: '2024-03-01' },
    })
  await facility(0, first.organisation.id, 'doctorStudio', '内科医生工作室')
  await facility(1, first.organisation.id, 'serviceBasic', '')
  await facility(2, second.organisation.id, 'jointWard', '外科联合病房')
  await facility(3, third.organisation.id, 'famousDoctorStudio', '名医工作室')
  await facility(4, third.organisation.id, 'standardised', '')
}
