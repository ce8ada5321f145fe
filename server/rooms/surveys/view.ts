// A survey as pages read it: its draw with the sums in the open, fixed denominators, estimates, what was said.
import type { SurveyItem, SurveyView } from '../../../contract/surveys.ts'
import { may, type Permission } from '../../../domain/access/roles.ts'
import { maskNumbers } from '../../../domain/people/masking.ts'
import type { Questionnaire } from '../../../domain/programme/survey-rule.ts'
import { type Tally, tally } from '../../../domain/surveys/calls.ts'
import { arithmetic, type Share } from '../../../domain/surveys/draw.ts'
import { estimate, tooFewToShow } from '../../../domain/surveys/estimate.ts'
import type { LeftOut } from '../../../domain/surveys/frame.ts'
import {
  decide,
  SURVEY_STATES,
  type SurveyAct,
  type SurveyFacts,
  type SurveyState,
} from '../../../domain/surveys/transitions.ts'
import type { Context } from '../../platform/action.ts'
import { type Person, peopleInTurn, type Stratum } from './people.ts'
import { nameOf } from './rule.ts'
import * as store from './store.ts'

export const stateOf = (row: store.SurveyRow): SurveyState =>
  SURVEY_STATES.find((one) => one === row.state) ?? 'cancelled'
export const questionnaireOf = (row: store.SurveyRow): Questionnaire =>
  row.questionnaire as unknown as Questionnaire
export const strataOf = (round: store.RoundRow | undefined): { id: string; name: string; size: number }[] =>
  (round?.strata ?? []) as unknown as { id: string; name: string; size: number }[]
export const sharesOf = (round: store.RoundRow): Share[] | null => round.shares as unknown as Share[] | null

/** All that is known of a survey. */
export type Known = {
  row: store.SurveyRow
  rounds: store.RoundRow[]
  strata: Stratum[]
  turn: Person[]
}

export async function knownOf(context: Context, row: store.SurveyRow): Promise<Known> {
  const rounds = await store.roundsOf(context.trx, row.region_id, [row.id])
  const strata = await peopleInTurn(context, row)
  return { row, rounds, strata, turn: strata.flatMap(({ turn }) => turn) }
}

export const presentRound = ({ row, rounds }: Known): store.RoundRow | undefined =>
  rounds.find(({ round }) => round === row.round)
const callsMade = ({ turn }: Known): number => turn.reduce((n, { attempts }) => n + attempts.length, 0)

export function factsOf(known: Known): SurveyFacts {
  return {
    state: stateOf(known.row),
    frozenBy: presentRound(known)?.frozen_by ?? '',
    calls: callsMade(known),
    open: known.turn.filter(({ standing }) => standing === 'open').length,
  }
}

export function itemOf(known: Known): SurveyItem {
  const { row, turn } = known
  return {
    regionId: row.region_id,
    id: row.id,
    programmeId: row.programme_id,
    ruleId: row.rule_id,
    name: nameOf(row.per, row.period),
    per: row.per === 'year' ? 'year' : 'month',
    period: row.period,
    state: stateOf(row),
    round: row.round,
    sample: row.sample,
    minimum: row.minimum,
    counts: row.counts === 'drawn' ? 'drawn' : 'completed',
    published: row.published,
    frameSize: presentRound(known)?.frame_size ?? 0,
    tally: tally(turn),
  }
}

const answered = (turn: readonly Person[]) =>
  turn.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome === 'completed').slice(-1))

type Role = 'came' | 'satisfied' | 'aware'
const yes = (turn: readonly Person[], role: Role): { yes: number; of: number } => {
  const counted = answered(turn).flatMap(({ call }) => (call[role] === null ? [] : [call[role]]))
  return { yes: counted.filter(Boolean).length, of: counted.length }
}

/** `whole`: for who heard the answers anyway; everybody else sees no share of a handful of people. */
function unitsOf(known: Known, whole: boolean): SurveyView['units'] {
  const round = presentRound(known)
  return strataOf(round).map(({ id, name, size }) => {
    const stratum = known.strata.find(({ unitId }) => unitId === id)
    const turn = stratum?.turn ?? []
    const [satisfied, aware] = [yes(turn, 'satisfied'), yes(turn, 'aware')]
    return {
      unitId: id,
      unit: name,
      size,
      share: stratum?.share ?? 0,
      tally: tally(turn) satisfies Tally,
      judged: satisfied.of,
      satisfied: !whole && tooFewToShow(satisfied.of) ? null : satisfied.yes,
      askedAware: aware.of,
      aware: !whole && tooFewToShow(aware.of) ? null : aware.yes,
    }
  })
}

