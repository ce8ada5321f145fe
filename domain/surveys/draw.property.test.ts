// R19: the same file and seed give the same list on any machine, everybody has the chance her unit's share gives her, and a
// changed frame, seed or list is seen.
import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, draw } from './draw.ts'
import { checkDrawFile, DRAW_FORMAT, DRAW_METHOD, type DrawFile } from './draw-file.ts'
import { canonicalFrame, type FrameRow, frameOf, strataOf } from './frame.ts'

const hash = (text: string): string => createHash('sm3').update(text).digest('hex')
const keyed = (key: string, text: string): string => createHmac('sm3', key).update(text).digest('hex')

const frame = (sizes: Record<string, number>): FrameRow[] =>
  Object.entries(sizes).flatMap(([stratum, size]) =>
    Array.from({ length: size }, (_, i) => ({ key: hash(`${stratum}/${i}`).slice(0, 24), stratum })),
  )

/** Upper tail of the chi-square distribution: the regularised incomplete gamma by series and continued fraction. */
function chiSquareTail(x: number, df: number): number {
  const [a, z] = [df / 2, x / 2]
  const logGamma = (n: number): number => {
    const c = [
      76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.001208650973866179,
      -0.000005395239384953,
    ]
    const t = n + 5.5 - (n + 0.5) * Math.log(n + 5.5)
    return (
      -t +
      Math.log((2.5066282746310007 * c.reduce((sum, k, i) => sum + k / (n + i + 1), 1.000000000190015)) / n)
    )
  }
  const front = Math.exp(-z + a * Math.log(z) - logGamma(a))
  if (z < a + 1) {
    let [term, sum] = [1 / a, 1 / a]
    for (let n = 1; n < 10_000 && term > sum * 1e-15; n++) {
      term *= z / (a + n)
      sum += term
    }
    return 1 - sum * front
  }
  let b = z + 1 - a
  let [c, d] = [1e300, 1 / b]
  let h = d
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return h * front
}

describe('the chi-square tail itself', () => {
  it.each([
    [3.841459, 1, 0.05],
    [18.307, 10, 0.05],
    [149.449, 100, 0.001],
    [61.918, 100, 0.999],
  ])('of %d with %i degrees is %d', (x, df, p) => expect(chiSquareTail(x, df)).toBeCloseTo(p, 4))
})

describe('inclusion over 10,000 seeds', () => {
  it('follows each unit’s share, alone and in pairs', () => {
    const sizes = { a: 60, b: 40, c: 25, d: 7 }
    const rows = frame(sizes)
    const [draws, sample] = [10_000, 33]
    const shares = new Map(allocate(strataOf(rows), sample).map((one) => [one.stratum, one]))
    const count = new Map(rows.map(({ key }) => [key, 0]))
    const [first, second] = rows.filter(({ stratum }) => stratum === 'a').map(({ key }) => key)
    let pairs = 0
    for (let i = 0; i < draws; i++) {
      const drawn = new Set(
        draw(rows, { sample, reserves: 0, seed: `种子 ${i}` }, keyed).list.map(({ key }) => key),
      )
      for (const key of drawn) count.set(key, (count.get(key) ?? 0) + 1)
      if (drawn.has(first ?? '') && drawn.has(second ?? '')) pairs += 1
    }
    let [statistic, df] = [0, 0]
    for (const [stratum, size] of Object.entries(sizes)) {
      const p = (shares.get(stratum)?.share ?? 0) / size
      const own = rows.filter((row) => row.stratum === stratum)
      const squares = own.reduce((sum, { key }) => sum + ((count.get(key) ?? 0) - draws * p) ** 2, 0)
      // drawn without replacement: the counts of one stratum hang together
      statistic += (squares / (draws * p * (1 - p))) * ((size - 1) / size)
      df += size - 1
    }
    const tail = chiSquareTail(statistic, df)
    expect(tail).toBeGreaterThan(0.001)
    expect(tail).toBeLessThan(0.999)
    const share = shares.get('a')?.share ?? 0
    const both = (share * (share - 1)) / (60 * 59)
    expect(Math.abs(pairs - draws * both)).toBeLessThan(4 * Math.sqrt(draws * both * (1 - both)))
  }, 120_000)
})

