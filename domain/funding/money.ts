// Money as people type it and as it is kept: whole fen. What cannot be paid in fen is refused, never rounded (FIN-1).

/** 100,000 yuan: no receipt of a day in the country comes near; beyond it stands a slip of the finger. */
export const MOST_FEN = 10_000_000

export type AmountFault = 'empty' | 'notNumber' | 'decimals' | 'zero' | 'tooLarge'
export type Amount = { fen: number } | { fault: AmountFault }

export const AMOUNT_FAULTS: Record<AmountFault, { zh: string; en: string }> = {
  empty: { zh: '没有填金额', en: 'there is no amount' },
  notNumber: { zh: '不是普通写法的金额', en: 'it is no plain amount' },
  decimals: { zh: '元以下最多两位小数（分）', en: 'it has more than two decimals' },
  zero: { zh: '金额须大于零', en: 'it must be more than nothing' },
  tooLarge: { zh: '超过一张票据的上限 100000 元', en: 'one receipt is at most 100,000 yuan' },
}

/** Yuan as typed, in fen: `65`, `65.5`, `1,200.00`, `６５．５元`. No exponent, no sign, at most two decimals. */
export function readYuan(typed: string): Amount {
  const text = typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '')
  if (text === '') return { fault: 'empty' }
  const plain = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(text) ? text.replaceAll(',', '') : text
  const parts = /^(\d+)(?:\.(\d*))?$/.exec(plain)
  if (!parts) return { fault: 'notNumber' }
  const [, whole = '', part = ''] = parts
  if (part.length > 2) return { fault: 'decimals' }
  // counted by its digits before it is a number: a long one would lose its last fen
  if (whole.replace(/^0+/, '').length > 8) return { fault: 'tooLarge' }
  const fen = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  if (fen === 0) return { fault: 'zero' }
  return fen > MOST_FEN ? { fault: 'tooLarge' } : { fen }
}

/** Fen as yuan with two decimals. */
export const yuanOf = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