function answersOf(known: Known): Pick<SurveyView, 'answers' | 'words'> {
  const given = answered(known.turn).map(({ call }) => call.answers as Record<string, string>)
  const { questions } = questionnaireOf(known.row)
  return {
    answers: questions
      .filter(({ options }) => options.length > 0)
      .map(({ id, text, options }) => ({
        id,
        text,
        counts: options.map((option) => ({
          text: option.text,
          count: given.filter((one) => one[id] === option.id).length,
        })),
      })),
    words: questions
      .filter(({ options }) => options.length === 0)
      .flatMap(({ id }) => given.flatMap((one) => (one[id]?.trim() ? [maskNumbers(one[id])] : []))),
  }
}

function roundView(round: store.RoundRow): SurveyView['rounds'][number] {
  const names = new Map(strataOf(round).map(({ id, name }) => [id, name]))
  const shares = sharesOf(round)
  const sample = shares?.reduce((n, { share }) => n + share, 0) ?? 0
  return {
    round: round.round,
    reason: round.reason,
    frameHash: round.frame_hash,
    frameSize: round.frame_size,
    leftOut: round.left_out as unknown as Record<LeftOut, number>,
    frozenBy: round.freezer ?? '',
    frozenAt: round.frozen_at.toISOString(),
    seed: round.seed,
    seededBy: round.seeder,
    seededAt: round.seeded_at?.toISOString() ?? null,
    shares:
      shares?.map((one) => ({
        unit: names.get(one.stratum) ?? one.stratum,
        size: one.size,
        share: one.share,
        arithmetic: arithmetic(one, sample, round.frame_size),
      })) ?? null,
  }
}

/** SCH-3: what a resident says of a day, for the bureau to look into; the score of that day stays what it was. */
function notCame(known: Known): SurveyView['notCame'] {
  const names = new Map(strataOf(presentRound(known)).map(({ id, name }) => [id, name]))
  return known.turn.flatMap(({ row, contact, attempts }) =>
    contact?.day && attempts.some(({ call }) => call.came === false)
      ? [
          {
            unit: names.get(row.unit_id) ?? '',
            doctor: contact.practitioner,
            day: contact.day,
            dutyId: contact.duty_id,
          },
        ]
      : [],
  )
}

const NEEDS: Record<SurveyAct, Permission> = {
  seed: 'survey.seed',
  call: 'survey.call',
  redraw: 'survey.draw',
  close: 'survey.draw',
  cancel: 'survey.draw',
}

export function surveyView({ actor }: Context, known: Known, citation: string): SurveyView {
  const { row, turn } = known
  const facts = factsOf(known)
  const population = presentRound(known)?.frame_size ?? 0
  const of = (role: Role) => {
    const counted = yes(turn, role)
    return estimate(counted.yes, counted.of, population)
  }
  return {
    ...itemOf(known),
    questionnaire: questionnaireOf(row),
    attempts: { most: row.attempts_most, days: row.attempts_days },
    reserves: row.reserves,
    citation,
    rounds: known.rounds.map(roundView),
    units: unitsOf(known, may(actor.role, 'survey.call')),
    came: of('came'),
    satisfaction: of('satisfied'),
    awareness: of('aware'),
    ...answersOf(known),
    notCame: may(actor.role, 'survey.call') ? notCame(known) : [],
    calls: facts.calls,
    endedBy: row.ender,
    endedAt: row.ended_at?.toISOString() ?? null,
    endNote: row.end_note,
    mayDo: (['seed', 'call', 'redraw', 'close', 'cancel'] as const).filter(
      (act) => may(actor.role, NEEDS[act]) && typeof decide(facts, act, actor.accountId) === 'string',
    ),
    publicHref: row.published ? `/surveys?region=${row.region_id}` : null,
  }
}
