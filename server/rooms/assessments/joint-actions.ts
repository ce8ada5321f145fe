// assessments actions: the joint assessment of a cycle — points, two signatures, appeal and its decision (ASM-2, ASM-12).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/assessments-joint.ts'
import { refuse } from '../../../contract/problems.ts'
import { may } from '../../../domain/access/roles.ts'
import { missingMarks, type Refusal, refusalOf, type Step } from '../../../domain/assessments/joint.ts'
import { citation } from '../../../domain/programme/programme.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { allProgrammes, checkReach, concerns } from '../programme/door.ts'
import { assessmentSheet } from './joint-sheet.ts'
import { type Case, casesOf, cycleNamed, namesFor, planOf, resultFor, rowView, sideOf } from './joint-view.ts'
import * as store from './store-joint.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const listAssessments = action(contract.listAssessments, {
  allow: 'assessment.read',
  async run(context, { params, query }) {
    await checkReach(context, params, 'read')
    const { document, rule, cycles } = await planOf(context, params.programmeId)
    const [told] = query.assessment
      ? await store.assessmentsOf(context.trx, { ...params, id: query.assessment })
      : []
    const asked = told?.cycle ?? query.cycle
    const cycle = asked
      ? cycleNamed(cycles, asked)
      : (cycles.findLast((c) => c.to < context.today) ?? cycles[0])
    const cases = rule && cycle ? await casesOf(context, params, { rule, cycle }) : []
    const names = await namesFor(context, cases)
    const items = cases.map((one) => rowView(context, one, names))
    return {
      rule: rule
        ? {
            name: rule.name,
            passAt: rule.passAt,
            excellentAt: rule.excellentAt,
            excellentPercent: rule.excellentPercent,
            appealDays: rule.appealDays,
            citation: citation(document, rule),
            note: rule.note ?? '',
            clauses: rule.clauses,
          }
        : null,
      cycles: cycles.map((c) => ({ ...c, over: c.to < context.today })),
      cycle: cycle?.id ?? null,
      items: items.sort((a, b) => a.unit.localeCompare(b.unit, 'zh') || a.name.localeCompare(b.name, 'zh')),
      mayApprove: may(context.actor.role, 'assessment.decide'),
    }
  },
})

const WORDS: Record<Refusal, { zh: string; en: string }> = {
  self: { zh: '不能考核自己', en: 'nobody assesses herself' },
  wrongState: { zh: '当前状态下不能这样做', en: 'it stands elsewhere' },
  notSigner: { zh: '这一步不由您办理', en: 'this step is not yours' },
  signedAlready: { zh: '本单位已经签署', en: 'your side has signed' },
  sameHand: { zh: '同一人不能代两家签署', en: 'one hand cannot sign for both' },
  marksMissing: { zh: '还有部分没有评分', en: 'some parts have no points' },
  notOver: { zh: '考核周期还没有结束，到期才能签署', en: 'the cycle is not over: it is signed at its end' },
  appealOver: { zh: '申诉期已过', en: 'the days for an appeal are over' },
}

/** Takes a step, or says why it may not be taken. */
async function take(
  context: Context,
  one: Case,
  step: { act: Step['act']; content: object; words: string },
): Promise<void> {
  const { candidate: c, row, steps } = one
  const side = sideOf(context, {
    unitId: c.unit_id,
    hospitalId: c.hospital_id,
    practitionerId: c.practitioner_id,
  })
  if (!row || !side) throw refuse('not-found', { what: '这份考核' })
  const { accountId: by, practitionerId } = context.actor
  const about = { practitionerId: c.practitioner_id, today: context.today, cycleTo: one.cycle.to }
  const refused = refusalOf(one.plan, one.standing, { act: step.act, side, by, practitionerId }, about)
  if (refused) {
    const missing = missingMarks(one.plan, one.standing.marks).map((part) => part.name)
    const why = refused === 'marksMissing' ? `${WORDS[refused].zh}：${missing.join('、')}` : WORDS[refused].zh
    throw refuse('assessment-refused', { why, whyEn: WORDS[refused].en })
  }
  const kept = { regionId: row.region_id, id: uuidv7(), assessmentId: row.id, side, by, now: context.now }
  if (!(await store.insertStep(context.trx, { ...kept, ...step, sequence: steps.length + 1 })))
    throw refuse('changed-meanwhile', { what: '这份考核' })
}

