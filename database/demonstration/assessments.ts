// Assessments of the demonstration: April's checks of doctors by their units, and one joint assessment that the unit has marked
// and signed, so that the hospital's signature waits (ASM-1, ASM-2).
import { sql } from 'kysely'
import { v5 as uuidv5 } from 'uuid'
import * as contract from '../../contract/assessments-joint.ts'
import { checklistOf } from '../../domain/supervision/checklists.ts'
import type { Services } from '../../server/platform/action.ts'
import { inScope } from '../../server/platform/database.ts'
import { actorOf } from '../../server/rooms/access/actors.ts'
import { jointActions } from '../../server/rooms/assessments/joint-actions.ts'

const [PROGRAMME, REGION, CYCLE] = ['yongding-2024', '350803', '2024-03']
const SPACE = '6f1d2c1e-5b1f-4a55-9d0e-2a7b6d1c9e00'
const REQUEST = { id: 'demonstration', ip: '', token: null, device: '', secure: false }
type Account = { id: string; name: string; login: string }

/** April's checks of doctors that their units still owed, done on its last workday; a few items are not in order. */
async function checkDoctors(services: Services, by: Account): Promise<void> {
  const { items, ...list } = checklistOf('dailyAssessment')
  await inScope(services.db, { kind: 'system' }, async (trx) => {
    const served = await sql<{
      task_id: string
      practitioner_id: string
      unit_id: string
      hospital_id: string
    }>`
      select t.id as task_id, t.practitioner_id, t.unit_id, t.hospital_id from check_tasks t where t.region_id = ${REGION}
        and t.programme_id = ${PROGRAMME} and t.kind = 'dailyAssessment' and t.period = '2024-04' and t.hospital_id is not null
        and not exists (select 1 from checks c where c.region_id = t.region_id and c.task_id = t.id) order by t.practitioner_id`.execute(
      trx,
    )
    for (const [i, one] of served.rows.entries()) {
      const wrong = i % 4 === 3 ? (items[i % items.length]?.key ?? '') : ''
      const answers = Object.fromEntries(items.map((item) => [item.key, item.key === wrong ? 'no' : 'yes']))
      const all = items.reduce((n, item) => n + item.points, 0)
      const got = items.reduce((n, item) => n + (item.key === wrong ? 0 : item.points), 0)
      await trx
        .insertInto('checks')
        .values({
          region_id: REGION,
          id: uuidv5(`daily/${one.practitioner_id}/${one.unit_id}`, SPACE),
          programme_id: PROGRAMME,
          task_id: one.task_id,
          kind: 'dailyAssessment',
          target: 'doctor',
          unit_id: one.unit_id,
          hospital_id: one.hospital_id,
          practitioner_id: one.practitioner_id,
          means: 'visit',
          done_on: '2024-04-30',
          checklist: JSON.stringify({ ...list, items }),
          answers: JSON.stringify(answers),
          score: String(Math.round((got / all) * 1000) / 10),
          by_role: 'receivingUnit',
          by_organisation_id: one.unit_id,
          made_by: by.id,
          made_at: new Date('2024-04-30T16:30:00+08:00'),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  })
}

export async function writeDemoAssessments(services: Services, unit: Account): Promise<void> {
  await checkDoctors(services, unit)
  const actor = await inScope(services.db, { kind: 'system' }, (trx) => actorOf(trx, unit))
  if (!actor) return
  const at = (time: string): Services => ({
    ...services,
    clock: { now: () => new Date(`2024-05-08T${time}:00+08:00`) },
  })
  const say = async <T>(endpoint: { id: string }, time: string, received: object): Promise<T> => {
    const found = jointActions.find((action) => action.endpoint.id === endpoint.id)
    if (!found) throw new Error(`no action ${endpoint.id}`)
    return (await found.perform(at(time), actor, REQUEST, received)).answer as T
  }
  const where = { regionId: REGION, programmeId: PROGRAMME }
  const { items } = await say<contract.AssessmentList>(contract.listAssessments, '09:00', {
    params: where,
    query: { cycle: CYCLE },
  })
  const [row] = items
  if (!row) return
  const marked = await say<contract.AssessmentRow>(contract.markAssessment, '09:10', {
    params: where,
    body: {
      cycle: CYCLE,
      practitionerId: row.practitionerId,
      unitId: row.unitId,
      marks: { work: 93, safety: 98, complaints: 100 },
      words: '坐诊守时，群众评价好',
      known: 0,
    },
  })
  if (marked.id && marked.total !== null)
    await say(contract.signAssessment, '09:20', {
      params: { regionId: REGION, id: marked.id },
      body: { total: marked.total, words: '' },
    })
}
