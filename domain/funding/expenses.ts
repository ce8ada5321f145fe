// What a day in the country cost (FIN-1: 交通、食宿等费用由原单位报销): kinds, receipts that are told apart however they are
// typed, and the claim beside the figures its day card already has (FIN-2).

export const EXPENSE_KINDS = ['transport', 'lodging', 'meals', 'supplies', 'other'] as const
export type ExpenseKind = (typeof EXPENSE_KINDS)[number]
export const EXPENSE_NAMES: Record<ExpenseKind, { zh: string; en: string }> = {
  transport: { zh: '交通', en: 'transport' },
  lodging: { zh: '住宿', en: 'lodging' },
  meals: { zh: '伙食', en: 'meals' },
  supplies: { zh: '药品耗材', en: 'drugs and supplies' },
  other: { zh: '其他', en: 'other' },
}
export const MOST_LINES = 30
export const MOST_RECEIPT_PHOTOS = 12

/** What a day card says of the same day (附件1's 巡诊经费 in three parts), in fen. */
export type CardFigures = { transport: number; lodging: number; supplies: number }
export type ExpenseLine = { kind: ExpenseKind; fen: number; issuer: string; number: string; note: string }

/** The card's figures as lines of a claim: nobody types them twice. */
export function linesFromCard(card: CardFigures): { kind: ExpenseKind; fen: number }[] {
  return (['transport', 'lodging', 'supplies'] as const)
    .map((kind) => ({ kind, fen: card[kind] }))
    .filter((line) => line.fen > 0)
}

export function sumByKind(lines: readonly { kind: ExpenseKind; fen: number }[]): Record<ExpenseKind, number> {
  const sums: Record<ExpenseKind, number> = { transport: 0, lodging: 0, meals: 0, supplies: 0, other: 0 }
  for (const { kind, fen } of lines) sums[kind] += fen
  return sums
}

/** The three parts of a card in which all kinds of a claim have their place: meals stand with lodging (食宿), the rest with supplies. */
const PART_OF: Record<ExpenseKind, keyof CardFigures> = {
  transport: 'transport',
  lodging: 'lodging',
  meals: 'lodging',
  supplies: 'supplies',
  other: 'supplies',
}

export type Difference = { part: keyof CardFigures; card: number; claimed: number }

/** Where a claim and its day card say different things; without a card everything claimed differs. */
export function differencesOf(
  lines: readonly { kind: ExpenseKind; fen: number }[],
  card: CardFigures | null,
): Difference[] {
  const claimed: CardFigures = { transport: 0, lodging: 0, supplies: 0 }
  for (const { kind, fen } of lines) claimed[PART_OF[kind]] += fen
  return (['transport', 'lodging', 'supplies'] as const)
    .map((part) => ({ part, card: card?.[part] ?? 0, claimed: claimed[part] }))
    .filter((one) => one.card !== one.claimed)
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')

/** A receipt's number however it is typed; empty where there is none. */
export const numberKey = (number: string): string => folded(number).replace(/^(?:NO|票号|发票号码?|号码)/, '')

/** What tells a receipt from every other: who issued it and its number; null where it has none. */
export function receiptKey(line: Pick<ExpenseLine, 'issuer' | 'number'>): string | null {
  const number = numberKey(line.number)
  return number === '' ? null : `${folded(line.issuer)}|${number}`
}

export type LineFault = 'issuer-missing' | 'receipt-missing' | 'twice-here'

/** What is wrong with the lines of a claim that is handed in, by their place. A line without receipt says why. */
export function lineFaults(lines: readonly ExpenseLine[]): { line: number; fault: LineFault }[] {
  const seen = new Set<string>()
  return lines.flatMap((line, i): { line: number; fault: LineFault }[] => {
    const key = receiptKey(line)
    if (key === null) return line.note.trim() === '' ? [{ line: i, fault: 'receipt-missing' }] : []
    if (line.issuer.trim() === '') return [{ line: i, fault: 'issuer-missing' }]
    if (seen.has(key)) return [{ line: i, fault: 'twice-here' }]
    seen.add(key)
    return []
  })
}
