// What is shown of an expert follows from her last word, whatever was said in whatever order (PUB-1).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actsOf,
  CARD_PURPOSES,
  CARD_WORDINGS,
  type CardAct,
  cardStanding,
  cardWording,
} from './expert-cards.ts'
import { firstNumber } from './masking.ts'

const act = (purpose: CardAct['purpose'], given: boolean, cardVersion: number | null = null): CardAct => ({
  purpose,
  act: given ? 'given' : 'withdrawn',
  way: 'self',
  cardVersion,
})

describe('a card stands', () => {
  const name = act('name', true)
  const text = (version: number) => act('introduction', true, version)
  it.each<[string, CardAct[], number, [string, number | null]]>([
    ['without a text', [name], 0, ['none', null]],
    ['asked, while she has said nothing', [name], 1, ['asked', null]],
    ['shown', [name, text(1)], 1, ['shown', 1]],
    ['with the text she agreed to while a newer one waits', [name, text(1)], 2, ['changed', 1]],
    ['withdrawn', [name, text(1), act('introduction', false)], 1, ['withdrawn', null]],
    [
      'withdrawn with her name, whatever was agreed before',
      [name, text(1), act('name', false)],
      1,
      ['withdrawn', null],
    ],
    ['not shown by a text without a name', [text(1)], 1, ['withdrawn', null]],
  ])('%s', (_, acts, newest, [state, shownVersion]) =>
    expect(cardStanding(acts, newest)).toMatchObject({ state, shownVersion }),
  )
  it('shows nothing that her last word did not allow', () => {
    const step = fc.record({
      purpose: fc.constantFrom(...CARD_PURPOSES),
      given: fc.boolean(),
      written: fc.boolean(),
    })
    let shown = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let newest = 0
        const acts: CardAct[] = []
        for (const { purpose, given, written } of steps) {
          if (written) newest += 1
          if (purpose === 'introduction' && given && newest === 0) continue
          const standing = cardStanding(acts, newest)
          for (const each of actsOf({ purpose, act: given ? 'given' : 'withdrawn' }, standing))
            acts.push(act(each, given, each === 'introduction' ? newest : null))
          const now = cardStanding(acts, newest)
          if (purpose === 'introduction') expect(now.shownVersion).toBe(given ? newest : null)
          if (purpose === 'name') expect(now.nameShown).toBe(given)
          if (!now.nameShown) expect(now.shownVersion).toBeNull()
          if (now.shownVersion !== null) shown += 1
          if (now.state === 'shown') expect(now.shownVersion).toBe(newest)
        }
      }),
      { numRuns: 2_000 },
    )
    expect(shown).toBeGreaterThan(100)
  })
  it('knows its wordings by number, the newest last', () => {
    for (const purpose of CARD_PURPOSES) {
      expect(CARD_WORDINGS[purpose].map((one) => one.version)).toEqual(
        CARD_WORDINGS[purpose].map((_, k) => k + 1),
      )
      // what is shown, where, and how it ends
      expect(cardWording(purpose).zh).toMatch(/显示.*撤回/s)
    }
  })
})

describe('numbers in a text (SEC-1)', () => {
  it.each([
    ['打13800000123问', '13800000123'],
    ['打 138-0000-0123 问', '138-0000-0123'],
    ['１３８００００００００', '１３８００００００００'],
    ['350803199001011234', '350803199001011234'],
    ['35080319900101123X', '35080319900101123X'],
    ['0597-5800123', '0597-5800123'],
    ['2024年5月20日到2024年6月3日', null],
    ['2024-05-20至2024-06-03', null],
    ['2023-2024年，服务1200人次', null],
    ['2024.5.20-2024.6.3', null],
    ['永卫〔2024〕13号', null],
  ])('%s', (text, found) => expect(firstNumber(text)).toBe(found))
  it('finds every mobile wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[一-龥，。 ]{0,9}$/),
        fc.stringMatching(/^1[3-9]\d{9}$/),
        (words, number) => {
          expect(firstNumber(`${words}${number}${words}`)).not.toBeNull()
        },
      ),
    )
  })
})
