// Passwords by argon2id, session tokens by 256 random bits of which only the hash is kept, tries limited.
import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { refuse } from '../../../contract/problems.ts'

export const newToken = (): string => randomBytes(32).toString('base64url')
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')
export const hashPassword = (password: string): Promise<string> => hash(password)

// A hash of no password: an unknown account costs the same time as a known one.
const dummy = hash(randomBytes(16).toString('hex'))

export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await dummy), password)
  return Boolean(stored) && matches
}

const WINDOW_SECONDS = 15 * 60
const perAccount = new RateLimiterMemory({ points: 5, duration: WINDOW_SECONDS, keyPrefix: 'account' })
const perAddress = new RateLimiterMemory({ points: 60, duration: WINDOW_SECONDS, keyPrefix: 'address' })

type Limited = { msBeforeNext: number }
const isLimited = (error: unknown): error is Limited =>
  typeof error === 'object' && error !== null && 'msBeforeNext' in error

/** Counts a failed try; refuses with the waiting time when there were five on the account or sixty from the address. */
export async function countFailure(login: string, address: string): Promise<void> {
  await Promise.allSettled([perAccount.consume(login), perAddress.consume(address)])
}

export async function refuseWhenLimited(login: string, address: string): Promise<void> {
  for (const [limiter, key] of [
    [perAccount, login],
    [perAddress, address],
  ] as const) {
    const state = await limiter.get(key).catch((error: unknown) => (isLimited(error) ? error : null))
    if (state && 'remainingPoints' in state && state.remainingPoints <= 0)
      throw refuse('too-many-tries', { minutes: Math.ceil(state.msBeforeNext / 60_000) })
  }
}

export async function forgetFailures(login: string): Promise<void> {
  await perAccount.delete(login)
}
