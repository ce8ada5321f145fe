// Turns whatever went wrong into a refusal: our own, the database's, the transport's, or a fault of the server.
import { Refused, refuse } from '../../contract/problems.ts'

/** What the database itself refused is the sender's doing, not a fault: the last net below the rooms' own checks. */
function refusedByDatabase(code: string, message: string): Refused | undefined {
  if (code === '23505') return refuse('already-exists', { what: '同样的记录 the same record' })
  if (code === '23503') return refuse('not-found', { what: '所引用的记录 (record referred to)' })
  if (code === '42501' && message.includes('row-level security'))
    return refuse('not-found', { what: '记录 (record)' })
  // Texts, numbers and days that no column can hold, such as a NUL character or the year 0.
  if (/^(22|23514)/.test(code))
    return refuse(
      'invalid-input',
      { count: 1 },
      { problems: [refuse('invalid-value', { path: '', why: '内容无法保存 cannot be stored' }).problem] },
    )
  if (/^(40001|40P01|55P03)$/.test(code)) return refuse('changed-meanwhile', { what: '这条记录 the record' })
  return undefined
}

/** Any fault as a refusal for the sender: a problem with its code, never a stack. */
export function asRefused(error: unknown, requestId: string): Refused {
  if (error instanceof Refused) return error
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  const stored = code ? refusedByDatabase(code, (error as Error).message) : undefined
  if (stored) return stored
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse('too-large', { limit: '10 MB' })
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return refuse(
      'invalid-input',
      { count: 1 },
      { problems: [refuse('invalid-value', { path: 'body', why: (error as Error).message }).problem] },
    )
  if (code && /^(ECONNREFUSED|ECONNRESET|57P0[123]|53300)$/.test(code)) return refuse('unavailable')
  return refuse('server-fault', { requestId })
}
