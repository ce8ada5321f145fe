// What the offline library needs of the browser around it: clocks, chance, events, locks and the road to the
// server. One object, so that a test can be the browser.

import { v4 } from 'uuid'
import type { CallInput, CallOutput } from '../../contract/endpoint.ts'
import { sync } from '../../contract/sync.ts'
import { putPhotoPart } from '../../contract/visits-photos.ts'
import { call } from '../shell/call.ts'
import type { Bytes } from './crypto.ts'

export type SyncRequest = CallInput<typeof sync>['body']
export type SyncReply = CallOutput<typeof sync>
export type PartAt = CallInput<typeof putPhotoPart>['params']
export type PartReply = CallOutput<typeof putPhotoPart>
export type Occasion = 'online' | 'offline' | 'visible'

export type Surroundings = {
  /** The wall clock (ms): kept and never trusted. */
  now(): number
  /** The monotonic clock (ms) since this page was loaded, which is what `bootId` names. */
  mono(): number
  bootId: string
  random(): number
  isOnline(): boolean
  /** Calls `act` on an occasion; returns the way to stop. */
  on(occasion: Occasion, act: () => void): () => void
  /** Calls `act` once after `ms`; returns the way to stop. */
  after(ms: number, act: () => void): () => void
  /** Web Locks, missing before iOS 15.4. */
  locks: Pick<LockManager, 'request'> | undefined
  /** @throws CallRefused, or what the parser throws at a broken answer */
  send(request: SyncRequest, signal: AbortSignal): Promise<SyncReply>
  /** Sends a part of a photograph. @throws as `send` */
  sendPart(at: PartAt, part: Bytes, signal: AbortSignal): Promise<PartReply>
}

function listen(target: EventTarget, name: string, act: () => void): () => void {
  target.addEventListener(name, act)
  return () => target.removeEventListener(name, act)
}

let browser: Surroundings | undefined

/** The real browser; one object a page, so that what is recorded and what is sent name the same boot. */
export function browserSurroundings(): Surroundings {
  browser ??= {
    now: () => Date.now(),
    mono: () => performance.now(),
    bootId: v4({ random: crypto.getRandomValues(new Uint8Array(16)) }),
    random: () => Math.random(),
    isOnline: () => navigator.onLine,
    on: (occasion, act) =>
      occasion === 'visible'
        ? listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && act())
        : listen(window, occasion, act),
    after: (ms, act) => {
      const timer = setTimeout(act, ms)
      return () => clearTimeout(timer)
    },
    locks: (navigator as { locks?: LockManager }).locks,
    send: (request, signal) => call(sync, { body: request }, signal),
    sendPart: (params, body, signal) => call(putPhotoPart, { params, body }, signal),
  }
  return browser
}
