// surveys actions: the call desk. A caller holds one person at a time; a number is shown for a logged reason to whoever holds
// the person, and never after the consent was withdrawn (R22).
import { v7 as uuidv7 } from 'uuid'
import { type Refused, refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/surveys-calls.ts'
import { maskName, maskNumbers, maskPhone } from '../../../domain/people/masking.ts'
import {
  HOLD_MINUTES,
  nextToCall,
  OUTCOME_NAMES,
  REVEALS_A_DAY,
  triesLeft,
} from '../../../domain/surveys/calls.ts'
import { type Answers, countedAs, wrongAnswers } from '../../../domain/surveys/questionnaire.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiTime } from '../../platform/clock.ts'
import { actOn, surveyAt } from './act.ts'
import { type Person, ruleOf } from './people.ts'
import type { At } from './store.ts'
import * as store from './store-calls.ts'
import { type Known, knownOf, questionnaireOf, strataOf } from './view.ts'

function callView(known: Known, person: Person, me: string): contract.CallView {
  const { row, contact, attempts, standing, reserve } = person
  const units = new Map(known.rounds.flatMap((round) => strataOf(round).map(({ id, name }) => [id, name])))
  const gone = standing === 'withdrawn'
  return {
    personId: row.id,
    unit: units.get(row.unit_id) ?? '',
    doctor: contact?.practitioner ?? '',
    day: contact?.day ?? '',
    name: maskName(contact?.name ?? ''),
    phone: gone ? '' : (maskPhone(contact?.phone ?? null) ?? ''),
    reserve,
    place: row.place ?? 0,
    standing,
    attempts: attempts.map(({ outcome, laterAt, call }) => ({
      outcome,
      at: call.made_at.toISOString(),
      by: call.caller ?? '',
      note: maskNumbers(call.note),
      laterAt,
    })),
    left: triesLeft(attempts, ruleOf(known.row)),
    heldBy: person.held ? row.holder : null,
    mine: person.held && row.held_by === me,
    heldUntil: person.held ? (row.held_until?.toISOString() ?? null) : null,
  }
}

const listCalls = action(contract.listCalls, {
  allow: 'survey.call',
  async run(context, { params }) {
    const known = await knownOf(context, await surveyAt(context, params))
    const items = known.turn.map((person) => callView(known, person, context.actor.accountId))
    return {
      items,
      current: items.find(({ mine }) => mine)?.personId ?? null,
      waiting: items.filter(({ standing }) => standing === 'open').length,
    }
  },
})

function personOf(known: Known, personId: string): Person {
  const person = known.turn.find(({ row }) => row.id === personId)
  if (!person) throw refuse('survey-not-their-turn')
  return person
}

/** Somebody who may not be called any more, or has been heard. */
function refuseSettled(person: Person): void {
  if (person.standing === 'withdrawn') throw refuse('survey-consent-withdrawn')
  if (person.standing !== 'open') throw refuse('survey-not-their-turn')
}

const heldElsewhere = ({ row }: Person): Refused =>
  refuse('survey-held', {
    by: row.holder ?? '',
    until: row.held_until ? shanghaiTime(row.held_until) : '',
  })

const takeCall = action(contract.takeCall, {
  allow: 'survey.call',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    const { known } = await actOn(context, params, 'call')
    const mine = known.turn.find(({ row, held }) => held && row.held_by === actor.accountId)
    const asked = body.personId ? personOf(known, body.personId) : undefined
    if (asked) {
      refuseSettled(asked)
      if (asked.held && asked !== mine) throw heldElsewhere(asked)
    }
    const others = known.turn.map((person) => (person === mine ? { ...person, held: false } : person))
    const next = asked ?? nextToCall(others, now.toISOString(), today)
    await store.holdPerson(trx, params, {
      personId: next?.row.id ?? null,
      by: actor.accountId,
      until: new Date(now.getTime() + HOLD_MINUTES * 60_000),
    })
    context.say({
      zh: next ? '取出一位待回访群众' : '取待回访群众：今天没有可拨打的',
      subject: { type: 'survey', id: params.id },
      regionId: params.regionId,
    })
    return { personId: next?.row.id ?? null }
  },
})

