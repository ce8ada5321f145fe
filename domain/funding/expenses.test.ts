// Amounts as typed, receipts as typed, and a claim beside its day card (FIN-1, FIN-2).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differencesOf, lineFaults, linesFromCard, numberKey, receiptKey } from './expenses.ts'
import { MOST_FEN, readYuan, yuanOf } from './money.ts'

describe('an amount', () => {
  it.each([
    ['65', 6500],
    ['65.5', 6550],
    ['0.01', 1],
    ['1,200.00', 120_000],
    ['￥６５．５元', 6550],
    ['100000', MOST_FEN],
  ])('%s is %i fen', (typed, fen) => expect(readYuan(typed)).toEqual({ fen }))
  it.each([
    ['0.005', 'decimals'],
    ['1e12', 'notNumber'],
    ['1000000000000', 'tooLarge'],
    ['100000.01', 'tooLarge'],
    ['99999999999999999999', 'tooLarge'],
    ['-5', 'notNumber'],
    ['0.00', 'zero'],
    ['1,2', 'notNumber'],
    ['六十五', 'notNumber'],
    ['', 'empty'],
    ['NaN', 'notNumber'],
    ['0x10', 'notNumber'],
  ])('%s is refused: %s', (typed, fault) => expect(readYuan(typed)).toEqual({ fault }))
  it('reads every amount it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_FEN }), (fen) => {
        expect(readYuan(yuanOf(fen))).toEqual({ fen })
      }),
    )
    expect(yuanOf(-105)).toBe('-1.05')
  })
})

describe('a receipt', () => {
  it('is the same however it is typed', () => {
    const key = receiptKey({ issuer: '永定客运站', number: 'No. 0571-3344' })
    expect(receiptKey({ issuer: ' 永定客运站 ', number: 'Ｎｏ．０５７１３３４４' })).toBe(key)
    expect(receiptKey({ issuer: '永定客运站', number: '05713345' })).not.toBe(key)
    expect(receiptKey({ issuer: '龙岩客运站', number: '05713344' })).not.toBe(key)
    expect(receiptKey({ issuer: '永定客运站', number: ' — ' })).toBeNull()
    expect(numberKey('票号：abc 12')).toBe('ABC12')
  })
  const line = { kind: 'transport' as const, fen: 100, issuer: '客运站', number: '1', note: '' }
  it('is named where it is twice, lacks its issuer, or is missing without a word', () => {
    expect(
      lineFaults([
        line,
        { ...line, number: ' 1 ' },
        { ...line, issuer: '', number: '2' },
        { ...line, number: '' },
        { ...line, number: '', note: '村道摩托，无票据' },
      ]),
    ).toEqual([
      { line: 1, fault: 'twice-here' },
      { line: 2, fault: 'issuer-missing' },
      { line: 3, fault: 'receipt-missing' },
    ])
  })
})

describe('beside the day card', () => {
  const card = { transport: 4500, lodging: 0, supplies: 1200 }
  it('takes over what the card has, and then differs in nothing', () => {
    expect(linesFromCard(card)).toEqual([
      { kind: 'transport', fen: 4500 },
      { kind: 'supplies', fen: 1200 },
    ])
    fc.assert(
      fc.property(
        fc.record({ transport: fc.nat(9e6), lodging: fc.nat(9e6), supplies: fc.nat(9e6) }),
        (any) => {
          expect(differencesOf(linesFromCard(any), any)).toEqual([])
        },
      ),
    )
  })
  it('says part by part what differs; meals stand with lodging', () => {
    expect(
      differencesOf(
        [
          { kind: 'transport', fen: 5000 },
          { kind: 'meals', fen: 3000 },
        ],
        card,
      ),
    ).toEqual([
      { part: 'transport', card: 4500, claimed: 5000 },
      { part: 'lodging', card: 0, claimed: 3000 },
      { part: 'supplies', card: 1200, claimed: 0 },
    ])
    expect(differencesOf([{ kind: 'other', fen: 5 }], null)).toEqual([
      { part: 'supplies', card: 0, claimed: 5 },
    ])
  })
})
