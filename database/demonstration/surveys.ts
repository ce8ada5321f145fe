// April's call-back from the frame to the report, and May's frame waiting for its seed, by the room's own acts: who does not
// answer, refuses or asks to be called again follows from a repeatable number.
import type { SurveyView } from '../../contract/surveys.ts'
import * as contract from '../../contract/surveys.ts'
import * as calls from '../../contract/surveys-calls.ts'
import type { Outcome } from '../../domain/surveys/calls.ts'
import type { Services } from '../../server/platform/action.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { inScope } from '../../server/platform/database.ts'
import { actorOf } from '../../server/rooms/access/actors.ts'
import { surveyActions } from '../../server/rooms/surveys/actions.ts'
import { pick } from './people.ts'

type Account = { id: string; name: string; login: string }
type People = { bureau: Account; leader: Account; idOf: (kind: string, name: string) => string }
const REQUEST = { id: 'demonstration', ip: '', token: null, device: '', secure: false }
const WHERE = { regionId: '350803', programmeId: 'yongding-2024' }
const RULE = 'monthly-callback'
/** The last day anything of it is done. */
export const SURVEYED_ON = '2024-05-20'

/** What an account does at a moment of the past. */
function deskOf(services: Services, actor: Actor, at: string) {
  const then = { ...services, clock: { now: () => new Date(`${at}:00+08:00`) } }
  return async <T>(endpoint: { id: string }, received: object): Promise<T> => {
    const found = surveyActions.find((a) => a.endpoint.id === endpoint.id)
    if (!found) throw new Error(`no action ${endpoint.id}`)
    return (await found.perform(then, actor, REQUEST, received)).answer as T
  }
}
type Desk = ReturnType<typeof deskOf>

const VOICES = ['医生很耐心', '希望每月都来', '能多带些常用药就好', '离卫生院远，来回不方便']

function outcomeOf(seed: string, tries: number): Outcome {
  const n = pick(`${seed}/${tries}`, 20)
  if (n < 4 && tries < 2) return 'noAnswer'
  if (n === 5) return 'refused'
  return n === 6 && tries === 0 ? 'wrongNumber' : 'completed'
}

const answersOf = (seed: string): Record<string, string> => {
  const said = pick(`${seed}v`, 12)
  return {
    came: ['no', 'unknown'][pick(`${seed}c`, 16)] ?? 'yes',
    satisfaction: ['very', 'very', 'quite', 'quite', 'very', 'quite', 'fair', 'very', 'quite', 'poor'][
      pick(`${seed}s`, 10)
    ] as string,
    awareness: pick(`${seed}a`, 10) < 6 ? 'yes' : 'no',
    ...(VOICES[said] ? { words: VOICES[said] } : {}),
  }
}

/** Calls everybody in turn once; who does not answer waits for another day. */
async function callAll(desk: Desk, survey: { regionId: string; id: string }, day: string, people: People) {
  for (let n = 0; n < 200; n++) {
    const { personId } = await desk<{ personId: string | null }>(calls.takeCall, { params: survey, body: {} })
    if (!personId) return
    const { items } = await desk<{ items: calls.CallView[] }>(calls.listCalls, { params: survey })
    const person = items.find((one) => one.personId === personId)
    const seed = `${person?.unit}/${person?.place}`
    const outcome = outcomeOf(seed, person?.attempts.length ?? 0)
    await desk(calls.recordCall, {
      params: { ...survey, callId: people.idOf('survey-call', `${seed}/${day}/${n}`) },
      body: {
        personId,
        outcome,
        note: '',
        laterAt: null,
        answers: outcome === 'completed' ? answersOf(seed) : {},
      },
    })
  }
}

/** Begins, draws, calls and closes April; freezes May. */
export async function writeDemoSurveys(services: Services, people: People): Promise<void> {
  const [bureau, leader] = await inScope(services.db, { kind: 'system' }, (trx) =>
    Promise.all([actorOf(trx, people.bureau), actorOf(trx, people.leader)]),
  )
  if (!bureau || !leader) return
  const at = (actor: Actor, moment: string): Desk => deskOf(services, actor, moment)
  const freeze = (desk: Desk, period: string): Promise<SurveyView> =>
    desk<SurveyView>(contract.freezeFrame, {
      params: WHERE,
      body: { id: people.idOf('survey', period), ruleId: RULE, period },
    })
  const april = await freeze(at(bureau, '2024-05-06T09:10'), '2024-04')
  const survey = { regionId: april.regionId, id: april.id }
  await at(leader, '2024-05-06T21:40')(contract.giveSeed, {
    params: survey,
    body: { round: 1, seed: '体彩排列五第24116期开奖号码' },
  })
  for (const day of ['2024-05-07', '2024-05-08', '2024-05-09'])
    await callAll(at(bureau, `${day}T10:20`), survey, day, people)
  // whoever did not answer on three days counts as not reached; reserves who came late are called a little longer
  for (const day of ['2024-05-10', '2024-05-13', '2024-05-14'])
    await callAll(at(bureau, `${day}T15:05`), survey, day, people)
  const closing = at(bureau, '2024-05-14T16:30')
  const seen = await closing<SurveyView>(contract.getSurvey, { params: survey })
  if (seen.mayDo.includes('close'))
    await closing(contract.endSurvey, { params: survey, body: { act: 'close', note: '' } })
  await freeze(at(leader, `${SURVEYED_ON}T08:30`), '2024-05')
}
