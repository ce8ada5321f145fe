// Picks: the same on any machine, a share by lot whatever the risks, everybody reachable, the risky likelier (SUP-2, SUP-3).
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawPicks, drawRing, type FrameEntry, frameText, pointsOf, randomShare } from './picks.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const entry = (n: number, points: number): FrameEntry => ({
  id: `unit-${String(n).padStart(2, '0')}`,
  name: `第${n}卫生院`,
  signals: points ? { noShow: points } : {},
  points,
})
const frame = Array.from({ length: 24 }, (_, n) => entry(n, n < 4 ? 6 : 0))

describe('picks', () => {
  it('are what this seed says, whatever order the frame came in', () => {
    const draw = { seed: '5eed', size: 6, randomPercent: 34 }
    const picks = drawPicks(frame, draw, hash)
    expect(drawPicks(frame.toReversed(), draw, hash)).toEqual(picks)
    expect(picks.map(({ id, why }) => `${id} ${why}`)).toMatchInlineSnapshot(`
      [
        "unit-18 random",
        "unit-04 random",
        "unit-19 random",
        "unit-03 risk",
        "unit-00 risk",
        "unit-01 risk",
      ]
    `)
    expect(frameText(frame.toReversed())).toBe(frameText(frame))
    expect(frameText([...frame.slice(1), entry(0, 7)])).not.toBe(frameText(frame))
  })
  it('hold no one twice, as many as asked, with their share by lot', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }),
        fc.integer({ min: 0, max: 45 }),
        fc.integer({ min: 1, max: 100 }),
        fc.string(),
        (points, size, randomPercent, seed) => {
          const of = points.map((p, n) => entry(n, p))
          const picks = drawPicks(of, { seed, size, randomPercent }, hash)
          const wanted = Math.min(size, of.length)
          expect(picks.length).toBe(wanted)
          expect(new Set(picks.map((one) => one.id)).size).toBe(wanted)
          expect(picks.filter((one) => one.why === 'random').length).toBeGreaterThanOrEqual(
            randomShare(wanted, randomPercent),
          )
          // who has no risk is never said to be picked for it
          for (const one of picks) if (one.why === 'risk') expect(one.points).toBeGreaterThan(0)
        },
      ),
    )
  })
  it('reach everybody over the seeds, and the risky more often', () => {
    const times = new Map<string, number>()
    const rounds = 3_000
    for (let n = 0; n < rounds; n++)
      for (const { id } of drawPicks(frame, { seed: `s${n}`, size: 6, randomPercent: 50 }, hash))
        times.set(id, (times.get(id) ?? 0) + 1)
    const quiet = frame.filter((one) => one.points === 0).map((one) => times.get(one.id) ?? 0)
    // three of six by lot over 24: each comes at 12.5 % at least
    expect(Math.min(...quiet)).toBeGreaterThan(rounds * 0.1)
    expect(Math.max(...quiet)).toBeLessThan(rounds * 0.16)
    expect(times.get('unit-00')).toBeGreaterThan(rounds * 0.5)
  })
  it('weigh facts by the points of the plan, five of a kind at most', () => {
    const points = {
      noShow: 3,
      contradiction: 2,
      overdueReport: 1,
      complaint: 2,
      overdueIssue: 2,
      unchecked: 1,
    }
    expect(pointsOf({ noShow: 2, unchecked: 1 }, points)).toBe(7)
    expect(pointsOf({ noShow: 40 }, points)).toBe(15)
    expect(pointsOf({}, points)).toBe(0)
  })
})

describe('the ring of colleagues', () => {
  it('lets each be seen once by another', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 30 }), fc.string(), (ids, seed) => {
        const pairs = drawRing(ids, seed, hash)
        expect(pairs.length).toBe(ids.length < 2 ? 0 : ids.length)
        expect(pairs.map((one) => one.of).sort()).toEqual(ids.length < 2 ? [] : ids.toSorted())
        expect(pairs.filter((one) => one.by === one.of)).toEqual([])
      }),
    )
  })
})
