// A receipt counts once (FIN-1): whose claim has it is found over all rows and said without more than the reader may know.
import { createHash } from 'node:crypto'
import { refuse } from '../../../contract/problems.ts'
import { type ExpenseLine, numberKey, receiptKey } from '../../../domain/funding/expenses.ts'
import type { Context } from '../../platform/action.ts'
import { inScope } from '../../platform/database.ts'
import * as store from './store-expenses.ts'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Where a receipt stands: with the doctor's name for whoever sees that claim, else the hospital and the day alone. */
async function whereIs(context: Context, at: store.At): Promise<string> {
  const seen = await store.claimById(context.trx, at)
  if (seen) return `${seen.practitioner} ${seen.day} ${seen.unit}的报销单`
  const other = await inScope(context.services.db, { kind: 'system' }, (trx) => store.claimById(trx, at))
  return other ? `${other.hospital}的另一份报销单（${other.day}）` : '另一份正在填写的报销单'
}

/** Takes the receipts of a claim's lines in place of those it had. @throws Refused receipt-twice, naming where it stands */
export async function takeReceipts(
  context: Context,
  at: store.At,
  lines: readonly ExpenseLine[],
): Promise<void> {
  await store.dropReceipts(context.trx, at.id, 'n:')
  for (const [i, line] of lines.entries()) {
    const key = receiptKey(line)
    if (key === null) continue
    const other = await store.takeReceipt(context.trx, at, `n:${hashOf(key)}`)
    if (other)
      throw refuse(
        'receipt-twice',
        {
          line: i + 1,
          receipt: `${line.issuer} ${line.number}`.trim(),
          where: await whereIs(context, other),
        },
        { place: { path: `lines.${i}.number` } },
      )
  }
}

/** A number that stands elsewhere under another issuer asks for a word in the line's note. */
export async function askAboutLike(
  context: Context,
  at: store.At,
  lines: readonly ExpenseLine[],
): Promise<void> {
  for (const [i, line] of lines.entries()) {
    const key = numberKey(line.number)
    if (key === '' || line.note.trim() !== '') continue
    const other = await inScope(context.services.db, { kind: 'system' }, (trx) =>
      store.likeNumber(trx, key, at.id),
    )
    if (!other) continue
    const where = await whereIs(context, { regionId: other.region_id, id: other.id })
    throw refuse(
      'receipt-like-another',
      { line: i + 1, receipt: line.number, where },
      { place: { path: `lines.${i}.note` } },
    )
  }
}

/** Takes a picture for a claim. @throws Refused receipt-photo-twice */
export async function takePicture(context: Context, at: store.At, sha256: string): Promise<void> {
  const other = await store.takeReceipt(context.trx, at, `p:${sha256}`)
  if (other) throw refuse('receipt-photo-twice', { where: await whereIs(context, other) })
}
