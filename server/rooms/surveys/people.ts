// Those who were drawn, as they stand at this moment: calls made, consent in force, whose turn it is.
import {
  type AttemptRule,
  inTurn,
  OUTCOMES,
  type Outcome,
  type Standing,
  standingOf,
} from '../../../domain/surveys/calls.ts'
import type { Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { asSystem } from '../../platform/database.ts'
import { servedByIds } from '../visits/door.ts'
import type { SurveyRow } from './store.ts'
import * as store from './store-calls.ts'

type Contact = Awaited<ReturnType<typeof servedByIds>>[number]
export type Person = {
  row: store.PersonRow
  reserve: boolean
  standing: Standing
  held: boolean
  attempts: { outcome: Outcome; day: string; laterAt: string | null; call: store.CallRow }[]
  /** Her record as it stands; undefined once it was deleted. */
  contact: Contact | undefined
}
export type Stratum = { unitId: string; share: number; turn: Person[] }

const outcomeOf = (text: string): Outcome => OUTCOMES.find((one) => one === text) ?? 'noAnswer'

export const ruleOf = (survey: SurveyRow): AttemptRule => ({
  most: survey.attempts_most,
  days: survey.attempts_days,
})

const mayCall = (contact: Contact | undefined): boolean =>
  contact?.survey_consent === true && contact.phone !== null

/** By unit, those whose turn it is or was. Consent is looked up in every record, whoever asks; nothing of it is answered. */
export async function peopleInTurn({ trx, now }: Context, survey: SurveyRow): Promise<Stratum[]> {
  const at = { regionId: survey.region_id, id: survey.id }
  const rows = await store.drawnPeople(trx, survey)
  const calls = Map.groupBy(await store.callsOf(trx, at), (call) => call.person_id)
  const contacts = new Map(
    (
      await asSystem(trx, () =>
        servedByIds(
          trx,
          survey.region_id,
          rows.map((row) => row.beneficiary_id),
        ),
      )
    ).map((one) => [one.id, one]),
  )
  const people = rows.map((row): Person => {
    const attempts = (calls.get(row.id) ?? []).map((call) => ({
      outcome: outcomeOf(call.outcome),
      day: shanghaiDay(call.made_at),
      laterAt: call.later_at?.toISOString() ?? null,
      call,
    }))
    const contact = contacts.get(row.beneficiary_id)
    return {
      row,
      reserve: row.reserve,
      standing: standingOf(attempts, mayCall(contact), ruleOf(survey)),
      held: row.held_until !== null && row.held_until > now,
      attempts,
      contact,
    }
  })
  return [...Map.groupBy(people, ({ row }) => row.unit_id)].map(([unitId, list]) => {
    const share = list.filter(({ reserve }) => !reserve).length
    return { unitId, share, turn: inTurn(list, share) }
  })
}