describe('the same on any machine', () => {
  it('has fixed vectors', () => {
    expect(hash('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    const rows = frame({ x: 6, y: 3 })
    const made = draw(rows, { sample: 4, reserves: 1, seed: '体彩 2024137 期 08 11 19' }, keyed)
    expect(made.shares.map(({ share }) => share)).toEqual([3, 1])
    expect(hash(canonicalFrame(rows))).toMatchInlineSnapshot(
      `"f79e24fc35c0a885562341f8c204ab37a14d876ffb86ed013e87157fe6412b9a"`,
    )
    expect(made.list.map(({ key, reserve }) => `${key}${reserve ? ' r' : ''}`)).toMatchInlineSnapshot(`
      [
        "b9e03cf14cdae887b93ec6df",
        "b5733a5e2bd1acc47b07d1e4",
        "5a3ac45809121cfc783d717c",
        "0902c1d69363f969f12b6415 r",
        "05c159d89a45ffbc93479618 r",
        "6fc1e3851bd71fdd0bb08792 r",
        "96fdbb23844b9f80b9052a22",
        "5a297a4b3e25b631e08ae99d r",
      ]
    `)
  })
  it('does not depend on the order of the rows', () => {
    const rows = frame({ a: 20, b: 11 })
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), fc.string(), (shuffled, seed) => {
        const how = { sample: 9, reserves: 1, seed }
        expect(draw(shuffled, how, keyed)).toEqual(draw(rows, how, keyed))
        expect(canonicalFrame(shuffled)).toBe(canonicalFrame(rows))
      }),
      { numRuns: 50 },
    )
  })
})

describe('the shares', () => {
  it('add up to the sample, differ by less than one from the proportion, and never exceed a stratum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        (list, n) => {
          const sizes = new Map(list.map((size, i) => [`u${String(i).padStart(2, '0')}`, size]))
          const total = list.reduce((a, b) => a + b, 0)
          const sample = 1 + (n % total)
          const shares = allocate(sizes, sample)
          expect(shares.reduce((sum, { share }) => sum + share, 0)).toBe(sample)
          for (const { share, size } of shares) {
            expect(share).toBeLessThanOrEqual(size)
            expect(Math.abs(share - (sample * size) / total)).toBeLessThan(1)
          }
        },
      ),
    )
  })
  it.each([0, 10, 1.5, Number.NaN])('refuse a sample of %d from 9', (sample) => {
    expect(() => allocate(new Map([['a', 9]]), sample)).toThrow(RangeError)
  })
  it('reserves follow the drawn of their own unit, and end where the unit ends', () => {
    const made = draw(frame({ a: 10, b: 4 }), { sample: 7, reserves: 3, seed: 's' }, keyed)
    const of = (stratum: string) => made.list.filter((one) => one.stratum === stratum)
    expect(of('a').map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(of('b').map(({ reserve }) => reserve)).toEqual([false, false, true, true])
  })
})

describe('the frame', () => {
  const person = fc.record({
    person: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
    day: fc.constantFrom('2024-04-01', '2024-04-09', '2024-05-01'),
    unitId: fc.constantFrom('u1', 'u2'),
    hasPhone: fc.boolean(),
    consents: fc.boolean(),
  })
  it('names each person once, nobody without consent or number, and loses no record', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 20 }), (people) => {
        const given = people.map((one, i) => ({ ...one, id: `id${String(i).padStart(2, '0')}`, cardId: 'c' }))
        const { rows, left } = frameOf(given, (who) => hash(who))
        expect(new Set(rows.map((row) => row.person)).size).toBe(rows.length)
        expect(rows.every((row) => row.hasPhone && row.consents)).toBe(true)
        expect(rows.length + left.double + left.noConsent + left.noPhone).toBe(given.length)
        for (const row of rows)
          for (const other of given)
            if (other.person === row.person && other.consents && other.hasPhone)
              expect(other.day <= row.day).toBe(true)
      }),
    )
  })
})

