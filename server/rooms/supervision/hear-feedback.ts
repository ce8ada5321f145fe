// What residents say on the public page becomes a lead by itself (SUP-7): the same intake, no second one. The feedback and its
// lead keep step, whichever page somebody works on.
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { asSystem } from '../../platform/database.ts'
import { allProgrammes, membersOf } from '../programme/door.ts'
import { feedbackWhole } from '../publicity/door.ts'
import { addAct, dueOf } from './lead-actions.ts'
import * as store from './store-leads.ts'
import { bureauOf, tell } from './tell.ts'

/** Praise is no lead, and a wrong line on the page is mended there. */
const LEADS: readonly string[] = ['complaint', 'noShow']

/** The programme under way that the unit takes part in, else its newest. */
async function programmeOf(context: Context, unitId: string, regionId: string): Promise<string | null> {
  const near = (await allProgrammes(context.trx)).filter((one) => regionId.startsWith(one.division_code))
  const own: string[] = []
  for (const one of near) {
    const members = await membersOf(context.trx, one.id)
    if (!members.some((member) => member.organisation_id === unitId)) continue
    if (one.starts_on <= context.today && context.today <= one.ends_on) return one.id
    own.push(one.id)
  }
  return own[0] ?? null
}

type Feedback = NonNullable<Awaited<ReturnType<typeof feedbackWhole>>>
async function takeIn(context: Context, feedback: Feedback): Promise<void> {
  const programmeId = await programmeOf(context, feedback.unit_id, feedback.region_id)
  if (!programmeId) return
  const receivedOn = shanghaiDay(feedback.made_at)
  const id = uuidv7()
  const dueOn = await dueOf(context, programmeId, { source: 'publicPage', receivedOn })
  const isNew = await store.insertLead(
    context.trx,
    {
      regionId: feedback.region_id,
      id,
      programmeId,
      source: 'publicPage',
      sourceNumber: '',
      receivedOn,
      unitId: feedback.unit_id,
      text: feedback.text,
      contact: feedback.contact,
      feedbackId: feedback.id,
      dueOn,
      by: null,
    },
    context.now,
  )
  if (!isNew) return
  await addAct(context, { regionId: feedback.region_id, id }, { act: 'receive', state: 'open', note: '' })
  await tell(
    context.trx,
    {
      regionId: feedback.region_id,
      programmeId,
      kind: 'lead-taken',
      params: { unit: feedback.unit, until: dueOn ?? '规定时限' },
      event: `lead-taken/${id}`,
      subject: { type: 'lead', id },
      recipients: [bureauOf(feedback.region_id)],
    },
    context.now,
  )
}

/** Keeps the lead of a feedback in step with it; heard whenever a feedback was sent or acted on. */
export async function hearFeedback(context: Context, about: { regionId: string; id: string }): Promise<void> {
  await asSystem(context.trx, async () => {
    const feedback = await feedbackWhole(context, about)
    if (!feedback || !LEADS.includes(feedback.kind)) return
    const lead = await store.leadOfFeedback(context.trx, about.regionId, about.id)
    if (!lead) {
      if (feedback.state === 'new') await takeIn(context, feedback)
      return
    }
    const at = { regionId: lead.region_id, id: lead.id }
    if (feedback.state === 'new' && lead.state === 'answered') {
      await store.setLead(context.trx, at, { state: 'open', outcome: null, answered_on: null }, context.now)
      await addAct(context, at, { act: 'reopen', state: 'open', note: '群众反馈恢复为待答复' })
    }
    if (feedback.state !== 'new' && lead.state === 'open') {
      const words = feedback.answer ?? `反馈已搁置：${feedback.parked_reason ?? ''}`
      await store.setLead(
        context.trx,
        at,
        { state: 'answered', answer: words, answered_on: context.today },
        context.now,
      )
      await addAct(context, at, { act: 'answer', state: 'answered', note: words })
    }
  })
}