/** The assessment of one doctor at one unit in a cycle, as it stands now. */
async function caseAt(
  context: Context,
  where: store.Where,
  at: { cycle: string; practitionerId: string; unitId: string },
): Promise<Case> {
  const { rule, cycles } = await planOf(context, where.programmeId)
  if (!rule) throw refuse('not-found', { what: '联合考核（方案没有这一项）' })
  const cycle = cycleNamed(cycles, at.cycle)
  const found = (await casesOf(context, where, { rule, cycle })).find(
    (one) => one.candidate.practitioner_id === at.practitionerId && one.candidate.unit_id === at.unitId,
  )
  if (!found) throw refuse('not-found', { what: '这份考核' })
  return found
}

async function caseOf(context: Context, params: { regionId: string; id: string }): Promise<Case> {
  const [row] = await store.assessmentsOf(context.trx, params)
  if (!row) throw refuse('not-found', { what: '这份考核' })
  const where = { regionId: row.region_id, programmeId: row.programme_id }
  return caseAt(context, where, {
    cycle: row.cycle,
    practitionerId: row.practitioner_id,
    unitId: row.unit_id,
  })
}

async function shown(context: Context, one: Case, say: string): Promise<contract.AssessmentRow> {
  const { candidate: c } = one
  const where = { regionId: one.row?.region_id ?? '', programmeId: one.row?.programme_id ?? '' }
  const now = await caseAt(context, where, {
    cycle: one.row?.cycle ?? '',
    practitionerId: c.practitioner_id,
    unitId: c.unit_id,
  })
  const view = rowView(context, now, await namesFor(context, [now]))
  context.say({
    zh: `${view.name}（${view.unit}，${one.row?.cycle ?? ''} 起）考核：${say}`,
    subject: { type: 'assessment', id: view.id ?? '' },
    regionId: where.regionId,
  })
  return view
}

const markAssessment = action(contract.markAssessment, {
  allow: 'assessment.mark',
  async run(context, { params, body }) {
    await checkReach(context, params, 'read')
    const one = await caseAt(context, params, body)
    const side = sideOf(context, {
      unitId: body.unitId,
      hospitalId: one.candidate.hospital_id,
      practitionerId: body.practitionerId,
    })
    if (!side) throw refuse('not-found', { what: '本单位的这份考核' })
    const given = one.plan.parts.filter((part) => part.from === 'marks').map((part) => part.id)
    const strange = Object.keys(body.marks).find((key) => !given.includes(key))
    if (strange)
      throw refuse('invalid-value', {
        path: `marks.${strange}`,
        why: '这一部分不由人评分，或方案没有这一部分',
      })
    if (one.steps.length !== body.known) throw refuse('changed-meanwhile', { what: '这份考核' })
    let row = one.row
    if (!row) {
      row = {
        region_id: params.regionId,
        id: uuidv7(),
        programme_id: params.programmeId,
        cycle: body.cycle,
        practitioner_id: body.practitionerId,
        unit_id: body.unitId,
        hospital_id: one.candidate.hospital_id,
        rule: one.plan,
      }
      if (
        !(await store.insertAssessment(context.trx, {
          ...row,
          by: context.actor.accountId,
          now: context.now,
        }))
      )
        throw refuse('changed-meanwhile', { what: '这份考核' })
    }
    await take(context, { ...one, row }, { act: 'mark', content: { marks: body.marks }, words: body.words })
    return shown(context, { ...one, row }, '评分')
  },
})

