// assessments actions: the excellent of a cycle by stated criteria, approved by the bureau as they were shown (ASM-10).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/assessments-joint.ts'
import { refuse } from '../../../contract/problems.ts'
import { excellenceOf } from '../../../domain/assessments/joint.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { checkReach } from '../programme/door.ts'
import { casesOf, cycleNamed, namesFor, planOf, resultFor } from './joint-view.ts'
import * as store from './store-joint.ts'

async function listFor(context: Context, params: store.Where & { cycle: string }) {
  await checkReach(context, params, 'read')
  const { rule, cycles } = await planOf(context, params.programmeId)
  if (!rule) throw refuse('not-found', { what: '联合考核（方案没有这一项）' })
  const cycle = cycleNamed(cycles, params.cycle)
  const cases = await casesOf(context, params, { rule, cycle })
  const names = await namesFor(context, cases)
  // a doctor of two units stands with the lower of her results
  const byDoctor = Map.groupBy(cases, (one) => one.candidate.practitioner_id)
  const candidates = [...byDoctor].map(([practitionerId, own]) => {
    const results = own.map(resultFor)
    const worst = results.reduce((low, r) => ((r.total ?? -1) < (low.total ?? -1) ? r : low))
    return {
      practitionerId,
      total: worst.total,
      grade: worst.grade,
      final: own.every((one) => one.standing.state === 'final'),
      absences: own.reduce((n, one) => n + one.candidate.absences, 0),
      measures: Math.max(...own.map((one) => one.candidate.measures)),
    }
  })
  const items = excellenceOf(rule, candidates).map((one) => {
    const units =
      byDoctor.get(one.practitionerId)?.map((c) => names.units.get(c.candidate.unit_id) ?? '') ?? []
    const person = names.people.get(one.practitionerId)
    const { practitionerId, total, chosen, why } = one
    return {
      practitionerId,
      total,
      chosen,
      why,
      name: person?.name ?? '',
      hospital: person?.organisation ?? '',
      unit: units.join('、'),
    }
  })
  const criteria = `考核已生效、总分不低于 ${rule.excellentAt} 分、周期内没有认定的未到岗和处理，人数不超过参加考核人数的 ${rule.excellentPercent}%（同分不分先后）`
  return { items, criteria }
}

const idsOf = (items: readonly { practitionerId: string }[]): string =>
  items
    .map((i) => i.practitionerId)
    .sort()
    .join(' ')

const getExcellence = action(contract.getExcellence, {
  allow: 'assessment.decide',
  async run(context, { params }) {
    const { items, criteria } = await listFor(context, params)
    const newest = await store.newestExcellence(context.trx, params, params.cycle)
    return {
      criteria,
      items,
      approved: newest
        ? {
            version: newest.version,
            by: newest.name,
            at: newest.approved_at.toISOString(),
            names: newest.content.map((one) => one.name),
            same: idsOf(newest.content) === idsOf(items.filter((one) => one.chosen)),
          }
        : null,
    }
  },
})

const approveExcellence = action(contract.approveExcellence, {
  allow: 'assessment.decide',
  async run(context, { params, body }) {
    const { items } = await listFor(context, params)
    const chosen = items.filter((one) => one.chosen)
    if (idsOf(chosen) !== [...body.practitionerIds].sort().join(' '))
      throw refuse('changed-meanwhile', { what: '优秀人员名单' })
    if (chosen.length === 0) throw refuse('excellence-nobody')
    const newest = await store.newestExcellence(context.trx, params, params.cycle)
    const version = (newest?.version ?? 0) + 1
    const content = chosen.map(({ practitionerId, name, hospital, unit, total }) => ({
      practitionerId,
      name,
      hospital,
      unit,
      total,
    }))
    const kept = { ...params, id: uuidv7(), version, content, by: context.actor.accountId, now: context.now }
    if (!(await store.insertExcellence(context.trx, kept)))
      throw refuse('changed-meanwhile', { what: '优秀人员名单' })
    context.say({
      zh: `审定 ${params.cycle} 起的优秀人员名单（第 ${version} 版，${chosen.length} 人）`,
      subject: { type: 'excellenceList', id: kept.id },
      regionId: params.regionId,
    })
    return { version }
  },
})

export const excellenceActions: Action[] = [getExcellence, approveExcellence]
