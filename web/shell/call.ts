// The typed client: an endpoint of the contract in, its answer out; every refusal is a Refusal with code and remedy.
import './no-eval.ts'
import type { CallInput, CallOutput, Endpoint } from '../../contract/endpoint.ts'
import { type Refusal, refusalSchema } from '../../contract/problem.ts'

/** A refusal of the server, or of the network (`code: 'offline'`). */
export class CallRefused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.zh)
    this.refusal = refusal
  }
}

const offline: Refusal = {
  code: 'offline',
  status: 0,
  zh: '连不上服务器。',
  en: 'The server cannot be reached.',
  remedyZh: '请检查网络后重试，已填写的内容还在。',
  remedyEn: 'Check the network and try again; what you typed is still here.',
  severity: 'error',
  problems: [],
}

type Value = string | number | boolean | null | undefined
type Loose = { params?: Record<string, Value>; query?: Record<string, Value>; body?: unknown }

/** The address of a call: path parameters filled in, query appended; undefined values are left out. */
export function addressOf(endpoint: Endpoint, input: Loose): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

function bodyOf(endpoint: Endpoint, body: unknown): RequestInit {
  if (body === undefined) return {}
  if (endpoint.body === 'bytes')
    return { body: body as Blob, headers: { 'content-type': 'application/octet-stream' } }
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

async function refusalOf(response: Response): Promise<Refusal> {
  const parsed = refusalSchema.safeParse(await response.json().catch(() => null))
  if (parsed.success) return parsed.data
  return {
    ...offline,
    code: 'server-fault',
    status: response.status,
    zh: '服务器没有正常回应。',
    en: 'The server did not answer properly.',
  }
}

/** Calls an endpoint. @throws CallRefused */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  signal?: AbortSignal,
): Promise<CallOutput<E>> {
  const loose = input as Loose
  let response: Response
  try {
    response = await fetch(addressOf(endpoint, loose), {
      method: endpoint.method,
      credentials: 'same-origin',
      ...bodyOf(endpoint, loose.body),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new CallRefused(offline)
  }
  if (!response.ok) throw new CallRefused(await refusalOf(response))
  if (endpoint.ok === 'none') return undefined as CallOutput<E>
  if (endpoint.ok === 'file') return (await response.blob()) as CallOutput<E>
  return endpoint.ok.parse(await response.json()) as CallOutput<E>
}
