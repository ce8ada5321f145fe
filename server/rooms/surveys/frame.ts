// The frame of a survey out of the day cards: keyed names of this survey and round alone, so that no list can be laid beside
// another, and nobody tries seeds on keys published before.
import { v7 as uuidv7 } from 'uuid'
import { canonicalFrame, type Frame, frameOf, strataOf } from '../../../domain/surveys/frame.ts'
import type { Context } from '../../platform/action.ts'
import { keyedMark } from '../../platform/kept-secret.ts'
import { sm3 } from '../../platform/sm3.ts'
import { findOrganisations } from '../organisations/door.ts'
import { servedBetween } from '../visits/door.ts'
import * as store from './store.ts'

type Where = { regionId: string; programmeId: string; from: string; to: string }

/** Who may be called for services of a span; `of` names the survey and round. */
export async function readFrame(
  { trx, services }: Context,
  { from, to, ...at }: Where,
  of: { surveyId: string; round: number },
): Promise<Frame> {
  const rows = await servedBetween(trx, at, { from, to })
  const candidates = rows.flatMap((row) =>
    row.id && row.day_card_id && row.day && row.unit_id
      ? [
          {
            id: row.id,
            cardId: row.day_card_id,
            day: row.day,
            unitId: row.unit_id,
            person: `${row.name?.trim()}\n${row.phone?.replace(/\D/g, '')}`,
            hasPhone: (row.phone ?? '').replace(/\D/g, '').length >= 7,
            consents: row.survey_consent === true,
          },
        ]
      : [],
  )
  return frameOf(candidates, (person) =>
    keyedMark(services.config.home, 'survey', [at.regionId, of.surveyId, String(of.round), person])
      .toString('hex')
      .slice(0, 32),
  )
}

export const strataRows = (frame: Frame): { key: string; stratum: string }[] =>
  frame.rows.map(({ key, unitId }) => ({ key, stratum: unitId }))

export async function unitNames(context: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await findOrganisations(context.trx, { ids: [...ids] })
  return new Map(found.map((unit) => [unit.id, unit.name]))
}

/** Writes a round down: the hash is fixed here, before anybody names a seed. */
export async function freezeRound(
  context: Context,
  survey: store.At,
  frame: Frame,
  { round, reason }: { round: number; reason: string },
): Promise<string> {
  const { trx, actor, now } = context
  const rows = strataRows(frame)
  const sizes = strataOf(rows)
  const names = await unitNames(context, [...sizes.keys()])
  const frameHash = sm3(canonicalFrame(rows))
  await store.insertRound(trx, survey, {
    id: uuidv7(),
    round,
    reason,
    frameHash,
    size: rows.length,
    leftOut: frame.left,
    strata: [...sizes].map(([id, size]) => ({ id, name: names.get(id) ?? '', size })),
    by: actor.accountId,
    now,
  })
  await store.insertPeople(
    trx,
    survey,
    round,
    frame.rows.map(({ key, unitId, cardId, id }) => ({
      id: uuidv7(),
      key,
      unitId,
      cardId,
      beneficiaryId: id,
    })),
  )
  return frameHash
}
