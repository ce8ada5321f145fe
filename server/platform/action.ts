// The one choke point: every act of the product runs through here. It asks the policy, opens the
// transaction with its row-level-security context, runs, writes the audit sentence, and commits.
import type { Answer, Endpoint, Received } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/problems.ts'
import { holdersOf, may, type Permission, ROLE_NAMES } from '../../domain/access/roles.ts'
import type { Actor } from './actor.ts'
import { type AuditSentence, writeAudit } from './audit.ts'
import { type Clock, shanghaiDay } from './clock.ts'
import type { Config } from './config.ts'
import { type Db, inScope, type Trx } from './database.ts'
import { hasQueued } from './notify/queued.ts'

export type Services = {
  db: Db
  config: Config
  clock: Clock
  log: (text: string, details?: object) => void
  /** Starts sending what an act has put into the outbox; nobody waits for it. */
  wakeSender?: () => void
  /** Tells the rooms above what happened in a room, within its transaction; app.ts says who hears what. */
  emit?: (event: string, context: Context, about: { regionId: string; id: string }) => Promise<void>
}

export type RequestFacts = {
  id: string
  ip: string
  token: string | null
  device: string
  secure: boolean
  /** Work in the act's own transaction before it, such as claiming that it happens but once. */
  within?: (trx: Trx) => Promise<void>
  /** When it was done, by the server's reckoning, where that is earlier than now: what a phone tells again (R7). */
  happenedAt?: Date
  /** Aborted when whoever asked has gone away: long work stops. */
  signal?: AbortSignal
}

export type Context = {
  trx: Trx
  actor: Actor
  services: Services
  /** The server's moment and its calendar day in Asia/Shanghai; rules never read a clock. */
  now: Date
  today: string
  /** When the act was done: now, unless a phone tells it again (R7). */
  happenedAt: Date
  request: RequestFacts
  /** Says in the audit log what this act did; without it the endpoint's summary stands there. */
  say: (sentence: AuditSentence) => void
  /** Work that may only start once this act is committed, such as a background job. */
  afterCommit: (work: () => void) => void
  /** Sets or clears the session cookie of the answer. */
  setToken: (token: string | null) => void
}

type Definition<E extends Endpoint> = {
  allow: Permission | 'anyone'
  run: (context: Context, received: Received<E>) => Promise<Answer<E>>
}

export type Action = {
  endpoint: Endpoint
  allow: Permission | 'anyone'
  perform: (
    services: Services,
    actor: Actor | null,
    request: RequestFacts,
    received: unknown,
  ) => Promise<{ answer: unknown; token: string | null | undefined }>
}

const NOBODY: Actor = {
  accountId: '00000000-0000-0000-0000-000000000000',
  name: '',
  login: '',
  role: 'village',
  organisationId: null,
  divisionCode: null,
  practitionerId: null,
  scope: { kind: 'public' },
}

/** The actor, if the policy lets it do this; refuses otherwise. */
export function checkActor(actor: Actor | null, allow: Permission | 'anyone', summary: string): Actor {
  // What everybody may see is the same for everybody, signed in or not.
  if (allow === 'anyone') return NOBODY
  if (!actor) throw refuse('sign-in-needed')
  if (may(actor.role, allow)) return actor
  const who = holdersOf(allow)
  throw refuse('forbidden', {
    role: `${ROLE_NAMES[actor.role].zh} ${ROLE_NAMES[actor.role].en}`,
    act: summary,
    who: `${who.zh} (${who.en})`,
  })
}

/** Binds an endpoint of the contract to its policy and its work. */
export function action<E extends Endpoint>(endpoint: E, definition: Definition<E>): Action {
  const { allow, run } = definition
  return {
    endpoint,
    allow,
    async perform(services, actor, request, received) {
      const who = checkActor(actor, allow, endpoint.summary)
      let token: string | null | undefined
      const after: (() => void)[] = []
      const answer = await inScope(services.db, who.scope, async (trx) => {
        const sentences: AuditSentence[] = []
        const now = services.clock.now()
        const context: Context = {
          trx,
          actor: who,
          services,
          now,
          today: shanghaiDay(now),
          happenedAt: request.happenedAt ?? now,
          request,
          say: (sentence) => sentences.push(sentence),
          afterCommit: (work) => after.push(work),
          setToken: (value) => {
            token = value
          },
        }
        await request.within?.(trx)
        const result = await run(context, received as Received<E>)
        if (hasQueued(trx)) after.push(() => services.wakeSender?.())
        if (endpoint.method !== 'GET' && sentences.length === 0) sentences.push({ zh: endpoint.summary })
        for (const sentence of sentences)
          await writeAudit(trx, { actor: who, now, request, action: endpoint.id, sentence })
        return result
      })
      for (const work of after) work()
      return { answer, token }
    },
  }
}
