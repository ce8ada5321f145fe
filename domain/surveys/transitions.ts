// A survey's way as a table: the frame is frozen by one person, the seed named by another, then it is called and closed. A new
// draw is possible only while nobody was called, with its reason, and what was drawn before stays on record (R19).

export const SURVEY_STATES = ['frozen', 'drawn', 'closed', 'cancelled'] as const
export type SurveyState = (typeof SURVEY_STATES)[number]
export const SURVEY_ACTS = ['seed', 'call', 'redraw', 'close', 'cancel'] as const
export type SurveyAct = (typeof SURVEY_ACTS)[number]

const TRANSITIONS: Record<SurveyState, Partial<Record<SurveyAct, SurveyState>>> = {
  frozen: { seed: 'drawn', cancel: 'cancelled' },
  drawn: { call: 'drawn', redraw: 'frozen', close: 'closed', cancel: 'cancelled' },
  closed: {},
  cancelled: {},
}

export type SurveyFacts = {
  state: SurveyState
  /** Who froze the present frame. */
  frozenBy: string
  /** Calls made since the draw. */
  calls: number
  /** People whose turn it is and who were not tried as often as the rule asks. */
  open: number
}
export type Refusal = 'state' | 'same-person' | 'called' | 'open'

/** Where an act leads, or why it may not be done. */
export function decide(facts: SurveyFacts, act: SurveyAct, by: string): SurveyState | { refused: Refusal } {
  const next = TRANSITIONS[facts.state][act]
  if (!next) return { refused: 'state' }
  if (act === 'seed' && by === facts.frozenBy) return { refused: 'same-person' }
  // whoever has heard answers could draw until they please
  if ((act === 'redraw' || act === 'cancel') && facts.calls > 0) return { refused: 'called' }
  if (act === 'close' && facts.open > 0) return { refused: 'open' }
  return next
}
