// Measures against a unit or a person, 责令整改 and 通报批评 (SUP-9): noticed first, heard, then decided. None takes effect
// before a reply came or the days to reply are over; whoever it is about never decides it.

export const MEASURE_KINDS = ['orderedRectification', 'circularCriticism'] as const
export type MeasureKind = (typeof MEASURE_KINDS)[number]
export const MEASURE_KIND_NAMES: Record<MeasureKind, { zh: string; en: string }> = {
  orderedRectification: { zh: '责令整改', en: 'ordered to mend' },
  circularCriticism: { zh: '通报批评', en: 'criticised by circular' },
}
export const MEASURE_STATES = ['noticed', 'replied', 'inForce', 'dropped', 'lifted'] as const
export type MeasureState = (typeof MEASURE_STATES)[number]
export const MEASURE_STATE_NAMES: Record<MeasureState, { zh: string; en: string }> = {
  noticed: { zh: '已告知，待陈述申辩', en: 'noticed, reply awaited' },
  replied: { zh: '已陈述申辩，待决定', en: 'replied, to be decided' },
  inForce: { zh: '已生效', en: 'in force' },
  dropped: { zh: '不予处理', en: 'dropped' },
  lifted: { zh: '已解除', en: 'lifted' },
}
export const MEASURE_ACTS = ['reply', 'impose', 'drop', 'lift'] as const
export type MeasureAct = (typeof MEASURE_ACTS)[number]
export const MEASURE_TRANSITIONS: Record<MeasureState, Partial<Record<MeasureAct, MeasureState>>> = {
  noticed: { reply: 'replied', impose: 'inForce', drop: 'dropped' },
  replied: { reply: 'replied', impose: 'inForce', drop: 'dropped' },
  inForce: { lift: 'lifted' },
  dropped: {},
  lifted: {},
}

export type Measure = {
  state: MeasureState
  /** Last day on which a reply is waited for. */
  replyBy: string
  subject: { unitId: string | null; hospitalId: string | null; practitionerId: string | null }
}
export type MeasureActor = { role: string; organisationId: string | null; practitionerId: string | null }
export type MeasureRefusal = 'measure-closed' | 'measure-unheard' | 'measure-not-yours'
export type MeasureDecision = { ok: true; measure: Measure } | { ok: false; why: MeasureRefusal }

/** Whether somebody speaks for whom the measure is about: she herself, her hospital, the unit. */
function concerns({ subject }: Pick<Measure, 'subject'>, actor: MeasureActor): boolean {
  if (actor.practitionerId !== null && actor.practitionerId === subject.practitionerId) return true
  if (actor.organisationId === null) return false
  return actor.organisationId === subject.unitId || actor.organisationId === subject.hospitalId
}

/** Where an act leads on a day, or why it is not to be done. */
export function decideMeasure(
  measure: Measure,
  act: MeasureAct,
  actor: MeasureActor,
  today: string,
): MeasureDecision {
  const state = MEASURE_TRANSITIONS[measure.state][act]
  if (!state) return { ok: false, why: 'measure-closed' }
  const concerned = concerns(measure, actor)
  if (act === 'reply' ? !concerned : concerned || actor.role !== 'bureau')
    return { ok: false, why: 'measure-not-yours' }
  // the right of reply: heard, or the days to reply are over
  if (act === 'impose' && measure.state === 'noticed' && today <= measure.replyBy)
    return { ok: false, why: 'measure-unheard' }
  return { ok: true, measure: { ...measure, state } }
}