describe('a published draw', () => {
  const rows = frame({ a: 12, b: 8 })
  const made = (): DrawFile => {
    const how = { sample: 6, reserves: 1, seed: '2024-05-20 双色球' }
    const { shares, list } = draw(rows, how, keyed)
    const sizes = strataOf(rows)
    return {
      format: DRAW_FORMAT,
      version: 1,
      method: DRAW_METHOD,
      survey: { id: '1', regionId: '350803', programmeId: 'p', name: '回访', period: '2024-04' },
      rounds: [
        {
          round: 1,
          reason: '',
          frame: {
            hash: hash(canonicalFrame(rows)),
            frozenAt: '2024-05-20T01:00:00.000Z',
            size: rows.length,
            left: { noConsent: 1, noPhone: 0, double: 2 },
            strata: [...sizes].map(([id, size]) => ({ id, name: id, size })),
            rows: [...rows],
          },
          seed: { text: how.seed, givenAt: '2024-05-20T02:00:00.000Z', byAnother: true },
          sample: how.sample,
          reserves: how.reserves,
          shares: shares.map(({ stratum, share, size, whole, remainder }) => ({
            stratum,
            share,
            arithmetic: `6 × ${size} ÷ 20 = ${whole} 余 ${remainder} → ${share}`,
          })),
          list,
        },
      ],
    }
  }
  const bad = (file: DrawFile, announced?: string): string[] =>
    checkDrawFile(file, { hash, keyed, announced })
      .filter(({ ok }) => !ok)
      .map(({ zh }) => zh)
  it('is found as it says', () => {
    expect(bad(made())).toEqual([])
    expect(bad(made(), made().rounds[0]?.frame.hash)).toEqual([])
  })
  it.each<[string, (file: DrawFile) => void]>([
    ['somebody taken out of the frame', (f) => f.rounds[0]?.frame.rows?.pop()],
    [
      'somebody put into the frame',
      (f) => f.rounds[0]?.frame.rows?.push({ key: 'f'.repeat(24), stratum: 'a' }),
    ],
    ['somebody twice in the frame', (f) => f.rounds[0]?.frame.rows?.push(rows[0] as FrameRow)],
    [
      'somebody moved to another unit',
      (f) => f.rounds[0]?.frame.rows?.splice(0, 1, { ...(rows[0] as FrameRow), stratum: 'b' }),
    ],
    ['another seed', (f) => Object.assign(f.rounds[0]?.seed ?? {}, { text: '2024-05-21 双色球' })],
    [
      'a seed named before the frame was fixed',
      (f) => Object.assign(f.rounds[0]?.seed ?? {}, { givenAt: '2024-05-19T00:00:00.000Z' }),
    ],
    ['a seed of the same person', (f) => Object.assign(f.rounds[0]?.seed ?? {}, { byAnother: false })],
    ['a drawn person changed', (f) => Object.assign(f.rounds[0]?.list?.[0] ?? {}, { key: rows.at(-1)?.key })],
    [
      'two reserves in another order',
      (f) => f.rounds[0]?.list?.sort((a, b) => (a.reserve && b.reserve ? b.place - a.place : 0)),
    ],
    ['a smaller sample', (f) => Object.assign(f.rounds[0] ?? {}, { sample: 5 })],
    ['a larger share for one unit', (f) => Object.assign(f.rounds[0]?.shares?.[0] ?? {}, { share: 6 })],
    ['the first draw left out', (f) => Object.assign(f.rounds[0] ?? {}, { round: 2, reason: 'x' })],
    ['no draw at all', (f) => Object.assign(f, { rounds: [] })],
    ['a frame too small', (f) => Object.assign(f.rounds[0] ?? {}, { sample: 21 })],
    ['the list without its frame', (f) => Object.assign(f.rounds[0]?.frame ?? {}, { rows: null })],
  ])('shows %s', (_, change) => {
    const file = made()
    change(file)
    expect(bad(file)).not.toEqual([])
  })
  it('made anew as a whole is told apart by the hash that was noted', () => {
    const file = made()
    const announced = file.rounds[0]?.frame.hash
    const less = rows.slice(1)
    const { shares, list } = draw(less, { sample: 6, reserves: 1, seed: 'x' }, keyed)
    const round = file.rounds[0]
    if (!round) throw new Error('no round')
    Object.assign(round.frame, { rows: less, size: 19, hash: hash(canonicalFrame(less)) })
    round.frame.strata = [...strataOf(less)].map(([id, size]) => ({ id, name: id, size }))
    Object.assign(round.seed ?? {}, { text: 'x' })
    round.list = list
    round.shares = shares.map(({ stratum, share, size, whole, remainder }) => ({
      stratum,
      share,
      arithmetic: `6 × ${size} ÷ 19 = ${whole} 余 ${remainder} → ${share}`,
    }))
    expect(bad(file)).toEqual([])
    expect(bad(file, announced)).toEqual(['与事先记下的校验值一致'])
  })
})
