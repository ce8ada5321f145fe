// What an action may receive: parameters, query and body by the endpoint's schemas, every fault named with its place.
import { z } from 'zod'
import { refuse } from '../../contract/problems.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import type { Action } from './action.ts'

z.config(z.locales.zhCN())

type Incoming = { params?: unknown; query?: unknown; body?: unknown }

const english = z.locales.en().localeError

/** What is wrong with a value, in both languages; a pattern is no explanation for a person. */
function wrongValue(issue: z.core.$ZodIssue, path: string): Problem {
  const pattern = issue.code === 'invalid_format' && issue.format === 'regex'
  const said = english(issue as Parameters<typeof english>[0])
  const en = pattern
    ? 'not written as expected'
    : ((typeof said === 'string' ? said : said?.message) ?? issue.message)
  const place = { place: { path } }
  return {
    ...refuse('invalid-value', { path, why: pattern ? '写法不对' : issue.message }, place).problem,
    en: refuse('invalid-value', { path, why: en }, place).problem.en,
  }
}

function part(schema: z.ZodType | undefined, value: unknown, where: string, found: Problem[]): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = [where, ...issue.path.map(String)].join('.')
    found.push(wrongValue(issue, path))
  }
  return undefined
}

/** What came in, checked against the endpoint's schemas; refuses naming every place. */
export function receive(action: Pick<Action, 'endpoint'>, request: Incoming): unknown {
  const { endpoint } = action
  const found: Problem[] = []
  const params = part(endpoint.params, request.params, 'params', found)
  const query = part(endpoint.query, request.query, 'query', found)
  const body = endpoint.body === 'bytes' ? request.body : part(endpoint.body, request.body, 'body', found)
  if (endpoint.body === 'bytes' && !(request.body instanceof Uint8Array))
    found.push(refuse('invalid-value', { path: 'body', why: '需要上传文件 a file is needed' }).problem)
  if (found.length > 0) throw refuse('invalid-input', { count: found.length }, { problems: found })
  return { params, query, body }
}
