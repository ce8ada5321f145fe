// dispatch actions: who could stand in, what a leave or a closing does to the roster, and its repair (LV-4, SCH-2).
import * as contract from '../../../contract/dispatch-repair.ts'
import { refuse } from '../../../contract/problems.ts'
import { planBoard } from '../../../domain/dispatch/plan-board.ts'
import { substitutesFor } from '../../../domain/dispatch/substitutes.ts'
import { repairInWorker } from '../../../optimiser/repair-in-worker.ts'
import { type Action, action } from '../../platform/action.ts'
import { checkReach } from '../programme/door.ts'
import { applyChange, struckBy } from './apply-change.ts'
import { changeWords, repairView, STAND_IN_DAYS } from './repair.ts'
import { problemOf, readSituation } from './situation.ts'
import * as absences from './store/absences.ts'
import * as rosters from './store/rosters.ts'

const listSubstitutes = action(contract.listSubstitutes, {
  allow: 'roster.plan',
  async run(context, { params }) {
    const duty = await rosters.dutyById(context.trx, params.regionId, params.id)
    if (!duty || duty.status === 'cancelled') throw refuse('not-found', { what: '值班' })
    const where = { regionId: params.regionId, programmeId: duty.programme_id }
    await checkReach(context, where, 'read')
    const s = await readSituation(context.trx, where, [duty.month])
    // a draft is changed by the planner's own numbers, a published day by whoever can stand in
    const extraDays = duty.status === 'published' ? STAND_IN_DAYS : 0
    const problem = await problemOf(context.trx, s, { keepPostings: false, extraDays, timeLimitSeconds: 1 })
    const duties = s.duties.map((d) => ({ doctor: d.practitioner_id, unit: d.unit_id, date: d.day }))
    const asked = duties[s.duties.findIndex((d) => d.id === duty.id)]
    if (!asked) throw refuse('not-found', { what: '值班' })
    const people = new Map(s.practitioners.map((p) => [p.id, p]))
    return {
      items: substitutesFor(planBoard(problem, duties), asked).map(({ doctor, extraCost, broken }) => {
        const person = people.get(doctor)
        return {
          practitionerId: doctor,
          name: person?.name ?? '',
          title: person?.title_text ?? '',
          specialty: person?.specialty_text ?? '',
          hospital: person?.organisation ?? '',
          extraCost,
          broken: broken.map(({ rule, text, clause }) => ({ rule, text, clause })),
        }
      }),
    }
  },
})

const KINDS = ['leave', 'training', 'gone', 'closure'] as const

const listAbsences = action(contract.listAbsences, {
  allow: 'roster.read',
  async run(context, { params, query }) {
    await checkReach(context, params, 'read')
    const rows = await absences.absencesIn(context.trx, params.regionId, query)
    return {
      items: rows.map((a) => ({
        id: a.id,
        kind: KINDS.find((kind) => kind === a.kind) ?? 'leave',
        subjectId: a.practitioner_id ?? a.unit_id ?? '',
        subject: a.practitioner ?? a.unit ?? '',
        from: a.starts_on,
        to: a.ends_on,
        reason: a.reason,
        createdAt: a.created_at.toISOString(),
      })),
    }
  },
})

const withdrawAbsence = action(contract.withdrawAbsence, {
  allow: 'roster.plan',
  async run(context, { params }) {
    const gone = await absences.withdrawAbsence(context.trx, params.regionId, params.id, context.now)
    if (!gone) throw refuse('not-found', { what: '停派记录' })
    context.say({
      zh: `撤销停派 ${gone.starts_on} 至 ${gone.ends_on}`,
      subject: { type: 'absence', id: params.id },
      regionId: params.regionId,
    })
    return undefined
  },
})

const proposeRepair = action(contract.proposeRepair, {
  allow: 'roster.plan',
  async run(context, { params, body }) {
    const struck = await struckBy(context, params, body.change)
    const started = performance.now()
    const repair = await repairInWorker(struck.task)
    context.say({
      zh: `查看调整方案：${changeWords(struck, body.change)}`,
      subject: { type: 'roster', id: `${params.programmeId}/${struck.situation.months[0]}` },
      regionId: params.regionId,
    })
    return repairView(struck, repair, (performance.now() - started) / 1000)
  },
})

const applyRepair = action(contract.applyRepair, {
  allow: 'roster.plan',
  run: (context, { params, body }) => applyChange(context, params, body),
})

export const repairActions: Action[] = [
  listSubstitutes,
  listAbsences,
  withdrawAbsence,
  proposeRepair,
  applyRepair,
]
