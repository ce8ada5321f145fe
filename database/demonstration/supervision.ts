// Supervision of the demonstration, by the room's own acts at moments of the past: checks drawn and done, what they found on
// its way to being mended, leads with their clocks, measures heard. Something waits for every role.
import { createHash } from 'node:crypto'
import { v5 as uuidv5 } from 'uuid'
import type { CheckTask } from '../../contract/supervision.ts'
import * as contract from '../../contract/supervision.ts'
import * as issues from '../../contract/supervision-issues.ts'
import { actOnLead, takeLead } from '../../contract/supervision-leads.ts'
import { actOnMeasure, giveNotice } from '../../contract/supervision-measures.ts'
import { checklistOf } from '../../domain/supervision/checklists.ts'
import type { Action, Services } from '../../server/platform/action.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { inScope } from '../../server/platform/database.ts'
import { actorOf } from '../../server/rooms/access/actors.ts'
import { supervisionActions } from '../../server/rooms/supervision/actions.ts'
import { drawDueChecks } from '../../server/rooms/supervision/draws.ts'

type Account = { id: string; name: string; login: string }
type People = Record<'bureau' | 'leader' | 'hospital' | 'unit' | 'doctor', Account>
const REQUEST = { id: 'demonstration', ip: '', token: null, device: '', secure: false }
const [PROGRAMME, REGION] = ['yongding-2024', '350803']
const SPACE = '6f1d2c1e-5b1f-4a55-9d0e-2a7b6d1c9e00'
const idOf = (name: string): string => uuidv5(`supervision/${name}`, SPACE)
const moment = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`)
const HULEI = /湖雷/

type Say = <T>(endpoint: { id: string }, received: object) => Promise<T>
const named = (endpoint: { id: string }): Action => {
  const found = supervisionActions.find((a) => a.endpoint.id === endpoint.id)
  if (!found) throw new Error(`no action ${endpoint.id}`)
  return found
}
const deskOf =
  (services: Services, actor: Actor, now: Date): Say =>
  async <T>(endpoint: { id: string }, received: object): Promise<T> =>
    (await named(endpoint).perform({ ...services, clock: { now: () => now } }, actor, REQUEST, received))
      .answer as T

type Finding = { itemKey: string; what: string; seen: string }
/** Does a task: everything in order but what was found. */
async function check(
  say: Say,
  task: CheckTask,
  doneOn: string,
  findings: readonly Finding[],
): Promise<string[]> {
  const { items } = checklistOf(task.kind)
  const answers = Object.fromEntries(
    items.map((item) => [item.key, findings.some((f) => f.itemKey === item.key) ? 'no' : 'yes']),
  )
  const done = await say<{ issues: string[] }>(contract.recordCheck, {
    params: { regionId: REGION, id: idOf(`check/${task.id}`) },
    body: {
      programmeId: PROGRAMME,
      taskId: task.id,
      kind: task.kind,
      unitId: task.unit.id,
      practitionerId: task.practitioner?.id ?? null,
      means: task.target === 'doctor' && task.kind === 'spotCheck' ? 'phone' : 'visit',
      doneOn,
      people: '',
      answers,
      findings: findings.map(({ itemKey, what, seen }) => ({
        itemKey,
        what,
        evidence: [{ kind: 'statement', text: seen }],
      })),
      note: '',
    },
  })
  return done.issues
}

const tasksOf = async (say: Say): Promise<CheckTask[]> =>
  (
    await say<{ items: CheckTask[] }>(contract.listCheckTasks, {
      query: { programmeId: PROGRAMME, regionId: REGION },
    })
  ).items.filter((task) => task.mine && !task.checkId)

const act = (say: Say, id: string, body: object): Promise<unknown> =>
  say(issues.actOnIssue, { params: { regionId: REGION, id }, body })

const POSTED: Finding = {
  itemKey: 'posted',
  what: '公示栏里的排班还是上个月的，群众看不到本月专家安排',
  seen: '上午九点半到门诊大厅，公示栏张贴的是上月排班表，导诊台没有本月安排',
}
const HOME: Finding = {
  itemKey: 'homeVisits',
  what: '送医上门只有名单，没有服务内容和签字记录',
  seen: '查看送医上门台账，本月登记 6 人，均无服务内容，也没有家属或村医签字',
}
const TRAINING: Finding = {
  itemKey: 'training',
  what: '带教讲座没有签到表',
  seen: '查看培训资料夹，两次讲座有课件没有签到，参加人数说不清',
}

/** The bureau's inspection of the quarter, its findings and what became of them. */
async function inspect(at: (who: keyof People, day: string, time: string) => Say): Promise<void> {
  const tasks = (await tasksOf(at('bureau', '2024-04-10', '09:00'))).filter(
    (task) => task.kind === 'regularInspection',
  )
  const [first, second, third] = tasks
  if (!first || !second || !third) return
  const [posted] = await check(at('bureau', '2024-04-12', '16:00'), first, '2024-04-12', [POSTED])
  const [postedToo, home] = await check(at('bureau', '2024-04-18', '16:30'), second, '2024-04-18', [
    POSTED,
    HOME,
  ])
  const [training] = await check(at('bureau', '2024-05-09', '15:00'), third, '2024-05-09', [TRAINING])
  if (!posted || !postedToo || !home || !training) return
  const manage = at('leader', '2024-04-19', '10:00')
  await act(manage, posted, {
    act: 'classify',
    scope: 'common',
    rootCause: '没有固定专人负责更换公示，公布排班时没有同步通知到单位',
  })
  await act(manage, postedToo, { act: 'merge', into: posted, note: '同一类问题，一并整改' })
  await act(manage, home, { act: 'classify', scope: 'individual' })
  await act(manage, home, {
    act: 'assign',
    owner: { role: 'receivingUnit', organisationId: second.unit.id },
    measure: '补齐本月送医上门的服务内容，以后每次由家属或村医签字',
    dueOn: '2024-05-10',
  })
  await act(manage, posted, {
    act: 'assign',
    owner: { role: 'bureau', organisationId: null },
    measure: '明确各单位公示专人，排班公布当天更换，每月抽看',
    dueOn: '2024-04-30',
  })
  await act(at('bureau', '2024-04-29', '11:00'), posted, {
    act: 'report',
    note: '已印发公示管理规定，24 家单位都报了专人，抽看 5 家均为本月排班',
    evidence: [{ kind: 'statement', text: '4 月 28 日电话抽看 5 家，公示栏均为当月排班，专人名单已汇总' }],
    results: [
      { kind: 'institution', name: '医师下基层排班公示管理规定', number: '', madeOn: '2024-04-26' },
      { kind: 'outcome', name: '24 家受援单位全部明确公示专人，当月排班当日上墙', madeOn: '2024-04-29' },
    ],
  })
  await act(at('leader', '2024-05-06', '09:20'), posted, {
    act: 'pass',
    note: '到两家现场看过，公示为 5 月排班',
  })
  const again = at('leader', '2024-05-10', '09:00')
  await act(again, training, { act: 'classify', scope: 'individual' })
  await act(again, training, {
    act: 'assign',
    owner: { role: 'receivingUnit', organisationId: third.unit.id },
    measure: '每次带教、讲座使用系统签到，补报 4 月两次讲座的参加人员',
    dueOn: '2024-05-31',
  })
  await noticeOf(at('leader', '2024-04-22', '09:00'), home)
}

/** 责令整改 noticed to a unit that nobody heard from: decided when its days were over. */
async function noticeOf(notice: Say, issueId: string): Promise<void> {
  await notice(giveNotice, {
    params: { regionId: REGION, id: idOf('measure/home') },
    body: {
      programmeId: PROGRAMME,
      issueId,
      kind: 'orderedRectification',
      against: 'unit',
      grounds: '送医上门没有服务记录，多次提醒后仍未补齐',
    },
  })
}

/** The hospital's spot checks and the unit's own assessment; one is left to do for each. */
async function others(at: (who: keyof People, day: string, time: string) => Say): Promise<void> {
  const [spot, another] = (await tasksOf(at('hospital', '2024-04-15', '09:00'))).filter(
    (task) => task.kind === 'spotCheck',
  )
  if (spot) await check(at('hospital', '2024-04-16', '10:10'), spot, '2024-04-16', [])
  const late = another
    ? await check(at('hospital', '2024-04-24', '10:40'), another, '2024-04-24', [
        {
          itemKey: 'signedIn',
          what: '到岗没有签到，由卫生院事后补登',
          seen: '上午十点电话抽查，医师在岗，卫生院说当天还没有签到，准备下班前补登',
        },
      ])
    : []
  if (late[0]) {
    const manage = at('leader', '2024-04-25', '09:00')
    await act(manage, late[0], { act: 'classify', scope: 'individual' })
    await act(manage, late[0], {
      act: 'assign',
      owner: { role: 'hospital', organisationId: another?.hospital?.id ?? null },
      measure: '科室提醒本人到岗当时签到，医务科每周查看一次',
      dueOn: '2024-05-31',
    })
  }
  const [daily] = await tasksOf(at('unit', '2024-04-28', '09:00'))
  if (daily) await check(at('unit', '2024-04-28', '17:00'), daily, '2024-04-28', [])
}

async function leads(
  at: (who: keyof People, day: string, time: string) => Say,
  unitOf: (name: RegExp) => string | null,
): Promise<void> {
  const take = (say: Say, name: string, body: object): Promise<unknown> =>
    say(takeLead, {
      params: { regionId: REGION, id: idOf(`lead/${name}`) },
      body: { programmeId: PROGRAMME, ...body },
    })
  await take(at('bureau', '2024-04-16', '11:00'), 'letter', {
    source: 'letter',
    receivedOn: '2024-04-16',
    unitId: unitOf(/下洋/),
    text: '来信反映赶圩那天去看专家，到了才知道专家改到第二天，没有提前说，白跑一趟。',
  })
  await at(
    'bureau',
    '2024-04-26',
    '15:00',
  )(actOnLead, {
    params: { regionId: REGION, id: idOf('lead/letter') },
    body: {
      act: 'answer',
      outcome: 'verified',
      words: '情况属实。医师临时请假，卫生院没有及时更换公示。已向来信人道歉，并要求今后变更当天广播通知。',
    },
  })
  await take(at('bureau', '2024-05-15', '09:30'), 'hotline', {
    source: 'hotline',
    sourceNumber: 'YD20240515-0037',
    receivedOn: '2024-05-15',
    unitId: unitOf(HULEI),
    text: '来电人称5月14日上午在卫生院等了两个小时没有见到内科专家，联系电话13800000361，希望回复。',
    contact: '13800000361',
  })
  await take(at('bureau', '2024-05-17', '16:00'), 'visit', {
    source: 'visit',
    receivedOn: '2024-05-17',
    unitId: unitOf(/坎市/),
    text: '来访群众建议把送医上门的时间改在下午，上午老人多在田里。',
  })
}

/** An issue of the demonstration's own unit, given to it to mend. */
async function ofOwnUnit(
  at: (who: keyof People, day: string, time: string) => Say,
  unitId: string,
): Promise<void> {
  const id = idOf('issue/own')
  await at(
    'bureau',
    '2024-05-13',
    '11:00',
  )(issues.raiseIssue, {
    params: { regionId: REGION, id },
    body: {
      programmeId: PROGRAMME,
      unitId,
      what: '支援专家工作室没有挂牌，群众找不到诊室',
      evidence: [
        { kind: 'statement', text: '5 月 13 日上午到院查看，二楼工作室门口没有标牌，导诊台不清楚位置' },
      ],
    },
  })
  const manage = at('leader', '2024-05-13', '15:00')
  await act(manage, id, { act: 'classify', scope: 'individual' })
  await act(manage, id, {
    act: 'assign',
    owner: { role: 'receivingUnit', organisationId: unitId },
    measure: '挂牌并在导诊台、公示栏注明诊室位置',
    dueOn: '2024-05-27',
  })
}

/** Draws by the calendar, then what people did. */
export async function writeDemoSupervision(services: Services, people: People): Promise<void> {
  const actors = new Map<keyof People, Actor>()
  await inScope(services.db, { kind: 'system' }, async (trx) => {
    for (const [who, account] of Object.entries(people) as [keyof People, Account][]) {
      const actor = await actorOf(trx, account)
      if (actor) actors.set(who, actor)
    }
    // a seed of its own on every machine would make every demonstration another one
    const seedOf = (key: string): string =>
      createHash('sha256').update(`demonstration/${key}`).digest('hex').slice(0, 32)
    for (const day of ['2024-04-01', '2024-05-06']) await drawDueChecks(trx, moment(day, '08:00'), seedOf)
  })
  const at = (who: keyof People, day: string, time: string): Say => {
    const actor = actors.get(who)
    if (!actor) throw new Error(`no account ${who}`)
    return deskOf(services, actor, moment(day, time))
  }
  await inspect(at)
  await others(at)
  const bureau = at('bureau', '2024-05-06', '10:00')
  await bureau(actOnMeasure, {
    params: { regionId: REGION, id: idOf('measure/home') },
    body: { act: 'impose', words: '期满未陈述申辩，责令 10 日内补齐记录并书面报告' },
  })
  const form = await bureau<{ targets: { unit: { id: string; name: string } }[] }>(contract.getCheckForm, {
    params: { regionId: REGION, programmeId: PROGRAMME, kind: 'regularInspection' },
  })
  const own = form.targets.find((one) => HULEI.test(one.unit.name))
  if (own) await ofOwnUnit(at, own.unit.id)
  await leads(at, (name) => form.targets.find((one) => name.test(one.unit.name))?.unit.id ?? null)
}
