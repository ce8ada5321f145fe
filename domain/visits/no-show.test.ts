import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toldBy, type Verdict } from './no-show.ts'

type Word = Omit<Verdict, 'told'>
/** Says the words one after the other, as they arrive, and answers what each of them told. */
function tell(words: readonly Word[]): (string | null)[] {
  const known: Verdict[] = []
  return words.map((word) => {
    const told = toldBy(known, word)
    known.push({ ...word, told })
    return told ? `${told.kind} ${told.opened}` : null
  })
}
const said = (text: string): Word => {
  const [id = '', verdict = '', at = ''] = text.split(' ')
  return { id, verdict: verdict === 'present' ? 'present' : 'absent', at }
}

describe('no-show (SUP-8)', () => {
  it.each<[string, string[], (string | null)[]]>([
    ['the first word is an absence', ['a absent 09'], ['no-show a']],
    ['a second desk says the same', ['a absent 09', 'b absent 10'], ['no-show a', null]],
    [
      'the doctor came after all, and left again',
      ['a absent 09', 'b absent 10', 'c present 11', 'd absent 15'],
      ['no-show a', null, 'no-show-withdrawn a', 'no-show d'],
    ],
    ['present tells nobody', ['a present 09'], [null]],
    [
      'a phone tells late what an earlier hour had seen',
      ['a absent 09', 'b present 08'],
      ['no-show a', null],
    ],
    ['a late absence from before the confirmation', ['a present 10', 'b absent 09'], [null, null]],
    [
      'an earlier absence arrives late, then the confirmation: what was told is taken back',
      ['a absent 11', 'b absent 10', 'c present 12'],
      ['no-show a', null, 'no-show-withdrawn a'],
    ],
  ])('%s', (_, words, told) => {
    expect(tell(words.map(said))).toEqual(told)
  })
  it('never takes back what was not told, tells no opening twice, and ends where the last word stands', () => {
    const word = fc.record({
      verdict: fc.constantFrom('present' as const, 'absent' as const),
      at: fc.integer({ min: 10, max: 40 }).map(String),
    })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const all = words.map((one, k) => ({ ...one, id: String(k).padStart(2, '0') }))
        const told = tell(all).flatMap((one) => one ?? [])
        expect(new Set(told).size).toBe(told.length)
        told.forEach((one, k) => {
          const [kind, opened] = one.split(' ')
          expect(kind).toBe(k % 2 === 0 ? 'no-show' : 'no-show-withdrawn')
          if (kind === 'no-show-withdrawn') expect(told[k - 1]).toBe(`no-show ${opened}`)
        })
        const last = all.toSorted((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1)).at(-1)
        expect(told.length % 2 === 1).toBe(last?.verdict === 'absent')
      }),
    )
  })
})
