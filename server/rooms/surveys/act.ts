// surveys: an act on one survey: found in the reader's county, held for this act alone, asked of the table, refused in words.
import { type ProblemCode, type Refused, refuse } from '../../../contract/problems.ts'
import { decide, type SurveyAct, type SurveyState } from '../../../domain/surveys/transitions.ts'
import type { Context } from '../../platform/action.ts'
import { shanghaiMoment } from '../../platform/clock.ts'
import * as store from './store.ts'
import { factsOf, type Known, knownOf, presentRound, stateOf } from './view.ts'

const STATE_WORDS: Record<SurveyState, string> = {
  frozen: '待另一人给种子',
  drawn: '拨打中',
  closed: '已结束',
  cancelled: '已作废',
}

/** @throws Refused not-found outside the reader's county */
export async function surveyAt(context: Context, at: store.At): Promise<store.SurveyRow> {
  const row = await store.surveyById(context.trx, at)
  if (!row) throw refuse('not-found', { what: '回访测评' })
  return row
}

/** Why an act is refused, in words. */
function refusalOf(known: Known, act: SurveyAct, refused: string): Refused {
  const round = presentRound(known)
  const facts = factsOf(known)
  const codes: Record<string, [ProblemCode, Record<string, string | number>]> = {
    'same-person': ['survey-same-person', {}],
    called: ['survey-called', { count: facts.calls }],
    open: ['survey-open-people', { count: facts.open }],
  }
  const twice = act === 'seed' && round?.seeded_at
  const [code, values] = twice
    ? ([
        'survey-drawn-already',
        { by: round.seeder ?? '', at: shanghaiMoment(round.seeded_at ?? new Date(0)) },
      ] as const)
    : (codes[refused] ?? (['survey-wrong-state', { state: STATE_WORDS[stateOf(known.row)] }] as const))
  return refuse(code, values)
}

/** The survey, held for this act alone, and where the act leads. */
export async function actOn(
  context: Context,
  at: store.At,
  act: SurveyAct,
): Promise<{ known: Known; next: SurveyState }> {
  await surveyAt(context, at)
  await store.lockSurvey(context.trx, at)
  const known = await knownOf(context, await surveyAt(context, at))
  const next = decide(factsOf(known), act, context.actor.accountId)
  if (typeof next !== 'string') throw refusalOf(known, act, next.refused)
  return { known, next }
}