/** The person the caller holds. @throws Refused when the time is over, somebody else holds her, or she withdrew */
function heldByMe({ actor }: Context, known: Known, personId: string): Person {
  const person = personOf(known, personId)
  if (person.standing === 'withdrawn') throw refuse('survey-consent-withdrawn')
  if (person.held && person.row.held_by !== actor.accountId) throw heldElsewhere(person)
  if (!person.held) throw refuse('survey-not-held')
  return person
}

const revealNumber = action(contract.revealNumber, {
  allow: 'survey.call',
  async run(context, { params, body }) {
    const { trx, actor, now, today } = context
    const { known } = await actOn(context, params, 'call')
    const person = heldByMe(context, known, params.personId)
    refuseSettled(person)
    const since = new Date(`${today}T00:00:00+08:00`)
    const count = await store.revealedSince(trx, params.regionId, actor.accountId, since)
    if (count >= REVEALS_A_DAY) throw refuse('survey-many-reveals', { count })
    await store.insertReveal(trx, {
      regionId: params.regionId,
      id: uuidv7(),
      surveyId: params.id,
      personId: params.personId,
      reason: body.reason,
      by: actor.accountId,
      now,
    })
    context.say({
      zh: `查看一位回访群众的电话，理由：${body.reason}`,
      subject: { type: 'surveyPerson', id: params.personId },
      regionId: params.regionId,
    })
    return { name: person.contact?.name ?? '', phone: person.contact?.phone ?? '' }
  },
})

/** What a call that was answered counts for; refuses what is missing. */
function answersOf(known: Known, answers: Answers) {
  const questionnaire = questionnaireOf(known.row)
  const wrong = wrongAnswers(questionnaire, answers)
  if (wrong.length > 0) {
    const which = wrong.map((id) => questionnaire.questions.find((q) => q.id === id)?.text ?? id)
    throw refuse('survey-answers-wrong', { count: wrong.length, which: which.join('；') })
  }
  return {
    answers,
    came: countedAs(questionnaire, answers, 'came'),
    satisfied: countedAs(questionnaire, answers, 'satisfaction'),
    aware: countedAs(questionnaire, answers, 'awareness'),
  }
}

const recordCall = action(contract.recordCall, {
  allow: 'survey.call',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    const at: At = { regionId: params.regionId, id: params.id }
    const { known } = await actOn(context, at, 'call')
    // the same call told again
    if (known.turn.some(({ attempts }) => attempts.some(({ call }) => call.id === params.callId)))
      return { outcome: body.outcome }
    const person = heldByMe(context, known, body.personId)
    refuseSettled(person)
    const { outcome } = body
    if (outcome === 'callLater' && (!body.laterAt || new Date(body.laterAt) <= now))
      throw refuse('invalid-value', { path: 'laterAt', why: '约好再打须填今后的时间' })
    const counted =
      outcome === 'completed'
        ? answersOf(known, body.answers)
        : { answers: {}, came: null, satisfied: null, aware: null }
    await store.insertCall(trx, {
      regionId: params.regionId,
      id: params.callId,
      surveyId: params.id,
      personId: body.personId,
      outcome,
      note: body.note,
      laterAt: outcome === 'callLater' && body.laterAt ? new Date(body.laterAt) : null,
      ...counted,
      by: actor.accountId,
      now,
    })
    await store.holdPerson(trx, at, { personId: null, by: actor.accountId, until: now })
    context.say({
      zh: `登记回访拨打：${OUTCOME_NAMES[outcome].zh}`,
      subject: { type: 'surveyPerson', id: body.personId },
      regionId: params.regionId,
    })
    return { outcome }
  },
})

const releaseCall = action(contract.releaseCall, {
  allow: 'survey.call',
  async run(context, { params }) {
    const { trx, actor, now } = context
    await actOn(context, params, 'call')
    await store.holdPerson(trx, params, { personId: null, by: actor.accountId, until: now })
    context.say({
      zh: '放回一位待回访群众，没有拨打',
      subject: { type: 'surveyPerson', id: params.personId },
      regionId: params.regionId,
    })
    return undefined
  },
})

export const callActions: Action[] = [listCalls, takeCall, revealNumber, recordCall, releaseCall]
