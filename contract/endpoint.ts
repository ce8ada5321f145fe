// The contract kit: an endpoint is plain data, so that the server binds it, the client calls it,
// the phone's outbox stores it and OpenAPI is printed from it.
import { z } from 'zod'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One HTTP operation. `body: 'bytes'` takes a raw file, `ok: 'file'` answers with one. */
export type Endpoint = {
  id: string
  method: Method
  path: string
  summary: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType | 'bytes'
  ok: z.ZodType | 'file' | 'none'
}

export const endpoint = <const E extends Endpoint>(e: E): E => e

type Output<T> = T extends z.ZodType ? z.output<T> : undefined
type Input<T> = T extends z.ZodType ? z.input<T> : undefined

/** What the server's action receives. */
export type Received<E extends Endpoint> = {
  params: E extends { params: infer P } ? Output<P> : undefined
  query: E extends { query: infer Q } ? Output<Q> : undefined
  body: E extends { body: infer B } ? (B extends 'bytes' ? Uint8Array : Output<B>) : undefined
}

/** What the server's action answers, before the schema strips what it does not name. */
export type FileAnswer = { fileName: string; type: string } & (
  | { bytes: Uint8Array }
  /** A file of this answer alone: it is taken away once it is sent. */
  | { path: string }
)
export type Answer<E extends Endpoint> = E['ok'] extends z.ZodType
  ? z.input<E['ok']>
  : E['ok'] extends 'file'
    ? FileAnswer
    : undefined

/** What a client hands over and gets back. */
type Part<E, K extends string, Name extends string> =
  E extends Record<K, infer P>
    ? P extends z.ZodType
      ? Record<Name, Input<P>>
      : P extends 'bytes'
        ? Record<Name, Blob | Uint8Array>
        : object
    : object
export type CallInput<E extends Endpoint> = Part<E, 'params', 'params'> &
  Part<E, 'query', 'query'> &
  Part<E, 'body', 'body'>
export type CallOutput<E extends Endpoint> = E['ok'] extends z.ZodType
  ? z.output<E['ok']>
  : E['ok'] extends 'file'
    ? Blob
    : undefined

export const isoDate = z.iso.date()
export const isoMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export const id = z.uuid()
export const weekday = z.number().int().min(1).max(7)
export const regionId = z.string().regex(/^\d{6}$/)
export const text = (max: number) => z.string().trim().min(1).max(max)
export const count = z.number().int().min(0).max(99_999)
export const fen = z.number().int().min(0).max(1_000_000_000)
