// The published file of a survey: every round with its frame's hash; the keys and the list once it was drawn, never before.

import { arithmetic } from '../../../domain/surveys/draw.ts'
import { DRAW_FORMAT, DRAW_METHOD, type DrawFile, type DrawRound } from '../../../domain/surveys/draw-file.ts'
import type { LeftOut } from '../../../domain/surveys/frame.ts'
import type { Db, Trx } from '../../platform/database.ts'
import { nameOf } from './rule.ts'
import * as store from './store.ts'
import { sharesOf, strataOf } from './view.ts'

async function roundOf(db: Db | Trx, survey: store.SurveyRow, round: store.RoundRow): Promise<DrawRound> {
  const at = { regionId: survey.region_id, id: survey.id }
  const rows = round.seed ? await store.frameRows(db, at, round.round) : null
  const shares = sharesOf(round)
  const sample = shares?.reduce((n, { share }) => n + share, 0) ?? survey.sample
  return {
    round: round.round,
    reason: round.reason,
    frame: {
      hash: round.frame_hash,
      frozenAt: round.frozen_at.toISOString(),
      size: round.frame_size,
      left: round.left_out as unknown as Record<LeftOut, number>,
      strata: strataOf(round),
      rows: rows?.map(({ key, unit_id }) => ({ key, stratum: unit_id })) ?? null,
    },
    seed:
      round.seed && round.seeded_at
        ? {
            text: round.seed,
            givenAt: round.seeded_at.toISOString(),
            byAnother: round.seeded_by !== round.frozen_by,
          }
        : null,
    sample,
    reserves: survey.reserves,
    shares:
      shares?.map((one) => ({
        stratum: one.stratum,
        share: one.share,
        arithmetic: arithmetic(one, sample, round.frame_size),
      })) ?? null,
    list:
      rows
        ?.flatMap(({ key, unit_id, place, reserve }) =>
          place === null ? [] : [{ key, stratum: unit_id, place, reserve }],
        )
        .sort((a, b) => (a.stratum === b.stratum ? a.place - b.place : a.stratum < b.stratum ? -1 : 1)) ??
      null,
  }
}

export async function drawFileOf(db: Db | Trx, survey: store.SurveyRow): Promise<DrawFile> {
  const rounds: DrawRound[] = []
  for (const round of await store.roundsOf(db, survey.region_id, [survey.id]))
    rounds.push(await roundOf(db, survey, round))
  return {
    format: DRAW_FORMAT,
    version: 1,
    method: DRAW_METHOD,
    survey: {
      id: survey.id,
      regionId: survey.region_id,
      programmeId: survey.programme_id,
      name: nameOf(survey.per, survey.period),
      period: survey.period,
    },
    rounds,
  }
}

export const drawFileName = (file: DrawFile): string => `抽样文件 ${file.survey.name}.json`
export const drawFileText = (file: DrawFile): string => `${JSON.stringify(file, null, 1)}\n`