const signAssessment = action(contract.signAssessment, {
  allow: 'assessment.mark',
  async run(context, { params, body }) {
    const one = await caseOf(context, params)
    const result = resultFor(one)
    // what is signed is what was seen: a check that came in meanwhile changes the total
    if (result.total === null || Math.abs(result.total - body.total) > 0.05)
      throw refuse('changed-meanwhile', { what: '考核分数' })
    await take(context, one, { act: 'sign', content: { result }, words: body.words })
    const view = await shown(context, one, `签署，${result.total} 分`)
    if (view.state === 'published' && one.row)
      await tellNotices(
        context.trx,
        {
          regionId: params.regionId,
          kind: 'assessment-published',
          params: { doctor: view.name, unit: view.unit, until: view.appealUntil ?? '' },
          event: `assessment/${params.id}/${one.steps.length}`,
          subject: { type: 'assessment', id: params.id },
          programmeId: one.row.programme_id,
          recipients: [
            { role: 'hospital', organisationId: one.row.hospital_id },
            { role: 'receivingUnit', organisationId: one.row.unit_id },
          ],
          by: context.actor.accountId,
        },
        context.now,
      )
    return view
  },
})

const appealAssessment = action(contract.appealAssessment, {
  allow: 'assessment.own',
  async run(context, { params, body }) {
    const one = await caseOf(context, params)
    await take(context, one, { act: 'appeal', content: {}, words: body.words })
    const view = await shown(context, one, '提出申诉')
    await tellNotices(
      context.trx,
      {
        regionId: params.regionId,
        kind: 'assessment-appeal',
        params: { doctor: view.name, unit: view.unit },
        event: `assessment-appeal/${params.id}/${one.steps.length}`,
        subject: { type: 'assessment', id: params.id },
        programmeId: one.row?.programme_id ?? null,
        recipients: [{ role: 'bureau', divisionCode: params.regionId }],
        by: context.actor.accountId,
      },
      context.now,
    )
    return view
  },
})

const decideAppeal = action(contract.decideAppeal, {
  allow: 'assessment.decide',
  async run(context, { params, body }) {
    const one = await caseOf(context, params)
    await take(context, one, { act: body.upheld ? 'uphold' : 'reject', content: {}, words: body.words })
    return shown(context, one, `申诉${body.upheld ? '成立，重新评分' : '不成立，维持'}`)
  },
})

const getMyAssessments = action(contract.getMyAssessments, {
  allow: 'assessment.own',
  async run(context) {
    const items: contract.MyAssessment[] = []
    const own = await store.assessmentsOf(context.trx, { practitionerId: context.actor.practitionerId ?? '' })
    const groups = Map.groupBy(own, (row) => `${row.region_id} ${row.programme_id}`)
    for (const p of await allProgrammes(context.trx)) {
      if (!(await concerns(context.trx, context.actor, p))) continue
      const { rule, cycles } = await planOf(context, p.id)
      if (!rule) continue
      for (const [first] of [...groups.values()].filter(([row]) => row?.programme_id === p.id)) {
        const where = { regionId: first?.region_id ?? '', programmeId: p.id }
        for (const cycle of cycles.filter((c) => own.some((row) => row.cycle === c.id))) {
          // points are shown once both sides have signed, not while they are being given
          const cases = (await casesOf(context, where, { rule, cycle })).filter(
            (one) =>
              one.candidate.practitioner_id === context.actor.practitionerId &&
              one.standing.publishedOn !== null,
          )
          const names = await namesFor(context, cases)
          for (const one of cases)
            items.push({
              ...rowView(context, one, names),
              regionId: where.regionId,
              cycleLabel: `${cycle.from} 至 ${cycle.to}`,
            })
        }
      }
    }
    return { items }
  },
})

const getAssessmentsXlsx = action(contract.getAssessmentsXlsx, {
  allow: 'assessment.read',
  async run(context, { params, query }) {
    await checkReach(context, params, 'read')
    const { rule, cycles, document } = await planOf(context, params.programmeId)
    const cycle = cycleNamed(cycles, query.cycle)
    const cases = rule ? await casesOf(context, params, { rule, cycle }) : []
    const names = await namesFor(context, cases)
    const rows = cases.map((one) => rowView(context, one, names))
    const fileName = `${document.shortName}联合考核（${cycle.from}至${cycle.to}）.xlsx`
    context.say({ zh: `导出 ${fileName}`, regionId: params.regionId })
    return {
      bytes: await writeFormXlsx(assessmentSheet(document.shortName, cycle, rows)),
      fileName,
      type: XLSX,
    }
  },
})

export const jointActions: Action[] = [
  listAssessments,
  getMyAssessments,
  markAssessment,
  signAssessment,
  appealAssessment,
  decideAppeal,
  getAssessmentsXlsx,
]
